"""Who pays, pot by pot, in both orders."""

from datetime import UTC, datetime, timedelta

import pytest

from billing.purse import NOW, funded, snapshot
from fairmeter.billing import (
    Brim,
    Decision,
    Order,
    Outcome,
    PotName,
    PotState,
    Request,
    RuleName,
    Why,
    decide,
    pots_at,
)
from fairmeter.limits import ExtraUsage, Money, PlanFamily, Snapshot

ROOM, USED_UP, UNKNOWN, NOT_ASKED = PotState.HAS_ROOM, PotState.USED_UP, PotState.UNKNOWN, PotState.NOT_ASKED
NOT_APPLICABLE = PotState.NOT_APPLICABLE
EMPTY = ExtraUsage(enabled=True, balance=Money(0))


def decided(taken: Snapshot | None, request: Request | None = None, order: Order = Order.PLAN_FIRST) -> Decision:
    return decide(pots_at(taken, NOW), request or Request(), order)


def states(decision: Decision) -> list[tuple[PotName, PotState]]:
    return [(step.pot.name, step.state) for step in decision.steps]


def test_with_room_everywhere_the_plan_pays_and_extra_is_not_needed() -> None:
    decision = decided(snapshot(20, 30, fable=40), Request(model="fable"))
    assert decision.outcome is Outcome.PLAN_PAYS
    assert states(decision) == [
        (PotName.SESSION, ROOM),
        (PotName.WEEKLY, ROOM),
        (PotName.MODEL_WEEKLY, ROOM),
        (PotName.EXTRA, NOT_ASKED),
    ]
    assert decision.steps[-1].why is Why.PLAN_PAYS


@pytest.mark.parametrize(
    ("session", "weekly", "fable", "asked"),
    [(100, 30, 40, 1), (20, 100, 40, 2), (20, 30, 100, 3), (100, 100, 100, 1), (104, 30, 40, 1)],
)
def test_the_first_limit_that_is_used_up_ends_the_plans_turn(
    session: float, weekly: float, fable: float, asked: int
) -> None:
    decision = decided(snapshot(session, weekly, fable=fable, extra=funded()), Request(model="fable"))
    assert decision.outcome is Outcome.EXTRA_PAYS
    plan = decision.steps[:3]
    assert plan[asked - 1].state is USED_UP
    assert all(step.why is Why.PLAN_ENDED for step in plan[asked:])


@pytest.mark.parametrize(
    ("extra", "outcome", "why"),
    [
        (funded(), Outcome.EXTRA_PAYS, Why.FUNDED),
        (ExtraUsage(enabled=True, spent=Money(1), cap=Money(2)), Outcome.EXTRA_PAYS, Why.BALANCE_UNKNOWN),
        (EMPTY, Outcome.REFUSED, Why.EMPTY),
        (ExtraUsage(enabled=True, balance=Money(-1)), Outcome.REFUSED, Why.EMPTY),
        (ExtraUsage(enabled=False, disabled_reason="out_of_credits"), Outcome.REFUSED, Why.EMPTY),
        (ExtraUsage(enabled=True, balance=Money(9), spent=Money(2), cap=Money(2)), Outcome.REFUSED, Why.AT_CAP),
        (ExtraUsage(enabled=False, balance=Money(9)), Outcome.REFUSED, Why.OFF),
        (ExtraUsage(enabled=True), Outcome.UNKNOWN, Why.ONLY_ON),
        (ExtraUsage(enabled=True, uncapped=True, spent=Money(2)), Outcome.UNKNOWN, Why.ONLY_ON),
        (ExtraUsage(enabled=None, balance=Money(9)), Outcome.UNKNOWN, Why.NOT_REPORTED),
        (None, Outcome.UNKNOWN, Why.NOT_REPORTED),
    ],
)
def test_once_the_plan_is_out_it_is_extra_usage_that_decides(
    extra: ExtraUsage | None, outcome: Outcome, why: Why
) -> None:
    decision = decided(snapshot(100, 30, extra=extra))
    assert (decision.outcome, decision.steps[-1].why) == (outcome, why)


def test_an_unknown_limit_makes_the_outcome_unknown() -> None:
    assert decided(snapshot(None, 30, extra=funded())).outcome is Outcome.UNKNOWN
    assert decided(snapshot(20, None, extra=EMPTY)).outcome is Outcome.UNKNOWN
    assert decided(None).outcome is Outcome.UNKNOWN


def test_an_unknown_limit_does_not_matter_when_another_one_is_used_up() -> None:
    assert decided(snapshot(None, 100, extra=EMPTY)).outcome is Outcome.REFUSED
    assert decided(snapshot(100, None, extra=funded())).outcome is Outcome.EXTRA_PAYS


