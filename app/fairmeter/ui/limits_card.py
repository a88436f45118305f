"""The card with one row for each limit; from the fifth row on they scroll."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

from fairmeter.ui.cards import CARD_WIDTH, Card, card_shape, hair
from fairmeter.ui.limit_row import HEIGHT as ROW_HEIGHT
from fairmeter.ui.limit_row import LimitRow
from fairmeter.ui.palette import Palette
from fairmeter.view.popover import PopoverView

MOST_ROWS = 4
_BAR_WIDTH = 6


def rows_height(count: int) -> int:
    """How tall a number of rows is with the hairlines of half a point between them, in whole points."""
    return count * ROW_HEIGHT + count // 2


def row_top(index: int) -> int:
    """Where a row begins."""
    return index * ROW_HEIGHT + (index + 1) // 2


class _Column(QWidget):
    """The rows, one under the other, and the hairlines between them."""

    def __init__(self) -> None:
        super().__init__()
        self.colours: Palette | None = None
        self.count = 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.colours is None:
            return
        painter = QPainter(self)
        painter.setClipPath(card_shape(self))
        thin = hair(painter)
        for index in range(1, self.count):
            top = int((index * (ROW_HEIGHT + 0.5) - 0.5) / thin) * thin
            painter.fillRect(QRectF(0, top, self.width(), thin), self.colours.hair)
        painter.end()


class LimitsCard(Card):
    """The limits. Up and Down go from row to row."""

    row_opened = Signal(int)
    used_clicked = Signal()
    reset_clicked = Signal()

    def __init__(self, parent: QWidget, *, reduced_motion: bool = False) -> None:
        super().__init__(parent)
        self._reduced_motion = reduced_motion
        self._rows: list[LimitRow] = []
        self._column = _Column()
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._column)
        self._scroll.viewport().setAutoFillBackground(False)
        self._column.setAutoFillBackground(False)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        inner = self._scroll.verticalScrollBar()
        inner.rangeChanged.connect(self._range_changed)
        inner.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(inner.setValue)
        self._bar.hide()

    @property
    def rows(self) -> tuple[LimitRow, ...]:
        """The rows, top to bottom."""
        return tuple(self._rows)

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Show the limits in the rows that are there; only a missing one is made, only one too many is dropped."""
        self._use_scroll_colours(palette)
        self.use(palette)
        while len(self._rows) > len(view.rows):
            self._drop(self._rows.pop())
        while len(self._rows) < len(view.rows):
            self._rows.append(self._made(len(self._rows)))
        for row, row_view in zip(self._rows, view.rows, strict=True):
            row.show_row(row_view, palette)
        self._column.colours, self._column.count = palette, len(self._rows)
        self._column.setFixedSize(CARD_WIDTH, rows_height(len(self._rows)))
        self._column.update()

    def wanted_height(self) -> int:
        """All rows, four at most."""
        return rows_height(min(len(self._rows), MOST_ROWS))

    def reveal(self, row: LimitRow) -> None:
        """Scroll so that a row is seen."""
        self._scroll.ensureWidgetVisible(row, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows fill the card."""
        super().resizeEvent(event)
        self._scroll.setGeometry(self.rect())
        self._bar.setGeometry(QRect(self.width() - _BAR_WIDTH - 3, 10, _BAR_WIDTH, self.height() - 20))

    def _made(self, index: int) -> LimitRow:
        row = LimitRow(self._column, reduced_motion=self._reduced_motion)
        row.move(0, row_top(index))
        row.clicked.connect(self._row_clicked)
        row.stepped.connect(self._row_stepped)
        row.used_clicked.connect(self.used_clicked)
        row.reset_clicked.connect(self.reset_clicked)
        row.show()
        return row

    def _drop(self, row: LimitRow) -> None:
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _use_scroll_colours(self, palette: Palette) -> None:
        if palette is self.colours:
            return
        self._bar.setStyleSheet(
            "QScrollBar:vertical { background: transparent; border: none; margin: 0; }"
            f"QScrollBar::handle:vertical {{ background: {palette.control_edge.name()}; min-height: 24px;"
            f" border-radius: {_BAR_WIDTH // 2}px; }}"
            "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
            "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
        )

    @Slot()
    def _row_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, LimitRow) and row in self._rows:
            self.row_opened.emit(self._rows.index(row))

    @Slot(int)
    def _row_stepped(self, step: int) -> None:
        row = self.sender()
        if isinstance(row, LimitRow) and row in self._rows:
            goal = self._rows[min(len(self._rows) - 1, max(0, self._rows.index(row) + step))]
            goal.setFocus(Qt.FocusReason.TabFocusReason)
            self.reveal(goal)

    @Slot(int, int)
    def _range_changed(self, least: int, most: int) -> None:
        self._bar.setRange(least, most)
        self._bar.setPageStep(self._scroll.viewport().height())
        self._bar.setSingleStep(ROW_HEIGHT // 2)
        self._bar.setVisible(most > least)
        self._bar.raise_()
