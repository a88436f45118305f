"""Everything that happens off the Qt thread: polling, judging, keeping, telling the desktop.

The Qt thread hands wishes in and gets frozen values back through the bridge's bound emits; it waits for nothing here.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from fairmeter.assembly import Parts
from fairmeter.history import BookTrouble, FileMark
from fairmeter.limits import Reading, SourceFailure
from fairmeter.outlook import Outlook
from fairmeter.polling.heartbeat import Heartbeat
from fairmeter.settings import Problem, Settings
from fairmeter.sources.transcripts import Scanned
from fairmeter.sources.transcripts.watcher import TranscriptWatcher
from fairmeter.ui.bridge import Bridge
from fairmeter.view.who_paid import DAYS, Work
from fairmeter.view.work import work_of

BEAT = timedelta(seconds=15)
_STOP_WAIT_S = 3.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How to start: where to read, by which clock, and how often to look whether something is due."""

    environment: Mapping[str, str]
    clock: Callable[[], datetime]
    beat: timedelta = BEAT
    simulated: bool = False


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Workroom:
    """The worker and what belongs to it."""

    def __init__(self, start: Start, own: Parts, bridge: Bridge) -> None:
        self._clock = start.clock
        self._own = own
        self._emit: Callable[[Outlook], None] = bridge.arrived.emit
        self._saved: Callable[[Problem | None], None] = bridge.saved.emit
        self._worked: Callable[[Work], None] = bridge.worked.emit
        acted: Callable[[str], None] = bridge.acted.emit
        self._courier = own.courier(lambda _key, action: acted(action))
        announcer = own.announcer(self._courier)
        self._monitor = own.monitor(self._emit, courier=announcer, simulated=start.simulated)
        self._watcher: TranscriptWatcher | None = None
        self._pending = Scanned()
        self._is_asking = False
        self._heartbeat = Heartbeat(
            beat=self._beat,
            prune=lambda: self._do(own.book.prune),
            woke=lambda _at: self._do(self._monitor.wake),
            on_bug=_report,
            clock=utc_now,
            period=start.beat,
        )

    def start(self) -> None:
        """Begin to work. What the book remembers comes first, so that the first beat knows the gate and the budget."""
        self._heartbeat.run_soon(self._begin)
        self._heartbeat.start()

    def show_again(self) -> None:
        """Hand out the newest picture once more, for a face that has just appeared."""
        self._heartbeat.run_soon(lambda: self._emit(self._monitor.outlook))

    def beat(self) -> None:
        """Look now whether something is due."""
        self._heartbeat.beat_now()

    def refresh(self) -> None:
        """The user wants fresh figures."""
        self._heartbeat.run_soon(lambda: self._do(self._monitor.wish))
        self._heartbeat.beat_now()

    def look_at(self, identity: str) -> None:
        """The user has looked at a refusal or a charge."""
        self._heartbeat.run_soon(lambda: self._do(lambda now: self._monitor.look_at(identity, now)))

    def tell_work(self) -> None:
        """The report was opened: read when was worked in the last week, off the Qt thread."""
        self._heartbeat.run_soon(lambda: self._do(self._read_work))

    def use(self, settings: Settings) -> None:
        """Other settings: they count at once, and are written down. A file broken by hand is not overwritten."""
        self._heartbeat.run_soon(lambda: self._monitor.use(settings))
        self._heartbeat.run_soon(lambda: self._save(settings))

    def stop(self) -> None:
        """Let the worker finish, then close what it used.

        Refusals that are still on their way are lost to this run only: their marks are not kept, so the next start
        finds them again.
        """
        if self._watcher is not None:
            self._watcher.stop(_STOP_WAIT_S)
        self._heartbeat.run_soon(self._own.book.close)
        self._heartbeat.stop(_STOP_WAIT_S)
        self._courier.close()

    def _begin(self) -> None:
        self._do(self._monitor.restore)
        try:
            marks = self._own.book.offsets()
        except BookTrouble:
            marks = {}  # everything is read again: the book, once it can be written, knows each refusal by its identity
        self._watcher = self._own.watcher(marks, self._scanned)
        self._watcher.start()

    def _beat(self) -> None:
        """Take in what could not be kept before; ask the service, if it is time, on a thread of its own.

        The service may take 20 seconds to answer. A refusal must not wait for it.
        """
        if self._pending:
            self._take_in(Scanned())
        now = self._clock()
        if not self._is_asking and self._monitor.is_due(now):
            self._is_asking = True
            threading.Thread(target=self._ask, args=(now,), name="fairmeter-asking", daemon=True).start()

    def _ask(self, now: datetime) -> None:
        answer: Reading | SourceFailure | None = None
        try:
            answer = self._own.source.read(now)
        finally:
            self._heartbeat.run_soon(lambda: self._answered(answer))

    def _answered(self, answer: Reading | SourceFailure | None) -> None:
        """None when a bug of ours kept the answer away; the next beat asks again all the same."""
        self._is_asking = False
        if answer is not None:
            self._monitor.take(answer, self._clock())

    def _scanned(self, scanned: Scanned) -> None:
        """On the watcher's thread: pass it on."""
        self._heartbeat.run_soon(lambda: self._take_in(scanned))

    def _take_in(self, scanned: Scanned) -> None:
        """Keep refusals and marks together; what cannot be kept now is kept with what comes next."""
        self._pending = self._pending + scanned
        marks = {path: FileMark(**asdict(mark)) for path, mark in self._pending.marks.items()}
        try:
            self._monitor.refused(self._pending.refusals, marks, self._clock())
            if self._pending.gone:
                self._own.book.forget_offsets(self._pending.gone)
        except BookTrouble as trouble:
            _log.warning("refusals could not be kept: %s", trouble.trouble)
            return
        has_refusals, self._pending = bool(self._pending.refusals), Scanned()
        if has_refusals:
            self._heartbeat.beat_now()

    def _read_work(self, now: datetime) -> None:
        snapshot = self._monitor.outlook.snapshot
        if snapshot is None:
            return
        try:
            work = work_of(self._own.book.readings(snapshot.account, now - timedelta(days=DAYS), now))
        except BookTrouble:
            return  # the picture's own notice says so
        self._worked(work)

    def _save(self, settings: Settings) -> None:
        self._saved(self._own.settings_file.save(settings))

    def _do(self, work: Callable[[datetime], object]) -> None:
        work(self._clock())


def _report(bug: BaseException) -> None:
    _log.error("something broke", exc_info=bug)
