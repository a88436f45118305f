"""What a settings page is built of: a heading, a card, and rows with a name at the left and a control at the right."""

from itertools import accumulate

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.cards import ground, hair
from fairmeter.ui.fonts import NAME, NOTE, SMALL, font
from fairmeter.ui.lettering import Words, elided
from fairmeter.ui.palette import Palette

WIDTH = 640
SIDE = 20
CARD_WIDTH = WIDTH - 2 * SIDE
INNER = 14
CONTENT_WIDTH = CARD_WIDTH - 2 * INNER
_RADIUS = 10
_LEAST = 36
_ABOVE_WORDS = 5
_BESIDE_CONTROL = 16
_UNDER_HEADING = 6
HEADING_INDENT = 2
_MOST_LINES = 2


class PathWords(Words):
    """A path in one line: its beginning and its end say more than its middle."""

    def lines(self, room: float) -> list[str]:
        """The path, cut in the middle if need be."""
        return [elided(self.text(), font(self.role), room, Qt.TextElideMode.ElideMiddle)] if self.text() else []


class Row(QWidget):
    """A name, a quieter second line under it, and a control in the middle of the right end."""

    def __init__(self, parent: QWidget, control: QWidget, second: Words | None = None) -> None:
        super().__init__(parent)
        self.name = Words(NOTE, self)
        self.second = second or Words(SMALL, self, most_lines=_MOST_LINES)
        self.second.setParent(self)
        self.control = control
        control.setParent(self)

    def say(self, name: str, second: str, palette: Palette) -> None:
        """Show other words."""
        self.name.say(name, palette.text)
        self.second.say(second, palette.text_2)
        self._place()

    def wanted_height(self) -> int:
        """As tall as the words need."""
        second = self.second.height_in(self._room())
        return max(_LEAST, 2 * _ABOVE_WORDS + NOTE.line + second) if second else _LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place words and control."""
        super().resizeEvent(event)
        self._place()

    def _room(self) -> int:
        return CONTENT_WIDTH - self.control.sizeHint().width() - _BESIDE_CONTROL

    def _place(self) -> None:
        size, room = self.control.sizeHint(), self._room()
        self.control.setGeometry(
            INNER + CONTENT_WIDTH - size.width(), (self.height() - size.height()) // 2, size.width(), size.height()
        )
        second = self.second.height_in(room)
        top = (self.height() - NOTE.line - second) // 2
        self.name.setGeometry(INNER, top, room, NOTE.line)
        self.second.setGeometry(INNER, top + NOTE.line, room, second)


class Block(QWidget):
    """One part of a page. A block whose `wanted_height` is 0 is not shown."""

    def wanted_height(self) -> int:
        """How tall the block is with what it shows now."""
        raise NotImplementedError


class Sheet(QWidget):
    """The ground of a card, with hairlines where it says so."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours: Palette | None = None
        self._lines: tuple[int, ...] = ()

    def use(self, palette: Palette, lines: tuple[int, ...] = ()) -> None:
        """Take the colours of a theme, and where the hairlines are."""
        if palette is not self._colours or lines != self._lines:
            self._colours, self._lines = palette, lines
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the hairlines."""
        if self._colours is None:
            return
        painter = QPainter(self)
        ground(painter, QRectF(self.rect()), _RADIUS, self._colours.card, self._colours.hair)
        for top in self._lines:
            painter.fillRect(QRectF(0, top, self.width(), hair(painter)), self._colours.hair)
        painter.end()


class Group(Block):
    """Rows on a card, with or without a heading above it."""

    def __init__(self, parent: QWidget, heading: str = "") -> None:
        super().__init__(parent)
        self.heading = Words(NAME, self)
        self.heading.setText(heading)
        self.sheet = Sheet(self)
        self._rows: tuple[Row, ...] = ()

    def hold(self, *rows: Row) -> None:
        """Take the rows, top to bottom."""
        self._rows = rows
        for row in rows:
            row.setParent(self.sheet)

    def use(self, palette: Palette) -> None:
        """Take the colours of a theme; the rows have been told theirs."""
        self.heading.say(self.heading.text(), palette.text)
        self.sheet.use(palette, tuple(accumulate(row.wanted_height() for row in self._rows))[:-1])
        self._place()

    def wanted_height(self) -> int:
        """Heading and rows."""
        return heading_height(self.heading) + sum(row.wanted_height() for row in self._rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place heading and rows."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        top = heading_height(self.heading)
        self.heading.setGeometry(HEADING_INDENT, 0, self.width() - HEADING_INDENT, NAME.line)
        self.sheet.setGeometry(0, top, self.width(), self.height() - top)
        top = 0
        for row in self._rows:
            row.setGeometry(0, top, self.width(), row.wanted_height())
            top += row.height()


def heading_height(heading: Words) -> int:
    """The room that a heading takes with what stands free under it; none when it says nothing."""
    return NAME.line + _UNDER_HEADING if heading.text() else 0
