"""Everything that happens off the Qt thread: polling, judging, keeping, telling the desktop.

The Qt thread hands wishes in and gets frozen values back through the bridge's bound emits; it waits for nothing here.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fairmeter.assembly import Parts
from fairmeter.outlook import Outlook
from fairmeter.polling.heartbeat import Heartbeat
from fairmeter.settings import Problem, Settings
from fairmeter.ui.bridge import Bridge

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
        acted: Callable[[str], None] = bridge.acted.emit
        self._courier = own.courier(lambda _key, action: acted(action))
        announcer = own.announcer(self._courier)
        self._monitor = own.monitor(self._emit, courier=announcer, simulated=start.simulated)
        self._heartbeat = Heartbeat(
            beat=lambda: self._do(self._monitor.beat),
            prune=lambda: self._do(own.book.prune),
            woke=lambda _at: self._do(self._monitor.wake),
            on_bug=_report,
            clock=utc_now,
            period=start.beat,
        )

    def start(self) -> None:
        """Begin to work. What the book remembers comes first, so that the first beat knows the gate and the budget."""
        self._heartbeat.run_soon(lambda: self._do(self._monitor.restore))
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

    def use(self, settings: Settings) -> None:
        """Other settings: they count at once, and are written down. A file broken by hand is not overwritten."""
        self._heartbeat.run_soon(lambda: self._monitor.use(settings))
        self._heartbeat.run_soon(lambda: self._save(settings))

    def stop(self) -> None:
        """Let the worker finish, then close what it used."""
        self._heartbeat.run_soon(self._own.close)
        self._heartbeat.stop(_STOP_WAIT_S)
        self._courier.close()

    def _save(self, settings: Settings) -> None:
        self._saved(self._own.settings_file.save(settings))

    def _do(self, work: Callable[[datetime], object]) -> None:
        work(self._clock())


def _report(bug: BaseException) -> None:
    _log.error("something broke", exc_info=bug)
