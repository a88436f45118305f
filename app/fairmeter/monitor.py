"""The one flow: read, merge, keep, and hand out one frozen picture.

A monitor belongs to one thread, the worker: everything that reaches it from elsewhere is handed to that thread first.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from fairmeter.history import BookTrouble
from fairmeter.limits import FailureKind, Reading, Snapshot, SourceFailure, merge
from fairmeter.outlook import Outlook
from fairmeter.polling.cadence import NORMAL, Decision, PollFacts, decide
from fairmeter.polling.gate import Setback, after_failure

_BUDGET_WINDOW = timedelta(hours=1)
_API = "api"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SETBACKS = {
    FailureKind.RATE_LIMITED: Setback.RATE_LIMITED,
    FailureKind.OFFLINE: Setback.OFFLINE,
    FailureKind.SIGNED_OUT: Setback.NEEDS_USER,
    FailureKind.EXPIRED: Setback.NEEDS_USER,
    FailureKind.SCOPE_MISSING: Setback.NEEDS_USER,
}


class Source(Protocol):
    """Somewhere a reading comes from. A failure is an answer too; nothing is raised for what the world does."""

    def read(self, now: datetime) -> Reading | SourceFailure:
        """Ask once."""
        ...


class Book(Protocol):
    """What is kept across restarts. Every method may raise `BookTrouble`."""

    def append(self, reading: Reading) -> None:
        """Keep a reading."""
        ...

    def last_readings(self, account: str | None = None) -> tuple[Reading, ...]:
        """The newest reading of each account and source."""
        ...

    def last_account(self) -> str | None:
        """The account of the newest reading."""
        ...

    def note_asks(self, at: datetime, count: int) -> None:
        """Count requests against the hour's budget."""
        ...

    def asks_since(self, at: datetime) -> tuple[datetime, ...]:
        """The times of the requests since an instant."""
        ...

    def set_gate(self, source: str, until: datetime, why: str) -> None:
        """Remember that a source must not be asked before an instant."""
        ...

    def clear_gate(self, source: str) -> None:
        """Forget the gate of a source."""
        ...

    def gate(self, source: str) -> tuple[datetime, str] | None:
        """Until when a source must not be asked, and why."""
        ...

    def set_failures(self, source: str, count: int) -> None:
        """Remember how often in a row a source has failed."""
        ...

    def failures(self, source: str) -> int:
        """How often in a row a source has failed."""
        ...


