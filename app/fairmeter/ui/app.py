"""Composition root of the tray app: makes the parts, ties them together, and takes them apart again.

The worker's libraries are imported before Qt on purpose: Qt's core replaces the import function with one that looks
into every later module, which costs time and memory.
"""

import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from fairmeter.assembly import Parts, parts
from fairmeter.host.terminal import LOGIN, open_login
from fairmeter.polling.heartbeat import Heartbeat
from fairmeter.settings import Settings
from fairmeter.view.hint import NO_TRAY
from fairmeter.view.wording import Wording

# isort: split
from PySide6.QtCore import QLocale, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from fairmeter.ui.bridge import Bridge
from fairmeter.ui.faces import Faces
from fairmeter.ui.popover import Popover
from fairmeter.ui.single_instance import SingleInstance
from fairmeter.ui.stop import StopOnSignal
from fairmeter.ui.tray import MenuLine, Tray, has_tray

BEAT = timedelta(seconds=15)
_STOP_WAIT_S = 3.0
_TRAY_GRACE_MS = 1_500
"""A tray that starts at login together with us may need a moment to appear."""
_NO_TRAY_ANSWERS = ("How to add a tray", "Quit")
_ABOUT_TRAYS = "https://extensions.gnome.org/extension/615/appindicator-support/"
"""GNOME is the desktop without a tray; this is its usual remedy."""


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


def run(start: Start) -> int:
    """Run until the user quits; the status for the shell."""
    own = parts(start.environment)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Fairmeter")
    app.setDesktopFileName("fairmeter")
    app.setQuitOnLastWindowClosed(False)
    instance = SingleInstance(own.folders.data)
    if not instance.claim():
        return 0
    desk = Desk(start, own, app)
    instance.called.connect(desk.open)
    stop = StopOnSignal(desk.quit)
    desk.start()
    try:
        return app.exec()
    finally:
        desk.stop()
        stop.close()
        instance.close()


class Desk:
    """The parts of a running app, tied together."""

    def __init__(self, start: Start, own: Parts, app: QApplication) -> None:
        self._start = start
        self._own = own
        self._app = app
        self._bridge = Bridge()
        self._monitor = own.monitor(self._bridge.arrived.emit, simulated=start.simulated)
        self._heartbeat = Heartbeat(
            beat=self._beat,
            prune=lambda: own.book.prune(start.clock()),
            woke=lambda _at: self._monitor.wake(start.clock()),
            on_bug=_report,
            clock=utc_now,
            period=start.beat,
        )
        self._tray: Tray | None = None
        self._faces: Faces | None = None
        self._popover: Popover | None = None
        self._settings = own.settings

    def start(self) -> None:
        """Show the icon, then begin to work: what is shown first is what the book remembers."""
        self._heartbeat.run_soon(
            self._restore
        )  # before the first beat: the book knows the gate and the hour's requests
        self._heartbeat.start()
        if has_tray():
            self._show()
        else:
            QTimer.singleShot(_TRAY_GRACE_MS, self._show)

    def open(self) -> None:
        """Show what a second start asks for."""
        self._open_report()

    def quit(self) -> None:
        """End the app."""
        if self._tray is not None:
            self._tray.hide()
        self._app.quit()

    def stop(self) -> None:
        """Let the worker finish, then close what it used."""
        self._heartbeat.run_soon(self._own.close)
        self._heartbeat.stop(_STOP_WAIT_S)

    def _show(self) -> None:
        tray = Tray(self._menu()) if has_tray() else None
        popover = Popover() if tray is not None else Popover(as_window=NO_TRAY, answers=_NO_TRAY_ANSWERS)
        faces = Faces(
            tray=tray,
            popover_window=popover,
            clock=self._start.clock,
            wording=self._wording(),
            settings=self._settings,
        )
        popover.refresh_wished.connect(self._refresh)
        popover.report_wished.connect(self._open_report)
        popover.row_opened.connect(lambda _row: self._open_report())
        popover.settings_wished.connect(self._open_settings)
        popover.login_wished.connect(self._open_login)
        popover.wording_toggled.connect(self._toggle_relative)
        popover.used_left_toggled.connect(self._toggle_left)
        popover.hint_answered.connect(self._answer_hint)
        self._bridge.arrived.connect(faces.arrived)
        self._tray, self._faces, self._popover = tray, faces, popover
        self._heartbeat.run_soon(lambda: self._bridge.arrived.emit(self._monitor.outlook))
        if tray is None:
            faces.open()

    def _menu(self) -> tuple[MenuLine, ...]:
        return (
            MenuLine("Refresh", self._refresh),
            MenuLine("Open report", self._open_report),
            MenuLine("Settings", self._open_settings),
            MenuLine(""),
            MenuLine("Quit", self.quit),
        )

    def _restore(self) -> None:
        self._monitor.restore(self._start.clock())

    def _beat(self) -> None:
        self._monitor.beat(self._start.clock())

    def _refresh(self) -> None:
        self._heartbeat.run_soon(lambda: self._monitor.wish(self._start.clock()))
        self._heartbeat.beat_now()

    def _wording(self) -> Wording:
        return self._own.wording(self._settings, twelve_hours=twelve_hours())

    def _toggle_relative(self) -> None:
        self._change(replace(self._settings, relative_first=not self._settings.relative_first))

    def _toggle_left(self) -> None:
        self._change(replace(self._settings, show_left=not self._settings.show_left))

    def _change(self, settings: Settings) -> None:
        """Use other settings at once; the worker writes them down."""
        self._settings = settings
        if self._faces is not None:
            self._faces.use(settings, self._wording())
        self._heartbeat.run_soon(lambda: self._monitor.use(settings))
        self._heartbeat.run_soon(lambda: self._save(settings))

    def _save(self, settings: Settings) -> None:
        """On the worker. A file that is broken by hand is not overwritten; the choice holds until the app ends."""
        self._own.settings_file.save(settings)

    def _open_report(self) -> None:
        if self._faces is not None:
            self._faces.open()

    def _open_settings(self) -> None:
        if self._faces is not None:
            self._faces.open()

    def _open_login(self) -> None:
        if not open_login():
            QGuiApplication.clipboard().setText(" ".join(LOGIN))

    def _answer_hint(self, which: int) -> None:
        if which == _NO_TRAY_ANSWERS.index("Quit"):
            self.quit()
        else:
            QDesktopServices.openUrl(QUrl(_ABOUT_TRAYS))


def twelve_hours() -> bool:
    """Whether this desktop's clock has 12 hours."""
    return "AP" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).upper()


def _report(bug: BaseException) -> None:
    traceback.print_exception(bug)
