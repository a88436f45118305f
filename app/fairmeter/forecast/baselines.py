"""The simple forecasts that Fairmeter's own has to beat, and the measure they are compared by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from fairmeter.forecast.samples import Run
from fairmeter.limits import FULL_PCT

NAMES = ("flat", "linear", "recent_30min", "climatology", "conditional")

FEW = 5
"""With fewer earlier windows than this the past of everybody else is taken as well."""

_RECENT_S = 30 * 60.0


@dataclass(frozen=True, slots=True)
class Past:
    """Finished windows that a baseline may look at."""

    runs: tuple[Run, ...]

    def finals(self) -> list[float]:
        """Percent used at their ends."""
        return [run.used for run in self.runs]

    def still_used(self, elapsed: float) -> list[float]:
        """What each still used after `elapsed` seconds of it."""
        return [run.used - read_by(run, run.starts_at + elapsed) for run in self.runs]


def read_by(run: Run, at: float) -> float:
    """The last percentage read by a time; 0 before the first."""
    known = run.until(at)
    return known.used if known is not None else 0.0


def errors(known: Run, at: float, past: Past, final: float) -> Mapping[str, float]:
    """The CRPS of each baseline for a window known until `at` that ended at `final` percent."""
    used, elapsed = known.used, at - known.starts_at
    rate = recent_rate(known.points, at)
    guesses = {
        "flat": [used],
        "linear": [min(FULL_PCT, used * known.length / elapsed)],
        "recent_30min": [min(FULL_PCT, max(used, used + rate * (known.ends_at - at)))],
        "climatology": [max(used, end) for end in past.finals()] or [used],
        "conditional": [min(FULL_PCT, used + more) for more in past.still_used(elapsed)] or [used],
    }
    return {name: crps(guesses[name], final) for name in NAMES}


def recent_rate(points: Sequence[tuple[float, float]], at: float) -> float:
    """Percent a second by least squares over the readings of the last half hour; 0 for a single one."""
    recent = []
    for point in reversed(points):
        if point[0] < at - _RECENT_S:
            break
        recent.append(point)
    middle, level = fmean(point[0] for point in recent), fmean(point[1] for point in recent)
    spread = sum((when - middle) ** 2 for when, _ in recent)
    return sum((when - middle) * (used - level) for when, used in recent) / spread if spread else 0.0


def crps(guesses: Sequence[float], final: float) -> float:
    """The continuous ranked probability score of equally likely guesses; for one guess its absolute error."""
    count = len(guesses)
    near = sum(abs(guess - final) for guess in guesses) / count
    spread = sum((2 * rank - count + 1) * guess for rank, guess in enumerate(sorted(guesses)))
    return near - spread / count**2
