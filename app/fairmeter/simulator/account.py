"""The simulated account: plan windows, extra usage, and the order in which they are asked to pay."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from fairmeter.simulator.clock import SimClock
from fairmeter.simulator.extra import ExtraUsage
from fairmeter.simulator.identifiers import Identifiers
from fairmeter.simulator.meters import Meter, MeterKind
from fairmeter.simulator.plans import PlanKind, plan_facts
from fairmeter.simulator.refusals import RefusalCause, Refused, gated, out_of_extra, plan_used_up

# Units of a full session; the other capacities are set against it.
SESSION_CAPACITY = 100.0


class Order(StrEnum):
    """Which pot is asked first: as documented, or as the fault has it."""

    PLAN_FIRST = "plan_first"
    EXTRA_FIRST = "extra_first"


class PaidBy(StrEnum):
    """The pot that paid for a request."""

    PLAN = "plan"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A request that was answered.

    Attributes:
        paid_by: The pot that paid.
        amount_minor: What extra usage was charged, minor units; 0 when the plan paid.
        units: What the request cost.
        request_id: Id of the request.
    """

    paid_by: PaidBy
    amount_minor: int
    units: float
    request_id: str


Outcome = Served | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPool:
    """A dollar pool beside the plan, which expires instead of resetting.

    Attributes:
        limit: Size, US dollars.
        used: Used, US dollars.
        expires_at: When it lapses.
    """

    limit: float
    used: float
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """Everything about the account at one instant.

    Attributes:
        at: The instant.
        opened_at: When the simulation began.
        plan: The plan it holds.
        tier: Rate-limit tier, the plan's own if None.
        session: Five-hour meter; None where the plan has none.
        weekly: Weekly meter of all models.
        models: Weekly meters of single models.
        extra: The money.
        order: Which pot is asked first.
        zone: Time zone of the sentences.
        price: Minor units of a cost unit once extra usage pays.
        pool: A dollar pool, if there is one.
    """

    at: datetime
    opened_at: datetime
    plan: PlanKind
    weekly: Meter
    session: Meter | None = None
    models: tuple[Meter, ...] = ()
    extra: ExtraUsage = field(default_factory=ExtraUsage)
    order: Order = Order.PLAN_FIRST
    zone: str = "UTC"
    price: float = 4.0
    tier: str | None = None
    pool: CreditPool | None = None

    @property
    def meters(self) -> tuple[Meter, ...]:
        """The plan's meters in the order they are asked."""
        return (*((self.session,) if self.session else ()), self.weekly, *self.models)

    def with_meters(self, change: Callable[[Meter], Meter]) -> "AccountState":
        """The state with every meter changed."""
        return replace(
            self,
            session=change(self.session) if self.session else None,
            weekly=change(self.weekly),
            models=tuple(change(meter) for meter in self.models),
        )


class Account:
    """An account that serves or refuses requests. Safe to use from several threads, the same in every run.

    Args:
        state: How it stands at the beginning.
        clock: Simulated time.
        seed: Source of the request ids.
    """

    def __init__(self, state: AccountState, clock: SimClock, seed: str = "account") -> None:
        self._state = state
        self._clock = clock
        self._ids = Identifiers(seed)
        self._lock = threading.RLock()

    def look(self) -> AccountState:
        """The account now, with every window that ended rolled over."""
        with self._lock:
            return self._roll(None)

    def request(
        self,
        model: str,
        cost_units: float,
        *,
        long_context: bool = False,
        fast_mode: bool = False,
        at: datetime | None = None,
    ) -> Outcome:
        """Ask the account to pay for one request.

        Args:
            model: Model id, for example `claude-fable-5`.
            cost_units: What it costs, above 0; a session holds 100.
            long_context: Needs extra usage switched on; on Pro it is charged there.
            fast_mode: Is charged to extra usage whatever the plan has left.
            at: When it happens, now if None; never earlier than the last thing that happened.

        Raises:
            ValueError: The cost is not a positive number.
        """
        if not (math.isfinite(cost_units) and cost_units > 0):
            raise ValueError("a request costs more than nothing")
        with self._lock:
            state = self._roll(at)
            request_id = self._ids.request()
            if long_context and not state.extra.enabled:
                return gated(RefusalCause.LONG_CONTEXT, request_id)
            if fast_mode:
                return self._charge(cost_units, request_id) or gated(RefusalCause.FAST_MODE, request_id)
            by_rule = long_context and state.plan is PlanKind.PRO
            if by_rule or state.order is Order.EXTRA_FIRST:
                return self._charge(cost_units, request_id) or out_of_extra(state.plan, request_id)
            return self._plan_first(state, model, cost_units, request_id)

    def fail(self, cause: RefusalCause) -> Refused:
        """Refuse for a reason that is not about quota: overload or sign-in."""
        with self._lock:
            return gated(cause, self._ids.request())

    def set_order(self, order: Order) -> None:
        """Choose which pot is asked first from now on."""
        with self._lock:
            self._state = replace(self._state, order=order)

    def change_extra(self, change: Callable[[ExtraUsage], ExtraUsage]) -> None:
        """Change the money: top up, switch, set a cap."""
        with self._lock:
            self._state = replace(self._state, extra=change(self._state.extra))

    def change_plan(self, plan: PlanKind) -> None:
        """Move to another plan; a session window appears or goes with it."""
        with self._lock:
            state = self._roll(None)
            session = state.session or Meter(kind=MeterKind.SESSION, capacity=SESSION_CAPACITY)
            kept = session if plan_facts(plan).has_session else None
            self._state = replace(state, plan=plan, tier=None, session=kept)

    def reset_all(self, *, new_windows: bool = False) -> None:
        """Set every plan window to zero out of turn.

        Args:
            new_windows: Also start new windows; otherwise the reset times stay as they are.
        """
        with self._lock:
            state = self._roll(None)
            now = state.at
            self._state = state.with_meters(lambda m: m.restarted(now) if new_windows else m.cleared())

    def _roll(self, at: datetime | None) -> AccountState:
        now = max(at or self._clock.now(), self._state.at)
        self._state = replace(self._state.with_meters(lambda meter: meter.rolled(now)), at=now)
        return self._state

    def _plan_first(self, state: AccountState, model: str, units: float, request_id: str) -> Outcome:
        full = [meter for meter in state.meters if meter.applies_to(model) and meter.is_full]
        if full:
            served = self._charge(units, request_id)
            if served is None:
                return plan_used_up(full[0], state.extra, state.at, state.zone, request_id)
        else:
            served = Served(paid_by=PaidBy.PLAN, amount_minor=0, units=units, request_id=request_id)
        # The windows that still have room count the request even when money pays for it.
        self._state = self._state.with_meters(
            lambda m: m.counted(units, state.at) if m.applies_to(model) and not m.is_full else m
        )
        return served

    def _charge(self, units: float, request_id: str) -> Served | None:
        extra = self._state.extra
        if not extra.can_pay:
            return None
        minor = max(1, math.ceil(units * self._state.price))
        self._state = replace(self._state, extra=extra.charged(minor))
        return Served(paid_by=PaidBy.EXTRA, amount_minor=minor, units=units, request_id=request_id)
