"""The menu bar icon on a piece of a light and a dark menu bar."""

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

from fairmeter.ui.icon_painter import SCALES, paint, panel_ink
from fairmeter.view.icon_face import HEIGHT, IconFace
from fairmeter.view.theme import DARK, LIGHT, MENU_BAR_DARK, MENU_BAR_LIGHT

_ALMOST_WHOLE = 0.01


def paint_grounds(painter: QPainter, light: QRectF, dark: QRectF, radius: float) -> None:
    """Paint two pieces of menu bar, light and dark, that touch; what they make together has round corners."""
    both = QPainterPath()
    both.addRoundedRect(light.united(dark), radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for piece, colour in ((light, MENU_BAR_LIGHT), (dark, MENU_BAR_DARK)):
        path = QPainterPath()
        path.addRect(piece)
        painter.fillPath(path.intersected(both), QColor(colour))
    painter.restore()


def paint_icon(painter: QPainter, face: IconFace, middle: QPointF, *, dark: bool) -> None:
    """Paint an icon in its real size on whole pixels, as a panel of that brightness shows it."""
    theme = DARK if dark else LIGHT
    image = paint(face, _scale(painter), panel_ink(dark_panel=dark), theme)
    corner = middle - QPointF(face.style.width / 2, HEIGHT / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(_snapped(painter, corner), image)
    painter.restore()


def _scale(painter: QPainter) -> int:
    """The number of pixels to the point for which there is a drawing: no fewer than the device has, if possible."""
    return max(SCALES[0], min(SCALES[-1], math.ceil(painter.deviceTransform().m11() - _ALMOST_WHOLE)))


def _snapped(painter: QPainter, at: QPointF) -> QPointF:
    """The nearest corner of a pixel of the device."""
    to_pixels = painter.deviceTransform()
    pixel = to_pixels.map(at)
    back, _ = to_pixels.inverted()
    return back.map(QPointF(round(pixel.x()), round(pixel.y())))
