"""Extra usage on one card, at any width: three amounts, never subtracted."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.card_lines import Figures, Note, Title, fit, paint_figures, paint_title
from fairmeter.ui.limit_bar import HEIGHT as BAR_HEIGHT
from fairmeter.ui.limit_bar import LimitBar
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import INNER, Panel
from fairmeter.view.extra import ExtraView
from fairmeter.view.glyph import Tone
from fairmeter.view.rows import BarView

_TOP, _TITLE, _BETWEEN, _LINE, _BOTTOM = 7, 18, 1, 16, 8


class ExtraPanel(Panel):
    """Draws an `ExtraView`; nothing when the service says nothing about extra usage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = LimitBar(self, reduced_motion=True)
        self.bar.hide()
        self._view: ExtraView | None = None

    def show_extra(self, view: ExtraView | None, palette: Palette) -> None:
        """Take the money."""
        self._view = view
        self.use(palette)
        if view is None:
            return
        self.tell("Extra usage", view.spoken)
        self.bar.setVisible(view.share is not None)
        if view.share is not None:
            self.bar.setAccessibleName("Extra usage spent of its cap")
            self.bar.show_bar(BarView(used=view.share, tone=Tone.CLOSE), palette, view.spent)

    def height_in(self, room: int) -> int:
        """Two lines, a bar if there is one, a third line where the amounts are too long for one."""
        if self._view is None:
            return 0
        return self._figures_top() + _LINE * len(self._lines(self._view, room)) + _BOTTOM

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the bar."""
        super().resizeEvent(event)
        self.bar.setGeometry(INNER, _TOP + _TITLE + _BETWEEN, max(0, self.width() - 2 * INNER), BAR_HEIGHT)

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the lines."""
        view = self._view
        if view is None:
            return
        room = self.width() - 2 * INNER
        note = Note(view.note, view.note_tone, view.note_glyph, view.glyph_tone)
        title = Title("Extra usage", note, chip=view.chip)
        if fit(title, room).note != view.note:  # what it can do says more than whether it is on
            title = Title("Extra usage", note)
        paint_title(painter, QRectF(INNER, _TOP, room, _TITLE), title, palette)
        box = QRectF(INNER, self._figures_top(), room, _LINE)
        for figures in self._lines(view, self.width()):
            paint_figures(painter, box, figures, palette)
            box.translate(0, _LINE)

    def _figures_top(self) -> int:
        bar = BAR_HEIGHT if self._view is not None and self._view.share is not None else 0
        return _TOP + _TITLE + _BETWEEN + bar

    def _lines(self, view: ExtraView, room: int) -> tuple[Figures, ...]:
        both = Figures(view.spent, view.balance)
        if both.fits(room - 2 * INNER):
            return (both,)
        return Figures(view.spent, ""), Figures("", view.balance)
