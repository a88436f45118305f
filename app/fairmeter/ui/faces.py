"""What the user sees of Fairmeter all day: the icon and the popover, and their wishes on the way back."""

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QGuiApplication

from fairmeter.outlook import Outlook
from fairmeter.settings import Settings
from fairmeter.ui.icon_painter import icon
from fairmeter.ui.popover import Popover
from fairmeter.ui.tray import Tray
from fairmeter.view.face import face
from fairmeter.view.icon_face import IconFace, IconStyle
from fairmeter.view.placement import Point, Rect, Size, place, reopens
from fairmeter.view.popover import popover
from fairmeter.view.theme import DARK, LIGHT, Theme
from fairmeter.view.tooltip import tooltip
from fairmeter.view.wording import Wording

_ICON_EVERY_MS = 60_000
_POPOVER_EVERY_MS = 5_000


class Faces(QObject):
    """Draws the newest picture; a timer keeps ages and even pace true between two of them.

    Without a tray the popover is an ordinary window, and `tray` is None.
    """

    opened = Signal()
    """The user looks at the popover."""

    def __init__(
        self,
        *,
        tray: Tray | None,
        popover_window: Popover,
        clock: Callable[[], datetime],
        wording: Wording,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._tray = tray
        self._popover = popover_window
        self._clock = clock
        self._wording = wording
        self._settings = settings
        self._outlook: Outlook | None = None
        self._shown: tuple[IconFace, str, Theme] | None = None
        self._closed_at: float | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_ICON_EVERY_MS)
        self._timer.timeout.connect(self.draw)
        self._timer.start()
        popover_window.closed.connect(self._popover_closed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.draw)
        if tray is not None:
            tray.clicked.connect(self.toggle)

    @Slot(object)
    def arrived(self, outlook: Outlook) -> None:
        """A new picture from the worker."""
        self._outlook = outlook
        self.draw()

    @Slot()
    def draw(self) -> None:
        """Draw the newest picture as it stands now."""
        if self._outlook is None:
            return
        now, theme = self._clock(), current_theme()
        if self._tray is not None:
            self._draw_icon(self._tray, self._outlook, now, theme)
        if self._popover.isVisible():
            self._popover.show_view(popover(self._outlook, now, self._wording), theme)

    @Slot()
    def toggle(self) -> None:
        """A click on the icon: open the popover, or close it; the click that closed it does not reopen it."""
        if self._popover.isVisible():
            self._popover.hide()
        elif reopens(self._closed_at, time.monotonic()):
            self.open()

    @Slot()
    def open(self) -> None:
        """Show the popover, at the icon where the desktop tells where that is."""
        if self._outlook is not None:
            self._popover.show_view(popover(self._outlook, self._clock(), self._wording), current_theme())
        if self._tray is not None:
            self._popover.move(self._place(self._tray))
        self._popover.show()
        self._popover.raise_()
        self._popover.activateWindow()
        self._timer.setInterval(_POPOVER_EVERY_MS)
        self.opened.emit()

    def use(self, settings: Settings, wording: Wording) -> None:
        """Other settings from now on."""
        self._settings, self._wording = settings, wording
        self.draw()

    def _draw_icon(self, tray: Tray, outlook: Outlook, now: datetime, theme: Theme) -> None:
        settings = self._settings
        shape = face(
            outlook,
            now,
            style=IconStyle(settings.icon_style),
            coloured=settings.icon_coloured,
            show_left=settings.show_left,
        ).key()
        words = tooltip(outlook, now, self._wording)
        if (shape, words, theme) == self._shown:
            return
        self._shown = shape, words, theme
        tray.show_face(icon(shape, theme), words)

    def _place(self, tray: Tray) -> QPoint:
        anchor = tray.geometry()
        cursor = QCursor.pos()
        at = anchor.center() if not anchor.isEmpty() else cursor
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        size = self._popover.size()
        corner = place(
            Size(size.width(), size.height()),
            None if anchor.isEmpty() else _rect(anchor),
            Point(cursor.x(), cursor.y()),
            _rect(screen.availableGeometry()),
        )
        return QPoint(corner.x, corner.y)

    @Slot(float)
    def _popover_closed(self, at: float) -> None:
        self._closed_at = at
        self._timer.setInterval(_ICON_EVERY_MS)


def current_theme() -> Theme:
    """The theme of the desktop's colour scheme; light where the desktop does not tell."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def _rect(rect: QRect) -> Rect:
    return Rect(rect.x(), rect.y(), rect.width(), rect.height())
