"""The pages at the left, and under them whose figures these are and how old."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from fairmeter.ui.fonts import NAME, SMALL
from fairmeter.ui.glyphs import draw
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.icons import SIDE as ICON_SIDE
from fairmeter.ui.report.icons import PageIcon, draw_icon
from fairmeter.ui.report.setting import SIDE, STRONG_NOTE, STRONG_SMALL, text_width, write
from fairmeter.view.glyph import Glyph
from fairmeter.view.report_overview import NO_TELEMETRY, FootView

WIDTH = 176
_TOP, _SIDE, _ITEM, _GAP = 12, 8, 28, 2
_INNER, _TEXT_GAP = 8, 8
_RADIUS = 6
_MARK, _MARK_GAP, _COUNT_RIGHT = 13.0, 5.0, 10
_FOOT_BOTTOM, _FOOT_LEFT = 12, 16
_HOVER = 0.04
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class PageName:
    """A page as the sidebar names it."""

    name: str
    title: str
    icon: PageIcon


class _Item(QAbstractButton):
    def __init__(self, page: PageName, parent: "Sidebar") -> None:
        super().__init__(parent)
        self._page = page
        self._owner = parent
        self.count = 0
        self.setCheckable(True)
        self.setText(page.title)
        self.setAccessibleName(page.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(self, step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._owner.colours
        if palette is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = palette.selection if self.isChecked() else QColor(palette.text)
        if not self.isChecked():
            ground.setAlphaF(_HOVER if self.underMouse() else 0.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        ink = palette.fine_text if self.isChecked() else palette.text_2
        draw_icon(painter, self._page.icon, QPointF(_INNER, (_ITEM - ICON_SIDE) / 2), ink)
        text = QRectF(_INNER + ICON_SIDE + _TEXT_GAP, 0, 0, _ITEM)
        text.setRight(self.width() - _COUNT_RIGHT - self._paint_count(painter, palette))
        write(painter, text, self.text(), NAME if self.isChecked() else SIDE, palette.text)
        painter.end()

    def _paint_count(self, painter: QPainter, palette: Palette) -> float:
        if not self.count:
            return 0.0
        said = str(self.count)
        wide = text_width(said, STRONG_NOTE)
        right = self.width() - _COUNT_RIGHT
        write(painter, QRectF(right - wide, 0, wide + 1, _ITEM), said, STRONG_NOTE, palette.out_text)
        mark = QRectF(right - wide - _MARK_GAP - _MARK, (_ITEM - _MARK) / 2, _MARK, _MARK)
        ground = palette.selection if self.isChecked() else palette.side
        draw(painter, Glyph.CONTRADICTION, mark, palette.out, ground)
        return wide + 2 * _MARK_GAP + _MARK


class Sidebar(QWidget):
    """One item for each page; Up and Down go through them."""

    chosen = Signal(str)

    def __init__(self, pages: tuple[PageName, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.colours: Palette | None = None
        self._foot = FootView("", "")
        self._group = QButtonGroup(self)
        self._pages = pages
        self.items = tuple(_Item(page, self) for page in pages)
        for number, item in enumerate(self.items):
            self._group.addButton(item, number)
        self._group.idClicked.connect(lambda number: self.chosen.emit(pages[number].name))

    def show_foot(self, foot: FootView, palette: Palette) -> None:
        """Show whose figures these are."""
        self.colours, self._foot = palette, foot
        self.setAccessibleDescription(f"{foot.plan}. {foot.age}. {NO_TELEMETRY}.")
        self.update()

    def show_count(self, name: str, count: int) -> None:
        """Show how many things of a page wait to be looked at."""
        for page, item in zip(self._pages, self.items, strict=True):
            if page.name == name:
                item.count = count
                waiting = f"{count} open contradiction{'' if count == 1 else 's'}"
                item.setAccessibleName(f"{page.title}, {waiting}" if count else page.title)
                item.update()

    def mark(self, name: str) -> None:
        """Show which page is open."""
        for page, item in zip(self._pages, self.items, strict=True):
            if page.name == name:
                item.setChecked(True)

    def step(self, item: QAbstractButton, by: int) -> None:
        """Open the page above or below one."""
        goal = self.items[min(len(self.items) - 1, max(0, self._group.id(item) + by))]
        goal.setFocus(Qt.FocusReason.TabFocusReason)
        goal.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the items."""
        super().resizeEvent(event)
        for number, item in enumerate(self.items):
            item.setGeometry(_SIDE, _TOP + number * (_ITEM + _GAP), self.width() - 2 * _SIDE, _ITEM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, its edge, and the foot."""
        palette = self.colours
        if palette is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.side)
        thin = 1 / painter.deviceTransform().m11()
        painter.fillRect(QRectF(self.width() - thin, 0, thin, self.height()), palette.hair)
        top = self.height() - _FOOT_BOTTOM - 3 * SMALL.line
        room = self.width() - 2 * _FOOT_LEFT + _INNER
        lines = (self._foot.plan, STRONG_SMALL, palette.text), (self._foot.age, SMALL, palette.text_2)
        for number, (text, role, ink) in enumerate((*lines, (NO_TELEMETRY, SMALL, palette.text_2))):
            write(painter, QRectF(_FOOT_LEFT, top + number * SMALL.line, room, SMALL.line), text, role, ink)
        painter.end()
