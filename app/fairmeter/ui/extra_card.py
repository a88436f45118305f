"""The card of extra usage: whether it pays, what was spent of the cap, and the balance."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.card_lines import Figures, Note, Title, paint_figures, paint_title
from fairmeter.ui.cards import CONTENT_WIDTH, INNER, Card
from fairmeter.ui.limit_bar import HEIGHT as BAR_HEIGHT
from fairmeter.ui.limit_bar import LimitBar
from fairmeter.ui.palette import Palette
from fairmeter.view.extra import ExtraView
from fairmeter.view.glyph import Tone
from fairmeter.view.popover import PopoverView
from fairmeter.view.rows import BarView

_TOP, _TITLE, _BETWEEN, _LINE, _BOTTOM = 7, 18, 1, 16, 8


class ExtraCard(Card):
    """Draws an `ExtraView`; the bar is there only while extra usage pays against a cap."""

    def __init__(self, parent: QWidget, *, reduced_motion: bool = False) -> None:
        super().__init__(parent)
        self.bar = LimitBar(self, reduced_motion=reduced_motion)
        self.bar.hide()
        self._view: ExtraView | None = None

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Take the money."""
        self.use(palette)
        extra = view.extra
        if extra != self._view:
            self._view = extra
            self.update()
        if extra is None:
            return
        self.setAccessibleName(extra.spoken)
        self.bar.setVisible(extra.share is not None)
        if extra.share is not None:
            self.bar.setAccessibleName("Extra usage spent of its cap")
            self.bar.show_bar(BarView(used=extra.share, tone=Tone.CLOSE), palette, extra.spent)

    def wanted_height(self) -> int:
        """Two lines, a bar if there is one, a third line if the amounts are too long for one."""
        if self._view is None:
            return 0
        return self._figures_top() + _LINE * len(self._lines(self._view)) + _BOTTOM

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the bar."""
        super().resizeEvent(event)
        self.bar.setGeometry(INNER, _TOP + _TITLE + _BETWEEN, CONTENT_WIDTH, BAR_HEIGHT)

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the lines."""
        view = self._view
        if view is None:
            return
        note = Note(view.note, view.note_tone, view.note_glyph, view.glyph_tone)
        title = Title("Extra usage", note, chip=view.chip)
        paint_title(painter, QRectF(INNER, _TOP, CONTENT_WIDTH, _TITLE), title, palette)
        box = QRectF(INNER, self._figures_top(), CONTENT_WIDTH, _LINE)
        for figures in self._lines(view):
            paint_figures(painter, box, figures, palette)
            box.translate(0, _LINE)

    def _figures_top(self) -> int:
        bar = BAR_HEIGHT if self._view is not None and self._view.share is not None else 0
        return _TOP + _TITLE + _BETWEEN + bar

    def _lines(self, view: ExtraView) -> tuple[Figures, ...]:
        """Amounts are never cut: where both do not fit in one line, the balance gets its own."""
        both = Figures(view.spent, view.balance)
        if both.fits(CONTENT_WIDTH):
            return (both,)
        return Figures(view.spent, ""), Figures("", view.balance)
