"""The table of who pays: a row for the models that share an order, a column for each pot."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from fairmeter.ui.chain_painter import paint_link, paint_node
from fairmeter.ui.fonts import NAME, NOTE, SMALL
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import Panel, hairline
from fairmeter.ui.report.setting import (
    STRONG_NOTE,
    STRONG_SMALL,
    paragraph,
    text_width,
    write,
    write_centred,
    write_paragraph,
)
from fairmeter.view.order_table import COLUMNS, RULE, SHORT_COLUMNS, OrderRowView, OrderTableView, StageView

SIDE = 14
ROW = 47
_TOP, _TITLE, _HEAD_TOP, _HEAD, _ROWS_TOP, _BOTTOM = 11, 17, 36, 15, 55, 4
_MODEL, _MODEL_NARROW = 148, 118
_NARROW = 640
_NODE_Y, _STATE_TOP = 15.5, 27.5
_DASH = 4.5
_GAP = 8.0
_EMPTY = 40
_MOST_LINES = 2


class OrderPanel(Panel):
    """Draws an `OrderTableView`; to a screen reader each row is a sentence of the description."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = OrderTableView(())

    def show_table(self, view: OrderTableView, palette: Palette) -> None:
        """Show another table."""
        self._view = view
        self.use(palette)
        self.tell("Expected order", view.empty or f"{RULE}. {' '.join(row.spoken for row in view.rows)}")

    def height_in(self, room: int) -> int:  # noqa: ARG002 - a row is as tall however narrow it is
        """A title, a head, and the rows."""
        return _ROWS_TOP + (len(self._view.rows) * ROW if self._view.rows else _EMPTY) + _BOTTOM

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the head and the rows."""
        room = self.width() - 2 * SIDE
        title = QRectF(SIDE, _TOP, room, _TITLE)
        used = write(painter, title, "Expected order", NAME, palette.text)
        write(painter, title.adjusted(used + _GAP, 0, 0, 0), RULE, NOTE, palette.text_2)
        if not self._view.rows:
            write_centred(painter, QRectF(SIDE, _ROWS_TOP, room, _EMPTY), self._view.empty, NOTE, palette.text_2)
            return
        columns = self._columns()
        write(painter, QRectF(SIDE, _HEAD_TOP, columns[0].left() - SIDE, _HEAD), "Model", SMALL, palette.text_2)
        for box, whole, short in zip(columns, COLUMNS, SHORT_COLUMNS, strict=True):
            words = whole if text_width(whole, SMALL) <= box.width() else short
            write_centred(painter, QRectF(box.left(), _HEAD_TOP, box.width(), _HEAD), words, SMALL, palette.text_2)
        for number, row in enumerate(self._view.rows):
            top = _ROWS_TOP + number * ROW
            hairline(painter, SIDE, self.width() - SIDE, top, palette)
            self._paint_row(painter, top, row, columns, palette)

    def _columns(self) -> list[QRectF]:
        room = self.width() - 2 * SIDE
        model = _MODEL if room >= _NARROW else _MODEL_NARROW
        each = (room - model) / len(COLUMNS)
        return [QRectF(SIDE + model + number * each, 0, each, ROW) for number in range(len(COLUMNS))]

    def _paint_row(
        self, painter: QPainter, top: float, row: OrderRowView, columns: list[QRectF], palette: Palette
    ) -> None:
        _paint_name(painter, QRectF(SIDE, top, columns[0].left() - SIDE - _GAP, ROW), row, palette)
        centres = [QPointF(box.center().x(), top + _NODE_Y) for box in columns]
        for (here, there), link in zip(pairwise(centres), row.links, strict=True):
            paint_link(painter, here, there, link, palette)
        for centre, box, stage in zip(centres, columns, row.stages, strict=True):
            _paint_stage(painter, centre, box.translated(0, top), stage, palette)


def _paint_name(painter: QPainter, box: QRectF, row: OrderRowView, palette: Palette) -> None:
    """The models, in two lines where they are many, and the note under them."""
    most = 1 if row.note else _MOST_LINES
    tall = min(most, len(paragraph(row.models, STRONG_NOTE, box.width()))) * NOTE.line
    name = box.translated(0, (ROW - tall - (SMALL.line if row.note else 0)) / 2)
    write_paragraph(painter, name, row.models, STRONG_NOTE, palette.text, most_lines=most)
    note = QRectF(name.left(), name.top() + tall, name.width(), SMALL.line)
    write(painter, note, row.note, SMALL, palette.words(row.note_tone))


def _paint_stage(painter: QPainter, centre: QPointF, box: QRectF, stage: StageView, palette: Palette) -> None:
    if stage.node is None:
        painter.setPen(QPen(palette.idle, 1.5))
        painter.drawLine(centre - QPointF(_DASH, 0), centre + QPointF(_DASH, 0))
    else:
        paint_node(painter, centre, stage.node, palette)
    role = STRONG_SMALL if stage.is_strong else SMALL
    words = stage.words if text_width(stage.words, role) <= box.width() else stage.short
    line = QRectF(box.left(), box.top() + _STATE_TOP, box.width(), SMALL.line)
    write_centred(painter, line, words, role, palette.words(stage.tone))
