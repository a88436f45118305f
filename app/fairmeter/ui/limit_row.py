"""One limit in the popover: its name and note, its bar, its figures. One element to a screen reader."""

from enum import Enum, auto

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from fairmeter.ui.card_lines import Figures, Note, Title, paint_figures, paint_title
from fairmeter.ui.cards import CARD_WIDTH, CONTENT_WIDTH, INNER, card_shape
from fairmeter.ui.limit_bar import HEIGHT as BAR_HEIGHT
from fairmeter.ui.limit_bar import LimitBar
from fairmeter.ui.palette import Palette
from fairmeter.view.glyph import GLYPH_TONES, Tone
from fairmeter.view.rows import RowView

HEIGHT = 62
WASH = 0.04
_NAME = QRectF(INNER, 7, CONTENT_WIDTH, 17)
_BAR_TOP = 25
_FIGURES = QRectF(INNER, 39, CONTENT_WIDTH, 15)
_TIP_AFTER_MS = 400
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Spot(Enum):
    """What of a row was clicked."""

    ROW = auto()
    USED = auto()
    RESET = auto()


class LimitRow(QAbstractButton):
    """Draws a `RowView`; a click, Space or Return opens it, a click on a figure changes how figures are said."""

    stepped = Signal(int)
    """Up or Down was pressed: -1 or 1."""
    used_clicked = Signal()
    reset_clicked = Signal()

    def __init__(self, parent: QWidget, *, reduced_motion: bool = False) -> None:
        super().__init__(parent)
        self.setFixedSize(CARD_WIDTH, HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar = LimitBar(self, reduced_motion=reduced_motion)
        self.bar.setGeometry(INNER, _BAR_TOP, CONTENT_WIDTH, BAR_HEIGHT)
        self._view: RowView | None = None
        self._colours: Palette | None = None
        self._pressed = Spot.ROW
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(_TIP_AFTER_MS)
        self._hover.timeout.connect(self._show_tip)

    @property
    def view(self) -> RowView | None:
        """What it shows."""
        return self._view

    def show_row(self, view: RowView, palette: Palette) -> None:
        """Show other values in place."""
        if view == self._view and palette is self._colours:
            return
        self._view, self._colours = view, palette
        self.setAccessibleName(view.spoken)
        self.setToolTip(view.tip)
        self.bar.setAccessibleName(view.name)
        self.bar.show_bar(view.bar, palette, view.tip)
        self.update()

    def title(self, view: RowView) -> Title:
        """The first line."""
        glyph_tone = GLYPH_TONES[view.note_glyph] if view.note_glyph else Tone.IDLE
        return Title(view.name, Note(view.note, view.note_tone, view.note_glyph, glyph_tone), suffix=view.suffix)

    def figures(self, view: RowView) -> Figures:
        """The last line; what is old or unknown is quieter."""
        tone = Tone.QUIET if view.bar.tone is Tone.IDLE else Tone.PLAIN
        return Figures(view.used, view.reset, view.reset_short, tone)

    def spot(self, at: QPoint) -> Spot:
        """What lies under a point of the row."""
        if self._view is not None and _FIGURES.contains(QPointF(at)):
            used, reset = self.figures(self._view).places(_FIGURES)
            if used.contains(QPointF(at)):
                return Spot.USED
            if reset.contains(QPointF(at)):
                return Spot.RESET
        return Spot.ROW

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(CARD_WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the wash under the pointer and the two lines; the bar paints itself."""
        if self._view is None or self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            wash = QColor(self._colours.text)
            wash.setAlphaF(WASH * 2 if self.isDown() else WASH)
            painter.save()
            painter.setClipPath(card_shape(self))
            painter.fillRect(self.rect(), wash)
            painter.restore()
        paint_title(painter, _NAME, self.title(self._view), self._colours)
        paint_figures(painter, _FIGURES, self.figures(self._view), self._colours)
        painter.end()

    def hitButton(self, pos: QPoint) -> bool:
        """The figures do something of their own."""
        return bool(self.rect().contains(pos)) and self.spot(pos) is Spot.ROW

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was pressed."""
        self._pressed = self.spot(event.position().toPoint())
        super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A figure is clicked when it is pressed and let go in the same place."""
        super().mouseReleaseEvent(event)
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton or self.spot(event.position().toPoint()) != self._pressed:
            return
        if self._pressed is Spot.USED:
            self.used_clicked.emit()
        elif self._pressed is Spot.RESET:
            self.reset_clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens, as Space does; Up and Down go to another row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the wash at once and the tip after a while."""
        super().enterEvent(event)
        self._hover.start()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take both back."""
        super().leaveEvent(event)
        self._hover.stop()
        self.update()

    def _show_tip(self) -> None:
        corner = self.mapToGlobal(QPoint(INNER, _BAR_TOP + BAR_HEIGHT))
        QToolTip.showText(corner, self.toolTip(), self, QRect(self.rect()))
