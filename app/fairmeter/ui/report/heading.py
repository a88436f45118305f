"""The head of a page or of an evidence: a mark, a sentence, and a quieter line under it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import NOTE, Type
from fairmeter.ui.glyphs import draw
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.setting import EVIDENCE_HEADING, HEADING, SIDE
from fairmeter.view.glyph import GLYPH_TONES, Glyph

_MOST_LINES = 2


class HeadingLine(QWidget):
    """Says what is so; at most two lines each, as wide as it is made."""

    def __init__(self, parent: QWidget, *, is_page: bool) -> None:
        super().__init__(parent)
        self._glyph_side = 20 if is_page else 18
        self._text_left = 30 if is_page else 27
        self._between = 1 if is_page else 0
        self._role: Type = HEADING if is_page else EVIDENCE_HEADING
        self.first = Words(self._role, self, _MOST_LINES)
        self.second = Words(SIDE if is_page else NOTE, self, _MOST_LINES)
        self._glyph: Glyph | None = None
        self._colours: Palette | None = None

    def say(self, glyph: Glyph, first: str, second: str, palette: Palette) -> None:
        """Show other words."""
        self.first.say(first, palette.text)
        self.second.say(second, palette.text_2)
        self._glyph, self._colours = glyph, palette
        self._arrange()
        self.update()

    def height_in(self, room: int) -> int:
        """How tall it is in a column of a width."""
        text = room - self._text_left
        second = self.second.height_in(text)
        return self.first.height_in(text) + (self._between + second if second else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the words."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark beside the first line."""
        if self._glyph is None or self._colours is None:
            return
        painter = QPainter(self)
        side = self._glyph_side
        box = QRectF(0, (self._role.line - side) / 2, side, side)
        draw(painter, self._glyph, box, self._colours.mark(GLYPH_TONES[self._glyph]), self._colours.window)
        painter.end()

    def _arrange(self) -> None:
        text = max(1, self.width() - self._text_left)
        first = self.first.height_in(text)
        self.first.setGeometry(self._text_left, 0, text, first)
        self.second.setGeometry(self._text_left, first + self._between, text, self.second.height_in(text))
