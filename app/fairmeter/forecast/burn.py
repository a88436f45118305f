"""How a window is going: its burn over several looks back, as the fitted figures want it."""

from dataclasses import dataclass
from math import log, log1p

from fairmeter.forecast.habits import TICKS, Habits
from fairmeter.forecast.samples import Run

LOOKS_BACK = (3, 6, 12)
"""In sixtieths of a window: 15, 30 and 60 minutes of a session, 8, 17 and 34 hours of a week."""

_HALF_A_PERCENT = 0.5
"""A meter in whole percents that did not move may have burned this much all the same."""

FEATURES = (
    *("constant", "amount", "burn_3", "burn_6", "burn_12", "burn_all"),
    *("idle", "own", "reliance", "carried", "rhythm", "elapsed"),
)
"""What the fitted figures weigh. Every one that grows with the burn has a weight of zero or more."""

FREE = frozenset({"constant", "reliance", "elapsed"})
"""Those whose weight may be negative: the burn of the current window does not enter them."""


@dataclass(frozen=True, slots=True)
class Burn:
    """A window at one moment. Rates are in percent a sixtieth; `tick` and `idle` count sixtieths."""

    at: float
    starts_at: float
    length: float
    used: float
    tick: float
    idle: float
    rates: tuple[float, ...]


def burn_at(run: Run, at: float) -> Burn:
    """The burn of a run as known at `at`; readings after it must have been left out."""
    size = run.length / TICKS
    tick = max(1.0, (at - run.starts_at) / size)
    used = run.used
    rates = [(used - run.used_at(at - back * size)) / min(back, tick) for back in LOOKS_BACK]
    idle = max(0.0, at - run.rose_at()) / size
    return Burn(at, run.starts_at, run.length, used, tick, idle, (*rates, used / tick))


@dataclass(frozen=True, slots=True)
class Traits:
    """The features of one forecast `ahead` sixtieths: the parts that do not depend on the amount asked about.

    A feature's value for an amount k is `fixed - slope * ln k`, and for `own` what earlier windows say of k.
    """

    fixed: tuple[float, ...]
    slopes: tuple[float, ...]


def traits(burn: Burn, habits: Habits, reliance: float, ahead: float) -> Traits:
    """The features of a burn and a person for the next `ahead` sixtieths, in the order of FEATURES."""
    rates = [log(rate * ahead + _HALF_A_PERCENT) for rate in burn.rates]
    usual = habits.rhythm(burn.at, ahead * burn.length / TICKS)
    trust = 0.0 if usual is None else habits.rhythm_reliance()
    rhythm = trust * log((usual or 0.0) + 1.0)
    fixed = (
        *(1.0, 0.0, *rates, -log1p(burn.idle), 0.0, reliance),
        *(habits.carried_over(burn.starts_at), rhythm, log(burn.tick)),
    )
    slopes = (0.0, 1.0, *(1.0 for _ in rates), 0.0, 0.0, 0.0, 0.0, trust, 0.0)
    return Traits(fixed, slopes)
