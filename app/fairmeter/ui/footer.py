"""The foot of the popover: how old the figures are, and three buttons."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import ICON_SIDE, IconButton
from fairmeter.ui.cards import EDGE, WIDTH, Part
from fairmeter.ui.fonts import SMALL
from fairmeter.ui.glyphs import Tool
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.view.popover import PopoverView

HEIGHT = 34
_BUTTONS_LEFT = WIDTH - EDGE - 3 * ICON_SIDE
_TEXT_GAP = 8


class Footer(Part):
    """Age and source at the left; refresh, report and settings at the right."""

    gap = 0
    refresh_wished = Signal()
    report_wished = Signal()
    settings_wished = Signal()

    def __init__(self, parent: QWidget, *, reduced_motion: bool = False) -> None:
        super().__init__(parent)
        self.words = Words(SMALL, self)
        self.refresh = IconButton(Tool.REFRESH, "Refresh", self, reduced_motion=reduced_motion)
        self.report = IconButton(Tool.CHART, "Open report", self)
        self.settings = IconButton(Tool.SLIDERS, "Settings", self)
        self.refresh.clicked.connect(self.ask)
        self.report.clicked.connect(self.report_wished)
        self.settings.clicked.connect(self.settings_wished)

    def ask(self) -> None:
        """Wish for fresh figures, unless the service asks to wait."""
        if self.refresh.isEnabled():
            self.refresh.turn()
            self.refresh_wished.emit()

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Take the words, and whether there is anything to ask now."""
        self.words.say(view.footer, palette.text_2)
        self.refresh.setEnabled(view.can_refresh)
        self.refresh.name("Refresh", view.refresh_tip)
        for button in (self.refresh, self.report, self.settings):
            button.use(palette)

    def wanted_height(self) -> int:
        """Always the same."""
        return HEIGHT

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place words and buttons."""
        super().resizeEvent(event)
        self.words.setGeometry(EDGE, (HEIGHT - SMALL.line) // 2, _BUTTONS_LEFT - EDGE - _TEXT_GAP, SMALL.line)
        for place, button in enumerate((self.refresh, self.report, self.settings)):
            button.move(_BUTTONS_LEFT + place * ICON_SIDE, (HEIGHT - ICON_SIDE) // 2)
