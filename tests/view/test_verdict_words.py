"""What a verdict says in words: the figure that was left, what is inferred, and one thing to try."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from denials.trial import GIVEN_AT, Figures, tried
from fairmeter.billing import Outcome, PotName, PotState, RuleName, Why
from fairmeter.denials import (
    Cause,
    CauseName,
    Change,
    Context,
    IfMeter,
    Missing,
    ProbableCause,
    QuotaLimits,
    Rank,
    Reason,
    ReasonCode,
    Ruling,
    Verdict,
    from_paste,
    judge,
)
from fairmeter.view import cause_words, order_words
from fairmeter.view.verdict_page import page
from fairmeter.view.verdict_words import change, missing, reasons, ruling, summary

LANE = "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going."


@pytest.mark.parametrize(
    ("text", "figures", "said"),
    [
        (LANE, Figures(session=72, weekly=68), "Refused although 28% of your session and 32% of your week were left."),
        (LANE, Figures(weekly=68), "Refused although 32% of your week was left. Not known: session."),
        (
            LANE,
            Figures(session=72, weekly=68, on=True, balance="3"),
            "Refused although 28% of your session and 32% of your week were left, and extra usage was funded too.",
        ),
        (
            "Fable 5 requires usage credits",
            Figures(session=7, weekly=14, models={"Fable": 3}),
            "Refused for want of extra usage although 97% of your Fable week was left.",
        ),
        (
            "You've reached your Fable 5 limit.",
            Figures(session=7, weekly=14, models={"Fable": 3}),
            "Refused at the model's limit although 97% of your Fable week was left.",
        ),
        (
            "Fable 5 requires usage credits",
            Figures(session=7, weekly=14, lists_all=True),
            "Explained: the plan has no allowance for this model, so it bills extra usage. Other models go on.",
        ),
        ("You've hit your usage limit", Figures(weekly=4), "Unproven: a figure is missing (session)."),
    ],
)
def test_the_summary_says_what_happened_with_its_figures(text: str, figures: Figures, said: str) -> None:
    assert summary(tried(text, figures)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LANE, "Contradiction"),
        ("Extra usage is required for long context requests.", "Explained: long context"),
        ("API Error: 529 Overloaded", "Not about quota"),
        ("what?", "Unproven"),
    ],
)
def test_the_chip_names_an_explanation(text: str, said: str) -> None:
    assert ruling(tried(text, Figures(session=3, weekly=3))) == said


def test_every_cause_reason_and_missing_figure_has_its_words() -> None:
    base = tried(LANE, Figures(session=20, weekly=30))
    pot = base.pots.session
    for cause in Cause:
        assert summary(replace(base, verdict=Ruling.EXPLAINED, cause=cause)).endswith(".")
        assert ruling(replace(base, verdict=Ruling.EXPLAINED, cause=cause)).startswith("Explained: ")
    for code in ReasonCode:
        word = "overload" if code is ReasonCode.NAMES_ITS_CAUSE else "third_party"
        at = datetime(2026, 9, 1, 14, 5, tzinfo=UTC)
        for one in (pot, None):
            if one is None and code in NEEDS_A_POT:
                continue
            said = reasons(replace(base, reasons=(Reason(code, one if code in NEEDS_A_POT else None, word, at),)))
            assert said[0].endswith(".")
    assert len(missing(replace(base, missing=tuple(Missing)))) == len(Missing)


NEEDS_A_POT = {
    ReasonCode.HAS_ROOM,
    ReasonCode.IS_FULL,
    ReasonCode.AT_THE_BRIM,
    ReasonCode.RESET_SINCE,
    ReasonCode.TOO_OLD,
    ReasonCode.NO_SUCH_LIMIT,
    ReasonCode.NO_ALLOWANCE,
    ReasonCode.FUNDED,
    ReasonCode.BALANCE_UNKNOWN,
    ReasonCode.EXTRA_CANNOT_PAY,
}


def test_every_step_outcome_and_rule_has_its_words() -> None:
    step = tried(LANE, Figures(session=20)).expected.steps[0]
    for why in Why:
        for state in PotState:
            for name in PotName:
                said = order_words.detail(replace(step, pot=replace(step.pot, name=name), state=state, why=why))
                assert said
                assert order_words.state(replace(step, state=state))
    assert {order_words.rule(name) for name in RuleName} >= {"Fast mode is paid from extra usage at once."}
    decision = tried(LANE).expected
    assert len({order_words.outcome(replace(decision, outcome=one)) for one in Outcome}) == len(Outcome)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            Figures(on=True, balance="0", spent="15.40", cap="20"),
            "no money left, balance $0.00, spent $15.40 of $20.00",
        ),
        (Figures(on=True, spent="20", cap="20"), "cap reached, spent $20.00 of $20.00"),
        (Figures(on=True, cap="20", balance="1"), "on, balance $1.00, cap $20.00"),
        (Figures(on=False), "off"),
        (Figures(on=True), "on, balance and cap not known"),
        (Figures(), "not known"),
    ],
)
def test_extra_usage_says_its_three_amounts_side_by_side(figures: Figures, said: str) -> None:
    assert order_words.detail(tried(LANE, figures).faulty.steps[0]) == said


def test_every_probable_cause_has_a_rank_in_words_and_one_thing_to_try() -> None:
    for name in CauseName:
        for rank in Rank:
            probable = ProbableCause(name, rank)
            assert cause_words.cause(probable).endswith(".")
            assert cause_words.to_try(probable).endswith(".")
            assert "%" not in cause_words.rank(probable)
    marked = ProbableCause(CauseName.TAKEN_FOR_THIRD_PARTY, Rank.LIKELY, "commit")
    assert cause_words.cause(marked) == "Taken for a third-party app. A recent commit message names one."
    assert cause_words.cause(ProbableCause(CauseName.OLD_CLIENT, Rank.LIKELY, "2.0.76")) == "Old client (2.0.76)."


def test_a_stale_limit_is_told_with_the_time_that_it_names() -> None:
    limits = QuotaLimits(status="rejected", limit_type="five_hour", resets_at=GIVEN_AT)
    refusal = replace(from_paste("You've hit your session limit", at=GIVEN_AT), quota_limits=limits)
    snapshot = Figures(session=2, weekly=3).snapshot()
    assert snapshot is not None
    said = reasons(judge(refusal, [snapshot], Context(commit_names_harness=True)))
    assert "The service itself named the limit: five_hour." in said
    assert "The limit that it names had been reset already, at 12:00." in said


def test_what_would_change_a_verdict_is_said_with_what_it_would_become() -> None:
    assert (
        change(Change(IfMeter.ALL_HAVE_ROOM, Ruling.CONTRADICTION, Cause.PLAN))
        == "With room on every meter that is missing: contradiction (the plan had room)."
    )
    assert change(Change(IfMeter.ONE_IS_FULL, Ruling.UNPROVEN, None)) == "With the first of them used up: unproven."


def test_the_page_marks_what_an_exception_did() -> None:
    verdict: Verdict = tried("Fast mode disabled · extra usage credits exhausted", Figures(session=3, balance="0"))
    printed = "\n".join(page(verdict))
    assert "Fast mode is paid from extra usage at once." in printed
    assert "an exception sends the request to extra usage" in printed
