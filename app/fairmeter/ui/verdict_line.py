"""What is so, and then why or until when: the first lines of the popover."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.cards import EDGE, SIDE, WIDTH, Part
from fairmeter.ui.fonts import NOTE, SENTENCE
from fairmeter.ui.glyphs import draw
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.view.glyph import GLYPH_TONES, Glyph
from fairmeter.view.popover import PopoverView

_TOP, _BETWEEN, _BELOW = 1, 2, 1
_GLYPH, _GLYPH_GAP = 17, 8
_SENTENCE_LEFT = EDGE + _GLYPH + _GLYPH_GAP
_SENTENCE_WIDTH = WIDTH - EDGE - _SENTENCE_LEFT
_SECOND_WIDTH = WIDTH - EDGE - SIDE
_MOST_LINES = 2


class VerdictLine(Part):
    """A mark and a sentence, and a second line under them that may be empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.first = Words(SENTENCE, self, _MOST_LINES)
        self.second = Words(NOTE, self, _MOST_LINES)
        self._gives_way = False
        self._glyph: Glyph | None = None
        self._colours: Palette | None = None

    @property
    def glyph(self) -> Glyph | None:
        """The mark that it shows."""
        return self._glyph

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Take the headline; where there is a banner, that says it."""
        self._gives_way = view.banner is not None
        self.be_brief(_MOST_LINES)
        self.first.say(view.headline.first, palette.text)
        self.second.say(view.headline.second, palette.text_2)
        if (view.headline.glyph, palette) != (self._glyph, self._colours):
            self._glyph, self._colours = view.headline.glyph, palette
            self.update()
        self._arrange()

    def wanted_height(self) -> int:
        """All its lines and what stands free around them."""
        if self._gives_way:
            return 0
        second = self._second_height()
        return _TOP + self.first.height_in(_SENTENCE_WIDTH) + (_BETWEEN + second if second else 0) + _BELOW

    def be_brief(self, lines: int) -> None:
        """Give the second line so many lines; with none it is not shown."""
        self.second.most_lines = max(1, lines)
        self.second.setVisible(lines > 0)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the words."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark beside the first line."""
        if self._glyph is None or self._colours is None:
            return
        painter = QPainter(self)
        box = QRectF(EDGE, _TOP + (SENTENCE.line - _GLYPH) / 2, _GLYPH, _GLYPH)
        draw(painter, self._glyph, box, self._colours.mark(GLYPH_TONES[self._glyph]), self._colours.window)
        painter.end()

    def _arrange(self) -> None:
        first = self.first.height_in(_SENTENCE_WIDTH)
        self.first.setGeometry(_SENTENCE_LEFT, _TOP, _SENTENCE_WIDTH, first)
        below = _TOP + first + _BETWEEN
        self.second.setGeometry(EDGE, below, _SECOND_WIDTH, self._second_height())

    def _second_height(self) -> int:
        return 0 if self.second.isHidden() else self.second.height_in(_SECOND_WIDTH)
