"""A hint of the first steps: a card above the verdict with a heading, a text, and at most two answers."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import HEIGHT as BUTTON_HEIGHT
from fairmeter.ui.buttons import TextButton
from fairmeter.ui.cards import CARD_WIDTH, INNER, Card
from fairmeter.ui.fonts import NAME, NOTE
from fairmeter.ui.glyphs import draw
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.view.glyph import GLYPH_TONES
from fairmeter.view.hint import HintView
from fairmeter.view.popover import PopoverView

_TOP, _BETWEEN, _ABOVE_BUTTONS, _BOTTOM = 9, 2, 8, 10
_GLYPH, _GLYPH_GAP = 15, 9
_TEXT_LEFT = INNER + _GLYPH + _GLYPH_GAP
_TEXT_WIDTH = CARD_WIDTH - INNER - _TEXT_LEFT
_MOST_LINES = 4
_BUTTON_GAP = 8


class HintCard(Card):
    """Draws a `HintView`. It does not come from the picture of the account, so it stays as it was made."""

    answered = Signal(int)

    def __init__(self, hint: HintView, parent: QWidget) -> None:
        super().__init__(parent)
        self._hint = hint
        self.heading = Words(NAME, self, _MOST_LINES)
        self.text = Words(NOTE, self, _MOST_LINES)
        self.buttons = tuple(TextButton(answer, self) for answer in hint.answers)
        for button in self.buttons:
            button.clicked.connect(self._clicked)

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Take the colours; the words are its own."""
        del view
        self.use(palette)
        self.heading.say(self._hint.heading, palette.text)
        self.text.say(self._hint.text, palette.text_2)
        for button in self.buttons:
            button.use(palette)

    def wanted_height(self) -> int:
        """All its words, and a line of buttons if it asks something."""
        words = self.heading.height_in(_TEXT_WIDTH) + _BETWEEN + self.text.height_in(_TEXT_WIDTH)
        return _TOP + words + (_ABOVE_BUTTONS + BUTTON_HEIGHT if self.buttons else 0) + _BOTTOM

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place words and buttons."""
        super().resizeEvent(event)
        heading, text = self.heading.height_in(_TEXT_WIDTH), self.text.height_in(_TEXT_WIDTH)
        self.heading.setGeometry(_TEXT_LEFT, _TOP, _TEXT_WIDTH, heading)
        self.text.setGeometry(_TEXT_LEFT, _TOP + heading + _BETWEEN, _TEXT_WIDTH, text)
        left, top = _TEXT_LEFT, _TOP + heading + _BETWEEN + text + _ABOVE_BUTTONS
        for button in self.buttons:
            button.setGeometry(left, top, button.sizeHint().width(), BUTTON_HEIGHT)
            left += button.width() + _BUTTON_GAP

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Paint the mark beside the heading."""
        glyph = self._hint.glyph
        box = QRectF(INNER, _TOP + (NAME.line - _GLYPH) / 2, _GLYPH, _GLYPH)
        draw(painter, glyph, box, palette.mark(GLYPH_TONES[glyph]), palette.card)

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, TextButton):
            self.answered.emit(self.buttons.index(button))
