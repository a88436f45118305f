"""The marks of the verdicts and the icons of the footer, at any size. Colour never stands alone: each has a shape.

All of them are drawn in a box of 14 (verdicts) or 15 units (tools) that the rectangle given stretches.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from math import cos, radians, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from fairmeter.view.glyph import Glyph

VERDICT_BOX, TOOL_BOX = 14.0, 15.0

_MIDDLE = QPointF(7, 7)
_DISC_RADIUS = 6.3
_RING_RADIUS, _RING_STROKE = 5.6, 1.4
_INNER_STROKE, _MINUS_STROKE, _NOT_EQUAL_STROKE = 1.6, 1.8, 1.3
_TOOL_STROKE = 1.4
_TOOL_MIDDLE = TOOL_BOX / 2
_TRIANGLE = ((7, 1.2), (13.2, 12.4), (0.8, 12.4))
_OCTAGON = ((4.6, 0.8), (9.4, 0.8), (13.2, 4.6), (13.2, 9.4), (9.4, 13.2), (4.6, 13.2), (0.8, 9.4), (0.8, 4.6))
_CHECK = ((4.2, 7.2), (6.2, 9.2), (9.9, 5.0))
_CHECK_IN_RING = ((4.7, 7.1), (6.3, 8.75), (9.3, 5.4))


class Tool(StrEnum):
    """The icons of buttons that carry no words."""

    REFRESH = "refresh"
    CHART = "chart"
    SLIDERS = "sliders"


def draw(painter: QPainter, glyph: Glyph, rect: QRectF, colour: QColor, ground: QColor) -> None:
    """Draw the mark of a verdict.

    Args:
        painter: open on any surface; it is left as it was.
        glyph: which mark.
        rect: where; the largest square in its middle is used, 12 to 17 points in the popover.
        colour: of the shape; usually `Palette.mark(GLYPH_TONES[glyph])`.
        ground: the colour of the surface behind, which shows through inside a filled shape.
    """
    with _boxed(painter, rect, VERDICT_BOX):
        _VERDICTS[glyph](painter, colour, ground)


def draw_tool(painter: QPainter, tool: Tool, rect: QRectF, colour: QColor) -> None:
    """Draw the icon of a button, 15 points wide with a stroke of 1.4 when `rect` is that size."""
    with _boxed(painter, rect, TOOL_BOX):
        painter.setPen(_round(colour, _TOOL_STROKE))
        _TOOLS[tool](painter)


@contextmanager
def _boxed(painter: QPainter, rect: QRectF, units: float) -> Iterator[None]:
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / units, side / units)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    try:
        yield
    finally:
        painter.restore()


def _round(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _points(corners: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in corners])


def _disc(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _octagon(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(_points(_OCTAGON))


def _ring(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_round(colour, _RING_STROKE))
    painter.drawEllipse(_MIDDLE, _RING_RADIUS, _RING_RADIUS)


def _lines(painter: QPainter, pen: QPen, *lines: tuple[float, float, float, float]) -> None:
    painter.setPen(pen)
    for x1, y1, x2, y2 in lines:
        painter.drawLine(QLineF(x1, y1, x2, y2))


def _fine(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _disc(painter, _MIDDLE, _DISC_RADIUS, colour)
    painter.setPen(_round(ground, _INNER_STROKE))
    painter.drawPolyline(_points(_CHECK))


def _close(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(_round(colour, 1.4))
    painter.setBrush(colour)
    painter.drawPolygon(_points(_TRIANGLE))
    _lines(painter, _round(ground, _INNER_STROKE), (7, 5, 7, 8.4))
    _disc(painter, QPointF(7, 10.6), 0.95, ground)


def _out(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _octagon(painter, colour)
    _lines(painter, _round(ground, _INNER_STROKE), (4.9, 4.9, 9.1, 9.1), (4.9, 9.1, 9.1, 4.9))


def _refused(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _octagon(painter, colour)
    _lines(painter, _round(ground, _MINUS_STROKE), (4.2, 7, 9.8, 7))


def _contradiction(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _octagon(painter, colour)
    pen = _round(ground, _NOT_EQUAL_STROKE)
    _lines(painter, pen, (4.2, 5.6, 9.8, 5.6), (4.2, 8.4, 9.8, 8.4), (8.6, 3.6, 5.4, 10.4))


def _explained(painter: QPainter, colour: QColor, _ground: QColor) -> None:
    _ring(painter, colour)
    painter.setPen(_round(colour, _INNER_STROKE))
    painter.drawPolyline(_points(_CHECK_IN_RING))


def _unproven(painter: QPainter, colour: QColor, _ground: QColor) -> None:
    _ring(painter, colour)
    hook = QPainterPath(QPointF(5.55, 5.6))
    hook.arcTo(QRectF(5.55, 4.1, 3, 3), 180, -220)
    hook.quadTo(QPointF(7.1, 7.1), QPointF(7.1, 7.9))
    painter.strokePath(hook, _round(colour, _RING_STROKE))
    _disc(painter, QPointF(7.1, 9.95), 0.8, colour)


def _not_quota(painter: QPainter, colour: QColor, _ground: QColor) -> None:
    pen = _round(colour, _RING_STROKE)
    painter.setPen(pen)
    painter.drawRoundedRect(QRectF(1.2, 1.2, 11.6, 11.6), 2.9, 2.9)
    _lines(painter, pen, (3.5, 7, 10.5, 7))


def _stale(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _disc(painter, _MIDDLE, _DISC_RADIUS, colour)
    _lines(painter, _round(ground, 1.7), (5.4, 4.8, 5.4, 9.2), (8.6, 4.8, 8.6, 9.2))


def _refresh(painter: QPainter) -> None:
    radius, end = 4.9, 43.5  # the arc runs clockwise from three o'clock to the corner of its arrow
    corner = QPointF(_TOOL_MIDDLE + radius * cos(radians(end)), _TOOL_MIDDLE - radius * sin(radians(end)))
    box = QRectF(_TOOL_MIDDLE - radius, _TOOL_MIDDLE - radius, 2 * radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, 0)
    path.arcTo(box, 0, end - 360)
    path.moveTo(corner - QPointF(0, 2.9))
    path.lineTo(corner)
    path.lineTo(corner - QPointF(2.7, 0))
    painter.drawPath(path)


def _chart(painter: QPainter) -> None:
    _lines(painter, painter.pen(), (2.4, 12.7, 12.6, 12.7), (4.1, 8.1, 4.1, 12.7), (7.5, 3.1, 7.5, 12.7))
    _lines(painter, painter.pen(), (10.9, 6.2, 10.9, 12.7))


def _sliders(painter: QPainter) -> None:
    reach, knob = 5.4, 1.9
    for y, x in ((_TOOL_MIDDLE - 3.25, _TOOL_MIDDLE + 2), (_TOOL_MIDDLE + 3.25, _TOOL_MIDDLE - 2)):
        painter.drawEllipse(QPointF(x, y), knob, knob)
        painter.drawLine(QLineF(_TOOL_MIDDLE - reach, y, x - knob, y))
        painter.drawLine(QLineF(x + knob, y, _TOOL_MIDDLE + reach, y))


_VERDICTS: dict[Glyph, Callable[[QPainter, QColor, QColor], None]] = {
    Glyph.FINE: _fine,
    Glyph.CLOSE: _close,
    Glyph.OUT: _out,
    Glyph.REFUSED: _refused,
    Glyph.CONTRADICTION: _contradiction,
    Glyph.EXPLAINED: _explained,
    Glyph.UNPROVEN: _unproven,
    Glyph.NOT_QUOTA: _not_quota,
    Glyph.STALE: _stale,
}
_TOOLS: dict[Tool, Callable[[QPainter], None]] = {
    Tool.REFRESH: _refresh,
    Tool.CHART: _chart,
    Tool.SLIDERS: _sliders,
}
