"""What holds for every account: more room never refuses, and what is not known is never made up."""

from hypothesis import given
from hypothesis import strategies as st

from billing.purse import NOW, snapshot
from fairmeter.billing import Order, Outcome, PotState, Request, decide, pots_at
from fairmeter.limits import ExtraUsage, Money, PlanFamily

percents = st.none() | st.floats(0, 120)
flags = st.none() | st.booleans()
monies = st.none() | st.builds(Money, st.integers(-10, 50))
extras = st.none() | st.builds(
    ExtraUsage, enabled=flags, balance=monies, spent=monies, cap=monies, uncapped=st.booleans()
)
unknown_extras = st.sampled_from([None, ExtraUsage(enabled=True), ExtraUsage(enabled=None, balance=Money(5))])
requests = st.builds(
    Request,
    model=st.none() | st.sampled_from(["fable", "opus[1m]", "sonnet", "default"]),
    long_context=flags,
    fast_mode=flags,
    third_party=flags,
    plan=st.none() | st.sampled_from(list(PlanFamily)),
)
orders = st.sampled_from(list(Order))
rank = {Outcome.REFUSED: 0, Outcome.UNKNOWN: 1, Outcome.EXTRA_PAYS: 1, Outcome.PLAN_PAYS: 2}


@given(st.lists(st.floats(0, 120), min_size=3, max_size=3), st.lists(st.floats(0, 1), min_size=3, max_size=3), extras)
def test_more_room_never_turns_a_request_that_the_plan_pays_into_a_worse_one(
    used: list[float], shares: list[float], extra: ExtraUsage | None
) -> None:
    eased = [one * share for one, share in zip(used, shares, strict=True)]
    request = Request(model="fable")
    before = decide(pots_at(snapshot(used[0], used[1], fable=used[2], extra=extra), NOW), request)
    after = decide(pots_at(snapshot(eased[0], eased[1], fable=eased[2], extra=extra), NOW), request)
    assert rank[after.outcome] >= rank[before.outcome]


@given(percents, percents, extras, requests, orders)
def test_more_money_never_turns_an_answer_into_a_refusal(
    session: float | None, weekly: float | None, extra: ExtraUsage | None, request_: Request, order: Order
) -> None:
    rich = ExtraUsage(enabled=True, balance=Money(5000), spent=Money(0), cap=Money(9000))
    before = decide(pots_at(snapshot(session, weekly, fable=40, extra=extra), NOW), request_, order)
    after = decide(pots_at(snapshot(session, weekly, fable=40, extra=rich), NOW), request_, order)
    assert after.outcome is not Outcome.REFUSED
    assert (before.outcome is Outcome.PLAN_PAYS) == (after.outcome is Outcome.PLAN_PAYS)


@given(percents, percents, extras, requests, st.booleans())
def test_the_plan_pays_only_when_no_limit_that_applies_is_unknown_or_used_up(
    session: float | None, weekly: float | None, extra: ExtraUsage | None, request_: Request, lists_all: bool
) -> None:
    decision = decide(pots_at(snapshot(session, weekly, extra=extra, lists_all=lists_all), NOW), request_)
    plan = {step.state for step in decision.steps[:3]}
    all_clear = plan <= {PotState.HAS_ROOM, PotState.NOT_APPLICABLE} and PotState.HAS_ROOM in plan
    assert all_clear or decision.outcome is not Outcome.PLAN_PAYS


@given(percents, percents, extras, requests, orders)
def test_every_decision_shows_all_four_pots_once(
    session: float | None, weekly: float | None, extra: ExtraUsage | None, request_: Request, order: Order
) -> None:
    decision = decide(pots_at(snapshot(session, weekly, extra=extra), NOW), request_, order)
    assert len({step.pot.name for step in decision.steps}) == 4


@given(percents, percents, unknown_extras, requests)
def test_nothing_is_refused_while_extra_usage_is_not_known(
    session: float | None, weekly: float | None, extra: ExtraUsage | None, request_: Request
) -> None:
    pots = pots_at(snapshot(session, weekly, extra=extra), NOW)
    assert pots.extra.state is PotState.UNKNOWN
    assert decide(pots, request_).outcome is not Outcome.REFUSED
