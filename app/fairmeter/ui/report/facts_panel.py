"""A card of names and their values."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import NAME, NOTE
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import INNER, Panel
from fairmeter.ui.report.setting import paragraph_height, write, write_paragraph

_TOP, _TITLE, _BELOW_TITLE, _BOTTOM = 9, 17, 5, 9
_NAMES = 74
_BETWEEN = 3


class FactsPanel(Panel):
    """Draws pairs of words under a title."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._facts: tuple[tuple[str, str], ...] = ()

    def show_facts(self, facts: tuple[tuple[str, str], ...], palette: Palette) -> None:
        """Show other facts."""
        self._facts = facts
        self.use(palette)
        self.tell(self._title, " ".join(f"{name}: {value}." for name, value in facts))

    def height_in(self, room: int) -> int:
        """A title and the facts, wrapped."""
        told = sum(paragraph_height(value, NOTE, self._room(room)) + _BETWEEN for _, value in self._facts)
        return _TOP + _TITLE + _BELOW_TITLE + told - _BETWEEN + _BOTTOM

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the facts."""
        room = self.width() - 2 * INNER
        write(painter, QRectF(INNER, _TOP, room, _TITLE), self._title, NAME, palette.text)
        y = float(_TOP + _TITLE + _BELOW_TITLE)
        for name, value in self._facts:
            write(painter, QRectF(INNER, y, _NAMES, NOTE.line), name, NOTE, palette.text_2)
            column = QRectF(INNER + _NAMES, y, self._room(self.width()), 0)
            y += write_paragraph(painter, column, value, NOTE, palette.text) + _BETWEEN

    def _room(self, wide: int) -> float:
        return wide - 2 * INNER - _NAMES
