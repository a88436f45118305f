"""What a person's earlier windows say: how they went on from the same moment, and at which hours they work."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, log

from fairmeter.forecast.samples import Run
from fairmeter.limits import FULL_PCT

TICKS = 60
"""A window is looked at in sixtieths: five minutes of a session, 2.8 hours of a week."""

NEWEST = 120
"""Older windows than this many weigh next to nothing."""

_FADE = 0.97
_OWN_WINDOWS = 4.0
_OWN_DAYS = 5.0
_RHYTHM_DAYS = 14.0
_LEAST_DAYS = 1.5
_CARRY_TICKS = 72.0
_HOUR, _DAY = 3600.0, 86400.0
_UNSEEN_TICKS = 3.0


@dataclass(frozen=True, slots=True)
class Curve:
    """One past window, summed up: percent used at every sixtieth of it, from `seen_from` (in sixtieths) on."""

    starts_at: float
    length: float
    levels: tuple[float, ...]
    seen_from: float = 0.0

    def level(self, tick: float) -> float:
        """Percent used at a moment of the window, in sixtieths."""
        if tick >= TICKS:
            return self.levels[TICKS]
        whole = int(tick)
        low = self.levels[whole]
        return low + (tick - whole) * (self.levels[whole + 1] - low)


def curve_of(run: Run) -> Curve | None:
    """A finished run summed up; None when it was cut short, or when its end was not seen."""
    tick = run.length / TICKS
    unseen = run.ends_at - run.points[-1][0]
    if run.cut or (unseen > _UNSEEN_TICKS * tick and run.used < FULL_PCT):
        return None
    levels = tuple(run.used_at(run.starts_at + tick * step) for step in range(TICKS + 1))
    first_at, first = run.points[0]
    seen_from = (first_at - run.starts_at) / tick if first > 1 else 0.0
    return Curve(run.starts_at, run.length, levels, seen_from)


@dataclass(frozen=True, slots=True)
class Habits:
    """A person's finished windows of one limit, oldest first, with the rhythm worked out once.

    `hours` is the running sum of percent used by hour of the UTC day, averaged over `days` days; it works on instants,
    so no time zone and no clock change moves it.
    """

    curves: tuple[Curve, ...] = ()
    hours: tuple[float, ...] = ()
    days: float = 0.0

    def reliance(self) -> float:
        """How far the earlier windows are trusted against the fitted figures: 0 for none, towards 1 for many."""
        count = len(self.curves)
        return count / (count + _OWN_WINDOWS)

    def went_on(self, tick: float, ahead: float) -> "WentOn":
        """How much the earlier windows still used in the `ahead` sixtieths that follow the moment `tick`."""
        used: list[tuple[float, float]] = []
        weight = 1.0
        for curve in reversed(self.curves):
            if curve.seen_from <= tick:
                used.append((curve.level(tick + ahead) - curve.level(tick), weight))
            weight *= _FADE
        used.sort()
        count = len(used)
        return WentOn(
            tuple(amount for amount, _ in used),
            tuple(accumulate((part for _, part in used), initial=0.0)),
            count / (count + _OWN_WINDOWS),
        )

    def carried_over(self, starts_at: float) -> float:
        """How strongly the window before presses on one that starts now: its end level, faded by the time between."""
        if not self.curves:
            return 0.0
        last = self.curves[-1]
        pause = max(0.0, starts_at - last.starts_at - last.length) / (last.length / TICKS)
        return exp(-pause / _CARRY_TICKS) * last.levels[TICKS] / FULL_PCT

    def rhythm(self, at: float, seconds: float) -> float | None:
        """Percent that these hours of the day usually use; None before two days are known."""
        if self.days < _LEAST_DAYS:
            return None
        return self._until(at + seconds) - self._until(at)

    def rhythm_reliance(self) -> float:
        """How far the rhythm is trusted."""
        return self.days / (self.days + _OWN_DAYS)

    def _until(self, at: float) -> float:
        days, rest = divmod(at, _DAY)
        hour = int(rest // _HOUR)
        part = rest / _HOUR - hour
        inside = self.hours[hour] + part * (self.hours[hour + 1] - self.hours[hour])
        return days * self.hours[-1] + inside


@dataclass(frozen=True, slots=True)
class WentOn:
    """Amounts that earlier windows still used, smallest first, the running sum of their weights, and their trust."""

    amounts: tuple[float, ...]
    weights: tuple[float, ...]
    reliance: float

    def log_odds(self, amount: float) -> float:
        """Log odds that a window like the earlier ones uses `amount` or more, drawn to even odds when they are few."""
        total = self.weights[-1]
        share = (total - self.weights[bisect_left(self.amounts, amount)] + 0.5) / (total + 1.0)
        return self.reliance * log(share / (1.0 - share))


def habits_of(runs: Iterable[Run], now: float) -> Habits:
    """What the runs that had ended by `now` (seconds since 1970) say."""
    curves = [curve for run in runs if run.ends_at <= now and (curve := curve_of(run)) is not None]
    return habits_from(curves, now)


def habits_from(curves: Iterable[Curve], now: float) -> Habits:
    """The same from curves, oldest first."""
    kept = tuple(curves)[-NEWEST:]
    if not kept:
        return Habits()
    days = min(_RHYTHM_DAYS, (now - kept[0].starts_at) / _DAY)
    by_hour = [0.0] * 24
    for curve in kept:
        if curve.starts_at + curve.length > now - days * _DAY:
            _spread(curve, by_hour)
    hours = tuple(accumulate((total / max(1.0, days) for total in by_hour), initial=0.0))
    return Habits(kept, hours, days)


def _spread(curve: Curve, by_hour: list[float]) -> None:
    tick = curve.length / TICKS
    parts = max(1, round(tick / _HOUR))
    for step, (low, high) in enumerate(pairwise(curve.levels)):
        if high <= low:
            continue
        for part in range(parts):
            at = curve.starts_at + tick * (step + (part + 0.5) / parts)
            by_hour[int(at % _DAY // _HOUR)] += (high - low) / parts
