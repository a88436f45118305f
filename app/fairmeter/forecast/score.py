"""How good forecasts were: each is held against what happened, and beside the simple baselines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import fmean, median

from fairmeter.forecast.baselines import FEW, NAMES, Past, errors
from fairmeter.forecast.figures import Weights
from fairmeter.forecast.habits import curve_of, habits_from
from fairmeter.forecast.outcome import Outcome, outcome_of
from fairmeter.forecast.samples import Run
from fairmeter.limits import FULL_PCT

ALARM_CHANCE = 0.4
"""From this chance of the wall within half an hour on, a refusal is called likely."""

LEAST_WINDOWS = 3
"""People with fewer finished windows are not scored."""

_SOON_S, _RIGHT_S = 30 * 60.0, 60 * 60.0
_HOUR_S = 3600.0
_LEVELS = tuple(step / 10 for step in range(1, 10))
_LOW, _MIDDLE, _HIGH = 0.1, 0.5, 0.9


@dataclass(slots=True)
class Tally:
    """Everything needed for a score, gathered forecast by forecast. Percentages and hours."""

    windows: int = 0
    ran_out: int = 0
    errors: list[float] = field(default_factory=list)
    crps: list[float] = field(default_factory=list)
    covered: list[bool] = field(default_factory=list)
    ranks: list[float] = field(default_factory=list)
    others: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in NAMES})
    run_out_errors: list[float] = field(default_factory=list)
    alarms: int = 0
    leads: list[float] = field(default_factory=list)
    lots: Random = field(default_factory=lambda: Random(0))  # noqa: S311 - lots for ties, not secrets

    def add(self, outcome: Outcome, final: float) -> None:
        """Score one forecast against the percentage that its window ended at."""
        chances = [(amount, outcome.exceeds(amount)) for amount in outcome.amounts()]
        more = final - outcome.used
        self.crps.append(_crps(chances, more))
        self.errors.append(abs(outcome.at_reset(_MIDDLE) - final))
        self.covered.append(outcome.at_reset(_LOW) <= final <= outcome.at_reset(_HIGH))
        beyond = next((chance for amount, chance in chances if amount > more), 0.0)
        up_to = next((chance for amount, chance in reversed(chances) if amount <= more), 1.0)
        self.ranks.append(1.0 - up_to + self.lots.random() * (up_to - beyond))


def finished(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs whose ends were seen."""
    return tuple(run for run in runs if curve_of(run) is not None)


def tally(
    people: Mapping[str, Sequence[Run]], weights: Mapping[str, Weights], alarm_chance: float = ALARM_CHANCE
) -> Tally:
    """Forecast at every reading of every person's finished windows, from nothing but what came before it.

    `weights` are each person's, so that nobody is forecast with figures that were fitted on them.
    """
    scored = {name: kept for name, runs in people.items() if len(kept := finished(runs)) >= LEAST_WINDOWS}
    total = Tally()
    for name, runs in scored.items():
        others = tuple(run for other, theirs in scored.items() if other != name for run in theirs)
        curves = [curve for run in runs if (curve := curve_of(run)) is not None]
        for index, run in enumerate(runs):
            habits = habits_from(curves[:index], run.starts_at)
            earlier = runs[:index] if index >= FEW else (*runs[:index], *others)
            made = [(at, known, outcome_of(known, at, habits, weights[name])) for at, known in _moments(run)]
            for at, known, outcome in made:
                total.add(outcome, run.used)
                for baseline, error in errors(known, at, Past(earlier), run.used).items():
                    total.others[baseline].append(error)
            _close(total, run, [(at, outcome) for at, _, outcome in made], alarm_chance)
    return total


def _moments(run: Run) -> Iterator[tuple[float, Run]]:
    """Every reading from the first percent to the reset or the wall, with the run as it was known then."""
    for index, (at, used) in enumerate(run.points):
        if used >= FULL_PCT:
            return
        if used >= 1 and at > run.starts_at:
            yield at, Run(run.starts_at, run.ends_at, run.points[: index + 1])


def _close(total: Tally, run: Run, made: Sequence[tuple[float, Outcome]], alarm_chance: float) -> None:
    wall = next((at for at, used in run.points if used >= FULL_PCT), None)
    total.windows += 1
    total.ran_out += wall is not None
    alarm = next((at for at, outcome in made if outcome.by(at + _SOON_S) >= alarm_chance), None)
    total.alarms += alarm is not None
    if wall is None:
        return
    if alarm is not None and wall - alarm <= _RIGHT_S:
        total.leads.append((wall - alarm) / 60)
    # A forecast that sees no wall has it at the reset at the earliest, and is charged for that.
    misses = [abs((outcome.runs_out(_MIDDLE) or run.ends_at) - wall) / _HOUR_S for _, outcome in made]
    if misses:
        total.run_out_errors.append(median(misses))


def summary(total: Tally) -> Mapping[str, object]:
    """The score as the stable JSON has it; None where nothing could be counted."""
    own = _mean(total.crps)
    return {
        "windows": total.windows,
        "forecasts": len(total.crps),
        "ran_out": total.ran_out,
        "mae": _rounded(_mean(total.errors)),
        "crps": _rounded(own),
        "coverage80": _rounded(_mean(total.covered)),
        "calibration": _rounded(_gap(total.ranks)),
        "median_run_out_error_h": _rounded(_median(total.run_out_errors)),
        "skill": {name: _rounded(_skill(own, _mean(total.others[name]))) for name in NAMES},
        "alarms": {
            "recall": _rounded(_ratio(len(total.leads), total.ran_out)),
            "precision": _rounded(_ratio(len(total.leads), total.alarms)),
            "median_lead_min": _rounded(_median(total.leads)),
        },
    }


def _crps(chances: Sequence[tuple[float, float]], more: float) -> float:
    total = below = 0.0
    for amount, chance in chances:
        total += (amount - below) * (chance - (more >= amount)) ** 2
        below = amount
    return total


def _gap(ranks: Sequence[float]) -> float | None:
    if not ranks:
        return None
    return max(abs(sum(rank <= level for rank in ranks) / len(ranks) - level) for level in _LEVELS)


def _skill(own: float | None, other: float | None) -> float | None:
    return None if own is None or not other else 1.0 - own / other


def _mean(found: Sequence[float]) -> float | None:
    return fmean(found) if found else None


def _median(found: Sequence[float]) -> float | None:
    return median(found) if found else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rounded(found: float | None) -> float | None:
    return None if found is None else round(found, 4)
