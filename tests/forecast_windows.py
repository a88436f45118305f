"""Made-up windows for the forecast's tests: no real person's figures."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fairmeter.forecast import Figures, Run, Sample, figures_from

ROOT = Path(__file__).parents[1]
FIVE_HOURS = timedelta(hours=5)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
STEP = timedelta(minutes=5)


def shipped() -> Figures:
    return figures_from((ROOT / "resources/forecast/figures.json").read_text(encoding="utf-8"))


def samples(increments: Sequence[float], start: datetime = START, step: timedelta = STEP) -> list[Sample]:
    """Readings one step apart; each increment is what was used in that step, in percent."""
    made, used = [], 0.0
    for number, more in enumerate(increments, 1):
        used = min(100.0, used + more)
        made.append(Sample(start + step * number, used, start + FIVE_HOURS))
    return made


def run(increments: Sequence[float], start: datetime = START) -> Run:
    """A session window read every five minutes."""
    used, points = 0.0, []
    for number, more in enumerate(increments, 1):
        used = min(100.0, used + more)
        points.append(((start + STEP * number).timestamp(), used))
    return Run(start.timestamp(), (start + FIVE_HOURS).timestamp(), tuple(points))


def past_days(count: int) -> list[Run]:
    """Finished windows of the days before START, with bursts and pauses."""
    return [
        run([(number * 7 + day * 3) % 5 for number in range(60)], START - timedelta(days=day))
        for day in range(count, 0, -1)
    ]
