"""The bar of one limit: what is used, the marks of time, and where even pace would stand now."""

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from fairmeter.ui.palette import Palette
from fairmeter.view.rows import BarView

HEIGHT = 14
_TRACK_TOP, _TRACK_HEIGHT, _TRACK_RADIUS = 4.0, 6.0, 3.0
_LEAST_USED = 3.0
_DIVIDER = 1.0
_TICK_WIDTH, _TICK_TOP, _TICK_HEIGHT = 2.0, 1.0, 12.0
_HALO_WIDTH = 4.0
_CHANGE_MS = 200
_FULL = 100


class LimitBar(QProgressBar):
    """Draws a `BarView`. To a screen reader it is a progress bar in percent; without a figure it has no value."""

    def __init__(self, parent: QWidget | None = None, *, reduced_motion: bool = False) -> None:
        super().__init__(parent)
        self.setRange(0, _FULL)
        self.setTextVisible(False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view: BarView | None = None
        self._colours: Palette | None = None
        self._shown = 0.0
        self._reduced_motion = reduced_motion
        self._change = QVariantAnimation(self)
        self._change.setDuration(_CHANGE_MS)
        self._change.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._change.valueChanged.connect(self._grow)

    def show_bar(self, view: BarView, palette: Palette, words: str = "") -> None:
        """Show other values; the used part glides there unless motion is reduced. `words` say all of them."""
        before, self._view = self._view, view
        self._colours = palette
        self.setAccessibleDescription(words)
        if view.used is None:
            self.reset()
        else:
            self.setValue(round(view.used * _FULL))
        self._change.stop()
        goal = view.used or 0.0
        if before is None or before.used is None or self._reduced_motion or not self.isVisible():
            self._shown = goal
        elif goal != self._shown:
            self._change.setStartValue(self._shown)
            self._change.setEndValue(goal)
            self._change.start()
        self.update()

    def sizeHint(self) -> QSize:
        """As tall as its pace tick with halo; as wide as it is made."""
        return QSize(self.width(), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint from the ground up: track, dividers, used part, dividers on it, pace tick."""
        if self._view is None or self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.save()
        painter.setClipPath(self._track())
        painter.fillRect(self._slice(0, self.width()), self._colours.track)
        self._dividers(painter, self._view, self._colours)
        self._used(painter, self._view, self._colours)
        self._dividers(painter, self._view, self._colours)
        painter.restore()
        if self._view.pace is not None:
            self._tick(painter, self._view.pace, self._colours)
        painter.end()

    def _grow(self, value: float) -> None:
        self._shown = value
        self.update()

    def _track(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self._slice(0, self.width()), _TRACK_RADIUS, _TRACK_RADIUS)
        return path

    def _slice(self, left: float, width: float) -> QRectF:
        return QRectF(left, _TRACK_TOP, width, _TRACK_HEIGHT)

    def _used(self, painter: QPainter, view: BarView, palette: Palette) -> None:
        if not view.used:
            return
        painter.fillRect(self._slice(0, max(_LEAST_USED, self._shown * self.width())), palette.mark(view.tone))

    def _dividers(self, painter: QPainter, view: BarView, palette: Palette) -> None:
        scale = painter.deviceTransform().m11()
        for share in view.dividers:
            left = round((share * self.width() - _DIVIDER / 2) * scale) / scale
            painter.fillRect(self._slice(left, _DIVIDER), palette.card)

    def _tick(self, painter: QPainter, pace: float, palette: Palette) -> None:
        half = _TICK_WIDTH / 2
        scale = painter.deviceTransform().m11()
        middle = min(self.width() - half, max(half, round(pace * self.width() * scale) / scale))
        painter.setBrush(palette.card)
        painter.drawRoundedRect(QRectF(middle - _HALO_WIDTH / 2, 0, _HALO_WIDTH, HEIGHT), 2, 2)
        painter.setBrush(palette.text)
        painter.drawRoundedRect(QRectF(middle - half, _TICK_TOP, _TICK_WIDTH, _TICK_HEIGHT), 1, 1)