class Monitor:
    """Owns the picture. `emit` receives every new `Outlook`; it must be safe to call from the worker."""

    def __init__(
        self,
        *,
        source: Source,
        book: Book,
        emit: Callable[[Outlook], None],
        interval: timedelta = NORMAL,
        seed: int = 0,
        simulated: bool = False,
    ) -> None:
        self._source = source
        self._book = book
        self._emit = emit
        self._interval = interval
        self._seed = seed
        self._wished_at: datetime | None = None
        self._woke_at: datetime | None = None
        self._moved_at: datetime | None = None
        self._asks: tuple[datetime, ...] = ()
        self._blocked_until: datetime | None = None
        self._blocked_by_service = False
        self._failures = 0
        self._notice: str | None = None
        self._simulated = simulated
        self._outlook: Outlook | None = None

    def restore(self, now: datetime) -> Outlook:
        """Begin with what the book remembers: the last figures with their age, the gate, and the hour's requests."""
        snapshot: Snapshot | None = None
        try:
            account = self._book.last_account()
            kept = self._book.last_readings(account) if account is not None else ()
            snapshot = merge(kept) if kept else None
            self._asks = self._book.asks_since(now - _BUDGET_WINDOW)
            gate = self._book.gate(_API)
            self._blocked_until = gate[0] if gate else None
            self._blocked_by_service = gate is not None and gate[1] == FailureKind.RATE_LIMITED
            self._failures = self._book.failures(_API)
        except BookTrouble as trouble:
            self._notice = _notice(trouble)
        return self._show(now, snapshot=snapshot, problem=None)

    def beat(self, now: datetime) -> bool:
        """Ask if it is time to. Returns whether the service was asked."""
        decision = self.decision(now)
        if not decision.due:
            self._note_next(decision)
            return False
        self.refresh(now)
        return True

    def wish(self, now: datetime) -> None:
        """The user wants a fresh reading; the next beat asks if the budget and the service allow it."""
        self._wished_at = now
        self._lift_own_back_off()

    def wake(self, now: datetime) -> None:
        """The computer slept and is awake."""
        self._woke_at = now
        self._lift_own_back_off()

    def _lift_own_back_off(self) -> None:
        """A wish or a wake ends a wait of our own making; one that the service asked for stands."""
        if not self._blocked_by_service:
            self._blocked_until = None

    def set_interval(self, interval: timedelta) -> None:
        """Another rhythm from now on."""
        self._interval = interval

    def decision(self, now: datetime) -> Decision:
        """When to ask next, and why."""
        snapshot = self._snapshot
        every_reset = {dated.value.resets_at for dated in snapshot.windows} if snapshot else set()
        return decide(
            now,
            PollFacts(
                asked=self._recent_asks(now),
                last_moved_at=self._moved_at,
                resets=tuple(sorted(reset for reset in every_reset if reset is not None)),
                blocked_until=self._blocked_until,
                failures=self._failures,
                wished_at=self._wished_at,
                woke_at=self._woke_at,
                interval=self._interval,
                seed=self._seed,
            ),
        )

    def refresh(self, now: datetime) -> Outlook:
        """Ask now, whatever the rhythm says, and show what came of it."""
        answer = self._source.read(now)
        if isinstance(answer, SourceFailure):
            # Without a network nothing reached the service, so its budget is untouched; the back-off paces the retries.
            self._count(now, 0 if answer.kind is FailureKind.OFFLINE else answer.requests)
            return self._failed(now, answer)
        self._count(now, answer.requests)
        return self._answered(now, answer)

    @property
    def outlook(self) -> Outlook:
        """The newest picture."""
        return self._outlook if self._outlook is not None else Outlook(at=_EPOCH, simulated=self._simulated)

    @property
    def _snapshot(self) -> Snapshot | None:
        return self._outlook.snapshot if self._outlook else None

    def _answered(self, now: datetime, reading: Reading) -> Outlook:
        self._failures, self._blocked_until, self._blocked_by_service = 0, None, False
        before = self._snapshot
        onto = before if before is not None and before.account == reading.account else self._remembered(reading.account)
        snapshot = merge([reading], onto=onto)
        if snapshot.moved_from(onto):
            self._moved_at = now
        self._keep(reading)
        return self._show(now, snapshot=snapshot, problem=None)

    def _failed(self, now: datetime, failure: SourceFailure) -> Outlook:
        setback = _SETBACKS.get(failure.kind, Setback.TRANSIENT)
        retry_after = None if failure.retry_after_s is None else timedelta(seconds=failure.retry_after_s)
        self._failures += 1
        self._blocked_by_service = setback is Setback.RATE_LIMITED
        self._blocked_until = after_failure(
            now, setback=setback, retry_after=retry_after, failures=self._failures, seed=self._seed
        )
        if failure.requests == 0 and not self._blocked_until:
            return self._show(now, snapshot=self._snapshot, problem=failure)
        try:
            self._book.set_failures(_API, self._failures)
            if self._blocked_until is None:
                self._book.clear_gate(_API)
            else:
                self._book.set_gate(_API, self._blocked_until, failure.kind.value)
        except BookTrouble as trouble:
            self._notice = _notice(trouble)
        return self._show(now, snapshot=self._snapshot, problem=failure)

    def _keep(self, reading: Reading) -> None:
        try:
            self._book.append(reading)
            self._book.set_failures(_API, 0)
            self._book.clear_gate(_API)
            self._notice = None
        except BookTrouble as trouble:
            self._notice = _notice(trouble)

    def _remembered(self, account: str) -> Snapshot | None:
        try:
            kept = self._book.last_readings(account)
        except BookTrouble as trouble:
            self._notice = _notice(trouble)
            return None
        return merge(kept) if kept else None

    def _count(self, now: datetime, requests: int) -> None:
        """A look at the login that sent nothing costs nothing, so it may be repeated with every beat."""
        if requests == 0:
            return
        self._asks = (*self._recent_asks(now), *((now,) * requests))
        try:
            self._book.note_asks(now, requests)
        except BookTrouble as trouble:
            self._notice = _notice(trouble)

    def _recent_asks(self, now: datetime) -> tuple[datetime, ...]:
        return tuple(at for at in self._asks if at > now - _BUDGET_WINDOW)

    def _show(self, now: datetime, *, snapshot: Snapshot | None, problem: SourceFailure | None) -> Outlook:
        before = self._outlook
        since = now if problem else None
        if problem and before and before.problem and before.problem.kind is problem.kind:
            since = before.problem_since
        fresh = Outlook(
            at=now,
            snapshot=snapshot,
            problem=problem,
            problem_since=since,
            blocked_until=self._blocked_until if self._blocked_by_service else None,
            asks_last_hour=len(self._recent_asks(now)),
            simulated=self._simulated,
            notice=self._notice,
        )
        self._outlook = fresh
        self._outlook = replace(fresh, next_ask_at=self.decision(now).at)
        if before is None or _face(before) != _face(self._outlook):
            self._emit(self._outlook)
        return self._outlook

    def _note_next(self, decision: Decision) -> None:
        """Hand out a new picture only when the time of the next attempt has changed: an idle beat is free."""
        if self._outlook is not None and self._outlook.next_ask_at != decision.at:
            self._outlook = replace(self._outlook, next_ask_at=decision.at)
            self._emit(self._outlook)


def _notice(trouble: BookTrouble) -> str:
    return f"book_{trouble.trouble.value}"


def _face(outlook: Outlook) -> Outlook:
    """A picture without the moment it was made: two that differ in nothing else look alike."""
    failure = outlook.problem
    timeless = replace(failure, at=_EPOCH, requests=0) if failure else None
    return replace(outlook, at=_EPOCH, next_ask_at=None, asks_last_hour=0, problem=timeless)
