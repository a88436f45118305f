"""The icon for screens with two or more pixels to the point: shapes in points, on a painter that scales.

Edges that run along the pixels lie on whole points or are snapped, so nothing is blurred that need not be.
"""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

from fairmeter.ui.icon_sketch import Sketch
from fairmeter.view.glyph import Tone
from fairmeter.view.icon_bars import THICKNESS, BarRow, bar_rows
from fairmeter.view.icon_face import HEIGHT, IconFace, IconState

TRACK, STALE = 0.32, 0.55
"""How strong the ink of a track is, and of a fill that is no longer fresh."""

_CENTRE = QPointF(9, 9)
_RADIUS, _STROKE = 6.5, 3.0
_OUTER = _RADIUS + _STROKE / 2
_CIRCLE = QRectF(_CENTRE.x() - _RADIUS, _CENTRE.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
_DASHES = 8
_DASH = 3.1
_BADGE_INSET, _BADGE_RADIUS, _BADGE_CLEAR = 3.5, 3.0, 4.5
_BADGE_REACH = math.ceil(_BADGE_INSET + _BADGE_CLEAR)
_MARK_RESERVE = 6.5


def ring(sketch: Sketch, face: IconFace) -> None:
    """Draw the ring of the binding limit."""
    if face.state is IconState.USED_UP:
        sketch.disc(_CENTRE, _OUTER, face.tone)
        with sketch.rubbing():
            sketch.cross(_CENTRE, 2.6, 2.0)
    else:
        _track(sketch, dashed=face.state is IconState.SIGNED_OUT)
        if face.state is not IconState.SIGNED_OUT and face.ring.used is not None:
            _arc(sketch, face, face.ring.used)
        if face.state not in {IconState.STALE, IconState.SIGNED_OUT} and face.ring.pace is not None:
            _tick(sketch, face.ring.pace)
        _ring_mark(sketch, face)
    if face.badge:
        _badge(sketch, face)


def bars(sketch: Sketch, face: IconFace) -> None:
    """Draw the two bars, with or without room for captions at their left."""
    rows = bar_rows(face, _BADGE_REACH)
    for row in rows:
        _bar(sketch, row)
        _row_mark(sketch, row)
    _middle_mark(sketch, rows[0])
    if face.badge:
        _badge(sketch, face)


def _track(sketch: Sketch, *, dashed: bool) -> None:
    circle = QPainterPath()
    circle.addEllipse(_CIRCLE)  # begins at three o'clock and runs clockwise, and so do the dashes
    pen = QPen(sketch.colour(Tone.PLAIN, TRACK), _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if dashed:
        gap = math.tau * _RADIUS / _DASHES - _DASH
        pen.setDashPattern([_DASH / _STROKE, gap / _STROKE])
    sketch.stroke(circle, pen)


def _arc(sketch: Sketch, face: IconFace, used: float) -> None:
    if used <= 0:
        return
    arc = QPainterPath()
    arc.arcMoveTo(_CIRCLE, 90)
    arc.arcTo(_CIRCLE, 90, -360 * min(1.0, used))
    strength = STALE if face.state is IconState.STALE else 1.0
    colour = sketch.colour(face.tone, strength)
    sketch.stroke(arc, QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))


def _tick(sketch: Sketch, pace: float) -> None:
    angle = math.tau * pace
    direction = QPointF(math.sin(angle), -math.cos(angle))
    with sketch.rubbing():
        sketch.line(QLineF(_CENTRE + direction * 4, _CENTRE + direction * 9), 3.0, round_ends=False)
    sketch.line(QLineF(_CENTRE + direction * 4.25, _CENTRE + direction * 8.5), 1.25, round_ends=False)


def _ring_mark(sketch: Sketch, face: IconFace) -> None:
    match face.state:
        case IconState.CLOSE | IconState.SIGNED_OUT:
            sketch.line(QLineF(9, 5.9, 9, 9.5), 1.6, face.tone)
            sketch.disc(QPointF(9, 11.7), 0.95, face.tone)
        case IconState.OUT:
            sketch.cross(_CENTRE, 1.8, 1.6, face.tone)
        case IconState.STALE:
            for x in (7.6, 10.4):
                sketch.line(QLineF(x, 6.8, x, 11.2), 1.6)
        case _:
            pass


def _badge(sketch: Sketch, face: IconFace) -> None:
    centre = QPointF(face.style.width - _BADGE_INSET, _BADGE_INSET)
    with sketch.rubbing():
        sketch.disc(centre, _BADGE_CLEAR)
    sketch.disc(centre, _BADGE_RADIUS, face.badge_tone)


def _bar(sketch: Sketch, row: BarRow) -> None:
    body = QPainterPath()
    body.addRoundedRect(QRectF(row.left, row.top, row.length, THICKNESS), THICKNESS / 2, THICKNESS / 2)
    sketch.painter.fillPath(body, sketch.colour(Tone.PLAIN, TRACK))
    if row.used is not None and row.used > 0:
        strength = STALE if row.state is IconState.STALE else 1.0
        sketch.painter.save()
        sketch.painter.setClipRect(QRectF(row.left, row.top, _filled(sketch, row.used, row.length), THICKNESS))
        sketch.painter.fillPath(body, sketch.colour(row.tone, strength))
        sketch.painter.restore()


def _filled(sketch: Sketch, used: float, length: int) -> float:
    if used >= 1:
        return length
    pixel = 1 / sketch.scale
    return min(length - pixel, max(pixel, sketch.snapped(used * length)))


def _row_mark(sketch: Sketch, row: BarRow) -> None:
    middle = row.top + THICKNESS / 2
    end = QPointF(row.right - 3, middle)
    if row.state in {IconState.CLOSE, IconState.OUT}:
        _clear(sketch, row.right - _MARK_RESERVE, row.right, row)
    if row.tick is not None:
        _row_tick(sketch, row, row.tick)
    match row.state:
        case IconState.CLOSE:
            sketch.line(QLineF(end - QPointF(0, 3.2), end), 1.5, row.tone)
            sketch.disc(end + QPointF(0, 2.5), 0.85, row.tone)
        case IconState.OUT:
            sketch.cross(end, 1.75, 1.5, row.tone)
        case IconState.USED_UP:
            _clear(sketch, row.middle - 4, row.middle + 4, row)
            sketch.cross(QPointF(row.middle, middle), 2.0, 1.5, row.tone)
        case _:
            pass


def _row_tick(sketch: Sketch, row: BarRow, column: int) -> None:
    top = row.top - 1 if row.top < HEIGHT / 2 else row.top  # the ticks point away from each other
    _clear(sketch, column - 1, column + 2, row)
    sketch.block(QRectF(column, top, 1, THICKNESS + 1))


def _middle_mark(sketch: Sketch, row: BarRow) -> None:
    middle = row.middle
    match row.state:
        case IconState.STALE:
            _clear(sketch, middle - 4, middle + 4)
            for x in (middle - 1.5, middle + 1.5):
                sketch.line(QLineF(x, 5.5, x, 12.5), 1.75)
        case IconState.SIGNED_OUT:
            _clear(sketch, middle - 3, middle + 3)
            sketch.line(QLineF(middle, 4, middle, 10), 1.8)
            sketch.disc(QPointF(middle, 13.5), 1.05)
        case _:
            pass


def _clear(sketch: Sketch, left: float, right: float, row: BarRow | None = None) -> None:
    top, height = (0, HEIGHT) if row is None else (row.top - 1, THICKNESS + 2)
    with sketch.rubbing():
        sketch.block(QRectF(left, top, right - left, height))
