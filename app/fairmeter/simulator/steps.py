"""What stories are made of: the steps of an account's day, and how it stands before the first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fairmeter.simulator.account import SESSION_CAPACITY, AccountState, CreditPool, Order
from fairmeter.simulator.bodies import Shape
from fairmeter.simulator.commands import Ask
from fairmeter.simulator.extra import ExtraUsage
from fairmeter.simulator.faults import Fault
from fairmeter.simulator.meters import Meter, MeterKind
from fairmeter.simulator.plans import PlanKind
from fairmeter.simulator.refusals import RefusalCause

FABLE = "claude-fable-5"
OPUS = "claude-opus-5"
SONNET = "claude-sonnet-5"

# Nine full sessions make a week; a model's own week is less than that.
WEEKLY_CAPACITY = 9 * SESSION_CAPACITY
MODEL_CAPACITY = 5 * SESSION_CAPACITY


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing happens for a while."""

    span: timedelta


@dataclass(frozen=True, slots=True)
class Stumble:
    """A request fails for a reason that is not about quota: overload or sign-in."""

    cause: RefusalCause
    model: str = FABLE


@dataclass(frozen=True, slots=True)
class SetOrder:
    """The service asks the pots in this order from now on."""

    order: Order


@dataclass(frozen=True, slots=True)
class TopUp:
    """The owner adds money."""

    minor: int


@dataclass(frozen=True, slots=True)
class SwitchExtra:
    """The owner switches extra usage on or off."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetFault:
    """The usage service begins to misbehave, or stops with None."""

    fault: Fault | None


@dataclass(frozen=True, slots=True)
class ResetAll:
    """The vendor sets everybody's limits to zero out of turn."""

    new_windows: bool = False


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """The owner moves to another plan."""

    plan: PlanKind


@dataclass(frozen=True, slots=True)
class SignOut:
    """Claude Code's login goes, and the token with it."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """The login is there again, with a new token as after every login."""


Step = Ask | Wait | Stumble | SetOrder | TopUp | SwitchExtra | SetFault | ResetAll | ChangePlan | SignOut | SignIn


@dataclass(frozen=True, slots=True)
class Level:
    """How a limit stands at the beginning.

    Attributes:
        used_pct: Percent used.
        resets_in: Until its reset; None for a window that has not been opened.
    """

    used_pct: float
    resets_in: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How everything stands before the first step.

    Attributes:
        at: Simulated instant; every other time of a story is relative to it.
        weekly: Weekly limit of all models.
        session: Session limit, None where the plan has none.
        models: Weekly limits of single models, by display name.
        plan: The plan.
        tier: Rate-limit tier, the plan's own if None.
        extra: The money.
        price: Minor units of a cost unit once extra usage pays.
        order: Which pot is asked first.
        pool: A dollar pool, if there is one.
        zone: Time zone of the sentences.
        client_version: Version of Claude Code.
        entrypoint: How it is run.
        shape: Shape of the usage body.
        signed_in: Whether a login is there.
        fault: What is wrong with the service.
    """

    at: datetime
    weekly: Level
    session: Level | None = None
    models: tuple[tuple[str, Level], ...] = ()
    plan: PlanKind = PlanKind.MAX
    tier: str | None = None
    extra: ExtraUsage = field(default_factory=ExtraUsage)
    price: float = 4.0
    order: Order = Order.PLAN_FIRST
    pool: CreditPool | None = None
    zone: str = "UTC"
    client_version: str = "2.1.268"
    entrypoint: str = "cli"
    shape: Shape = Shape.NEWEST
    signed_in: bool = True
    fault: Fault | None = None

    def account_at(self, now: datetime) -> AccountState:
        """The account, as if the story began now."""
        return AccountState(
            at=now,
            opened_at=now,
            plan=self.plan,
            tier=self.tier,
            session=_meter(MeterKind.SESSION, SESSION_CAPACITY, self.session, now) if self.session else None,
            weekly=_meter(MeterKind.WEEKLY, WEEKLY_CAPACITY, self.weekly, now),
            models=tuple(
                _meter(MeterKind.MODEL, MODEL_CAPACITY, level, now, model=name) for name, level in self.models
            ),
            extra=self.extra,
            order=self.order,
            zone=self.zone,
            price=self.price,
            pool=self.pool,
        )


@dataclass(frozen=True, slots=True)
class Story:
    """A named course of events.

    Attributes:
        name: Short name, as one would type it.
        title: What happens, in a sentence.
        start: How everything stands before the first step.
        steps: What happens, in order.
        repeats: Whether it begins anew after its last step; the account itself goes on as it stands.

    Raises:
        ValueError: It repeats without taking any time.
    """

    name: str
    title: str
    start: Start
    steps: tuple[Step, ...] = ()
    repeats: bool = False

    def __post_init__(self) -> None:
        if self.repeats and not self.length:
            raise ValueError("a story that repeats takes some time")

    @property
    def length(self) -> timedelta:
        """Simulated time from the start to the end of the last step."""
        return sum((step.span for step in self.steps if isinstance(step, Wait)), timedelta(0))


def work(model: str, units: float, times: int, every: timedelta) -> tuple[Step, ...]:
    """A stretch of work: so many requests of one cost, each followed by a pause."""
    return (Ask(model=model, cost_units=units), Wait(every)) * times


def timeline(steps: tuple[Step, ...]) -> Iterator[tuple[timedelta, Step]]:
    """Every step but the waits, with its distance from the start."""
    offset = timedelta(0)
    for step in steps:
        if isinstance(step, Wait):
            offset += step.span
        else:
            yield offset, step


def _meter(kind: MeterKind, capacity: float, level: Level, now: datetime, model: str | None = None) -> Meter:
    return Meter(
        kind=kind,
        capacity=capacity,
        used=capacity * level.used_pct / 100.0,
        resets_at=None if level.resets_in is None else now + level.resets_in,
        model=model,
    )