def test_in_the_faulty_order_the_plan_is_never_asked() -> None:
    decision = decided(snapshot(20, 30, extra=EMPTY), order=Order.EXTRA_FIRST)
    assert decision.outcome is Outcome.REFUSED
    assert states(decision)[0] == (PotName.EXTRA, USED_UP)
    assert all(step.state is NOT_ASKED for step in decision.steps[1:])
    assert decided(snapshot(20, 30, extra=funded()), order=Order.EXTRA_FIRST).outcome is Outcome.EXTRA_PAYS
    assert decided(snapshot(20, 30), order=Order.EXTRA_FIRST).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("request_", "rule"),
    [
        (Request(fast_mode=True), RuleName.FAST_MODE),
        (Request(third_party=True), RuleName.THIRD_PARTY),
        (Request(long_context=True, model="opus", plan=PlanFamily.PRO), RuleName.LONG_CONTEXT),
        (Request(model="sonnet[1m]", plan=PlanFamily.MAX), RuleName.LONG_CONTEXT),
        (Request(stated=RuleName.LONG_CONTEXT), RuleName.LONG_CONTEXT),
    ],
)
def test_a_documented_exception_sends_the_request_to_extra_usage_at_once(request_: Request, rule: RuleName) -> None:
    refused = decided(snapshot(5, 5, extra=EMPTY), request_)
    assert (refused.outcome, refused.rule) == (Outcome.REFUSED, rule)
    assert all(step.why is Why.EXCEPTION for step in refused.steps[1:])
    assert decided(snapshot(5, 5, extra=funded()), request_).outcome is Outcome.EXTRA_PAYS


def test_a_model_that_the_list_of_limits_lacks_has_no_allowance() -> None:
    request = Request(model="claude-fable-5-1")
    listed = decided(snapshot(5, 5, lists_all=True, extra=EMPTY), request)
    assert (listed.outcome, listed.rule) == (Outcome.REFUSED, RuleName.NO_ALLOWANCE)
    assert decided(snapshot(5, 5, extra=EMPTY), request).outcome is Outcome.UNKNOWN
    assert decided(snapshot(5, 5, lists_all=True, extra=EMPTY), Request(model="opus")).outcome is Outcome.PLAN_PAYS


def test_the_long_context_is_in_the_plan_elsewhere_and_unknown_where_the_plan_is() -> None:
    on_max = Request(model="opus[1m]", plan=PlanFamily.MAX)
    assert decided(snapshot(5, 5), on_max).outcome is Outcome.PLAN_PAYS
    assert decided(snapshot(5, 5), Request(model="opus[1m]")).outcome is Outcome.UNKNOWN
    assert decided(snapshot(5, 5), Request(long_context=True, plan=PlanFamily.MAX)).outcome is Outcome.UNKNOWN
    assert decided(snapshot(5, 100, extra=EMPTY), Request(model="opus[1m]")).outcome is Outcome.REFUSED


def test_flags_that_are_not_given_send_nothing_to_extra_usage() -> None:
    assert decided(snapshot(5, 5, extra=EMPTY), Request(model="opus")).rule is None


def test_a_row_of_another_model_does_not_apply() -> None:
    decision = decided(snapshot(5, 5, fable=100, extra=EMPTY), Request(model="claude-opus-4-6"))
    assert decision.outcome is Outcome.PLAN_PAYS
    assert decision.steps[2].state is NOT_APPLICABLE


def test_with_no_model_named_a_full_row_leaves_it_open_and_rows_with_room_decide_nothing() -> None:
    assert decided(snapshot(5, 5, fable=100)).outcome is Outcome.UNKNOWN
    assert decided(snapshot(5, 5, fable=20)).outcome is Outcome.PLAN_PAYS
    assert decided(snapshot(5, 5, design=100)).outcome is Outcome.PLAN_PAYS


def test_an_account_without_a_session_limit_is_decided_by_its_week() -> None:
    decision = decided(snapshot(None, 40, lists_all=True))
    assert decision.outcome is Outcome.PLAN_PAYS
    assert decision.steps[0].state is NOT_APPLICABLE
    assert decision.steps[0].why is Why.NO_SUCH_LIMIT


def test_an_account_without_any_limit_is_not_said_to_pay() -> None:
    assert decided(snapshot(None, None, lists_all=True)).outcome is Outcome.UNKNOWN


def test_a_window_that_is_over_says_nothing() -> None:
    taken = snapshot(100, 30, resets_in=timedelta(minutes=-1))
    decision = decided(taken)
    assert decision.steps[0].why is Why.RESET_SINCE
    assert decision.outcome is Outcome.UNKNOWN
    assert decide(pots_at(taken, None), Request()).steps[0].state is USED_UP


def test_an_old_figure_says_nothing_where_an_age_is_asked_for() -> None:
    later = NOW + timedelta(minutes=11)
    assert pots_at(snapshot(5, 5), later).session.state is ROOM
    aged = pots_at(snapshot(5, 5, lists_all=True, extra=funded()), later, max_age=timedelta(minutes=10))
    assert aged.session.why is Why.TOO_OLD
    assert aged.extra.state is UNKNOWN
    assert aged.lists_all is False


@pytest.mark.parametrize(
    ("used", "state", "why"),
    [
        (97.9, ROOM, Why.MEASURED),
        (98, UNKNOWN, Why.AT_THE_BRIM),
        (98.9, UNKNOWN, Why.AT_THE_BRIM),
        (99, USED_UP, Why.MEASURED),
    ],
)
def test_a_brim_leaves_what_lies_between_undecided(used: float, state: PotState, why: Why) -> None:
    pot = pots_at(snapshot(used, 5), NOW, brim=Brim(98, 99)).session
    assert (pot.state, pot.why) == (state, why)


def test_by_itself_the_meter_is_taken_at_its_word() -> None:
    assert pots_at(snapshot(99.9, 100), NOW).session.state is ROOM
    assert pots_at(snapshot(99.9, 100), NOW).weekly.state is USED_UP


def test_an_age_is_how_far_the_figure_lies_from_the_instant() -> None:
    at = datetime(2026, 9, 1, 12, 4, tzinfo=UTC)
    assert pots_at(snapshot(5, 5), at).session.age == abs(at - NOW)
    assert pots_at(snapshot(5, 5), None).session.age is None
