"""The card of who pays next, or of what happened: one element that opens the billing order."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from fairmeter.ui.card_lines import Note, Title, fit, paint_title
from fairmeter.ui.cards import CARD_WIDTH, CONTENT_WIDTH, INNER, Card, card_shape
from fairmeter.ui.chain_painter import ARC_DROP, paint_chain
from fairmeter.ui.limit_row import WASH
from fairmeter.ui.palette import Palette
from fairmeter.view.chain import ChainView
from fairmeter.view.popover import PopoverView

_TOP, _TITLE, _BETWEEN, _ROW, _BOTTOM = 7, 16, 5, 51, 5
_OPENS = "Opens the billing order"


class Chain(QAbstractButton):
    """Draws a `ChainView` over the whole card; a click, Space or Return opens the billing order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription(_OPENS)
        self._view: ChainView | None = None
        self._colours: Palette | None = None

    @property
    def view(self) -> ChainView | None:
        """What it shows."""
        return self._view

    def show_chain(self, view: ChainView, palette: Palette) -> None:
        """Show other values in place."""
        if view == self._view and palette is self._colours:
            return
        self._view, self._colours = view, palette
        self.setAccessibleName(view.spoken)
        self.update()

    def title(self, view: ChainView) -> Title:
        """The first line, in short where the note would have to be cut."""
        note = Note(view.note, view.note_tone)
        title = Title(view.title, note)
        return title if fit(title, CONTENT_WIDTH).note == view.note else Title(view.title_short, note)

    def sizeHint(self) -> QSize:
        """As large as the card."""
        return QSize(CARD_WIDTH, height_of(self._view))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the wash under the pointer, the title and the row."""
        if self._view is None or self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            wash = QColor(self._colours.text)
            wash.setAlphaF(WASH * 2 if self.isDown() else WASH)
            painter.fillPath(card_shape(self), wash)
        paint_title(painter, QRectF(INNER, _TOP, CONTENT_WIDTH, _TITLE), self.title(self._view), self._colours)
        row = QRectF(INNER, _TOP + _TITLE + _BETWEEN, CONTENT_WIDTH, _ROW)
        paint_chain(painter, row, self._view, self._colours)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the wash."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take it back."""
        super().leaveEvent(event)
        self.update()


class ChainCard(Card):
    """The card around the chain; no height where there is nothing to show."""

    opened = Signal()
    """The billing order is wished for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chain = Chain(self)
        self.chain.clicked.connect(self.opened)
        self._view: ChainView | None = None

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Take who pays next, or what happened."""
        self.use(palette)
        self._view = view.chain
        if view.chain is not None:
            self.chain.show_chain(view.chain, palette)

    def wanted_height(self) -> int:
        """A title and the row, with room for the arc where there is one."""
        return 0 if self._view is None else height_of(self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the chain fill the card."""
        super().resizeEvent(event)
        self.chain.setGeometry(self.rect())


def height_of(view: ChainView | None) -> int:
    """How tall the card of a chain is."""
    arc = ARC_DROP if view is not None and view.arc else 0
    return _TOP + _TITLE + _BETWEEN + _ROW + int(arc) + _BOTTOM
