"""The parts that the popover stacks, and the ground they stand on."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from fairmeter.ui.palette import Palette
from fairmeter.view.popover import PopoverView

WIDTH = 340
PADDING = 11
"""What stands free above the first part."""
SIDE = 12
CARD_WIDTH = WIDTH - 2 * SIDE
INNER = 12
CONTENT_WIDTH = CARD_WIDTH - 2 * INNER
EDGE = 16
"""Where text on the popover's own ground begins."""
GAP = 8
RADIUS = 10


class Part(QWidget):
    """One part of the popover's stack.

    `gap` is what stands free above it, `left` where it begins. A part whose `wanted_height` is 0 is not shown.
    """

    gap = GAP
    left = 0
    breadth = WIDTH

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Take over what concerns this part, without making anything anew that can stay."""
        raise NotImplementedError

    def wanted_height(self) -> int:
        """How tall the part is with what it shows now."""
        raise NotImplementedError


class Card(Part):
    """A part on a ground of its own with round corners and a hairline around it."""

    left = SIDE
    breadth = CARD_WIDTH

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours: Palette | None = None

    @property
    def colours(self) -> Palette | None:
        """The colours it was shown with last."""
        return self._colours

    def use(self, palette: Palette) -> None:
        """Take the colours of a theme."""
        if palette is not self._colours:
            self._colours = palette
            self.update()

    def outline(self) -> QPainterPath:
        """The card's own shape."""
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        return path

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, then what lies on it."""
        if self._colours is None:
            return
        painter = QPainter(self)
        ground(painter, QRectF(self.rect()), RADIUS, self._colours.card, self._colours.hair)
        self.paint_content(painter, self._colours)
        painter.end()

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Paint on the ground; a card that only holds widgets paints nothing."""


def hair(painter: QPainter) -> float:
    """How thick one pixel of the device is, in points."""
    return 1 / painter.deviceTransform().m11()


def ground(painter: QPainter, rect: QRectF, radius: float, fill: QColor, edge: QColor) -> None:
    """Fill a round-cornered ground, with an edge of one device pixel just inside it."""
    thin = hair(painter)
    inner = rect.adjusted(thin / 2, thin / 2, -thin / 2, -thin / 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, thin))
    painter.setBrush(fill)
    painter.drawRoundedRect(inner, radius - thin / 2, radius - thin / 2)


def card_shape(widget: QWidget) -> QPainterPath:
    """The shape of the card that a widget lies in, in the widget's own places; what is outside must not be painted."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Card):
        above = above.parentWidget()
    if above is None:
        whole = QPainterPath()
        whole.addRect(QRectF(widget.rect()))
        return whole
    return above.outline().translated(QPointF(widget.mapFrom(above, above.rect().topLeft())))
