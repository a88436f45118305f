"""The icons of the pages, 15 x 15 with a stroke of 1.4 and round ends."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

SIDE = 15.0
_STROKE = 1.4
_FAR, _NEAR = 6.2, 2.6


class PageIcon(StrEnum):
    """One for each page."""

    OVERVIEW = "overview"
    REFUSALS = "refusals"
    BILLING = "billing"


def draw_icon(painter: QPainter, icon: PageIcon, corner: QPointF, colour: QColor) -> None:
    """Draw an icon with its upper left corner at a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    painter.setPen(QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _ICONS[icon](painter)
    painter.restore()


def _gauge(painter: QPainter) -> None:
    box = QRectF(7.5 - 5.9, 8.1 - 5.9, 11.8, 11.8)
    painter.drawArc(box, 0, 180 * 16)
    painter.drawLines([QLineF(7.5, 8.5, 9.9, 6.0), QLineF(2.8, 11.9, 12.2, 11.9)])


def _octagon(painter: QPainter) -> None:
    corners = ((-_NEAR, -_FAR), (_NEAR, -_FAR), (_FAR, -_NEAR), (_FAR, _NEAR))
    both = (*corners, *((-x, -y) for x, y in corners))
    painter.drawPolygon(QPolygonF([QPointF(7.5 + x, 7.5 + y) for x, y in both]))
    painter.drawLine(QLineF(5.0, 7.5, 10.0, 7.5))


def _steps(painter: QPainter) -> None:
    path = QPainterPath(QPointF(3.1, 1.6))
    path.lineTo(3.1, 10.2)
    path.quadTo(QPointF(3.1, 12.2), QPointF(5.1, 12.2))
    path.lineTo(12.4, 12.2)
    painter.drawPath(path)
    painter.drawLines([QLineF(3.1, 6.7, 9.3, 6.7), QLineF(9.8, 9.6, 12.4, 12.2), QLineF(9.8, 14.8, 12.4, 12.2)])


_ICONS: dict[PageIcon, Callable[[QPainter], None]] = {
    PageIcon.OVERVIEW: _gauge,
    PageIcon.REFUSALS: _octagon,
    PageIcon.BILLING: _steps,
}
