"""How long to stay away from the service after a failure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from fairmeter.polling.cadence import fraction

SHORTEST_BLOCK = timedelta(seconds=300)
LONGEST_BLOCK = timedelta(seconds=4500)
"""The service's fixed block of an hour plus the quarter of an hour in which it tends to close again."""
BLOCK_MARGIN = timedelta(seconds=60)
"""Waited on top of the wait the service names; half as much again by chance of the seed."""
JITTER_UP = 0.10
CLOCK_TOLERANCE = timedelta(seconds=60)

_GROWTHS_AT_MOST = 32  # more than any wait needs to reach its longest; keeps the power finite


class Setback(StrEnum):
    """What went wrong, as far as it matters for when to try again."""

    RATE_LIMITED = "rate_limited"
    """The service asks to be left alone. It says nothing about the plan."""
    OFFLINE = "offline"
    """No request left this computer."""
    TRANSIENT = "transient"
    """The service was reached, or may have been, and gave nothing readable."""
    NEEDS_USER = "needs_user"
    """No usable login: nothing is sent, and looking again at home costs the service nothing."""


@dataclass(frozen=True, slots=True)
class _Wait:
    first: timedelta
    growth: float
    longest: timedelta


_WAITS: Final[Mapping[Setback, _Wait]] = MappingProxyType(
    {
        Setback.RATE_LIMITED: _Wait(SHORTEST_BLOCK, 1.5, timedelta(minutes=30)),
        Setback.TRANSIENT: _Wait(timedelta(seconds=60), 2.0, timedelta(minutes=30)),
        Setback.OFFLINE: _Wait(timedelta(seconds=60), 2.0, timedelta(minutes=5)),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A closed gate: closed `since` a failure of the kind `setback`, and so `until`."""

    since: datetime
    until: datetime
    setback: Setback

    def blocked_until(self, now: datetime, *, nudged_at: datetime | None = None) -> datetime | None:
        """Say until when no request may be made; None once the gate is open.

        `nudged_at` is the latest click or waking. It opens every gate but the one that the service itself asked for: a
        user who looks wants an answer, and the hour's budget holds anyway. A gate closed in the future dates from
        before the clock was set back, and is open: trying once is better than waiting for the clock to catch up.
        """
        if now >= self.until or self.since > now + CLOCK_TOLERANCE:
            return None
        nudged = nudged_at is not None and self.since < nudged_at <= now
        return None if nudged and self.setback is not Setback.RATE_LIMITED else self.until


def after_failure(
    now: datetime, *, setback: Setback, retry_after: timedelta | None = None, failures: int, seed: int
) -> datetime | None:
    """Say until when the gate closes after a failure; None when it stays open.

    Args:
        now: When the failure was met.
        setback: What went wrong.
        retry_after: The wait the service named; None when it named none. Counts for `RATE_LIMITED` only. Zero is the
            answer of a saturated edge and promises nothing, so it is taken as no answer (usage contract, the
            endpoint's own rate limit).
        failures: The consecutive failures, this one included.
        seed: Makes the waits differ between computers.
    """
    wait = _WAITS.get(setback)
    if wait is None:
        return None
    chance = fraction(seed, now)
    grown = wait.first * wait.growth ** min(max(failures - 1, 0), _GROWTHS_AT_MOST)
    pause = min(grown * (1 + JITTER_UP * chance), wait.longest)
    if setback is Setback.RATE_LIMITED and retry_after is not None and retry_after > timedelta(0):
        # Cut first: a header can name a wait that no calendar holds.
        named = min(retry_after, LONGEST_BLOCK) + BLOCK_MARGIN * (1 + chance / 2)
        pause = min(max(pause, named), LONGEST_BLOCK)
    return now + pause
