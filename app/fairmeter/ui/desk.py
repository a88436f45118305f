"""The parts of a running app on the Qt thread: the icon, the popover, the windows, and where each wish goes."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QLocale, QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from fairmeter.alerts.rules import newest_of_episode
from fairmeter.assembly import SETTINGS_FILE, Parts, origin_of
from fairmeter.host.terminal import LOGIN, open_login
from fairmeter.outlook import Outlook
from fairmeter.report import charge_sheet, find_charge, find_refusal, markdown, refusal_sheet
from fairmeter.settings import Problem, Settings
from fairmeter.ui.bridge import Bridge
from fairmeter.ui.faces import Faces, current_theme
from fairmeter.ui.popover import Popover
from fairmeter.ui.tray import MenuLine, Tray, has_tray
from fairmeter.ui.windows import Scene, Windows
from fairmeter.ui.workroom import BEAT, Start, Workroom
from fairmeter.view.alert_words import COPY_REPORT, target
from fairmeter.view.clock import Clock
from fairmeter.view.hint import NO_TRAY
from fairmeter.view.wording import Wording

_TRAY_GRACE_MS = 1_500
"""A tray that starts at login together with us may need a moment to appear."""
_PAUSE, _RESUME = "Pause notifications", "Resume notifications"
_FRESH = timedelta(minutes=1)
_NO_TRAY_ANSWERS = ("How to add a tray", "Quit")
_ABOUT_TRAYS = "https://extensions.gnome.org/extension/615/appindicator-support/"
"""GNOME is the desktop without a tray; this is its usual remedy."""


class Desk(QObject):
    """Owns every window. Closing them ends nothing; `quit` does."""

    def __init__(self, start: Start, own: Parts) -> None:
        super().__init__()
        self._clock = start.clock
        self._own = own
        self._settings = own.settings
        self._outlook: Outlook | None = None
        self._tray: Tray | None = None
        self._faces: Faces | None = None
        self._problems: tuple[Problem, ...] = own.settings_problems
        self._windows = Windows(
            self._scene, data_folder=own.folders.data, settings_file=own.folders.config / SETTINGS_FILE
        )
        self._bridge = Bridge()
        self._bridge.saved.connect(self._saved)
        self._bridge.arrived.connect(self._arrived)
        self._bridge.acted.connect(self._acted)
        self._bridge.worked.connect(self._windows.show_work)
        self._work = Workroom(start, own, self._bridge)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._work.beat)
        self._windows.refresh_wished.connect(self._work.refresh)
        self._windows.settings_changed.connect(self._change)
        self._windows.looked_at.connect(self._work.look_at)
        self._windows.work_wished.connect(self._work.tell_work)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._windows.draw)

    def start(self) -> None:
        """Begin to work and show the icon; where there is no tray yet, give it a moment."""
        self._work.start()
        if has_tray():
            self._show()
        else:
            QTimer.singleShot(_TRAY_GRACE_MS, self._show)

    @Slot()
    def open_report(self) -> None:
        """Show the report window: what a second start asks for, too."""
        self._windows.open_report()

    @Slot(object)
    def _saved(self, problem: Problem | None) -> None:
        """The worker has written the settings, or could not."""
        self._problems = () if problem is None else (problem,)
        self._windows.draw()

    @Slot()
    def quit(self) -> None:
        """End the app; the icon goes first, or some panels keep a ghost of it."""
        if self._tray is not None:
            self._tray.hide()
        QApplication.quit()

    def stop(self) -> None:
        """Take everything apart, the worker last."""
        self._work.stop()

    @Slot()
    def _show(self) -> None:
        self._tray = Tray(self._menu()) if has_tray() else None
        popover = Popover() if self._tray is not None else Popover(as_window=NO_TRAY, answers=_NO_TRAY_ANSWERS)
        self._faces = Faces(
            tray=self._tray,
            popover_window=popover,
            clock=self._clock,
            wording=self._wording(),
            settings=self._settings,
        )
        self._faces.opened.connect(self._looked)
        self._connect(popover)
        self._work.show_again()
        if self._tray is None:
            self._faces.open()

    def _connect(self, popover: Popover) -> None:
        popover.refresh_wished.connect(self._work.refresh)
        popover.report_wished.connect(self._windows.open_report)
        popover.row_opened.connect(lambda _row: self._windows.open_report())
        popover.settings_wished.connect(self._windows.open_settings)
        popover.login_wished.connect(self._open_login)
        popover.wording_toggled.connect(self._toggle_relative)
        popover.used_left_toggled.connect(self._toggle_left)
        popover.hint_answered.connect(self._answer_hint)
        popover.order_wished.connect(self._windows.open_billing)
        popover.evidence_wished.connect(self._windows.open_case)
        popover.copy_wished.connect(self._copy)
        popover.dismissed.connect(self._work.look_at)

    def _menu(self) -> tuple[MenuLine, ...]:
        return (
            MenuLine("Refresh", self._work.refresh),
            MenuLine("Open report", self._windows.open_report),
            MenuLine("Copy report of the last refusal", self._copy_last),
            MenuLine(_PAUSE if self._settings.notifications else _RESUME, self._toggle_notices),
            MenuLine("Settings", self._windows.open_settings),
            MenuLine(""),
            MenuLine("Quit", self.quit),
        )

    @Slot()
    def _looked(self) -> None:
        """Whoever opens the popover wants to know how it stands now, not how it stood some minutes ago."""
        taken_at = self._outlook.snapshot.taken_at if self._outlook and self._outlook.snapshot else None
        if taken_at is None or self._clock() - taken_at > _FRESH:
            self._work.refresh()

    @Slot(object)
    def _arrived(self, outlook: Outlook) -> None:
        self._outlook = outlook
        if outlook.next_ask_at is not None:
            wait = outlook.next_ask_at - self._clock()
            if timedelta(0) < wait < BEAT:  # a wish that waits for its turn need not wait for the next beat too
                self._due.start(int(wait / timedelta(milliseconds=1)) + 1)
        if self._faces is not None:
            self._faces.arrived(outlook)
        self._windows.draw()

    @Slot(str)
    def _acted(self, action: str) -> None:
        """A button of a notice was pressed."""
        does, identity = target(action)
        newest = newest_of_episode(identity, self._outlook.refusals) if self._outlook is not None else identity
        if does == COPY_REPORT:
            self._copy(newest)
        else:
            self._windows.open_case(newest)

    @Slot(str)
    def _copy(self, identity: str) -> None:
        """Put the evidence of one refusal or charge on the clipboard, ready for a support ticket."""
        if self._outlook is not None:
            text = evidence(self._outlook, identity, self._wording().clock)
            QGuiApplication.clipboard().setText(text)

    @Slot()
    def _copy_last(self) -> None:
        """The newest contradiction is what somebody wants to send; without one, the newest refusal."""
        cases = self._outlook.refusals if self._outlook is not None else ()
        chosen = next((case for case in cases if case.is_contradiction), next(iter(cases), None))
        if chosen is not None:
            self._copy(chosen.identity)

    @Slot()
    def _toggle_notices(self) -> None:
        self._change(replace(self._settings, notifications=not self._settings.notifications))

    @Slot()
    def _toggle_relative(self) -> None:
        self._change(replace(self._settings, relative_first=not self._settings.relative_first))

    @Slot()
    def _toggle_left(self) -> None:
        self._change(replace(self._settings, show_left=not self._settings.show_left))

    @Slot(object)
    def _change(self, settings: Settings) -> None:
        """Use other settings at once; the worker writes them down."""
        self._settings = settings
        if self._tray is not None:
            self._tray.rename(*((_RESUME, _PAUSE) if settings.notifications else (_PAUSE, _RESUME)))
        if self._faces is not None:
            self._faces.use(settings, self._wording())
        self._windows.draw()
        self._work.use(settings)

    @Slot()
    def _open_login(self) -> None:
        if not open_login():
            QGuiApplication.clipboard().setText(" ".join(LOGIN))

    @Slot(int)
    def _answer_hint(self, which: int) -> None:
        if which == _NO_TRAY_ANSWERS.index("Quit"):
            self.quit()
        else:
            QDesktopServices.openUrl(QUrl(_ABOUT_TRAYS))

    def _scene(self) -> Scene:
        return Scene(
            outlook=self._outlook,
            now=self._clock(),
            wording=self._wording(),
            theme=current_theme(),
            settings=self._settings,
            problems=self._problems,
        )

    def _wording(self) -> Wording:
        return self._own.wording(self._settings, twelve_hours=twelve_hours())


def evidence(outlook: Outlook, identity: str, clock: Clock) -> str:
    """The evidence of one refusal or charge as Markdown; empty when there is no such case."""
    case = find_refusal(outlook.refusals, identity)
    if case is not None:
        return markdown(refusal_sheet(case, origin_of(outlook), clock))
    charge = find_charge(outlook.charges, identity)
    return markdown(charge_sheet(charge, origin_of(outlook), clock)) if charge is not None else ""


def twelve_hours() -> bool:
    """Whether this desktop's clock has 12 hours."""
    return "AP" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).upper()
