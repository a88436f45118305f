"""The one flow: read, merge, keep, and hand out one frozen picture.

A monitor belongs to one thread, the worker: everything that reaches it from elsewhere is handed to that thread first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from fairmeter.alerts.rules import Alert, charge_alerts, refusal_alerts
from fairmeter.denials import Found, Ruling
from fairmeter.docket import CaseBook, Docket
from fairmeter.history import BookTrouble, FileMark
from fairmeter.limits import Reading, Snapshot, SourceFailure, merge
from fairmeter.outlook import Outlook
from fairmeter.pacer import Pacer, PollingNotes
from fairmeter.polling.cadence import Decision
from fairmeter.settings import DEFAULTS, Settings

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Source(Protocol):
    """Somewhere a reading comes from. A failure is an answer too; nothing is raised for what the world does."""

    def read(self, now: datetime) -> Reading | SourceFailure:
        """Ask once."""
        ...


class Courier(Protocol):
    """Whoever brings an alert to the user; it never raises, and it is never the only signal."""

    def announce(self, alert: Alert, now: datetime) -> None:
        """Give notice, once an episode."""
        ...


class Book(PollingNotes, CaseBook, Protocol):
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
        courier: Courier | None = None,
        settings: Settings = DEFAULTS,
        seed: int = 0,
        simulated: bool = False,
    ) -> None:
        self._source = source
        self._book = book
        self._emit = emit
        self._courier = courier
        self._settings = settings
        self._pacer = Pacer(book, interval=_interval(settings), seed=seed)
        self._docket = Docket(book)
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
            self._docket.restore(now)
            if snapshot is not None:
                self._docket.note(snapshot, now)
        except BookTrouble as trouble:
            self._notice = _notice(trouble)
        return self._show(now, snapshot=snapshot, problem=self._pacer.standing_refusal(now))

    def beat(self, now: datetime) -> bool:
        """Ask if it is time to. Returns whether the source was asked."""
        is_due = self.is_due(now)
        if is_due:
            self.refresh(now)
        return is_due

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to ask; if not, the picture says when it will be."""
        decision = self.decision(now)
        if decision.due and self._catch_up(now):
            decision = self.decision(now)
        if not decision.due and self._outlook.next_ask_at != decision.at:
            self._outlook = replace(self._outlook, next_ask_at=decision.at)
            self._emit(self._outlook)
        return decision.due

    def wish(self, now: datetime) -> None:
        """The user wants a fresh reading; the next beat asks if the budget and the service allow it."""
        self._pacer.wish(now)

    def wake(self, now: datetime) -> None:
        """The computer slept and is awake."""
        self._pacer.wake(now)

    def use(self, settings: Settings) -> None:
        """Other settings from now on."""
        self._settings = settings
        self._pacer.interval = _interval(settings)

    def refused(self, found: Sequence[Found], marks: Mapping[str, FileMark], now: datetime) -> None:
        """Requests were refused: judge them with what is known, say so, and wish for a reading that is nearer.

        The marks say how far the transcripts were read; they are kept together with the refusals or not at all.

        Raises:
            BookTrouble: nothing was kept, so the same refusals must be handed over again later.
        """
        new = self._docket.enter(found, marks, now)
        if not new:
            return
        self._show(now, snapshot=self._outlook.snapshot, problem=self._outlook.problem)
        self._announce(refusal_alerts(new, self._docket.cases, self._settings, now), now)
        if any(case.verdict.verdict is not Ruling.NOT_QUOTA for case in new):
            self._pacer.wish(now)

    def look_at(self, identity: str, now: datetime) -> None:
        """The user has looked at a refusal or a charge."""
        self._try(lambda: self._docket.look_at(identity))
        self._show(now, snapshot=self._outlook.snapshot, problem=self._outlook.problem)

    def decision(self, now: datetime) -> Decision:
        """When to ask next, and why."""
        return self._pacer.decision(now, self._outlook.snapshot)

    def refresh(self, now: datetime) -> Outlook:
        """Ask now, whatever the rhythm says, and show what came of it."""
        return self.take(self._source.read(now), now)

    def _catch_up(self, now: datetime) -> bool:
        """Before asking, look whether a command in a terminal has asked meanwhile; its answer serves as well."""
        before = self._outlook.snapshot
        try:
            self._pacer.catch_up(now)
            kept = self._book.last_readings(before.account) if before is not None else ()
        except BookTrouble:
            return False
        news = [one for one in kept if before is None or before.taken_at is None or one.taken_at > before.taken_at]
        if news:
            self._show(now, snapshot=merge(news, onto=before), problem=None)
        return True

    def take(self, answer: Reading | SourceFailure, now: datetime) -> Outlook:
        """The source has answered; it may have been asked elsewhere, so that nothing here had to wait for it."""
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
        alerts = self._noted(snapshot, now)
        outlook = self._show(now, snapshot=snapshot, problem=None)
        self._announce(alerts, now)
        return outlook

    def _noted(self, snapshot: Snapshot, now: datetime) -> tuple[Alert, ...]:
        try:
            changed, charge = self._docket.note(snapshot, now)
        except BookTrouble as trouble:
            self._notice = _notice(trouble)
            return ()
        refusals = refusal_alerts(changed, self._docket.cases, self._settings, now)
        return (*refusals, *charge_alerts(charge, self._settings, now))

    def _announce(self, alerts: Iterable[Alert], now: datetime) -> None:
        for alert in alerts:
            if self._courier is not None:
                self._courier.announce(alert, now)

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
            refusals=self._docket.cases,
            charges=self._docket.charges,
        )
        if before.at == _EPOCH or _look(before) != _look(self._outlook):
            self._emit(self._outlook)
        return self._outlook


def _interval(settings: Settings) -> timedelta:
    return timedelta(seconds=settings.poll_interval_s)


def _notice(trouble: BookTrouble) -> str:
    return f"book_{trouble.trouble.value}"


def _look(outlook: Outlook) -> Outlook:
    """A picture without the moments it was made at: two that differ in nothing else look alike."""
    failure = outlook.problem
    timeless = replace(failure, at=_EPOCH, requests=0) if failure else None
    return replace(outlook, at=_EPOCH, next_ask_at=None, asks_last_hour=0, problem=timeless)
