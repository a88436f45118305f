"""The card that says what is wrong with the settings file."""

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import HEIGHT as BUTTON_HEIGHT
from fairmeter.ui.buttons import TextButton
from fairmeter.ui.fonts import COMMAND, NAME, NOTE, SMALL
from fairmeter.ui.glyphs import draw
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.rows import CONTENT_WIDTH, INNER, Block, PathWords, Sheet
from fairmeter.view.glyph import GLYPH_TONES, Glyph
from fairmeter.view.settings_problems import MOST_LINES, ProblemsView

_GLYPH = 15
_LEFT = INNER + _GLYPH + 9
_TOP, _BOTTOM, _GAP = 10, 12, 4
_BESIDE_BUTTON = 16
_MOST_TEXT_LINES = 3


class _Mark(QWidget):
    """The verdict mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[Glyph, Palette] | None = None

    def show_glyph(self, glyph: Glyph, palette: Palette) -> None:
        self._shown = glyph, palette
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shown is None:
            return
        glyph, palette = self._shown
        painter = QPainter(self)
        draw(painter, glyph, QRectF(self.rect()), palette.mark(GLYPH_TONES[glyph]), palette.card)
        painter.end()


class ProblemsCard(Block):
    """Shows a `ProblemsView` with a button that opens the file; takes no room while there are no problems."""

    open_wished = Signal(str)
    """The path of the file."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = Sheet(self)
        self._mark = _Mark(self)
        self.heading = Words(NAME, self)
        self.path = PathWords(SMALL, self)
        self.lines = tuple(Words(COMMAND, self) for _ in range(MOST_LINES))
        self.text = Words(NOTE, self, most_lines=_MOST_TEXT_LINES)
        self.button = TextButton("Open file", self)
        self.button.setAccessibleName("Open settings file")
        self.button.clicked.connect(self._clicked)
        self._view: ProblemsView | None = None

    def show_problems(self, view: ProblemsView | None, palette: Palette) -> None:
        """Show other problems, or none."""
        self._view = view
        if view is None:
            return
        self._sheet.use(palette)
        self._mark.show_glyph(view.glyph, palette)
        self.heading.say(view.heading, palette.text)
        for place, words in enumerate(self.lines):
            words.say(view.lines[place] if place < len(view.lines) else "", palette.text)
        self.text.say(view.text, palette.text_2)
        self.path.say(view.path, palette.text_2)
        self.button.setToolTip(view.path)
        self.button.setAccessibleDescription(view.path)
        self.button.use(palette)
        self._place()

    def wanted_height(self) -> int:
        """All words."""
        if self._view is None:
            return 0
        lines = len(self._view.lines) * COMMAND.line
        return _TOP + NAME.line + SMALL.line + _GAP + lines + _GAP + self.text.height_in(self._room()) + _BOTTOM

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place words and button."""
        super().resizeEvent(event)
        self._place()

    def _room(self) -> int:
        return CONTENT_WIDTH + INNER - _LEFT - self.button.sizeHint().width() - _BESIDE_BUTTON

    def _place(self) -> None:
        room, button = self._room(), self.button.sizeHint().width()
        self._sheet.setGeometry(self.rect())
        self._mark.setGeometry(INNER, _TOP + 1, _GLYPH, _GLYPH)
        self.heading.setGeometry(_LEFT, _TOP, room, NAME.line)
        self.path.setGeometry(_LEFT, _TOP + NAME.line, room, SMALL.line)
        top = _TOP + NAME.line + SMALL.line + _GAP
        for words in self.lines:
            words.setGeometry(_LEFT, top, room, COMMAND.line if words.text() else 0)
            words.setVisible(bool(words.text()))
            top += words.height()
        self.text.setGeometry(_LEFT, top + _GAP, room, self.text.height_in(room))
        self.button.setGeometry(
            INNER + CONTENT_WIDTH - button, (self.height() - BUTTON_HEIGHT) // 2, button, BUTTON_HEIGHT
        )

    @Slot()
    def _clicked(self) -> None:
        if self._view is not None:
            self.open_wished.emit(self._view.path)
