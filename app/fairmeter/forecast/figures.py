"""The fitted figures: weights, found on recorded traces, that turn burn and habits into chances."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from fairmeter.forecast.burn import FEATURES, Burn, traits
from fairmeter.forecast.habits import Habits
from fairmeter.limits import SESSION, WEEKLY, WEEKLY_SCOPED

KNOTS = (1.0, 3.0, 6.0, 12.0, 24.0, 59.0)
"""How far ahead, in sixtieths of a window, each column of weights is meant for; between them they are blended."""

_OWN = FEATURES.index("own")
_LOG_KNOTS = tuple(log(knot) for knot in KNOTS)
_STEEPEST = 30.0


class UnreadableFigures(ValueError):  # noqa: N818 - it names what happened
    """The table of fitted figures is not one that this version can use."""


@dataclass(frozen=True, slots=True)
class Weights:
    """For every feature a weight at each knot."""

    rows: tuple[tuple[float, ...], ...]

    def at(self, ahead: float) -> tuple[float, ...]:
        """The weights for a look ahead, in sixtieths."""
        low, share = blend(ahead)
        return tuple(row[low] + share * (row[low + 1] - row[low]) for row in self.rows)


def blend(ahead: float) -> tuple[int, float]:
    """The knot below a look ahead, and how far towards the next one it lies, on a scale of logarithms."""
    place = log(max(ahead, KNOTS[0]))
    low = 0
    while low < len(KNOTS) - 2 and place > _LOG_KNOTS[low + 1]:
        low += 1
    share = (place - _LOG_KNOTS[low]) / (_LOG_KNOTS[low + 1] - _LOG_KNOTS[low])
    return low, min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class Figures:
    """The weights of the session and of weekly limits; the models' weeks use those of the week."""

    session: Weights
    weekly: Weights

    def of(self, kind: str) -> Weights | None:
        """The weights for the service's word for a limit; None for one that nothing was fitted for."""
        return {SESSION: self.session, WEEKLY: self.weekly, WEEKLY_SCOPED: self.weekly}.get(kind)


def figures_from(text: str) -> Figures:
    """Read the table that ships with Fairmeter.

    Raises:
        UnreadableFigures: when it is not JSON, or its rows are not those of FEATURES at the KNOTS.
    """
    try:
        table = json.loads(text)
        return Figures(_weights(table[SESSION]), _weights(table["weekly"]))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableFigures(f"the fitted figures cannot be read: {error}") from error


def _weights(rows: Mapping[str, Sequence[float]]) -> Weights:
    found = tuple(tuple(float(one) for one in rows[name]) for name in FEATURES)
    if any(len(row) != len(KNOTS) for row in found):
        raise ValueError("a row has the wrong number of weights")
    return Weights(found)


def chances(weights: Weights, burn: Burn, habits: Habits, ahead: float, amounts: Sequence[float]) -> list[float]:
    """The chance that each of the amounts (percent, above zero, rising) or more is used in the next sixtieths.

    The chances never rise from one amount to the next.
    """
    row = weights.at(ahead)
    went_on = habits.went_on(burn.tick, ahead)
    parts = traits(burn, habits, went_on.reliance, ahead)
    fixed = sum(weight * part for weight, part in zip(row, parts.fixed, strict=True))
    slope = sum(weight * part for weight, part in zip(row, parts.slopes, strict=True))
    found: list[float] = []
    least = 1.0
    for amount in amounts:
        odds = fixed - slope * log(amount)
        if went_on.amounts:
            odds += row[_OWN] * went_on.log_odds(amount)
        least = min(least, 1.0 / (1.0 + exp(min(_STEEPEST, max(-_STEEPEST, -odds)))))
        found.append(least)
    return found
