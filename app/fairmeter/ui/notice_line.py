"""A fault of Fairmeter's own, in small quiet words above the footer."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.cards import EDGE, WIDTH, Part
from fairmeter.ui.fonts import SMALL
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.view.popover import PopoverView

_ROOM = WIDTH - 2 * EDGE
_MOST_LINES = 2


class NoticeLine(Part):
    """The notice; no height when there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Words(SMALL, self, _MOST_LINES)

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Take the notice."""
        self.words.say(view.notice, palette.text_2)

    def wanted_height(self) -> int:
        """One line or two, or nothing."""
        return self.words.height_in(_ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the words."""
        super().resizeEvent(event)
        self.words.setGeometry(EDGE, 0, _ROOM, self.height())
