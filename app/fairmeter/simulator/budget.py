"""How often the usage endpoint lets itself be asked, in both ways that were measured."""

from collections import deque
from datetime import datetime, timedelta
from enum import StrEnum

BLOCK = timedelta(hours=1)
QUIET = timedelta(minutes=5)


class Regime(StrEnum):
    """How the endpoint blocks once its budget is spent."""

    DEADLINE = "deadline"
    """A fixed end, counted down in `Retry-After`; asking again does not move it."""
    SATURATED = "saturated"
    """`Retry-After: 0` until five quiet minutes have passed; asking again starts them anew."""


class EndpointBudget:
    """The endpoint's own limit: a number of reads in any rolling hour. Not safe for threads by itself.

    Usage contract: 28 to 30 an hour; it does not refill bit by bit, it blocks.

    Args:
        allowance: Reads an hour.
        regime: How it blocks.
    """

    def __init__(self, allowance: int = 28, regime: Regime = Regime.DEADLINE) -> None:
        self._allowance = allowance
        self._regime = regime
        self._reads: deque[datetime] = deque()
        self._blocked_until: datetime | None = None

    def ask(self, now: datetime) -> int | None:
        """Ask for one read.

        Returns:
            None if it is granted, else the `Retry-After` in seconds.
        """
        if self._blocked_until is not None:
            if now < self._blocked_until:
                return self._blocked(now)
            self._blocked_until = None
            self._reads.clear()
        while self._reads and self._reads[0] <= now - BLOCK:
            self._reads.popleft()
        if len(self._reads) < self._allowance:
            self._reads.append(now)
            return None
        self._blocked_until = now + BLOCK
        return self._blocked(now)

    def _blocked(self, now: datetime) -> int:
        if self._regime is Regime.SATURATED:
            self._blocked_until = now + QUIET
            return 0
        remaining = (self._blocked_until or now) - now
        return max(1, -(-remaining // timedelta(seconds=1)))
