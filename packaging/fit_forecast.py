"""Fit the figures of the forecast from a folder of traces, and say how good they are on people left out.

    python packaging/fit_forecast.py FOLDER [-o resources/forecast/figures.json] [--leave-one-out]

Every forecast of the traces becomes a handful of yes-or-no questions (is this much still used within that time?), and
the weights are those of a logistic regression on them, with the weights of burn kept at zero or above. Nothing but the
weights is written. Needs no library; a fit takes a minute or two, leaving each person out once as many as there are.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from random import Random

from fairmeter.cli.traces import files_in, person_of
from fairmeter.forecast.burn import FEATURES, FREE, burn_at, traits
from fairmeter.forecast.figures import KNOTS, Weights, blend
from fairmeter.forecast.habits import TICKS, curve_of, habits_from
from fairmeter.forecast.samples import Run
from fairmeter.forecast.score import LEAST_WINDOWS, finished, summary, tally
from fairmeter.limits import FULL_PCT

AMOUNTS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0, 35.0, 50.0, 65.0, 80.0)
AHEAD = (1.0, 3.0, 6.0, 12.0, 24.0)
OWN = FEATURES.index("own")
TO_RESET_WEIGHT, WALL_WEIGHT = 2.0, 3.0
PASSES, BATCH, SHRINK = 10, 64, 3e-4
SPACING = {"session": 2, "weekly": 24}
"""Every how manyth reading is used: neighbours tell the same story."""


@dataclass(frozen=True, slots=True)
class Question:
    """One yes-or-no question: feature values, the knots they are blended between, the answer and its weight."""

    values: tuple[float, ...]
    low: int
    share: float
    answer: bool
    weight: float


def questions(runs: Sequence[Run], spacing: int) -> list[Question]:
    """All questions that one person's windows answer, with weights that grow as the root of their number."""
    found: list[Question] = []
    curves = [curve for run in runs if (curve := curve_of(run)) is not None]
    for index, run in enumerate(runs):
        habits = habits_from(curves[:index], run.starts_at)
        size = run.length / TICKS
        for place in range(index % spacing, len(run.points), spacing):
            at, used = run.points[place]
            if used >= FULL_PCT:
                break
            left = (run.ends_at - at) / size
            if used < 1 or left < 1:
                continue
            burn = burn_at(Run(run.starts_at, run.ends_at, run.points[: place + 1]), at)
            amounts = [*(one for one in AMOUNTS if one < FULL_PCT - used), FULL_PCT - used]
            for ahead in (*(one for one in AHEAD if one < left), left):
                went_on = habits.went_on(burn.tick, ahead)
                parts = traits(burn, habits, went_on.reliance, ahead)
                later = _known(run, at + ahead * size) - used
                low, share = blend(ahead)
                for amount in amounts:
                    own = went_on.log_odds(amount) if went_on.amounts else 0.0
                    values = [fix - slope * log(amount) for fix, slope in zip(parts.fixed, parts.slopes, strict=True)]
                    values[OWN] = own
                    weight = (TO_RESET_WEIGHT if ahead == left else 1.0) / len(amounts)
                    weight *= WALL_WEIGHT if amount == amounts[-1] else 1.0
                    found.append(Question(tuple(values), low, share, later >= amount, weight))
    return found


def _known(run: Run, at: float) -> float:
    known = run.until(at + 1)
    return known.used if known else 0.0


