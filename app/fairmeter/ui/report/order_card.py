"""A column of steps: which pot was asked in which turn, what it said, and how it ended."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import NOTE
from fairmeter.ui.glyphs import draw
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import INNER, Panel, hairline
from fairmeter.ui.report.setting import STRONG_NOTE, STRONG_SMALL, write, write_centred, write_right
from fairmeter.view.glyph import GLYPH_TONES, Tone
from fairmeter.view.order_view import OrderView, StepView

_TOP, _TITLE = 9, 17
_HAIR_TOP = 31
_STEP = 26
_END = 32
_CIRCLE = 16.0
_NAME_LEFT = 24
_GLYPH, _END_GLYPH, _GLYPH_GAP = 14.0, 16.0, 5.0
_GAP = 6.0


class OrderCard(Panel):
    """Draws an `OrderView`; the one that ended in a refusal it should not have has the outline of a warning."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: OrderView | None = None

    def show_order(self, view: OrderView, palette: Palette) -> None:
        """Take another order."""
        self._view = view
        self.use(palette, is_alarm=view.is_alarm)
        self.tell(view.title, view.spoken)

    def height_in(self, room: int) -> int:  # noqa: ARG002 - a step is one line however narrow it is
        """A title, a line for each step, and the end."""
        return 0 if self._view is None else _HAIR_TOP + len(self._view.steps) * _STEP + _END

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the steps."""
        view = self._view
        if view is None:
            return
        right = self.width() - INNER
        write(painter, QRectF(INNER, _TOP, right - INNER, _TITLE), view.title, STRONG_NOTE, palette.text)
        y = float(_HAIR_TOP)
        for step in view.steps:
            hairline(painter, INNER, right, y, palette)
            _paint_step(painter, QRectF(INNER, y, right - INNER, _STEP), step, palette)
            y += _STEP
        hairline(painter, INNER, right, y, palette)
        box = QRectF(INNER, y, right - INNER, _END - 3)
        write(painter, box, view.end, STRONG_NOTE, palette.words(view.end_tone))
        mark = QRectF(right - _END_GLYPH, box.center().y() - _END_GLYPH / 2, _END_GLYPH, _END_GLYPH)
        draw(painter, view.end_glyph, mark, palette.mark(view.end_tone), palette.card)


def _paint_step(painter: QPainter, box: QRectF, step: StepView, palette: Palette) -> None:
    circle = QRectF(box.left(), box.center().y() - _CIRCLE / 2, _CIRCLE, _CIRCLE)
    painter.setPen(QPen(palette.idle, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
    write_centred(painter, circle, step.number, STRONG_SMALL, palette.text_2)
    right = box
    if step.glyph is not None:
        corner = QPointF(box.right() - _GLYPH, box.center().y() - _GLYPH / 2)
        tone = step.tone if step.tone is Tone.OUT else GLYPH_TONES[step.glyph]
        draw(painter, step.glyph, QRectF(corner.x(), corner.y(), _GLYPH, _GLYPH), palette.mark(tone), palette.card)
        right = box.adjusted(0, 0, -_GLYPH - _GLYPH_GAP, 0)
    role = STRONG_NOTE if step.is_strong else NOTE
    said = write_right(painter, right.adjusted(_NAME_LEFT, 0, 0, 0), step.words, role, palette.words(step.tone))
    name = right.adjusted(_NAME_LEFT, 0, -said - _GAP, 0)
    write(painter, name, step.name, NOTE, palette.text_2 if step.is_quiet else palette.text)
