"""The service's own word on which limit refused, which outranks the sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest

from denials.trial import GIVEN_AT, Figures, short, tried
from fairmeter.denials import CauseName, QuotaLimits, Rank, ReasonCode, Verdict, from_paste, judge
from fairmeter.limits import SESSION, Dated, Window


def told(text: str, figures: Figures, **quota: object) -> Verdict:
    limits = QuotaLimits(**{"status": "rejected", **quota})  # type: ignore[arg-type]
    refusal = replace(from_paste(text, at=GIVEN_AT), quota_limits=limits)
    snapshot = figures.snapshot()
    assert snapshot is not None
    return judge(refusal, [snapshot])


@pytest.mark.parametrize(
    ("text", "limit_type", "figures", "expected"),
    [
        ("You're out of usage credits", "five_hour", Figures(session=100), "explained/plan_used_up"),
        ("You're out of usage credits", "five_hour", Figures(session=12), "contradiction/plan"),
        ("You've hit your session limit · resets 4pm", "seven_day", Figures(weekly=100), "explained/plan_used_up"),
        ("You've hit your session limit · resets 4pm", "seven_day", Figures(session=3), "unproven"),
        ("API Error: Rate limit reached", "five_hour", Figures(session=12), "contradiction/plan"),
        (
            "You're out of usage credits",
            "seven_day_overage_included",
            Figures(models={"Fable": 102}),
            "explained/model_limit",
        ),
        ("You've hit your limit", "seven_day_opus", Figures(models={"Opus": 4}), "contradiction/model"),
        ("You've hit your limit · resets 4pm", "overage", Figures(session=3, weekly=3), "contradiction/plan"),
        ("You've hit your org's monthly spend limit", "overage", Figures(session=3, weekly=3), "explained/org_policy"),
        ("Usage credits required for 1M context", "five_hour", Figures(session=3), "explained/long_context"),
        ("You've hit your limit · resets 4pm", "seven_day_new", Figures(session=3, weekly=3), "contradiction/plan"),
    ],
)
def test_the_type_that_rejected_outranks_the_sentence(
    text: str, limit_type: str, figures: Figures, expected: str
) -> None:
    assert short(told(text, figures, limit_type=limit_type)) == expected


def test_a_rejected_overage_on_an_allowed_request_refused_nothing() -> None:
    text = "You've hit your weekly limit · resets 4pm"
    verdict = told(text, Figures(weekly=100), status="allowed", limit_type="five_hour", overage_status="rejected")
    assert short(verdict) == "explained/plan_used_up"
    assert ReasonCode.NAMED_LIMIT not in [reason.code for reason in verdict.reasons]


def with_reset(minutes: float) -> Verdict:
    """A session limit of 2%, which the meter resets in two hours and the service says so many minutes from then."""
    reset = GIVEN_AT + timedelta(hours=2)
    figures = Figures(weekly=25).snapshot()
    assert figures is not None
    session = Dated(Window(kind=SESSION, used_pct=2, resets_at=reset), figures.windows[0].source, GIVEN_AT)
    limits = QuotaLimits(status="rejected", limit_type="five_hour", resets_at=reset + timedelta(minutes=minutes))
    refusal = replace(from_paste("You've hit your session limit", at=GIVEN_AT), quota_limits=limits)
    return judge(refusal, [replace(figures, windows=(session, *figures.windows))])


def test_a_limit_whose_reset_is_not_the_meters_is_probably_stale() -> None:
    verdict = with_reset(-19)
    assert short(verdict) == "contradiction/plan"
    assert ReasonCode.RESETS_DIFFER in [reason.code for reason in verdict.reasons]
    assert (verdict.causes[0].name, verdict.causes[0].rank) == (CauseName.STALE_LIMIT, Rank.LIKELY)


def test_a_reset_within_the_services_own_wander_is_the_same() -> None:
    assert ReasonCode.RESETS_DIFFER not in [reason.code for reason in with_reset(0.02).reasons]


def test_a_limit_that_had_been_reset_already_is_told() -> None:
    assert ReasonCode.LIMIT_HAD_RESET in [reason.code for reason in with_reset(-130).reasons]


def test_a_pasted_stream_event_is_read_for_the_limit_that_rejected() -> None:
    event = (
        '{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1788998400,"rateLimitType":\n'
        '"seven_day","overageStatus":"rejected","overageDisabledReason":"out_of_credits"}}'
    )
    assert short(tried(event, Figures(weekly=100))) == "explained/plan_used_up"
    assert short(tried(event, Figures(weekly=40))) == "contradiction/plan"
    assert short(tried(event.replace("\n", "  "), Figures(session=40))) == "unproven"


def test_a_pasted_event_of_an_allowed_request_is_no_refusal() -> None:
    event = '{"status":"allowed","rateLimitType":"five_hour","overageStatus":"rejected","isUsingOverage":false}'
    assert short(tried(event, Figures(session=4, weekly=4))) == "unproven"


@pytest.mark.parametrize(
    ("reason", "figures", "expected"),
    [
        ("member_level_disabled", Figures(on=False), "explained/org_policy"),
        ("seat_tier_zero_credit_limit", Figures(on=False), "explained/org_policy"),
        ("group_zero_credit_limit", Figures(session=100), "explained/plan_used_up"),
        ("member_level_disabled", Figures(session=4, weekly=4), "contradiction/plan"),
        ("org_level_disabled", Figures(on=False), "unproven"),
        ("out_of_credits", Figures(on=False), "unproven"),
    ],
)
def test_extra_usage_closed_by_others_explains_only_where_the_plan_is_not_known_to_have_had_room(
    reason: str, figures: Figures, expected: str
) -> None:
    text = "You're out of usage credits"
    assert short(told(text, figures, limit_type="overage", overage_disabled_reason=reason)) == expected