def fit(people: Sequence[Sequence[Question]]) -> Weights:
    """Weights by stochastic gradient steps, each scaled by its own past, with the signs that burn must have."""
    asked = []
    for theirs in people:
        part = len(theirs) ** -0.5
        asked += [(question, question.weight * part) for question in theirs]
    mean = sum(weight for _, weight in asked) / len(asked)
    rows = [[0.0] * len(KNOTS) for _ in FEATURES]
    speeds = [[1e-8] * len(KNOTS) for _ in FEATURES]
    totals = [[0.0] * len(KNOTS) for _ in FEATURES]
    count, lots = 0, Random(7)  # noqa: S311 - the order of questions is no secret
    for number in range(PASSES):
        lots.shuffle(asked)
        for start in range(0, len(asked), BATCH):
            step = _gradient(rows, asked[start : start + BATCH], mean)
            _take(rows, speeds, step, 0.1 / (1 + number))
            if number >= PASSES // 2:
                count += 1
                for total, row in zip(totals, rows, strict=True):
                    for knot, value in enumerate(row):
                        total[knot] += value
    return Weights(tuple(tuple(round(value / count, 4) for value in total) for total in totals))


def _gradient(
    rows: Sequence[Sequence[float]], batch: Sequence[tuple[Question, float]], mean: float
) -> list[list[float]]:
    step = [[0.0] * len(KNOTS) for _ in FEATURES]
    for question, weight in batch:
        low, share = question.low, question.share
        odds = 0.0
        for row, value in zip(rows, question.values, strict=True):
            odds += value * (row[low] + share * (row[low + 1] - row[low]))
        chance = 1.0 / (1.0 + exp(min(30.0, max(-30.0, -odds))))
        pull = (chance - question.answer) * weight / mean / len(batch)
        for row, value in zip(step, question.values, strict=True):
            row[low] += pull * value * (1 - share)
            row[low + 1] += pull * value * share
    return step


def _take(rows: list[list[float]], speeds: list[list[float]], step: list[list[float]], rate: float) -> None:
    for name, row, speed, slope in zip(FEATURES, rows, speeds, step, strict=True):
        for knot, value in enumerate(row):
            near = [row[other] for other in (knot - 1, knot + 1) if 0 <= other < len(row)]
            pull = slope[knot] + 2 * SHRINK * (value + 5 * sum(value - one for one in near))
            speed[knot] += pull * pull
            moved = value - rate * pull / speed[knot] ** 0.5
            row[knot] = moved if name in FREE else max(0.0, moved)


def _jobs(asked: Mapping[str, list[Question]], *, leave_one_out: bool) -> Iterator[tuple[str, list[list[Question]]]]:
    yield "", list(asked.values())
    for name in asked if leave_one_out else ():
        yield name, [theirs for other, theirs in asked.items() if other != name]


def fits(people: Mapping[str, Sequence[Run]], kind: str, *, leave_one_out: bool) -> dict[str, Weights]:
    """Weights from everybody under the empty name, and from all but one under the name of the one left out."""
    kept = {name: done for name, runs in people.items() if len(done := finished(runs)) >= LEAST_WINDOWS}
    asked = {name: questions(runs, SPACING[kind]) for name, runs in kept.items()}
    print(f"{kind}: {len(kept)} people, {sum(map(len, asked.values()))} questions", file=sys.stderr)
    names, sets = zip(*_jobs(asked, leave_one_out=leave_one_out), strict=True)
    with ProcessPoolExecutor(2) as workers:
        return dict(zip(names, workers.map(fit, sets), strict=True))


def main() -> None:
    """Fit, write, and score if asked to."""
    parser = argparse.ArgumentParser(description="fit the forecast's figures from a folder of traces")
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--leave-one-out", action="store_true", help="score each person with figures of the others")
    args = parser.parse_args()
    traces = {path.stem: person_of(path) for path in files_in([args.folder]) if path.name.startswith("b")}
    table: dict[str, Mapping[str, Sequence[float]]] = {}
    for kind in ("session", "weekly"):
        people = {name: getattr(person, kind) for name, person in traces.items()}
        weights = fits(people, kind, leave_one_out=args.leave_one_out)
        table[kind] = dict(zip(FEATURES, weights.pop("").rows, strict=True))
        if args.leave_one_out:
            print(kind, json.dumps(summary(tally(people, weights)), indent=1))
    if args.output:
        args.output.write_text(json.dumps({"knots": KNOTS, **table}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
