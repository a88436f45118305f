"""One style in all its states, on a light and a dark menu bar."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import SEMIBOLD, SMALL, Type, baseline, font, width
from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.icon_ground import paint_grounds, paint_icon
from fairmeter.ui.settings.rows import CONTENT_WIDTH
from fairmeter.view.settings_appearance import StateView

_STRIP, _RADIUS = 26, 5
_LABELS_TOP = 2 * _STRIP + 4
HEIGHT = _LABELS_TOP + SMALL.line
_NOW = Type(SMALL.size, SMALL.line, SEMIBOLD)


class StateStrips(QWidget):
    """The states side by side, each with its name under it. One element to a screen reader."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._states: tuple[StateView, ...] = ()
        self._colours: Palette | None = None

    @property
    def states(self) -> tuple[StateView, ...]:
        """What it shows."""
        return self._states

    def show_states(self, states: tuple[StateView, ...], palette: Palette) -> None:
        """Show other states, or the same in another style."""
        if states == self._states and palette is self._colours:
            return
        self._states, self._colours = states, palette
        self.setAccessibleName(f"Samples of the icon: {'; '.join(state.label for state in states)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(CONTENT_WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the two strips and the names."""
        if self._colours is None or not self._states:
            return
        painter = QPainter(self)
        light = QRectF(0, 0, self.width(), _STRIP)
        dark = light.translated(0, _STRIP)
        paint_grounds(painter, light, dark, _RADIUS)
        column = self.width() / len(self._states)
        for place, state in enumerate(self._states):
            middle = (place + 0.5) * column
            paint_icon(painter, state.face, QPointF(middle, light.center().y()), dark=False)
            paint_icon(painter, state.face, QPointF(middle, dark.center().y()), dark=True)
            self._name(painter, state, middle, self._colours)
        painter.end()

    def _name(self, painter: QPainter, state: StateView, middle: float, palette: Palette) -> None:
        used = font(_NOW if state.is_now else SMALL)
        box = QRectF(0, _LABELS_TOP, self.width(), SMALL.line)
        painter.setFont(used)
        painter.setPen(palette.text if state.is_now else palette.text_2)
        # The longest name of all, of the icon as it is now, is wider than its column but has room beside it.
        left = max(0.0, middle - width(state.label, used) / 2)
        painter.drawText(QPointF(left, baseline(box, used)), state.label)
