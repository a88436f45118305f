"""Who pays, in both orders, and what is said when nobody does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.simulator import (
    Account,
    AccountState,
    ExtraUsage,
    Order,
    PaidBy,
    PlanKind,
    RefusalCause,
    Refused,
    Served,
    SimClock,
)

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MakeState = Callable[..., AccountState]
Opened = Callable[..., Account]
FUNDED = ExtraUsage(enabled=True, cap_minor=4000, balance_minor=2000)
EMPTY = ExtraUsage(enabled=True, balance_minor=0)
OUT_OF_EXTRA = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
ROOM_LEFT = 54.0


def percents(account: Account) -> list[int]:
    return [meter.percent for meter in account.look().meters]


def refused(
    account: Account, model: str = "claude-fable-5", *, long_context: bool = False, fast_mode: bool = False
) -> Refused:
    outcome = account.request(model, 1.0, long_context=long_context, fast_mode=fast_mode)
    assert isinstance(outcome, Refused)
    return outcome


def full(state: AccountState, *positions: int) -> AccountState:
    """The state with these meters full: 0 session, 1 weekly, 2 Fable."""
    meters = [replace(m, used=m.capacity) if i in positions else m for i, m in enumerate(state.meters)]
    return replace(state, session=meters[0], weekly=meters[1], models=tuple(meters[2:]))


def test_the_plan_pays_while_it_has_room_and_every_meter_that_applies_counts(account: Account) -> None:
    outcome = account.request("claude-fable-5", 9.0)
    assert isinstance(outcome, Served)
    assert (outcome.paid_by, outcome.amount_minor) == (PaidBy.PLAN, 0)
    assert percents(account) == [55, 42, 65, 3]


def test_funded_extra_usage_is_left_alone_while_the_plan_has_room(opened: Opened) -> None:
    account = opened(extra=FUNDED)
    account.request("claude-fable-5", 9.0)
    assert account.look().extra == FUNDED


def test_the_last_request_may_carry_a_meter_past_its_end(account: Account) -> None:
    account.request("claude-opus-5", ROOM_LEFT + 5)
    assert percents(account)[0] == 105
    assert refused(account).cause is RefusalCause.SESSION


@pytest.mark.parametrize("positions", [(0,), (1,), (2,), (0, 1, 2)])
def test_extra_usage_pays_when_a_window_that_applies_is_full(
    positions: tuple[int, ...], opened: Opened, state: MakeState
) -> None:
    account = opened(full(state(extra=FUNDED), *positions))
    outcome = account.request("claude-fable-5", 2.0)
    assert isinstance(outcome, Served)
    assert (outcome.paid_by, outcome.amount_minor) == (PaidBy.EXTRA, 8)
    assert (account.look().extra.spent_minor, account.look().extra.balance_minor) == (8, 1992)


def test_a_full_model_limit_leaves_other_models_alone(opened: Opened, state: MakeState) -> None:
    account = opened(full(state(), 2))
    assert isinstance(account.request("claude-sonnet-5", 1.0), Served)
    assert refused(account, "claude-fable-5").cause is RefusalCause.MODEL


@pytest.mark.parametrize(
    ("position", "message", "claim"),
    [
        (0, "You've hit your session limit · resets 3:20pm (Europe/Berlin)", "five_hour"),
        (1, "You've hit your weekly limit · resets Nov 21 at 1pm (Europe/Berlin)", "seven_day"),
        (2, "You've hit your Fable limit · resets Nov 21 at 1pm (Europe/Berlin)", "seven_day_overage_included"),
        (3, "You've hit your Sonnet limit · resets Nov 21 at 1pm (Europe/Berlin)", "seven_day_sonnet"),
    ],
)
def test_a_plan_that_is_used_up_says_which_limit_and_until_when(
    position: int, message: str, claim: str, opened: Opened, state: MakeState
) -> None:
    standing = full(state(zone="Europe/Berlin"), position)
    account = opened(standing)
    denial = refused(account, "claude-sonnet-5" if position == 3 else "claude-fable-5")
    resets_at = standing.meters[position].resets_at
    assert resets_at is not None
    assert (denial.status, denial.error_type, denial.message) == (429, "rate_limit_error", message)
    assert denial.quota_limits == {
        "status": "rejected",
        "resetsAt": int(resets_at.timestamp()),
        "unifiedRateLimitFallbackAvailable": False,
        "rateLimitType": claim,
        "overageStatus": "rejected",
        "overageDisabledReason": "org_level_disabled",
        "isUsingOverage": False,
    }


def test_an_empty_balance_changes_the_sentence_of_a_full_window(opened: Opened, state: MakeState) -> None:
    account = opened(full(state(extra=EMPTY), 0))
    denial = refused(account)
    assert denial.message == "You're out of usage credits · resets 2:20pm (UTC)"
    assert (denial.cause, denial.status) == (RefusalCause.SESSION, 429)
    assert denial.quota_limits is not None
    assert denial.quota_limits["overageDisabledReason"] == "out_of_credits"


def test_a_spent_cap_names_the_cap_and_the_window_and_gives_no_figures(opened: Opened, state: MakeState) -> None:
    capped = ExtraUsage(enabled=True, cap_minor=4000, spent_minor=4001)
    denial = refused(opened(full(state(extra=capped), 0)))
    assert denial.message.startswith("You've hit your monthly spend limit")
    assert denial.message.endswith("your session limit resets 2:20pm (UTC)")
    assert denial.quota_limits is None


@pytest.mark.parametrize("extra", [EMPTY, ExtraUsage(), replace(FUNDED, spent_minor=4000)])
def test_the_fault_refuses_with_a_400_although_the_plan_has_room(extra: ExtraUsage, opened: Opened) -> None:
    account = opened(extra=extra, order=Order.EXTRA_FIRST)
    before = account.look()
    denial = refused(account)
    assert (denial.status, denial.error_type, denial.message) == (400, "invalid_request_error", OUT_OF_EXTRA)
    assert denial.quota_limits is None
    assert account.look() == before


def test_the_fault_charges_funded_extra_usage_although_the_plan_has_room(opened: Opened) -> None:
    account = opened(extra=FUNDED, order=Order.EXTRA_FIRST)
    outcome = account.request("claude-fable-5", 2.0)
    assert isinstance(outcome, Served)
    assert (outcome.paid_by, outcome.amount_minor) == (PaidBy.EXTRA, 8)
    assert percents(account) == [46, 41, 64, 3]


def test_the_order_can_flip_and_flip_back(opened: Opened) -> None:
    account = opened(extra=EMPTY)
    account.set_order(Order.EXTRA_FIRST)
    assert refused(account).cause is RefusalCause.EXTRA_FIRST
    account.set_order(Order.PLAN_FIRST)
    assert isinstance(account.request("claude-fable-5", 1.0), Served)


def test_a_team_seat_is_sent_to_its_admin(opened: Opened) -> None:
    account = opened(plan=PlanKind.TEAM, order=Order.EXTRA_FIRST)
    assert refused(account).message == (
        "You're out of extra usage. Ask your workspace admin to add more so you can keep going."
    )


def test_long_context_needs_extra_usage_switched_on_and_is_then_paid_by_the_plan(opened: Opened) -> None:
    assert refused(opened(), long_context=True).message == "Extra usage is required for long context requests."
    outcome = opened(extra=EMPTY).request("claude-opus-5", 1.0, long_context=True)
    assert isinstance(outcome, Served)
    assert outcome.paid_by is PaidBy.PLAN


def test_long_context_on_pro_and_fast_mode_anywhere_are_charged_with_room_in_the_plan(opened: Opened) -> None:
    pro = opened(plan=PlanKind.PRO, extra=FUNDED).request("claude-opus-5", 1.0, long_context=True)
    fast = opened(extra=FUNDED).request("claude-opus-5", 1.0, fast_mode=True)
    assert isinstance(pro, Served)
    assert isinstance(fast, Served)
    assert pro.paid_by is fast.paid_by is PaidBy.EXTRA
    assert refused(opened(), fast_mode=True).cause is RefusalCause.FAST_MODE


def test_a_drained_balance_switches_extra_usage_off_until_money_is_added(opened: Opened, state: MakeState) -> None:
    account = opened(full(state(extra=replace(FUNDED, balance_minor=5)), 0))
    account.request("claude-fable-5", 2.0)
    drained = account.look().extra
    assert (drained.enabled, drained.disabled_reason, drained.balance_minor) == (False, "out_of_credits", -3)
    assert refused(account).cause is RefusalCause.SESSION
    account.change_extra(lambda extra: extra.topped_up(500))
    assert account.look().extra == replace(FUNDED, spent_minor=8, balance_minor=497)


def test_money_does_not_switch_on_what_the_owner_switched_off() -> None:
    off = FUNDED.switched(on=False).topped_up(100)
    assert (off.enabled, off.user_disabled, off.balance_minor) == (False, True, 2100)


def test_windows_roll_over_by_themselves(account: Account, clock: SimClock) -> None:
    clock.advance(timedelta(hours=2, minutes=20))
    state = account.look()
    assert state.session is not None
    assert (state.session.percent, state.session.resets_at) == (0, None)
    assert percents(account)[1:] == [41, 64, 3]
    clock.advance(timedelta(days=5))
    assert percents(account) == [0, 0, 0, 0]
    assert account.look().weekly.resets_at == NOW + timedelta(days=11)


def test_a_session_window_opens_with_the_next_request(account: Account, clock: SimClock) -> None:
    now = clock.advance(timedelta(hours=4))
    account.request("claude-sonnet-5", 1.0)
    session = account.look().session
    assert session is not None
    assert session.resets_at == now + timedelta(hours=5)


def test_everything_can_be_reset_out_of_turn(account: Account) -> None:
    ends = [meter.resets_at for meter in account.look().meters]
    account.reset_all()
    assert percents(account) == [0, 0, 0, 0]
    assert [meter.resets_at for meter in account.look().meters] == ends
    account.reset_all(new_windows=True)
    assert [meter.resets_at for meter in account.look().meters] == [None] + [NOW + timedelta(days=7)] * 3


def test_ultra_has_no_session_and_a_change_of_plan_brings_one(account: Account) -> None:
    account.change_plan(PlanKind.ULTRA)
    assert account.look().session is None
    assert isinstance(account.request("claude-fable-5", ROOM_LEFT * 3), Served)
    account.change_plan(PlanKind.MAX)
    assert account.look().session is not None


@pytest.mark.parametrize("cost", [0.0, -1.0, float("nan"), float("inf")])
def test_a_request_has_a_positive_cost(account: Account, cost: float) -> None:
    with pytest.raises(ValueError, match="costs more"):
        account.request("claude-fable-5", cost)


def test_ids_are_the_same_in_every_run_and_never_twice(opened: Opened) -> None:
    first, second = opened(), opened()
    ids = [first.request("claude-fable-5", 1.0).request_id for _ in range(20)]
    assert ids == [second.request("claude-fable-5", 1.0).request_id for _ in range(20)]
    assert len(set(ids)) == 20
    assert all(one.startswith("req_011") and len(one) == 28 for one in ids)


@given(
    costs=st.lists(st.floats(0.05, 30), max_size=60),
    cap=st.none() | st.integers(1, 500),
    balance=st.none() | st.integers(0, 500),
    order=st.sampled_from(Order),
)
def test_money_is_conserved_and_the_plan_is_asked_first(
    costs: list[float], cap: int | None, balance: int | None, order: Order, opened: Opened
) -> None:
    """Whatever happens, the charges add up to the spend, and in the documented order none comes with room left."""
    extra = ExtraUsage(enabled=True, cap_minor=cap, balance_minor=balance)
    account = opened(extra=extra, order=order)
    charged = 0
    for cost in costs:
        before = account.look()
        outcome = account.request("claude-fable-5", cost)
        room = not any(m.is_full for m in before.meters if m.applies_to("claude-fable-5"))
        if isinstance(outcome, Refused):
            assert not before.extra.can_pay
            assert not (room and order is Order.PLAN_FIRST)
            continue
        charged += outcome.amount_minor
        if outcome.paid_by is PaidBy.EXTRA and order is Order.PLAN_FIRST:
            assert not room
    after = account.look().extra
    assert after.spent_minor == charged
    assert balance is None or after.balance_minor == balance - charged
