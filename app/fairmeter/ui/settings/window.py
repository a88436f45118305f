"""The settings window: a row of tabs, and the page of the one that is chosen. Everything works at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QWidget

from fairmeter.settings import Problem, Settings
from fairmeter.ui.cards import hair
from fairmeter.ui.focus_ring import FocusRing
from fairmeter.ui.icon_painter import MACOS
from fairmeter.ui.palette import colours
from fairmeter.ui.settings.rows import WIDTH
from fairmeter.ui.settings.tab_bar import HEIGHT as TABS_HEIGHT
from fairmeter.ui.settings.tab_bar import TabBar
from fairmeter.ui.settings.tabs import TABS
from fairmeter.view.settings_state import LiveIcon, SettingsState
from fairmeter.view.theme import Theme

HEADER = TABS_HEIGHT + 3
"""The ground of the tabs, the hairline under it included."""


class SettingsWindow(QWidget):
    """Shows the settings and says what the user chooses. Closing it is its end: make another one to show it again.

    Args:
        data_folder: Where Fairmeter keeps its history.
        settings_file: Where the settings are kept.
        square_icons: Whether the menu bar takes square icons only and tints them itself.
        opens: Shows a file or folder to the user; whether that could be done.
    """

    changed = Signal(object)
    """The whole new `Settings`. The window shows them already."""
    closed = Signal()

    def __init__(
        self,
        *,
        data_folder: Path,
        settings_file: Path,
        square_icons: bool = MACOS,
        opens: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__()
        self._opens = opens
        self._state = SettingsState(
            settings=Settings(),
            data_folder=str(data_folder),
            settings_file=str(settings_file),
            square_icons=square_icons,
        )
        self._theme: Theme | None = None
        self._stops: tuple[QWidget, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.CustomizeWindowHint
            | Qt.WindowType.WindowTitleHint
            | Qt.WindowType.WindowSystemMenuHint
            | Qt.WindowType.WindowMinimizeButtonHint
            | Qt.WindowType.WindowCloseButtonHint
        )
        self._make_parts()
        for keys in ("Ctrl+W", "Esc"):  # Qt takes Ctrl for Command on macOS by itself
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)

    @property
    def state(self) -> SettingsState:
        """What it shows."""
        return self._state

    def show_settings(self, settings: Settings, problems: Sequence[Problem], theme: Theme) -> None:
        """Show these settings in place, and what is wrong with their file. Nothing is emitted."""
        self._theme = theme
        self._show(replace(self._state, settings=settings, problems=tuple(problems)))

    def show_live(self, live: LiveIcon | None) -> None:
        """Show the icon as it is now beside the samples; None while there is nothing to show."""
        if live != self._state.live:
            self._show(replace(self._state, live=live))

    def sizeHint(self) -> QSize:
        """As tall as the page that is shown."""
        return self.size()

    def changeEvent(self, event: QEvent) -> None:
        """Another system font moves everything."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._show(self._state)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so."""
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the tabs, a hairline, and the ground of the page."""
        if self._theme is None:
            return
        palette = colours(self._theme)
        painter = QPainter(self)
        thin = hair(painter)
        painter.fillRect(self.rect(), palette.window)
        painter.fillRect(QRectF(0, 0, self.width(), HEADER), palette.side)
        painter.fillRect(QRectF(0, HEADER - thin, self.width(), thin), palette.hair)
        painter.end()

    def _make_parts(self) -> None:
        self.tabs = TabBar([(tab.icon, tab.title) for tab in TABS], self)
        self.tabs.move((WIDTH - self.tabs.width()) // 2, 0)
        self.pages = tuple(tab.page(self) for tab in TABS)
        self.ring = FocusRing(self)
        for page in self.pages:
            page.chosen.connect(self._choose)
            page.open_wished.connect(self._open)
        self.tabs.currentChanged.connect(self._turn_to)
        self._turn_to(self.tabs.currentIndex())

    @Slot(int)
    def _turn_to(self, place: int) -> None:
        self.setWindowTitle(TABS[place].title)
        for page in self.pages:
            page.setVisible(page is self.pages[place])
        self._arrange()

    def _show(self, state: SettingsState) -> None:
        self._state = state
        if self._theme is None:
            return
        palette = colours(self._theme)
        self.tabs.use(palette)
        self.ring.use(palette)
        for page in self.pages:
            page.show_state(state, palette)
        self._order_focus()
        self._arrange()
        self.update()

    def _arrange(self) -> None:
        page = self.pages[self.tabs.currentIndex()]
        tall = page.arrange()
        page.setGeometry(0, HEADER, WIDTH, tall)
        self.setFixedSize(WIDTH, HEADER + tall)
        self.ring.setGeometry(self.rect())
        self.ring.raise_()

    def _order_focus(self) -> None:
        stops = (self.tabs, *(stop for page in self.pages for stop in page.stops()))
        if stops == self._stops:
            return
        self._stops = stops
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        for stop in stops[1:]:
            self.ring.watch(stop)

    @Slot(object)
    def _choose(self, settings: Settings) -> None:
        if settings != self._state.settings:
            self._show(replace(self._state, settings=settings))
            self.changed.emit(settings)

    @Slot(str)
    def _open(self, path: str) -> None:
        done = self._opens(QUrl.fromLocalFile(path))
        self._show(replace(self._state, unopened="" if done else path))
