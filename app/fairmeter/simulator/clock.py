"""Simulated time: it can run faster than the wall, or stand still until it is pushed."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SimClock:
    """A clock for the whole stand-in, safe to read and push from any thread.

    Args:
        start: Where simulated time begins; must be aware.
        speed: Simulated seconds for each real second; 0 stands still, so that only `advance` moves it.
        real: The real seconds that drive it, monotonic.

    Raises:
        ValueError: The start is naive, or the speed is negative.
    """

    def __init__(self, start: datetime, speed: float = 1.0, real: Callable[[], float] = time.monotonic) -> None:
        if start.tzinfo is None:
            raise ValueError("simulated time needs an aware start")
        if speed < 0:
            raise ValueError("simulated time never runs backwards")
        self._lock = threading.Lock()
        self._base = start.astimezone(UTC)
        self._speed = speed
        self._real = real
        self._mark = real()
        self._listeners: list[Callable[[], None]] = []

    @property
    def speed(self) -> float:
        """Simulated seconds for each real second."""
        return self._speed

    def now(self) -> datetime:
        """The simulated instant, aware, UTC."""
        with self._lock:
            return self._now()

    def advance(self, by: timedelta) -> datetime:
        """Push the clock forward and tell the listeners; returns the new instant.

        Raises:
            ValueError: The span is negative.
        """
        if by < timedelta(0):
            raise ValueError("simulated time never runs backwards")
        with self._lock:
            self._base += by
            reached = self._now()
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()
        return reached

    def advance_to(self, at: datetime) -> datetime:
        """Push the clock to an instant, or leave it alone if that instant has passed."""
        return self.advance(max(at - self.now(), timedelta(0)))

    def real_seconds_until(self, at: datetime) -> float | None:
        """How long a thread has to wait for this instant; None if the clock stands still before it."""
        ahead = (at - self.now()).total_seconds()
        if ahead <= 0:
            return 0.0
        return ahead / self._speed if self._speed else None

    def on_advance(self, listener: Callable[[], None]) -> None:
        """Call this after every push, so that a thread waiting for an instant can look again."""
        with self._lock:
            self._listeners.append(listener)

    def _now(self) -> datetime:
        return self._base + timedelta(seconds=(self._real() - self._mark) * self._speed)
