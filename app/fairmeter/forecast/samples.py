"""Readings of one limit made into runs: what was used when, with resets, corrections and boosts kept out."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fairmeter.limits import FULL_PCT

RESET_MOVED = timedelta(minutes=5).total_seconds()
"""Reset times nearer than this are one: they jitter by seconds, and some sources round them to the minute."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading of one limit: percent used, and the reset that it named. Both times are aware."""

    at: datetime
    used_pct: float
    resets_at: datetime


class BreakKind(StrEnum):
    """Why a meter fell or its reset moved, where it should have done neither."""

    EARLY_RESET = "early_reset"
    """The reset moved before the old one had come: the run ended out of its cycle."""
    CORRECTION = "correction"
    """The percentage fell within a run: a correction, or a boost of the capacity."""


@dataclass(frozen=True, slots=True)
class Break:
    """A fall or a moved reset. `at` is in seconds since 1970; the percentages are those read on either side."""

    kind: BreakKind
    at: float
    before_pct: float
    after_pct: float


@dataclass(frozen=True, slots=True)
class Run:
    """One window as it was read. Times are seconds since 1970, so no time zone can move them.

    `points` are (time, percent used), rising in time and never falling: where the meter fell, what came before is
    lowered by as much, so that no burn is invented and none is taken back. `cut` marks a run that was reset early.
    """

    starts_at: float
    ends_at: float
    points: tuple[tuple[float, float], ...]
    cut: bool = False

    @property
    def length(self) -> float:
        """Seconds from start to reset."""
        return self.ends_at - self.starts_at

    @property
    def used(self) -> float:
        """Percent used by the last reading."""
        return self.points[-1][1]

    def used_at(self, at: float) -> float:
        """Percent used at a time: 0 at the start, straight between readings, the last word after them."""
        place = bisect_right(self.points, at, key=lambda point: point[0])
        before = self.points[place - 1] if place else (self.starts_at, 0.0)
        if place == len(self.points):
            return before[1]
        after = self.points[place]
        if after[0] <= before[0]:
            return after[1]
        share = max(0.0, at - before[0]) / (after[0] - before[0])
        return before[1] + share * (after[1] - before[1])

    def rose_at(self) -> float:
        """When the percentage was last seen to rise; the start if it never was."""
        for (_, lower), (at, higher) in zip(reversed(self.points[:-1]), reversed(self.points[1:]), strict=True):
            if higher > lower:
                return at
        return self.points[0][0] if self.points[0][1] > 0 else self.starts_at

    def until(self, at: float) -> "Run | None":
        """The run as it was known at a time; None when nothing had been read."""
        place = bisect_right(self.points, at, key=lambda point: point[0])
        return Run(self.starts_at, self.ends_at, self.points[:place], self.cut) if place else None


def runs_of(samples: Iterable[Sample], length: timedelta) -> tuple[tuple[Run, ...], tuple[Break, ...]]:
    """The runs of one limit, oldest first, and what was kept out of them.

    Readings may come in any order and more than once. `length` is how long a run lasts.
    """
    ordered = sorted({(one.at.timestamp(), float(one.used_pct), one.resets_at.timestamp()) for one in samples})
    runs: list[Run] = []
    breaks: list[Break] = []
    group: list[tuple[float, float, float]] = []
    for sample in ordered:
        if group and abs(sample[2] - group[-1][2]) > RESET_MOVED:
            early = sample[0] < group[-1][2] - RESET_MOVED
            if early:
                breaks.append(Break(BreakKind.EARLY_RESET, sample[0], group[-1][1], sample[1]))
            runs.append(_run(group, length.total_seconds(), breaks, cut=early))
            group = []
        group.append(sample)
    if group:
        runs.append(_run(group, length.total_seconds(), breaks, cut=False))
    return tuple(runs), tuple(breaks)


def _run(group: Sequence[tuple[float, float, float]], length: float, breaks: list[Break], *, cut: bool) -> Run:
    ends_at = group[-1][2]
    points: list[tuple[float, float]] = []
    for at, used, _ in group:
        capped = min(FULL_PCT, used)
        if points and capped < points[-1][1]:
            fall = points[-1][1] - capped
            breaks.append(Break(BreakKind.CORRECTION, at, points[-1][1], capped))
            points = [(earlier, max(0.0, level - fall)) for earlier, level in points]
        points.append((at, capped))
    return Run(ends_at - length, ends_at, tuple(points), cut)
