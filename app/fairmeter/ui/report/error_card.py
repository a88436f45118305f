"""The card with the error as it was said, and the id to ask support with."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import COMMAND, NOTE
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import INNER, Panel, hairline
from fairmeter.ui.report.setting import paragraph_height, text_width, write, write_paragraph, write_right
from fairmeter.view.evidence import EvidenceView

_TOP, _ABOVE_HAIR, _BELOW_HAIR, _BOTTOM = 9, 7, 6, 10
_MOST_LINES = 12
_ID_GAP = 8


class ErrorCard(Panel):
    """The error's kind and sentence in the fixed-width font, then the request id."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: EvidenceView | None = None

    def show_view(self, view: EvidenceView, palette: Palette) -> None:
        """Take another refusal."""
        self._view = view
        self.use(palette)
        request = f"Request {view.request_id}. " if view.request_id else "No request id. "
        self.tell("Error", f"{' '.join(view.error)} {request}{view.reset_note}.")

    def height_in(self, room: int) -> int:
        """As many lines as the error takes, and one more."""
        if self._view is None or not self._view.error:
            return 0
        foot = NOTE.line if self._fits(self._view, room) else 2 * NOTE.line
        return _TOP + self._text_height(room) + _ABOVE_HAIR + _BELOW_HAIR + foot + _BOTTOM

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the error and the request."""
        view = self._view
        if view is None:
            return
        room = self.width() - 2 * INNER
        y = float(_TOP)
        for line in view.error:
            y += write_paragraph(
                painter, QRectF(INNER, y, room, 0), line, COMMAND, palette.text, most_lines=_MOST_LINES
            )
        hairline(painter, INNER, self.width() - INNER, y + _ABOVE_HAIR, palette)
        box = QRectF(INNER, y + _ABOVE_HAIR + _BELOW_HAIR, room, NOTE.line)
        used = write(painter, box, _label(view), NOTE, palette.text_2) + _ID_GAP
        write(painter, box.adjusted(used, 0, 0, 0), view.request_id, COMMAND, palette.text)
        if self._fits(view, self.width()):
            write_right(painter, box, view.reset_note, NOTE, palette.text_2)
        else:
            write(painter, box.translated(0, NOTE.line), view.reset_note, NOTE, palette.text_2)

    def _fits(self, view: EvidenceView, room: int) -> bool:
        """Whether the id, which is never cut, and the note stand in one line."""
        parts = (
            text_width(_label(view), NOTE) + text_width(view.request_id, COMMAND) + text_width(view.reset_note, NOTE)
        )
        return parts + 2 * _ID_GAP <= room - 2 * INNER

    def _text_height(self, room: int) -> int:
        lines = self._view.error if self._view is not None else ()
        return sum(paragraph_height(line, COMMAND, room - 2 * INNER, _MOST_LINES) for line in lines)


def _label(view: EvidenceView) -> str:
    return "Request" if view.request_id else "No request id was given"
