"""The stories: accounts in every state that a face has to show, and the days that lead there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fairmeter.simulator.account import CreditPool, Order
from fairmeter.simulator.commands import Ask
from fairmeter.simulator.extra import ExtraUsage
from fairmeter.simulator.faults import Fault
from fairmeter.simulator.plans import PlanKind
from fairmeter.simulator.refusals import RefusalCause
from fairmeter.simulator.steps import (
    FABLE,
    OPUS,
    SONNET,
    Level,
    ResetAll,
    SetFault,
    SetOrder,
    SignIn,
    SignOut,
    Start,
    Story,
    Stumble,
    TopUp,
    Wait,
    work,
)


def _minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


_HOUR = timedelta(hours=1)
_TO_SATURDAY = timedelta(days=3, hours=17, minutes=42)
_AFTERNOON = datetime(2026, 11, 17, 16, 18, tzinfo=UTC)
_EMPTY_POT = ExtraUsage(enabled=True, cap_minor=4000, spent_minor=401, balance_minor=0)
_ROOMY_POT = ExtraUsage(enabled=True, cap_minor=4000, balance_minor=2000)

SEED = Story(
    "seed",
    "Refused as out of extra usage with 28% of the session and 32% of the week left",
    Start(
        at=datetime(2026, 4, 8, 14, 0, tzinfo=UTC),
        session=Level(72.0, timedelta(hours=1, minutes=40)),
        weekly=Level(68.0, timedelta(days=2, hours=6)),
        models=(("Sonnet", Level(3.0, timedelta(days=2, hours=6))),),
        extra=ExtraUsage(enabled=True, balance_minor=0),
        client_version="2.1.4",
    ),
    (
        Ask(model=SONNET, cost_units=0.2),
        Wait(_minutes(6)),
        SetOrder(Order.EXTRA_FIRST),
        Wait(_minutes(1)),
        *work(SONNET, 1.0, times=3, every=_minutes(2)),
        *work(OPUS, 1.0, times=2, every=_minutes(2)),
    ),
)

_SHOWCASE_START = Start(
    at=_AFTERNOON,
    tier="default_claude_max_20x",
    session=Level(46.0, timedelta(hours=2, minutes=22)),
    weekly=Level(41.0, _TO_SATURDAY),
    models=(("Fable", Level(64.0, _TO_SATURDAY)),),
    extra=_EMPTY_POT,
)

SHOWCASE = Story(
    "showcase",
    "An ordinary afternoon, until the empty extra usage is asked before the plan",
    _SHOWCASE_START,
    (
        Wait(_minutes(4)),
        *work(FABLE, 0.8, times=10, every=_minutes(4)),
        SetOrder(Order.EXTRA_FIRST),
        *work(FABLE, 0.8, times=2, every=_minutes(3)),
        SetOrder(Order.PLAN_FIRST),
        *work(FABLE, 0.8, times=6, every=_minutes(5)),
    ),
)

CONTRADICTION = Story(
    "contradiction",
    "Refused at 09:42 although 28% of the session was left",
    replace(
        _SHOWCASE_START,
        at=datetime(2026, 11, 17, 9, 36, tzinfo=UTC),
        session=Level(72.0, timedelta(hours=1, minutes=4)),
        weekly=Level(38.0, timedelta(days=4, minutes=24)),
        models=(("Fable", Level(58.0, timedelta(days=4, minutes=24))),),
    ),
    (
        Ask(model=FABLE, cost_units=0.2),
        Wait(_minutes(6)),
        SetOrder(Order.EXTRA_FIRST),
        Ask(model=FABLE),
        Wait(_minutes(2)),
    ),
)

WORKDAY = Story(
    "workday",
    "A day of work on Max: the morning's session fills, the afternoon's does not, the weeks fill slowly",
    Start(
        at=datetime(2026, 11, 16, 8, 40, tzinfo=UTC),
        session=Level(0.0, None),
        weekly=Level(22.0, timedelta(days=5, hours=1, minutes=20)),
        models=(
            ("Fable", Level(30.0, timedelta(days=5, hours=1, minutes=20))),
            ("Sonnet", Level(2.0, timedelta(days=5, hours=1, minutes=20))),
        ),
        zone="Europe/Berlin",
        client_version="2.1.280",
    ),
    (
        *work(FABLE, 1.8, times=30, every=_minutes(5)),
        *work(SONNET, 1.0, times=15, every=_minutes(2)),
        *work(FABLE, 2.1, times=17, every=_minutes(3)),
        Wait(timedelta(hours=1, minutes=54)),
        *work(FABLE, 1.2, times=25, every=_minutes(6)),
        *work(SONNET, 0.8, times=20, every=_minutes(3)),
        Wait(timedelta(hours=14, minutes=45)),
    ),
    repeats=True,
)

EXTRA_PAYS = Story(
    "extra-pays",
    "The week is used up at 13:05, and extra usage pays $2.14 of a $40.00 cap",
    replace(
        _SHOWCASE_START,
        at=datetime(2026, 11, 17, 12, 45, tzinfo=UTC),
        session=Level(58.0, _minutes(50)),
        weekly=Level(99.0, timedelta(days=3, hours=21, minutes=15)),
        models=(),
        extra=_ROOMY_POT,
    ),
    (
        *work(FABLE, 2.5, times=1, every=_minutes(20)),
        *work(FABLE, 7.0, times=1, every=_minutes(35)),
        *work(FABLE, 0.87, times=53, every=_minutes(2.9)),
        Ask(model=FABLE, cost_units=0.5),
        Wait(_minutes(4.3)),
    ),
)

EXTRA_FIRST_CHARGES = Story(
    "extra-first-charges",
    "Extra usage is charged although the plan has room",
    replace(_SHOWCASE_START, extra=_ROOMY_POT),
    (
        *work(FABLE, 1.0, times=2, every=_minutes(5)),
        SetOrder(Order.EXTRA_FIRST),
        *work(FABLE, 8.5, times=4, every=_minutes(5)),
        SetOrder(Order.PLAN_FIRST),
        *work(FABLE, 1.0, times=2, every=_minutes(5)),
    ),
)

DRAINED = Story(
    "drained",
    "The week is used up and the balance runs dry, then the owner adds money",
    replace(
        _SHOWCASE_START,
        weekly=Level(100.0, _TO_SATURDAY),
        extra=ExtraUsage(enabled=True, cap_minor=2400, spent_minor=2300, balance_minor=82, currency="EUR"),
    ),
    (
        *work(FABLE, 8.0, times=4, every=_minutes(5)),
        TopUp(1000),
        *work(FABLE, 8.0, times=1, every=_minutes(5)),
    ),
)

ULTRA = Story(
    "ultra",
    "Ultra has no session window, so only the week is counted",
    replace(
        _SHOWCASE_START,
        plan=PlanKind.ULTRA,
        tier=None,
        session=None,
        models=(("Fable", Level(31.0, _TO_SATURDAY)),),
        extra=ExtraUsage(),
    ),
    work(FABLE, 1.5, times=40, every=_minutes(6)),
)

TEAM = Story(
    "team",
    "A Team seat that is refused as out of extra usage with room in the plan",
    replace(
        _SHOWCASE_START,
        plan=PlanKind.TEAM,
        tier=None,
        models=(),
        extra=ExtraUsage(enabled=True, balance_minor=0),
        pool=CreditPool(limit=250.0, used=57.46, expires_at=datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
    ),
    (
        *work(SONNET, 1.0, times=3, every=_minutes(5)),
        SetOrder(Order.EXTRA_FIRST),
        *work(SONNET, 1.0, times=2, every=_minutes(2)),
    ),
)

REFUSALS = Story(
    "refusals",
    "One refusal of each kind that has an ordinary reason",
    replace(_SHOWCASE_START, session=Level(99.0, _HOUR), extra=ExtraUsage()),
    (
        Stumble(RefusalCause.OVERLOADED, SONNET),
        Wait(_minutes(5)),
        Ask(model=f"{OPUS}[1m]", long_context=True),
        Wait(_minutes(5)),
        Ask(model=OPUS, fast_mode=True),
        Wait(_minutes(5)),
        Stumble(RefusalCause.SIGN_IN, SONNET),
        Wait(_minutes(5)),
        *work(FABLE, 1.5, times=2, every=_minutes(5)),
    ),
)

TIGHT = Story(
    "tight",
    "It may or may not last to the session's reset",
    replace(_SHOWCASE_START, session=Level(71.0, timedelta(hours=1, minutes=32)), models=()),
    work(SONNET, 1.5, times=18, every=_minutes(5)),
)

NOT_STARTED = Story(
    "not-started",
    "No session window is open until the first request",
    replace(_SHOWCASE_START, session=Level(0.0, None)),
    (Wait(_HOUR), *work(SONNET, 1.0, times=3, every=_minutes(10))),
)

EXTRA_OFF = Story("extra-off", "Extra usage was never switched on", replace(_SHOWCASE_START, extra=ExtraUsage()))

NO_CAP = Story(
    "no-cap",
    "Extra usage without a cap, and a balance that the service does not report",
    replace(_SHOWCASE_START, extra=ExtraUsage(enabled=True, spent_minor=401)),
)

RESET_OUT_OF_TURN = Story(
    "reset-out-of-turn",
    "The vendor sets every limit to zero in the middle of the week",
    _SHOWCASE_START,
    (*work(FABLE, 1.0, times=3, every=_minutes(5)), ResetAll(), *work(FABLE, 1.0, times=3, every=_minutes(5))),
)

SIGNED_OUT = Story("signed-out", "No login on this computer", replace(_SHOWCASE_START, signed_in=False))

EXPIRED = Story(
    "expired",
    "The login runs out while the account is watched, and comes back",
    _SHOWCASE_START,
    (Wait(_minutes(12)), SignOut(), Wait(_HOUR), SignIn(), Wait(_minutes(10))),
)

THROTTLED = Story(
    "throttled",
    "The usage service is busy for an hour",
    _SHOWCASE_START,
    (Wait(_minutes(6)), SetFault(Fault.RATE_LIMITED), Wait(_HOUR), SetFault(None), Wait(_minutes(10))),
)

STORIES: Mapping[str, Story] = {
    story.name: story
    for story in (
        SHOWCASE, SEED, CONTRADICTION, WORKDAY, EXTRA_PAYS, EXTRA_FIRST_CHARGES, DRAINED, ULTRA, TEAM, REFUSALS,
        TIGHT, NOT_STARTED, EXTRA_OFF, NO_CAP, RESET_OUT_OF_TURN, SIGNED_OUT, EXPIRED, THROTTLED,
    )
}  # fmt: skip
"""Every story by its name, the default one first."""
