"""The card with the probable causes and what to try, or with what a verdict rests on."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import NOTE, SMALL
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import INNER, Panel, hairline
from fairmeter.ui.report.setting import STRONG_NOTE, paragraph, text_width, write, write_paragraph, write_right
from fairmeter.view.evidence import EvidenceView, LineView

_TOP, _TITLE, _BELOW_TITLE, _BOTTOM = 8, 17, 2, 9
_BETWEEN = 3
_LABELS = 74
_ABOVE_HAIR, _BELOW_HAIR = 6, 7
_ASIDE_GAP = 4.0


class LinesCard(Panel):
    """Labelled lines under a title; what to try stands apart at the end."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: EvidenceView | None = None

    def show_view(self, view: EvidenceView, palette: Palette) -> None:
        """Take another refusal."""
        self._view = view
        self.use(palette)
        told = [f"{one.label}: {one.text} {one.aside}".strip(": ").strip() for one in view.lines]
        if view.to_try:
            told.append(f"Try: {view.to_try}")
        self.tell(view.lines_title, " ".join([*told, view.lines_note]).strip())

    def height_in(self, room: int) -> int:
        """As tall as its lines are when they are wrapped."""
        view = self._view
        if view is None:
            return 0
        lines = sum(_height(one, self._room(room)) + _BETWEEN for one in view.lines)
        tried = len(paragraph(view.to_try, NOTE, self._room(room))) * NOTE.line
        rest = _ABOVE_HAIR + _BELOW_HAIR - _BETWEEN + tried if tried else -_BETWEEN
        return _TOP + _TITLE + _BELOW_TITLE + lines + rest + _BOTTOM

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the lines."""
        view = self._view
        if view is None:
            return
        title = QRectF(INNER, _TOP, self.width() - 2 * INNER, _TITLE)
        used = write(painter, title, view.lines_title, STRONG_NOTE, palette.text)
        write_right(painter, title.adjusted(used + INNER, 0, 0, 0), view.lines_note, SMALL, palette.text_2)
        y = title.bottom() + _BELOW_TITLE
        for line in view.lines:
            self._paint_line(painter, y, line, palette)
            y += _height(line, self._room(self.width())) + _BETWEEN
        if view.to_try:
            y += _ABOVE_HAIR - _BETWEEN
            hairline(painter, INNER, self.width() - INNER, y, palette)
            self._paint_line(painter, y + _BELOW_HAIR, LineView("Try", view.to_try), palette)

    def _room(self, wide: int) -> float:
        return wide - 2 * INNER - _LABELS

    def _paint_line(self, painter: QPainter, y: float, line: LineView, palette: Palette) -> None:
        room = self._room(self.width())
        write(painter, QRectF(INNER, y, _LABELS, NOTE.line), line.label, STRONG_NOTE, palette.text)
        ink = palette.text_2 if line.is_quiet else palette.text
        column = QRectF(INNER + _LABELS, y, room, 0)
        tall = write_paragraph(painter, column, line.text, NOTE, ink)
        if not line.aside:
            return
        if _aside_fits(line, room):
            column.setLeft(column.left() + text_width(line.text, NOTE) + _ASIDE_GAP)
        else:
            column.translate(0, tall)
        write_paragraph(painter, column, line.aside, NOTE, palette.text_2)


def _height(line: LineView, room: float) -> int:
    own = len(paragraph(line.text, NOTE, room))
    apart = 0 if not line.aside or _aside_fits(line, room) else len(paragraph(line.aside, NOTE, room))
    return max(1, own + apart) * NOTE.line


def _aside_fits(line: LineView, room: float) -> bool:
    """Whether the quieter words stand in the same line."""
    return text_width(line.text, NOTE) + _ASIDE_GAP + text_width(line.aside, NOTE) <= room
