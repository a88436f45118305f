"""Which reading counts: the nearest, within ten minutes, and of the run of the limit that was open then."""

from datetime import UTC, datetime, timedelta

import pytest

from denials.trial import short
from fairmeter.billing import PotState, Why
from fairmeter.denials import Missing, ReasonCode, Refusal, Verdict, from_paste, judge
from fairmeter.limits import (
    SESSION,
    WEEKLY,
    ExtraUsage,
    Money,
    Reading,
    Scope,
    Snapshot,
    SourceName,
    Window,
    merge,
)

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
LANE = "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going."


def refusal(text: str = LANE) -> Refusal:
    return from_paste(text, at=AT)


def read(
    minutes: float,
    session: float | None = 30,
    weekly: float | None = 40,
    session_resets: float | None = 200,
    *,
    lists_all: bool = False,
    extra: ExtraUsage | None = None,
) -> Snapshot:
    """A snapshot taken so many minutes after the refusal, its session resetting so many minutes after it."""
    resets = None if session_resets is None else AT + timedelta(minutes=session_resets)
    windows = [
        *([Window(kind=SESSION, used_pct=session, resets_at=resets)] if session is not None else []),
        *([Window(kind=WEEKLY, used_pct=weekly, resets_at=AT + timedelta(days=3))] if weekly is not None else []),
    ]
    taken_at = AT + timedelta(minutes=minutes)
    reading = Reading(
        source=SourceName.API,
        account="a",
        taken_at=taken_at,
        windows=tuple(windows),
        lists_all=lists_all,
        extra=extra,
    )
    return merge([reading])


def codes(verdict: Verdict) -> list[ReasonCode]:
    return [reason.code for reason in verdict.reasons]


@pytest.mark.parametrize("minutes", [-10, -1, 0, 1, 10])
def test_a_reading_within_ten_minutes_proves(minutes: float) -> None:
    verdict = judge(refusal(), [read(minutes)])
    assert short(verdict) == "contradiction/plan"
    assert verdict.read_age == abs(timedelta(minutes=minutes))


@pytest.mark.parametrize("minutes", [-10.1, 10.1, -600])
def test_a_reading_further_away_proves_nothing(minutes: float) -> None:
    verdict = judge(refusal(), [read(minutes)])
    assert short(verdict) == "unproven"
    assert ReasonCode.NO_READING_NEAR in codes(verdict)
    assert verdict.pots.session.why is Why.TOO_OLD


def test_without_any_reading_both_windows_are_missing() -> None:
    verdict = judge(refusal(), [])
    assert short(verdict) == "unproven"
    assert verdict.missing == (Missing.SESSION, Missing.WEEKLY)
    assert ReasonCode.NO_READING_NEAR in codes(verdict)


def test_the_nearest_reading_counts_in_whatever_order_they_come() -> None:
    readings = [read(-8, session=100), read(1, session=20), read(9, session=100)]
    for order in (readings, readings[::-1]):
        assert judge(refusal(), order).pots.session.used_pct == 20


def test_a_window_that_the_nearest_reading_lacks_comes_from_the_next() -> None:
    verdict = judge(refusal(), [read(-1, weekly=None), read(-5, session=99)])
    assert (verdict.pots.session.used_pct, verdict.pots.weekly.used_pct) == (30, 40)


def test_a_session_that_reset_between_the_reading_and_the_refusal_is_unknown() -> None:
    verdict = judge(refusal("You've hit your session limit · resets 5pm"), [read(-5, session=100, session_resets=-2)])
    assert short(verdict) == "unproven"
    assert ReasonCode.RESET_SINCE in codes(verdict)


def test_a_session_that_began_after_the_refusal_is_unknown() -> None:
    verdict = judge(refusal("You've hit your session limit · resets 5pm"), [read(5, session=1, session_resets=303)])
    assert (short(verdict), verdict.pots.session.why) == ("unproven", Why.RESET_SINCE)


def test_an_idle_session_read_later_may_be_another_one_and_read_before_it_had_room() -> None:
    text = "You've hit your session limit · resets 5pm"
    assert short(judge(refusal(text), [read(2, session=0, session_resets=None)])) == "unproven"
    assert short(judge(refusal(text), [read(-2, session=0, session_resets=None)])) == "contradiction/plan"


def test_an_account_whose_list_has_no_session_is_judged_by_its_week() -> None:
    verdict = judge(refusal("You've hit your usage limit"), [read(0, session=None, lists_all=True)])
    assert verdict.pots.session.state is PotState.NOT_APPLICABLE
    assert short(verdict) == "contradiction/plan"


def test_money_that_is_too_old_funds_nothing() -> None:
    funded = ExtraUsage(enabled=True, balance=Money(500))
    assert short(judge(refusal(), [read(-30, extra=funded)])) == "unproven"
    assert short(judge(refusal(), [read(-3, extra=funded)])) == "contradiction/plan_and_extra"


def test_a_model_named_by_the_service_is_held_against_its_own_row() -> None:
    at = AT - timedelta(minutes=1)
    row = Window(kind="weekly_scoped", used_pct=100, scope=Scope(model="Fable"))
    snapshot = merge([Reading(source=SourceName.API, account="a", taken_at=at, windows=(row,))])
    verdict = judge(refusal("You've reached your Fable 5 limit."), [snapshot])
    assert short(verdict) == "explained/model_limit"
