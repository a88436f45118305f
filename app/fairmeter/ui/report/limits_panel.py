"""The limits of the account on one card, at any width."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.card_lines import Figures, Note, Title, paint_figures, paint_title
from fairmeter.ui.limit_bar import HEIGHT as BAR_HEIGHT
from fairmeter.ui.limit_bar import LimitBar
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import INNER, Panel, hairline
from fairmeter.view.glyph import GLYPH_TONES, Tone
from fairmeter.view.rows import RowView

ROW_HEIGHT = 62
_NAME_TOP, _NAME, _BAR_TOP, _FIGURES_TOP, _FIGURES = 7, 17, 25, 39, 15


class LimitsPanel(Panel):
    """Rows as in the popover, as wide as the card; each bar is an element of its own to a screen reader."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[RowView, ...] = ()
        self.bars: list[LimitBar] = []

    def show_rows(self, rows: tuple[RowView, ...], palette: Palette) -> None:
        """Show other rows in place."""
        self.rows = rows
        self.use(palette)
        while len(self.bars) > len(rows):
            self.bars.pop().deleteLater()
        while len(self.bars) < len(rows):
            bar = LimitBar(self, reduced_motion=True)
            bar.show()
            self.bars.append(bar)
        for bar, row in zip(self.bars, rows, strict=True):
            bar.setAccessibleName(row.spoken)
            bar.show_bar(row.bar, palette, row.tip)
            bar.setToolTip(row.tip)
        self.tell("Limits", " ".join(row.spoken for row in rows))
        self._arrange()

    def height_in(self, room: int) -> int:  # noqa: ARG002 - a row is as tall however narrow it is
        """A row each."""
        return len(self.rows) * ROW_HEIGHT

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the bars the width."""
        super().resizeEvent(event)
        self._arrange()

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the lines above and under the bars."""
        room = self.width() - 2 * INNER
        for number, row in enumerate(self.rows):
            top = number * ROW_HEIGHT
            if number:
                hairline(painter, 0, self.width(), top, palette)
            tone = GLYPH_TONES[row.note_glyph] if row.note_glyph else Tone.IDLE
            title = Title(row.name, Note(row.note, row.note_tone, row.note_glyph, tone), suffix=row.suffix)
            paint_title(painter, QRectF(INNER, top + _NAME_TOP, room, _NAME), title, palette)
            quiet = Tone.QUIET if row.bar.tone is Tone.IDLE else Tone.PLAIN
            figures = Figures(row.used, row.reset, row.reset_short, quiet)
            paint_figures(painter, QRectF(INNER, top + _FIGURES_TOP, room, _FIGURES), figures, palette)

    def _arrange(self) -> None:
        for number, bar in enumerate(self.bars):
            bar.setGeometry(INNER, number * ROW_HEIGHT + _BAR_TOP, max(0, self.width() - 2 * INNER), BAR_HEIGHT)
