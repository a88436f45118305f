"""The ring around what has the keyboard. It is seen only by who uses the keyboard."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from fairmeter.ui.palette import Palette

_WIDTH, _OUTSIDE = 2, 2
_RADIUS = 6
_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class FocusRing(QWidget):
    """Lies over a window and draws a ring around the watched widget that has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around: QWidget | None = None
        self._colours: Palette | None = None

    @property
    def around(self) -> QWidget | None:
        """What it is drawn around now."""
        return self._around

    def use(self, palette: Palette) -> None:
        """Take the colours of a theme."""
        self._colours = palette
        self.update()

    def watch(self, widget: QWidget) -> None:
        """Draw the ring around this widget whenever the keyboard brings the focus to it."""
        widget.removeEventFilter(self)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus; nothing is held back."""
        if isinstance(event, QFocusEvent) and isinstance(watched, QWidget):
            if event.gotFocus():
                self._around = watched if event.reason() in _BY_KEYBOARD else None
            elif self._around is watched:
                self._around = None
            self.raise_()
            self.update()
        elif event.type() is QEvent.Type.KeyPress and isinstance(watched, QWidget) and watched.hasFocus():
            self._around = watched
            self.update()
        elif event.type() is QEvent.Type.Move and watched is self._around:
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring two points outside of its widget."""
        around, parent = self._around, self.parentWidget()
        if around is None or self._colours is None or parent is None:
            return
        seen = around.visibleRegion().boundingRect()
        if seen.isEmpty():
            return
        box = QRectF(seen.translated(around.mapTo(parent, QPoint(0, 0))))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours.fine, _WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        outer = box.adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)
        painter.drawRoundedRect(outer, _RADIUS + _OUTSIDE, _RADIUS + _OUTSIDE)
        painter.end()
