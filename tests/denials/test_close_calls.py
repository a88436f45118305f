"""The close calls, a test for each, where two careful readers of the rules would differ."""

import pytest

from denials.trial import Figures, short, tried
from fairmeter.denials import CauseName, Missing, Rank, ReasonCode, Verdict
from fairmeter.view.verdict_words import missing, reasons, summary

LANE = "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
SPEND = "You've hit your monthly spend limit · raise it at claude.ai/settings/usage"
ROOM = Figures(session=20, weekly=30)


def codes(verdict: Verdict) -> set[ReasonCode]:
    return {reason.code for reason in verdict.reasons}


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("OAuth authentication is currently not allowed for this organization.", 401, "not_quota/sign_in"),
        ("You're out of extra usage. Add more at claude.ai", 401, "not_quota/sign_in"),
        ("OAuth authentication is currently not allowed for this organization.", 403, "explained/org_policy"),
        ("Your organization has disabled Claude subscription access", None, "explained/org_policy"),
        ("Request not allowed", 403, "not_quota/sign_in"),
    ],
)
def test_1_a_401_is_a_login_and_a_403_that_names_the_organisation_is_policy(
    text: str, status: int | None, expected: str
) -> None:
    assert short(tried(text, Figures(session=20, weekly=30, status=status))) == expected


def test_2_a_400_may_be_called_on_one_window_and_says_which_is_missing() -> None:
    verdict = tried(LANE, Figures(session=5))
    assert short(verdict) == "contradiction/plan"
    assert verdict.missing == (Missing.WEEKLY,)
    assert "weekly" in summary(verdict)


@pytest.mark.parametrize("text", [SPEND, "You've hit your usage limit", "You've hit your limit · resets 4pm"])
def test_2_a_text_limit_needs_both_windows_unless_one_is_full(text: str) -> None:
    assert short(tried(text, Figures(weekly=5))) == "unproven"
    assert tried(text, Figures(weekly=5)).missing == (Missing.SESSION,)
    assert short(tried(text, Figures(weekly=100))) == "explained/plan_used_up"


def test_2_the_window_that_a_text_names_is_enough_and_an_undated_reset_names_none() -> None:
    assert short(tried("You've hit your weekly limit · resets 4pm", Figures(weekly=5))) == "contradiction/plan"
    assert short(tried("You've hit your limit · resets May 5, 4pm", Figures(weekly=5))) == "contradiction/plan"
    assert short(tried("You've hit your limit · resets 4pm", Figures(session=5))) == "unproven"


def test_3_rate_limit_reached_alone_names_the_model_and_the_long_context_as_missing() -> None:
    verdict = tried("API Error: Rate limit reached", ROOM)
    assert short(verdict) == "unproven"
    assert verdict.missing == (Missing.MODEL, Missing.LONG_CONTEXT)
    assert [word.split(":")[0] for word in missing(verdict)] == ["model", "long context"]


@pytest.mark.parametrize(
    ("money", "is_funded"),
    [
        (Figures(on=True, balance="0.01"), True),
        (Figures(on=True, spent="19.99", cap="20"), True),
        (Figures(on=True), False),
        (Figures(on=False, balance="50"), False),
        (Figures(balance="50"), False),
        (Figures(on=True, balance="-0.01", spent="1", cap="20"), False),
        (Figures(on=True, spent="20", cap="20"), False),
        (Figures(on=True, spent="5"), False),
    ],
)
def test_4_funded_means_on_with_money_or_on_and_below_the_cap(money: Figures, *, is_funded: bool) -> None:
    assert short(tried(LANE, money)) == ("contradiction/extra" if is_funded else "unproven")


def test_4_below_the_cap_only_the_summary_says_that_the_balance_is_not_known() -> None:
    assert "balance is not known" in summary(tried(LANE, Figures(on=True, spent="1", cap="20")))
    assert "balance is not known" not in summary(tried(LANE, Figures(on=True, balance="3")))


def test_4_plan_and_extra_needs_one_window_with_room_and_none_full() -> None:
    assert short(tried(LANE, Figures(session=5, on=True, balance="9"))) == "contradiction/plan_and_extra"
    assert short(tried(LANE, Figures(session=5, weekly=100, on=True, balance="9"))) == "contradiction/extra"
    with_a_reset = tried("You're out of extra usage · resets 4pm", Figures(session=5, weekly=5, on=True, balance="9"))
    assert short(with_a_reset) == "contradiction/plan"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Extra usage is required for long context requests.", "long_context"),
        ("Fast mode disabled · extra usage temporarily unavailable", "fast_mode"),
        ("Third-party apps now draw from your extra usage, not your plan limits.", "third_party"),
    ],
)
def test_5_a_named_gate_outranks_funded_extra_and_empty_windows(text: str, cause: str) -> None:
    verdict = tried(text, Figures(session=100, weekly=100, on=True, balance="30"))
    assert short(verdict) == f"explained/{cause}"
    assert "should have opened" in summary(verdict)


@pytest.mark.parametrize("gate", ["long_context", "fast_mode", "third_party"])
def test_6_a_gate_that_is_not_given_bars_nothing_and_one_in_use_does(gate: str) -> None:
    text = "You've hit your session limit · resets 4pm"
    assert short(tried(text, ROOM)) == "contradiction/plan"
    flags: dict[str, bool] = {gate: True}
    barred = tried(text, Figures(session=20, weekly=30, **flags))  # type: ignore[arg-type]
    assert short(barred) == "unproven"
    assert ReasonCode.GATE_IN_USE in codes(barred)


