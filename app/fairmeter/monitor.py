"""The one flow: read, merge, keep, and hand out one frozen picture.

A monitor belongs to one thread, the worker: everything that reaches it from elsewhere is handed to that thread first.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from fairmeter.history import BookTrouble
from fairmeter.limits import Reading, Snapshot, SourceFailure, merge
from fairmeter.outlook import Outlook
from fairmeter.pacer import Pacer, PollingNotes
from fairmeter.polling.cadence import NORMAL, Decision

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Source(Protocol):
    """Somewhere a reading comes from. A failure is an answer too; nothing is raised for what the world does."""

    def read(self, now: datetime) -> Reading | SourceFailure:
        """Ask once."""
        ...


class Book(PollingNotes, Protocol):
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
        self._pacer = Pacer(book, interval=interval, seed=seed)
        self._notice: str | None = None
        self._outlook = Outlook(at=_EPOCH, simulated=simulated)

    @property
    def outlook(self) -> Outlook:
        """The newest picture."""
        return self._outlook

    def restore(self, now: datetime) -> Outlook:
        """Begin with what the book remembers: the last figures with their age, the gate, and the hour's requests."""
        snapshot: Snapshot | None = None
        try:
            self._pacer.restore(now)
            account = self._book.last_account()
            kept = self._book.last_readings(account) if account is not None else ()
            snapshot = merge(kept) if kept else None
        except BookTrouble as trouble:
            self._notice = _notice(trouble)
        return self._show(now, snapshot=snapshot, problem=None)

    def beat(self, now: datetime) -> bool:
        """Ask if it is time to. Returns whether the source was asked."""
        decision = self.decision(now)
        if decision.due:
            self.refresh(now)
        elif self._outlook.next_ask_at != decision.at:
            self._outlook = replace(self._outlook, next_ask_at=decision.at)
            self._emit(self._outlook)
        return decision.due

    def wish(self, now: datetime) -> None:
        """The user wants a fresh reading; the next beat asks if the budget and the service allow it."""
        self._pacer.wish(now)

    def wake(self, now: datetime) -> None:
        """The computer slept and is awake."""
        self._pacer.wake(now)

    def set_interval(self, interval: timedelta) -> None:
        """Another rhythm from now on."""
        self._pacer.interval = interval

    def decision(self, now: datetime) -> Decision:
        """When to ask next, and why."""
        return self._pacer.decision(now, self._outlook.snapshot)

    def refresh(self, now: datetime) -> Outlook:
        """Ask now, whatever the rhythm says, and show what came of it."""
        answer = self._source.read(now)
        if isinstance(answer, SourceFailure):
            return self._failed(now, answer)
        return self._answered(now, answer)

    def _answered(self, now: datetime, reading: Reading) -> Outlook:
        self._notice = None
        before = self._outlook.snapshot
        onto = before if before is not None and before.account == reading.account else self._remembered(reading.account)
        snapshot = merge([reading], onto=onto)
        self._try(lambda: self._pacer.answered(now, reading, moved=snapshot.moved_from(onto)))
        self._try(lambda: self._book.append(reading))
        return self._show(now, snapshot=snapshot, problem=None)

    def _failed(self, now: datetime, failure: SourceFailure) -> Outlook:
        self._try(lambda: self._pacer.failed(now, failure))
        return self._show(now, snapshot=self._outlook.snapshot, problem=failure)

    def _remembered(self, account: str) -> Snapshot | None:
        try:
            kept = self._book.last_readings(account)
        except BookTrouble as trouble:
            self._notice = _notice(trouble)
            return None
        return merge(kept) if kept else None

    def _try(self, write: Callable[[], None]) -> None:
        """A book that cannot be written is a notice, never a reason to show nothing."""
        try:
            write()
        except BookTrouble as trouble:
            self._notice = _notice(trouble)

    def _show(self, now: datetime, *, snapshot: Snapshot | None, problem: SourceFailure | None) -> Outlook:
        before = self._outlook
        since = now if problem else None
        if problem and before.problem and before.problem.kind is problem.kind:
            since = before.problem_since
        self._outlook = replace(
            before,
            at=now,
            snapshot=snapshot,
            problem=problem,
            problem_since=since,
            blocked_until=self._pacer.asked_to_wait_until(now),
            next_ask_at=self._pacer.decision(now, snapshot).at,
            asks_last_hour=self._pacer.asks_last_hour(now),
            notice=self._notice,
        )
        if before.at == _EPOCH or _look(before) != _look(self._outlook):
            self._emit(self._outlook)
        return self._outlook


def _notice(trouble: BookTrouble) -> str:
    return f"book_{trouble.trouble.value}"


def _look(outlook: Outlook) -> Outlook:
    """A picture without the moments it was made at: two that differ in nothing else look alike."""
    failure = outlook.problem
    timeless = replace(failure, at=_EPOCH, requests=0) if failure else None
    return replace(outlook, at=_EPOCH, next_ask_at=None, asks_last_hour=0, problem=timeless)
