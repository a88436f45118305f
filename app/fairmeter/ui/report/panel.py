"""A card of the report window: a ground with round corners on which everything is painted."""

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from fairmeter.ui.cards import ground, hair
from fairmeter.ui.palette import Palette

RADIUS = 10
INNER = 12
_ALARM_LINE = 1.0


class Panel(QWidget):
    """One card. It paints itself; a screen reader hears its name and its description, which tell all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours: Palette | None = None
        self._is_alarm = False

    def use(self, palette: Palette, *, is_alarm: bool = False) -> None:
        """Take the colours, and whether the outline is that of a warning."""
        if (palette, is_alarm) != (self._colours, self._is_alarm):
            self._colours, self._is_alarm = palette, is_alarm
        self.update()

    @property
    def colours(self) -> Palette | None:
        """The colours it was shown with last."""
        return self._colours

    def tell(self, name: str, description: str) -> None:
        """Say what it shows to who cannot see it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    def height_in(self, room: int) -> int:
        """How tall it is when it is `room` wide; 0 when it has nothing to show."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and what stands on it."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ground(painter, box, RADIUS, self._colours.card, self._colours.hair)
        if self._is_alarm:
            half = _ALARM_LINE / 2
            painter.setPen(QPen(self._colours.out, _ALARM_LINE))
            painter.drawRoundedRect(box.adjusted(half, half, -half, -half), RADIUS - half, RADIUS - half)
        self.paint_content(painter, self._colours)
        painter.end()

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Paint on the ground."""
        raise NotImplementedError


def hairline(painter: QPainter, left: float, right: float, y: float, palette: Palette) -> None:
    """Draw a line of one device pixel across."""
    thin = hair(painter)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(QRectF(left, round(y / thin) * thin, right - left, thin), palette.hair)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def stroke(painter: QPainter, pen: QPen, *lines: QLineF) -> None:
    """Draw lines with a pen."""
    painter.setPen(pen)
    painter.drawLines(list(lines))
