"""The one action of the signed-out state."""

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import HEIGHT as BUTTON_HEIGHT
from fairmeter.ui.buttons import TextButton
from fairmeter.ui.cards import CONTENT_WIDTH, INNER, Card
from fairmeter.ui.fonts import COMMAND, NOTE, baseline, font, width
from fairmeter.ui.palette import Palette
from fairmeter.view.popover import PopoverView

_PADDING = 12
_GAP = 6
_LINE = 18
_BEFORE, _COMMAND = "or run ", "claude /login"


class LoginCard(Card):
    """A primary button, and the command that does the same by hand beside it, or under it where there is no room."""

    login_wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{_BEFORE}{_COMMAND}")
        self.button = TextButton("Open Claude Code login", self, primary=True)
        self.button.clicked.connect(self.login_wished)
        self._offered = False

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Offer the login, or not."""
        self.use(palette)
        self.button.use(palette)
        self.button.setGeometry(INNER, _PADDING, self.button.sizeHint().width(), BUTTON_HEIGHT)
        self._offered = view.offers_login

    def wanted_height(self) -> int:
        """One line or two."""
        if not self._offered:
            return 0
        return 2 * _PADDING + BUTTON_HEIGHT + (0 if self._fits_beside() else _GAP + _LINE)

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the command."""
        note, command = font(NOTE), font(COMMAND)
        if self._fits_beside():
            left = INNER + CONTENT_WIDTH - self._text_width()
            line = QRectF(left, _PADDING, self._text_width(), BUTTON_HEIGHT)
        else:
            line = QRectF(INNER, _PADDING + BUTTON_HEIGHT + _GAP, CONTENT_WIDTH, _LINE)
        at = QPointF(line.left(), baseline(line, note))
        painter.setFont(note)
        painter.setPen(palette.text_2)
        painter.drawText(at, _BEFORE)
        painter.setFont(command)
        painter.setPen(palette.text)
        painter.drawText(at + QPointF(width(_BEFORE, note), 0), _COMMAND)

    def _text_width(self) -> float:
        return width(_BEFORE, font(NOTE)) + width(_COMMAND, font(COMMAND))

    def _fits_beside(self) -> bool:
        return self.button.sizeHint().width() + _GAP + self._text_width() <= CONTENT_WIDTH
