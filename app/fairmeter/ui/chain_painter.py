"""Draws the stages of a chain and what leads from one to the next; the card and the report's pages share it."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from fairmeter.ui.fonts import SEMIBOLD, SMALL, Type, font, width
from fairmeter.ui.glyphs import draw
from fairmeter.ui.lettering import elided
from fairmeter.ui.palette import Palette
from fairmeter.view.chain import ChainView, LinkView, NodeKind
from fairmeter.view.glyph import Glyph, Tone

STRONG = Type(SMALL.size, SMALL.line, SEMIBOLD)
NODE_Y, NAME_BASELINE, STATE_BASELINE = 10.0, 34.0, 48.0
ARC_DROP = 9.0
"""How much lower everything but the arc stands where there is an arc."""

_GLYPH = 16.0
_STROKE = 1.5
_RING = 6.4
_INNER = 1.6
_HALO, _HALO_SHARE = 9.2, 0.22
_OFF_CENTRE = 9.0
_OUTLINE = 6.4
_OUTLINE_CUT = 0.387  # where an octagon's corner lies, as a share of half its width
_DOTS = [1.0, 3.5 / _STROKE]
_DASHES = [2.2 / _STROKE, 2.2 / _STROKE]
_ARROW, _HEAD_LENGTH, _HEAD_HALF = 2.0, 6.5, 4.5
_SLASHES = (-2.5, 2.5)
_SLASH_LEAN, _SLASH_RISE, _BREAK = 2.0, 5.0, 5.0
_ARC_Y, _ARC_START, _DOT = 6.0, 4.0, 3.0
_NARROWEST = 80
_BETWEEN_WORDS = 2.0


def paint_chain(painter: QPainter, box: QRectF, view: ChainView, palette: Palette) -> None:
    """Draw the whole row into a box of 292 x 51, or 292 x 60 with an arc; columns spread evenly."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    column = box.width() / len(view.nodes)
    top = box.top() + (ARC_DROP if view.arc else 0.0)
    centres = [QPointF(box.left() + (place + 0.5) * column, top + NODE_Y) for place in range(len(view.nodes))]
    for (here, there), link in zip(pairwise(centres), view.links, strict=True):
        paint_link(painter, here, there, link, palette)
    if view.arc:
        _paint_arc(painter, QPointF(box.left() + _ARC_START, top + NODE_Y), centres[-2], box.top() + _ARC_Y, palette)
    for centre, node in zip(centres, view.nodes, strict=True):
        paint_node(painter, centre, node.kind, palette)
        painter.setPen(palette.text)
        _write(painter, QPointF(centre.x(), top + NAME_BASELINE), node.name, STRONG, column)
        painter.setPen(palette.words(node.tone))
        _write(painter, QPointF(centre.x(), top + STATE_BASELINE), node.state, STRONG if node.strong else SMALL, column)
    painter.restore()


