"""The two windows that are opened now and then: the report and the settings. Made on first use, gone when closed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from fairmeter import __version__
from fairmeter.host.machine import system
from fairmeter.outlook import Outlook
from fairmeter.settings import Problem, Settings
from fairmeter.view.settings_appearance import live_icon
from fairmeter.view.theme import Theme
from fairmeter.view.who_paid import Work
from fairmeter.view.wording import Wording

if TYPE_CHECKING:
    from fairmeter.ui.report.window import ReportWindow
    from fairmeter.ui.settings.window import SettingsWindow

_REPORT_EVERY_MS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that the windows show, at one instant. `outlook` is None before the first picture."""

    outlook: Outlook | None
    now: datetime
    wording: Wording
    theme: Theme
    settings: Settings
    problems: tuple[Problem, ...]


class Windows(QObject):
    """Opens the windows and keeps them true.

    The code of a window is imported with its first use: it is for what most days nobody opens, and the tray app lives
    for weeks.
    """

    refresh_wished = Signal()
    settings_changed = Signal(object)
    looked_at = Signal(str)
    work_wished = Signal()
    """The report was opened; it would like to know when was worked in the last week."""

    def __init__(self, scene: Callable[[], Scene], *, data_folder: Path, settings_file: Path) -> None:
        super().__init__()
        self._scene = scene
        self._data_folder = data_folder
        self._settings_file = settings_file
        self._report: ReportWindow | None = None
        self._settings: SettingsWindow | None = None
        self._work = Work()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_REPORT_EVERY_MS)
        self._timer.timeout.connect(self.draw)

    @Slot()
    def open_report(self) -> None:
        """Show the report window as it was left, or at its first page."""
        _raise(self._report_window())

    @Slot()
    def open_billing(self) -> None:
        """Show the page on who pays, and who paid."""
        from fairmeter.ui.report.window import BILLING  # noqa: PLC0415

        window = self._report_window()
        window.open_page(BILLING)
        _raise(window)

    @Slot(str)
    def open_case(self, identity: str) -> None:
        """Show the evidence of a refusal or a charge."""
        outlook = self._scene().outlook
        window = self._report_window()
        if outlook is not None and any(charge.identity == identity for charge in outlook.charges):
            window.open_charge(identity)
        else:
            window.open_refusal(identity)
        _raise(window)

    @Slot()
    def open_settings(self) -> None:
        """Show the settings window."""
        from fairmeter.ui.settings.window import SettingsWindow  # noqa: PLC0415

        if self._settings is None:
            window = SettingsWindow(data_folder=self._data_folder, settings_file=self._settings_file)
            window.changed.connect(self.settings_changed)
            window.closed.connect(self._settings_closed)
            self._settings = window
        self.draw()
        _raise(self._settings)

    @Slot()
    def draw(self) -> None:
        """Show how everything stands now in whatever is open."""
        if self._report is None and self._settings is None:
            return
        scene = self._scene()
        if self._report is not None and scene.outlook is not None:
            self._report.show_picture(scene.outlook, scene.now, scene.wording, scene.theme)
        if self._settings is not None:
            self._settings.show_settings(scene.settings, scene.problems, scene.theme)
            if scene.outlook is not None:
                self._settings.show_live(live_icon(scene.outlook, scene.now))

    @Slot(object)
    def show_work(self, work: Work) -> None:
        """When was worked in the last week."""
        self._work = work
        if self._report is not None:
            self._report.show_work(work)

    def _report_window(self) -> "ReportWindow":
        from fairmeter.ui.report.window import ReportWindow  # noqa: PLC0415

        if self._report is None:
            window = ReportWindow(fairmeter=__version__, platform=system())
            window.refresh_wished.connect(self.refresh_wished)
            window.settings_wished.connect(self.open_settings)
            window.looked_at.connect(self.looked_at)
            window.destroyed.connect(self._report_closed)
            self._report = window
            window.show_work(self._work)
            self.draw()
            self._timer.start()
        self.work_wished.emit()
        return self._report

    @Slot()
    def _report_closed(self) -> None:
        self._timer.stop()
        self._report = None

    @Slot()
    def _settings_closed(self) -> None:
        self._settings = None


def _raise(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