@pytest.mark.parametrize("figures", [Figures(long_context=True), Figures(model="claude-opus-4-6[1m]")])
def test_7_out_of_extra_with_the_long_context_asks_for_a_try_without_it(figures: Figures) -> None:
    given = Figures(session=5, weekly=5, long_context=figures.long_context, model=figures.model)
    verdict = tried(LANE, given)
    assert short(verdict) == "unproven"
    assert "without 1M" in summary(verdict)


def test_8_a_text_that_names_third_party_apps_stands_against_the_flag() -> None:
    verdict = tried("Third-party apps now draw from your extra usage", Figures(third_party=False))
    assert short(verdict) == "explained/third_party"
    assert "genuine" in summary(verdict)


def test_8_another_app_explains_the_credit_lane_only() -> None:
    third = Figures(session=100, third_party=True)
    assert short(tried(LANE, third)) == "explained/third_party"
    assert short(tried("You've hit your limit · resets 4pm", third)) == "explained/plan_used_up"
    assert short(tried("API Error: Rate limit reached", Figures(third_party=True))) == "unproven"


def test_9_only_a_list_of_limits_can_show_that_a_model_has_no_row() -> None:
    text = "Fable 5 requires usage credits"
    assert short(tried(text, ROOM)) == "unproven"
    assert tried(text, ROOM).missing == (Missing.MODEL_ROW,)
    assert short(tried(text, Figures(session=20, weekly=30, lists_all=True))) == "explained/model_limit"


def test_10_a_missing_row_bars_a_contradiction_for_a_model_with_its_own_meter_and_a_text_on_credits() -> None:
    assert short(tried(SPEND, Figures(session=5, weekly=5, model="fable"))) == "unproven"
    assert short(tried(SPEND, Figures(session=5, weekly=5, model="opus"))) == "contradiction/plan"
    assert short(tried(LANE, Figures(session=5, weekly=5, model="claude-fable-5-1"))) == "unproven"
    session = "You've hit your session limit · resets 4pm"
    assert short(tried(session, Figures(session=5, weekly=5, model="fable"))) == "contradiction/plan"


def test_10_cause_model_needs_that_row_alone_and_no_full_window() -> None:
    text = "Fable 5 requires usage credits"
    assert short(tried(text, Figures(models={"Fable": 3}))) == "contradiction/model"
    assert short(tried(text, Figures(models={"Fable": 3}, weekly=100))) == "explained/plan_used_up"


@pytest.mark.parametrize("owner", ["org's monthly", "individual", "channel's monthly", "organization's"])
def test_11_spend_limits_of_an_organisation_are_policy_whatever_the_windows_say(owner: str) -> None:
    assert short(tried(f"You've hit your {owner} spend limit", ROOM)) == "explained/org_policy"


def test_11_the_monthly_usage_limit_of_an_org_is_judged_by_the_windows() -> None:
    text = "You've hit your org's monthly usage limit"
    assert short(tried(text, ROOM)) == "contradiction/plan"
    assert short(tried(text, Figures(session=100))) == "explained/plan_used_up"


def test_11_the_consoles_money_is_policy_or_a_login() -> None:
    console = "400 You have reached your specified workspace API usage limits."
    assert short(tried(console, ROOM)) == "explained/org_policy"
    assert short(tried("400 Your credit balance is too low to access the API", ROOM)) == "not_quota/sign_in"


def test_12_fast_mode_stays_fast_mode_though_the_organisation_is_named() -> None:
    text = "Fast mode has been disabled by your organization"
    assert short(tried(text, ROOM)) == "explained/fast_mode"
    assert short(tried(text, Figures(status=403))) == "explained/fast_mode"


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        (97.99, "contradiction/plan"),
        (98, "unproven"),
        (98.99, "unproven"),
        (99, "explained/plan_used_up"),
        (104, "explained/plan_used_up"),
    ],
)
def test_13_room_is_below_98_and_full_from_99(used: float, expected: str) -> None:
    assert short(tried(LANE, Figures(session=used, weekly=3))) == expected


@pytest.mark.parametrize("figures", [ROOM, Figures(session=0, weekly=0, on=True, balance="100"), Figures(session=100)])
def test_14_figures_alone_never_make_a_verdict(figures: Figures) -> None:
    assert short(tried("it does not work any more", figures)) == "unproven"


def test_15_figures_by_hand_count_as_taken_at_the_refusal() -> None:
    verdict = tried(LANE, ROOM)
    assert verdict.read_age is None
    assert not codes(verdict) & {ReasonCode.TOO_OLD, ReasonCode.NO_READING_NEAR}


def test_15_an_old_client_is_a_possible_reason_and_never_the_verdict() -> None:
    verdict = tried(LANE, Figures(session=5, weekly=5, client="2.0.76"))
    assert short(verdict) == "contradiction/plan"
    ranks = {cause.name: cause.rank for cause in verdict.causes}
    assert ranks[CauseName.OLD_CLIENT] is Rank.LIKELY
    newer = tried(LANE, Figures(session=5, weekly=5, client="latest"))
    assert {cause.name: cause.rank for cause in newer.causes}[CauseName.OLD_CLIENT] is Rank.POSSIBLE


def test_every_reason_that_a_verdict_gives_can_be_said() -> None:
    for figures in (ROOM, Figures(session=98.5), Figures(session=100, on=True, balance="3"), Figures(on=True)):
        for text in (LANE, SPEND, "Fable 5 requires usage credits", "API Error: Rate limit reached"):
            verdict = tried(text, figures)
            assert all(sentence.endswith(".") for sentence in reasons(verdict))
            assert summary(verdict).endswith(".")