def paint_node(painter: QPainter, centre: QPointF, kind: NodeKind, palette: Palette) -> None:
    """Draw one stage around its centre, 16 points wide, on the colour of a card."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    filled = _FILLED.get(kind)
    if filled is None:
        _OPEN[kind](painter, palette)
    else:
        if kind is NodeKind.PLAN_PAYS:
            halo = QColor(palette.fine)
            halo.setAlphaF(_HALO_SHARE)
            _disc(painter, QPointF(0, 0), _HALO, halo)
        glyph, tone = filled
        square = QRectF(-_GLYPH / 2, -_GLYPH / 2, _GLYPH, _GLYPH)
        draw(painter, glyph, square, palette.mark(tone), palette.card)
    painter.restore()


def paint_link(painter: QPainter, here: QPointF, there: QPointF, link: LinkView, palette: Palette) -> None:
    """Draw what leads from one centre to the next, ending short of both."""
    start, end = here + QPointF(_OFF_CENTRE, 0), there - QPointF(_OFF_CENTRE, 0)
    match link:
        case LinkView.SOLID:
            _line(painter, _flat(palette.idle, _STROKE), QLineF(start, end))
        case LinkView.DOTTED:
            pen = _round(palette.idle, _STROKE)
            pen.setDashPattern(_DOTS)
            _line(painter, pen, QLineF(start, end))
        case LinkView.BROKEN:
            _paint_break(painter, start, end, palette)
        case LinkView.ARROW:
            _paint_arrow(painter, start, end, palette)


def _paint_break(painter: QPainter, start: QPointF, end: QPointF, palette: Palette) -> None:
    middle = (start + end) / 2
    plain = _flat(palette.idle, _STROKE)
    _line(painter, plain, QLineF(start, middle - QPointF(_BREAK, 0)), QLineF(middle + QPointF(_BREAK, 0), end))
    lean = QPointF(_SLASH_LEAN, -_SLASH_RISE)
    slashes = [middle + QPointF(aside, 0) for aside in _SLASHES]
    pen = _round(palette.out, _STROKE)
    _line(painter, pen, *(QLineF(at - lean, at + lean) for at in slashes))


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF, palette: Palette) -> None:
    neck = end - QPointF(_HEAD_LENGTH, 0)
    _line(painter, _flat(palette.out, _ARROW), QLineF(start, neck))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.out)
    painter.drawPolygon(QPolygonF([end, neck - QPointF(0, _HEAD_HALF), neck + QPointF(0, _HEAD_HALF)]))


def _paint_arc(painter: QPainter, start: QPointF, into: QPointF, y: float, palette: Palette) -> None:
    """From a dot before the first stage, over those that were passed by, into the top of the one that was asked."""
    path = QPainterPath(start)
    path.cubicTo(QPointF(start.x(), y + 4), QPointF(start.x() + 6, y), QPointF(start.x() + 20, y))
    path.lineTo(into.x() - 14, y)
    path.cubicTo(QPointF(into.x() - 4, y), QPointF(into.x(), y + 1), QPointF(into.x(), y + 4))
    painter.strokePath(path, _flat(palette.out, _ARROW))
    _disc(painter, start, _DOT, palette.out)


def _write(painter: QPainter, at: QPointF, text: str, role: Type, column: float) -> None:
    """Write in the middle of a column; what is too wide is set narrower, and cut only then."""
    room = column - _BETWEEN_WORDS
    used = font(role)
    if (wide := width(text, used)) > room:
        used.setStretch(max(_NARROWEST, int((used.stretch() or 100) * room / wide)))
        text = elided(text, used, room)
    painter.setFont(used)
    painter.drawText(at - QPointF(width(text, used) / 2, 0), text)


def _line(painter: QPainter, pen: QPen, *lines: QLineF) -> None:
    painter.setPen(pen)
    painter.drawLines(list(lines))


def _disc(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _ring(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, _STROKE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), _RING, _RING)


def _flat(colour: QColor, stroke: float) -> QPen:
    return QPen(colour, stroke, c=Qt.PenCapStyle.FlatCap)


def _round(colour: QColor, stroke: float) -> QPen:
    return QPen(colour, stroke, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)


def _has_room(painter: QPainter, palette: Palette) -> None:
    _ring(painter, palette.fine)
    painter.setPen(_round(palette.fine, _INNER))
    painter.drawPolyline(QPolygonF([QPointF(-2.6, 0.1), QPointF(-0.8, 2.0), QPointF(2.7, -1.9)]))


def _cannot_pay(painter: QPainter, palette: Palette) -> None:
    _ring(painter, palette.out)
    _line(painter, _round(palette.out, _INNER), QLineF(-2.3, -2.3, 2.3, 2.3), QLineF(-2.3, 2.3, 2.3, -2.3))


def _off(painter: QPainter, palette: Palette) -> None:
    _ring(painter, palette.idle)
    _line(painter, _round(palette.idle, _STROKE), QLineF(-2.8, 2.8, 2.8, -2.8))


def _not_asked(painter: QPainter, palette: Palette) -> None:
    pen = _flat(palette.idle, _STROKE)
    pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.drawEllipse(QPointF(0, 0), _RING, _RING)


def _refuses(painter: QPainter, palette: Palette) -> None:
    far, near = _OUTLINE, _OUTLINE * _OUTLINE_CUT
    corners = ((-near, -far), (near, -far), (far, -near), (far, near), (near, far), (-near, far), (-far, near))
    painter.setPen(QPen(palette.idle, _STROKE, j=Qt.PenJoinStyle.MiterJoin))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in (*corners, (-far, -near))]))
    _line(painter, _round(palette.idle, _STROKE), QLineF(-2.8, 0, 2.8, 0))


def _unknown(painter: QPainter, palette: Palette) -> None:
    square = QRectF(-_GLYPH / 2, -_GLYPH / 2, _GLYPH, _GLYPH)
    draw(painter, Glyph.UNPROVEN, square, palette.idle, palette.card)


_FILLED = {
    NodeKind.PLAN_PAYS: (Glyph.FINE, Tone.FINE),
    NodeKind.EXTRA_PAYS: (Glyph.CLOSE, Tone.CLOSE),
    NodeKind.USED_UP: (Glyph.OUT, Tone.OUT),
    NodeKind.CAUSE: (Glyph.OUT, Tone.OUT),
    NodeKind.REFUSED: (Glyph.REFUSED, Tone.OUT),
}
_OPEN: dict[NodeKind, Callable[[QPainter, Palette], None]] = {
    NodeKind.HAS_ROOM: _has_room,
    NodeKind.CANNOT_PAY: _cannot_pay,
    NodeKind.OFF: _off,
    NodeKind.NOT_ASKED: _not_asked,
    NodeKind.REFUSES: _refuses,
    NodeKind.UNKNOWN: _unknown,
}
