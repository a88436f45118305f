"""The lanes of who paid: the plan, extra usage and the refusals over seven days."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from fairmeter.ui.cards import hair
from fairmeter.ui.fonts import SMALL, baseline, font
from fairmeter.ui.glyphs import draw
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.setting import STRONG_NOTE, STRONG_SMALL, text_width, write, write_centred
from fairmeter.view.glyph import GLYPH_TONES, Glyph
from fairmeter.view.who_paid import ChargeMark, RefusalMark, Span, WhoPaidView

HEIGHT = 182
_PLAN_Y, _EXTRA_Y, _REFUSED_Y = 30.0, 76.0, 124.0
_GRID_TOP, _GRID_BOTTOM, _DAYS_TOP = 8.0, 152.0, 157.0
_LABELS = 76.0
_BLOCK, _BLOCK_RADIUS, _LEAST_BLOCK = 10.0, 2.0, 2.0
_CHARGE_WIDTH, _CHARGE_HEIGHT, _SUM_ABOVE = 4.0, 10.0, 11.0
_TRIANGLE, _TRIANGLE_Y, _TRIANGLE_GAP = 15.0, 56.0, 4.0
_GLYPH, _BIG_GLYPH, _NEAR = 13.0, 16.0, 15.0
_HALO = 3.0
_OFF_WORDS_BELOW = 6.0
_DOTS = [1.5 / 1.2, 3.0 / 1.2]
_GAP = 8.0


def paint_lanes(painter: QPainter, box: QRectF, view: WhoPaidView, palette: Palette) -> None:
    """Draw everything into a box of the lanes' height."""
    painter.save()
    painter.translate(box.topLeft())
    plot = QRectF(_LABELS, 0, box.width() - _LABELS, HEIGHT)
    _paint_grid(painter, plot, view, palette)
    for y, words in ((_PLAN_Y, "Plan"), (_EXTRA_Y, "Extra usage"), (_REFUSED_Y, "Refused")):
        write(painter, QRectF(0, y - 8, _LABELS - 4, 16), words, STRONG_NOTE, palette.text)
    for span in view.plan:
        _paint_block(painter, plot, span, palette)
    for span in view.off:
        _paint_off(painter, plot, span, palette)
    _paint_drops(painter, plot, view, palette)
    _paint_charges(painter, plot, view.charges, palette)
    _paint_refusals(painter, plot, view.refusals, palette)
    if view.empty:
        wide = text_width(view.empty, SMALL)
        middle = QRectF(plot.center().x() - wide / 2, _EXTRA_Y - SMALL.line / 2, wide + 1, SMALL.line)
        _write_haloed(painter, middle, view.empty, palette.text_2, palette)
    painter.restore()


def _x(plot: QRectF, share: float) -> float:
    return plot.left() + share * plot.width()


def _paint_grid(painter: QPainter, plot: QRectF, view: WhoPaidView, palette: Palette) -> None:
    thin = hair(painter) * 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for number in range(len(view.days) + 1):
        x = _x(plot, number / len(view.days))
        painter.fillRect(QRectF(x - thin / 2, _GRID_TOP, thin, _GRID_BOTTOM - _GRID_TOP), palette.hair)
    until = _x(plot, view.now) - plot.left()
    for y in (_PLAN_Y, _EXTRA_Y, _REFUSED_Y):
        painter.fillRect(QRectF(plot.left(), y - thin / 2, until, thin), palette.hair)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    each = plot.width() / len(view.days)
    for number, name in enumerate(view.days):
        is_today = number == len(view.days) - 1
        role, ink = (STRONG_SMALL, palette.text) if is_today else (SMALL, palette.text_2)
        write_centred(painter, QRectF(plot.left() + number * each, _DAYS_TOP, each, SMALL.line), name, role, ink)


def _paint_block(painter: QPainter, plot: QRectF, span: Span, palette: Palette) -> None:
    left = _x(plot, span.left)
    box = QRectF(left, _PLAN_Y - _BLOCK / 2, max(_LEAST_BLOCK, _x(plot, span.right) - left), _BLOCK)
    if span.is_sparse:
        painter.setPen(QPen(palette.fine, 1))
        painter.setBrush(palette.card)
        box.adjust(0.5, 0.5, -0.5, -0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.fine)
    painter.drawRoundedRect(box, _BLOCK_RADIUS, _BLOCK_RADIUS)


def _paint_off(painter: QPainter, plot: QRectF, span: Span, palette: Palette) -> None:
    left, right = _x(plot, span.left), _x(plot, span.right)
    painter.fillRect(QRectF(left, _EXTRA_Y - 2, right - left, 4), palette.card)
    pen = QPen(palette.idle, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.0, 1.6])
    painter.setPen(pen)
    painter.drawLine(QLineF(left, _EXTRA_Y, right, _EXTRA_Y))
    wide = text_width(span.words, SMALL)
    start = min(max(plot.left(), (left + right - wide) / 2), plot.right() - wide)
    line = QRectF(start, _EXTRA_Y + _OFF_WORDS_BELOW, wide + 1, SMALL.line)
    _write_haloed(painter, line, span.words, palette.text_2, palette)


