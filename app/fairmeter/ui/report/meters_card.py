"""The card with the meters as they stood when a request was refused."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import NOTE, SMALL
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import INNER, Panel
from fairmeter.ui.report.setting import (
    STRONG_NOTE,
    STRONG_SMALL,
    paragraph_height,
    text_width,
    write,
    write_paragraph,
    write_right,
)
from fairmeter.view.evidence import EvidenceView, MeterView
from fairmeter.view.glyph import Tone

_TOP, _TITLE, _BETWEEN, _BOTTOM = 8, 17, 5, 8
_NAME, _SECOND = 15, 15
_ROW = _NAME + _SECOND
_ROW_GAP = 8
_GAP = 16
_BAR_TOP, _BAR_HEIGHT = 19.0, 6.0
_MOST_IN_A_ROW = 4
_NARROWEST = 96
_LEAST_USED = 3.0
_NAME_OF_CARD = "Meters at that moment"


class MetersCard(Panel):
    """The meters side by side; without a reading, the sentence that says so."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: EvidenceView | None = None

    def show_view(self, view: EvidenceView, palette: Palette) -> None:
        """Take another refusal."""
        self._view = view
        self.use(palette)
        told = " ".join(f"{one.name}: {one.figure}{f', {one.second}' if one.second else ''}." for one in view.meters)
        self.tell(_NAME_OF_CARD, view.no_meters or f"{told} {view.meters_note}.")

    def height_in(self, room: int) -> int:
        """A title and as many rows as the meters take, or the sentence."""
        if self._view is None:
            return 0
        head = _TOP + _TITLE + _BETWEEN + (0 if self._note_fits(self._view, room) else SMALL.line)
        if self._view.no_meters:
            return head + paragraph_height(self._view.no_meters, NOTE, room - 2 * INNER) + _BOTTOM
        rows = -(-len(self._view.meters) // self._in_a_row(room))
        return head + rows * _ROW + max(0, rows - 1) * _ROW_GAP + _BOTTOM

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the title and the meters."""
        view = self._view
        if view is None:
            return
        title = QRectF(INNER, _TOP, self.width() - 2 * INNER, _TITLE)
        write(painter, title, _NAME_OF_CARD, STRONG_NOTE, palette.text)
        top = float(_TOP + _TITLE + _BETWEEN)
        if self._note_fits(view, self.width()):
            write_right(painter, title, view.meters_note, SMALL, palette.text_2)
        else:
            note = QRectF(INNER, title.bottom(), title.width(), SMALL.line)
            write(painter, note, view.meters_note, SMALL, palette.text_2)
            top += SMALL.line
        if view.no_meters:
            write_paragraph(painter, QRectF(INNER, top, title.width(), 0), view.no_meters, NOTE, palette.text_2)
            return
        count = self._in_a_row(self.width())
        wide = (title.width() - (count - 1) * _GAP) / count
        for number, meter in enumerate(view.meters):
            row, column = divmod(number, count)
            left = INNER + column * (wide + _GAP)
            _paint_meter(painter, QRectF(left, top + row * (_ROW + _ROW_GAP), wide, _ROW), meter, palette)

    def _note_fits(self, view: EvidenceView, room: int) -> bool:
        """Whether where the figures come from stands beside the title."""
        both = text_width(_NAME_OF_CARD, STRONG_NOTE) + _GAP + text_width(view.meters_note, SMALL)
        return both <= room - 2 * INNER

    def _in_a_row(self, room: int) -> int:
        """Four, or fewer where they would be too narrow for a name and a figure."""
        fit = max(1, (room - 2 * INNER + _GAP) // (_NARROWEST + _GAP))
        count = len(self._view.meters) if self._view is not None else 1
        return max(1, min(_MOST_IN_A_ROW, fit, max(count, 1)))


def _paint_meter(painter: QPainter, box: QRectF, meter: MeterView, palette: Palette) -> None:
    line = QRectF(box.left(), box.top(), box.width(), _NAME)
    used = write(painter, line, meter.name, STRONG_SMALL, palette.text)
    role = SMALL if meter.figure_tone is Tone.QUIET else STRONG_SMALL
    write_right(painter, line.adjusted(used + 4, 0, 0, 0), meter.figure, role, palette.words(meter.figure_tone))
    if meter.is_money:
        second = QRectF(box.left(), box.top() + _NAME, box.width(), _SECOND)
        write(painter, second, meter.second, SMALL, palette.text_2)
        return
    track = QRectF(box.left(), box.top() + _BAR_TOP, box.width(), _BAR_HEIGHT)
    shape = QPainterPath()
    shape.addRoundedRect(track, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
    painter.save()
    painter.setClipPath(shape)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(track, palette.track)
    if meter.used:
        fill = palette.out if meter.figure_tone is Tone.OUT else palette.fine
        wide = max(_LEAST_USED, meter.used * track.width())
        painter.fillRect(QRectF(track.left(), track.top(), wide, track.height()), fill)
    painter.restore()
