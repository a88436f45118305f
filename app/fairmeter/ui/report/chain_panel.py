"""Who pays next on one card, at any width; it opens the billing order."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from fairmeter.ui.card_lines import Note, Title, paint_title
from fairmeter.ui.chain_painter import ARC_DROP, paint_chain
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import INNER, Panel
from fairmeter.view.chain import ChainView

_TOP, _TITLE, _BETWEEN, _ROW, _BOTTOM = 8, 16, 6, 51, 7


class _Opener(QAbstractButton):
    """Lies over the whole card and is pressed; the card paints what it stands for."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        pass

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)


class ChainPanel(Panel):
    """Draws a `ChainView`; nothing where there is no order to show."""

    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.opener = _Opener(self)
        self.opener.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.opener.setAccessibleDescription("Opens the billing order")
        self.opener.clicked.connect(self.opened)
        self._view: ChainView | None = None

    def show_chain(self, view: ChainView | None, palette: Palette) -> None:
        """Take another chain."""
        self._view = view
        self.use(palette)
        if view is not None:
            self.opener.setAccessibleName(view.spoken)

    def height_in(self, room: int) -> int:  # noqa: ARG002 - the row is as tall however narrow it is
        """A title and the row, with room for the arc where there is one."""
        if self._view is None:
            return 0
        return _TOP + _TITLE + _BETWEEN + _ROW + int(ARC_DROP if self._view.arc else 0) + _BOTTOM

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the title, draw the row."""
        view = self._view
        if view is None:
            return
        room = self.width() - 2 * INNER
        title = Title(view.title, Note(view.note, view.note_tone))
        paint_title(painter, QRectF(INNER, _TOP, room, _TITLE), title, palette)
        tall = _ROW + (ARC_DROP if view.arc else 0)
        paint_chain(painter, QRectF(INNER, _TOP + _TITLE + _BETWEEN, room, tall), view, palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole card is pressed."""
        super().resizeEvent(event)
        self.opener.setGeometry(self.rect())
