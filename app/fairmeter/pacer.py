"""When to ask: keeps the facts that the cadence decides by, also across restarts."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Protocol

from fairmeter.limits import FailureKind, Hint, Reading, Snapshot, SourceFailure
from fairmeter.polling.cadence import HOUR, NORMAL, Decision, PollFacts, decide, remember
from fairmeter.polling.gate import LONGEST_BLOCK, Gate, Setback, after_failure

_API = "api"
_MOST_REQUESTS = 3
"""A reading can take three requests: the usage, the profile, and the balance."""

_SETBACKS = {
    FailureKind.RATE_LIMITED: Setback.RATE_LIMITED,
    FailureKind.OFFLINE: Setback.OFFLINE,
    FailureKind.SIGNED_OUT: Setback.NEEDS_USER,
    FailureKind.EXPIRED: Setback.NEEDS_USER,
    FailureKind.SCOPE_MISSING: Setback.NEEDS_USER,
}


class PollingNotes(Protocol):
    """What is kept about asking. Every method may raise `BookTrouble`."""

    def note_asks(self, at: datetime, count: int) -> None:
        """Count requests against the hour's budget."""
        ...

    def asks_since(self, at: datetime) -> tuple[datetime, ...]:
        """The times of the requests since an instant."""
        ...

    def set_gate(self, source: str, gate: Gate) -> None:
        """Remember that a source must not be asked."""
        ...

    def clear_gate(self, source: str) -> None:
        """Forget the gate of a source."""
        ...

    def gate(self, source: str) -> Gate | None:
        """The gate of a source."""
        ...

    def set_failures(self, source: str, count: int) -> None:
        """Remember how often in a row a source has failed."""
        ...

    def failures(self, source: str) -> int:
        """How often in a row a source has failed."""
        ...


class Pacer:
    """Decides when the usage service is asked, and remembers how that went.

    Its own memory is changed before the book is written, so that a book that fails never makes it ask more often.
    """

    def __init__(self, notes: PollingNotes, *, interval: timedelta = NORMAL, seed: int = 0) -> None:
        self._notes = notes
        self._seed = seed
        self.interval = interval
        self._asks: tuple[datetime, ...] = ()
        self._gate: Gate | None = None
        self._failures = 0
        self._started_at: datetime | None = None
        self._wished_at: datetime | None = None
        self._woke_at: datetime | None = None
        self._moved_at: datetime | None = None

    def restore(self, now: datetime) -> None:
        """Begin with what the book remembers.

        Raises:
            BookTrouble: the book cannot be read; asking begins as on a first start.
        """
        self._started_at = now
        self.catch_up(now)

    def catch_up(self, now: datetime) -> None:
        """Learn what another process has asked meanwhile: the budget is the account's, not this process's.

        Raises:
            BookTrouble: the book cannot be read; what is known stays.
        """
        asks, gate, failures = self._notes.asks_since(now - HOUR), self._notes.gate(_API), self._notes.failures(_API)
        own = Counter(at for at in self._asks if at > now - HOUR)
        self._asks = tuple(sorted((own | Counter(asks)).elements()))  # what the book did not take is not forgotten
        if gate is not None and (self._gate is None or gate.since > self._gate.since):
            self._gate, self._failures = gate, failures

    def wish(self, now: datetime) -> None:
        """The user wants a fresh reading, or a refusal calls for one."""
        self._wished_at = now

    def wake(self, now: datetime) -> None:
        """The computer slept and is awake."""
        self._woke_at = now

    def decision(self, now: datetime, snapshot: Snapshot | None) -> Decision:
        """When to ask next, and why."""
        resets = {dated.value.resets_at for dated in snapshot.windows} if snapshot else set()
        return decide(
            now,
            PollFacts(
                asked=self._asks,
                last_moved_at=self._moved_at,
                resets=tuple(sorted(reset for reset in resets if reset is not None)),
                blocked_until=self._closed_until(now),
                failures=self._failures,
                wished_at=self._wished_at,
                woke_at=self._woke_at,
                started_at=self._started_at,
                interval=self.interval,
                cost=_MOST_REQUESTS,
                seed=self._seed,
            ),
        )

    def asks_last_hour(self, now: datetime) -> int:
        """Requests that count against the budget now."""
        return sum(now - HOUR < at <= now for at in self._asks)

    def asked_to_wait_until(self, now: datetime) -> datetime | None:
        """Until when the service itself asked us to wait; None when the wait, if any, is our own."""
        if self._gate is None or self._gate.setback is not Setback.RATE_LIMITED:
            return None
        return self._closed_until(now)

    def standing_refusal(self, now: datetime) -> SourceFailure | None:
        """The service's wish to be left alone, when it still stands after a restart."""
        until = self.asked_to_wait_until(now)
        if until is None or self._gate is None:
            return None
        kind, hint = FailureKind.RATE_LIMITED, Hint.SERVICE_BUSY
        return SourceFailure(kind=kind, hint=hint, source=_API, at=self._gate.since, retry_at=until)

    def answered(self, now: datetime, reading: Reading, *, moved: bool) -> None:
        """A reading came. Raises `BookTrouble`."""
        if moved:
            self._moved_at = now
        had_trouble, self._failures, self._gate = self._failures > 0, 0, None
        self._count(now, reading.requests)
        if had_trouble:
            self._notes.set_failures(_API, 0)
            self._notes.clear_gate(_API)

    def failed(self, now: datetime, failure: SourceFailure) -> None:
        """No reading came. Raises `BookTrouble`.

        A look at a login that sent nothing costs nothing and closes nothing, so it is repeated with every beat: who
        signs in sees their limits within seconds.
        """
        setback = _SETBACKS.get(failure.kind, Setback.TRANSIENT)
        if setback is Setback.NEEDS_USER and failure.requests == 0:
            self._failures, self._gate = 1, None
            return
        self._failures += 1
        until = after_failure(
            now, setback=setback, retry_after=_wait(failure.retry_after_s), failures=self._failures, seed=self._seed
        )
        self._gate = None if until is None else Gate(since=now, until=until, setback=setback)
        # Without a network nothing reached the service, so its budget is untouched; the gate paces the retries.
        self._count(now, 0 if setback is Setback.OFFLINE else failure.requests)
        self._notes.set_failures(_API, self._failures)
        if self._gate is None:
            self._notes.clear_gate(_API)
        else:
            self._notes.set_gate(_API, self._gate)

    def _closed_until(self, now: datetime) -> datetime | None:
        nudges = [at for at in (self._wished_at, self._woke_at) if at is not None]
        return None if self._gate is None else self._gate.blocked_until(now, nudged_at=max(nudges, default=None))

    def _count(self, now: datetime, requests: int) -> None:
        self._asks = remember((*self._asks, *((now,) * requests)), now)
        if requests:
            self._notes.note_asks(now, requests)


def _wait(seconds: float | None) -> timedelta | None:
    """A header can name a wait that no calendar holds; nothing longer than the longest block is ever waited for."""
    return None if seconds is None else timedelta(seconds=min(max(seconds, 0.0), LONGEST_BLOCK.total_seconds()))
