"""How a window may end: chances for every percentage at its reset, and for the time at which it runs out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from fairmeter.forecast.burn import Burn, burn_at
from fairmeter.forecast.figures import Weights, chances
from fairmeter.forecast.habits import TICKS, Habits
from fairmeter.forecast.samples import Run
from fairmeter.limits import FULL_PCT

_AMOUNTS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 25.0, 35.0, 50.0, 65.0, 80.0)
_AHEADS = (1.0, 2.0, 3.0, 4.5, 6.0, 9.0, 12.0, 18.0, 24.0, 33.0, 45.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The possible ends of one window.

    `used` is percent used now. `steps` are (amount, chance that this much or more is still used before the reset),
    rising to all the room there is. `walls` are (time, chance of having run out by then), never falling, from now to
    the reset; times are seconds since 1970.
    """

    used: float
    steps: tuple[tuple[float, float], ...]
    walls: tuple[tuple[float, float], ...]

    @property
    def chance(self) -> float:
        """The chance that the limit runs out before its reset."""
        return self.walls[-1][1]

    def at_reset(self, share: float) -> float:
        """The quantile of percent used at the reset, a whole number of percent above what is used now, or 100."""
        more = 0.0
        for amount in self.amounts():
            if self.exceeds(amount) <= 1.0 - share:
                break
            more = amount
        return min(FULL_PCT, self.used + more)

    def amounts(self) -> list[float]:
        """What can still be used, percent by percent; the last one is all the room there is."""
        room = FULL_PCT - self.used
        whole = [float(one) for one in range(1, int(room) + 1)]
        return whole if whole and whole[-1] == room else [*whole, room]

    def exceeds(self, amount: float) -> float:
        """The chance that `amount` percent or more is still used before the reset."""
        return _between(((0.0, 1.0), *self.steps) if amount < self.steps[0][0] else self.steps, amount)

    def by(self, at: float) -> float:
        """The chance of having run out by a time; after the reset that at the reset, for the run ends there."""
        return _between(self.walls, at)

    def runs_out(self, share: float) -> float | None:
        """The quantile of the run-out time; None where that lies beyond the reset."""
        for (early, lower), (late, higher) in zip(self.walls, self.walls[1:], strict=False):
            if higher >= share > lower:
                return early + (late - early) * (share - lower) / (higher - lower)
        return None


def outcome_of(run: Run, at: float, habits: Habits, weights: Weights) -> Outcome:
    """The possible ends of a run with room left, as known at `at` (not after its reset)."""
    burn = burn_at(run, at)
    room = FULL_PCT - burn.used
    left = (run.ends_at - at) / (run.length / TICKS)
    if left <= 0:
        return Outcome(burn.used, ((min(1.0, room), 0.0), (room, 0.0)), ((at, 0.0),))
    amounts = [amount for amount in _AMOUNTS if amount < room] + [room]
    found = chances(weights, burn, habits, left, amounts)
    walls = _walls(burn, habits, weights, left, found[-1])
    # A limit that was gone at some time is still gone at the reset, so the chance at the reset is never the smaller.
    steps = tuple((amount, max(chance, walls[-1][1])) for amount, chance in zip(amounts, found, strict=True))
    return Outcome(burn.used, steps, walls)


def _walls(
    burn: Burn, habits: Habits, weights: Weights, left: float, at_reset: float
) -> tuple[tuple[float, float], ...]:
    room = [FULL_PCT - burn.used]
    tick = burn.length / TICKS
    found = [(burn.at, 0.0)]
    for ahead in (one for one in _AHEADS if one < left):
        chance = chances(weights, burn, habits, ahead, room)[0]
        found.append((burn.at + ahead * tick, max(found[-1][1], chance)))
    return (*found, (burn.at + left * tick, max(found[-1][1], at_reset)))


def _between(line: Sequence[tuple[float, float]], place: float) -> float:
    index = bisect_right(line, place, key=lambda point: point[0])
    if index == 0:
        return line[0][1]
    if index == len(line):
        return line[-1][1]
    (left, low), (right, high) = line[index - 1], line[index]
    return low + (high - low) * (place - left) / (right - left)
