"""The row of tabs at the top of the settings window."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from fairmeter.ui.fonts import SEMIBOLD, SMALL, Type, baseline, font, width
from fairmeter.ui.glyphs import TOOL_BOX, Tool, draw_tool
from fairmeter.ui.palette import Palette

TAB_WIDTH, TAB_HEIGHT = 84, 46
_GAP = 4
_MARGIN = 4
"""Room around the tabs for the ring of the keyboard."""
HEIGHT = TAB_HEIGHT + 2 * _MARGIN
_RADIUS = 6
_ICON, _ICON_TOP, _LABEL_TOP = 17.0, 5.5, 26.0
_CHOSEN = Type(SMALL.size, SMALL.line, SEMIBOLD)
_RING, _RING_OUTSIDE = 2, 2
_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class TabIcon(StrEnum):
    """The icons of the tabs."""

    SLIDERS = "sliders"
    REFRESH = "refresh"
    HALF = "half"


class TabBar(QTabBar):
    """Tabs with an icon over a word. The arrow keys go from one to the next."""

    def __init__(self, tabs: Sequence[tuple[TabIcon, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._icons = [icon for icon, _ in tabs]
        self._colours: Palette | None = None
        self._has_ring = False
        for _, title in tabs:
            self.addTab(title)
        self.setFixedSize(self.sizeHint())

    def use(self, palette: Palette) -> None:
        """Take the colours of a theme."""
        self._colours = palette
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its tabs."""
        return QSize(sum(self.tabSizeHint(place).width() for place in range(len(self._icons))), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same: a tab is never cut."""
        return self.sizeHint()

    def tabSizeHint(self, index: int) -> QSize:
        """A tab with half of the gap to either side, and the margin at the ends."""
        last = len(self._icons) - 1
        return QSize(TAB_WIDTH + sum(_MARGIN if end else _GAP // 2 for end in (index == 0, index == last)), HEIGHT)

    def tab_box(self, index: int) -> QRectF:
        """Where a tab is seen."""
        left = self.tabRect(index).left() + (_MARGIN if index == 0 else _GAP // 2)
        return QRectF(left, _MARGIN, TAB_WIDTH, TAB_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tabs, and the ring around the chosen one if the keyboard is there."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.count()):
            self._paint_tab(painter, place, self._colours)
        if self._has_ring and self.hasFocus():
            painter.setPen(QPen(self._colours.fine, _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = self.tab_box(self.currentIndex()).adjusted(
                -_RING_OUTSIDE, -_RING_OUTSIDE, _RING_OUTSIDE, _RING_OUTSIDE
            )
            painter.drawRoundedRect(ring, _RADIUS + _RING_OUTSIDE, _RADIUS + _RING_OUTSIDE)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to who came by keyboard."""
        self._has_ring = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the ring to who uses the keyboard."""
        self._has_ring = True
        self.update()
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hide the ring from who uses the pointer."""
        self._has_ring = False
        self.update()
        super().mousePressEvent(event)

    def _paint_tab(self, painter: QPainter, place: int, palette: Palette) -> None:
        box, is_chosen = self.tab_box(place), place == self.currentIndex()
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.selection)
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        icon = QRectF(box.center().x() - _ICON / 2, box.top() + _ICON_TOP, _ICON, _ICON)
        _draw_icon(painter, self._icons[place], icon, palette.fine_text if is_chosen else palette.text_2)
        used = font(_CHOSEN if is_chosen else SMALL)
        line = QRectF(box.left(), box.top() + _LABEL_TOP, box.width(), SMALL.line)
        painter.setFont(used)
        painter.setPen(palette.text if is_chosen else palette.text_2)
        title = self.tabText(place)
        painter.drawText(QPointF(line.center().x() - width(title, used) / 2, baseline(line, used)), title)


def _draw_icon(painter: QPainter, icon: TabIcon, rect: QRectF, colour: QColor) -> None:
    match icon:
        case TabIcon.SLIDERS:
            draw_tool(painter, Tool.SLIDERS, rect, colour)
        case TabIcon.REFRESH:
            draw_tool(painter, Tool.REFRESH, rect, colour)
        case TabIcon.HALF:
            _half(painter, rect, colour)


def _half(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A disc whose left half is filled, to the measure of the tools."""
    unit = rect.width() / TOOL_BOX
    radius, stroke = 5.6 * unit, 1.4 * unit
    middle = rect.center()
    left = QPainterPath(middle)
    left.arcTo(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius), 90, 180)
    painter.save()
    painter.fillPath(left, colour)
    painter.setPen(QPen(colour, stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, radius, radius)
    painter.restore()