def _paint_drops(painter: QPainter, plot: QRectF, view: WhoPaidView, palette: Palette) -> None:
    """Dotted lines from the plan's lane to what the plan should have paid or answered."""
    drops = [(one.at, _EXTRA_Y, palette.close) for one in view.charges if one.had_room]
    drops += [(one.at, _REFUSED_Y, palette.out) for one in view.refusals if one.glyph is Glyph.CONTRADICTION]
    for share, end, ink in drops:
        pen = QPen(ink, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_DOTS)
        painter.setPen(pen)
        x = _x(plot, share)
        painter.drawLine(QLineF(x, _PLAN_Y + _BLOCK / 2, x, end))


def _paint_charges(painter: QPainter, plot: QRectF, charges: tuple[ChargeMark, ...], palette: Palette) -> None:
    taken: list[QRectF] = []
    for charge in sorted(charges, key=lambda one: not one.had_room):
        x = _x(plot, charge.at)
        bar = QRectF(x - _CHARGE_WIDTH / 2, _EXTRA_Y - _CHARGE_HEIGHT / 2, _CHARGE_WIDTH, _CHARGE_HEIGHT)
        painter.setPen(QPen(palette.close, 1) if charge.is_sparse else Qt.PenStyle.NoPen)
        painter.setBrush(palette.card if charge.is_sparse else palette.close)
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5) if charge.is_sparse else bar, 1, 1)
        role = STRONG_SMALL if charge.had_room else SMALL
        wide = text_width(charge.words, role)
        if charge.had_room:
            mark = QRectF(x - _TRIANGLE / 2, _TRIANGLE_Y - _TRIANGLE / 2, _TRIANGLE, _TRIANGLE)
            painter.fillRect(mark.adjusted(2, -2, -2, 2), palette.card)
            draw(painter, Glyph.CLOSE, mark, palette.close, palette.card)
            left = mark.right() + _TRIANGLE_GAP
            left = left if left + wide <= plot.right() else mark.left() - _TRIANGLE_GAP - wide
            line = QRectF(left, _TRIANGLE_Y - SMALL.line / 2, wide + 1, SMALL.line)
        else:
            left = min(max(plot.left(), x - wide / 2), plot.right() - wide)
            line = QRectF(left, bar.top() - _SUM_ABOVE - SMALL.line / 2, wide + 1, SMALL.line)
        if any(line.adjusted(-_GAP, 0, _GAP, 0).intersects(other) for other in taken):
            continue
        taken.append(line)
        ink = palette.close_text if charge.had_room else palette.text
        _write_haloed(painter, line, charge.words, ink, palette, strong=charge.had_room)


def _paint_refusals(painter: QPainter, plot: QRectF, refusals: tuple[RefusalMark, ...], palette: Palette) -> None:
    """The marks, those that are near each other stacked upwards; contradictions first, so that they keep the lane."""
    ordered = sorted(refusals, key=lambda one: (one.glyph is not Glyph.CONTRADICTION, one.at))
    placed: list[QPointF] = []
    words_until = plot.right() + _GAP + 1
    for refusal in ordered:
        centre = QPointF(_x(plot, refusal.at), _REFUSED_Y)
        while any(abs(centre.x() - one.x()) < _NEAR and abs(centre.y() - one.y()) < _NEAR for one in placed):
            centre -= QPointF(0, _NEAR)
        placed.append(centre)
        is_alarm = refusal.glyph is Glyph.CONTRADICTION
        side = _BIG_GLYPH if is_alarm else _GLYPH
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.card)
        painter.drawEllipse(centre, side / 2 + 1, side / 2 + 1)
        mark = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        draw(painter, refusal.glyph, mark, palette.mark(GLYPH_TONES[refusal.glyph]), palette.card)
    for refusal in sorted((one for one in ordered if one.glyph is Glyph.CONTRADICTION), key=lambda one: -one.at):
        wide = text_width(refusal.words, STRONG_SMALL)
        left = min(max(plot.left(), _x(plot, refusal.at) - wide / 2), plot.right() - wide)
        if left + wide + _GAP <= words_until:
            line = QRectF(left, _REFUSED_Y + _BIG_GLYPH / 2 + 1, wide + 1, SMALL.line)
            _write_haloed(painter, line, refusal.words, palette.out_text, palette, strong=True)
            words_until = left


def _write_haloed(
    painter: QPainter, box: QRectF, text: str, ink: QColor, palette: Palette, *, strong: bool = False
) -> None:
    """Write with a halo of the card's colour, so that lines behind do not cross the words."""
    used = font(STRONG_SMALL if strong else SMALL)
    path = QPainterPath()
    path.addText(QPointF(box.left(), baseline(box, used)), used, text)
    halo = QPen(palette.card, 2 * _HALO)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, halo)
    painter.setFont(used)
    painter.setPen(ink)
    painter.drawText(QPointF(box.left(), baseline(box, used)), text)
