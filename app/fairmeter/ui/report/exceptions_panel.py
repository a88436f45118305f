"""The exceptions that the rules provide for, and what of it all is documented."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import NAME, SMALL
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import Panel, hairline
from fairmeter.ui.report.setting import STRONG_NOTE, paragraph_height, write, write_paragraph, write_right
from fairmeter.view.report_exceptions import DOCUMENTED, TITLE, ExceptionView

SIDE = 14
_TOP, _TITLE, _BELOW_TITLE = 11, 17, 7
_ABOVE, _NAME, _BELOW = 8, 16, 10
_ABOVE_LAST, _BOTTOM = 14, 12
_GAP = 8.0


class ExceptionsPanel(Panel):
    """Each with its name, what was seen of it, and its rule."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._views: tuple[ExceptionView, ...] = ()

    def show_exceptions(self, views: tuple[ExceptionView, ...], palette: Palette) -> None:
        """Show other exceptions."""
        self._views = views
        self.use(palette)
        told = " ".join(f"{one.name}, {one.state}: {one.rule}" for one in views)
        self.tell(TITLE, f"{told} {DOCUMENTED}")

    def height_in(self, room: int) -> int:
        """All of them and the last sentence."""
        told = sum(self._height(one, room) for one in self._views)
        last = paragraph_height(DOCUMENTED, SMALL, room - 2 * SIDE)
        return _TOP + _TITLE + _BELOW_TITLE + told + _ABOVE_LAST + last + _BOTTOM

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write them from the top, and the last sentence at the foot."""
        room = self.width() - 2 * SIDE
        write(painter, QRectF(SIDE, _TOP, room, _TITLE), TITLE, NAME, palette.text)
        y = float(_TOP + _TITLE + _BELOW_TITLE)
        for one in self._views:
            hairline(painter, SIDE, self.width() - SIDE, y, palette)
            line = QRectF(SIDE, y + _ABOVE, room, _NAME)
            used = write(painter, line, one.name, STRONG_NOTE, palette.text)
            write_right(painter, line.adjusted(used + _GAP, 0, 0, 0), one.state, SMALL, palette.text_2)
            write_paragraph(painter, QRectF(SIDE, y + _ABOVE + _NAME, room, 0), one.rule, SMALL, palette.text_2)
            y += self._height(one, self.width())
        last = paragraph_height(DOCUMENTED, SMALL, room)
        foot = QRectF(SIDE, self.height() - _BOTTOM - last, room, last)
        write_paragraph(painter, foot, DOCUMENTED, SMALL, palette.text_2)

    def _height(self, one: ExceptionView, room: int) -> int:
        return _ABOVE + _NAME + paragraph_height(one.rule, SMALL, room - 2 * SIDE) + _BELOW
