"""Areas that scroll when they are too tall. The bar lies over the right edge and takes no room from what scrolls."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget

from fairmeter.ui.palette import Palette

_WIDTH, _RIGHT, _ENDS = 6, 3, 4


class OverlayBar(QScrollBar):
    """Stands in for the upright bar of an area, in the colours of the theme."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        self._colours: Palette | None = None
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = area.verticalScrollBar()
        inner.rangeChanged.connect(self._follow)
        inner.valueChanged.connect(self.setValue)
        self.valueChanged.connect(inner.setValue)
        area.installEventFilter(self)
        self.hide()

    def use(self, palette: Palette) -> None:
        """Take the colours of a theme."""
        if palette is self._colours:
            return
        self._colours = palette
        self.setStyleSheet(
            "QScrollBar:vertical { background: transparent; border: none; margin: 0; }"
            f"QScrollBar::handle:vertical {{ background: {palette.control_edge.name()}; min-height: 24px;"
            f" border-radius: {_WIDTH // 2}px; }}"
            "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
            "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the right edge; nothing is held back."""
        if watched is self._area and event.type() is QEvent.Type.Resize:
            self._arrange()
        return False

    def _follow(self, least: int, most: int) -> None:
        inner = self._area.verticalScrollBar()
        self.setRange(least, most)
        self.setPageStep(inner.pageStep())
        self.setSingleStep(inner.singleStep())
        self.setVisible(most > least)
        self._arrange()

    def _arrange(self) -> None:
        area = self._area
        self.setGeometry(QRect(area.width() - _WIDTH - _RIGHT, _ENDS, _WIDTH, max(0, area.height() - 2 * _ENDS)))
        self.raise_()


class Scroll(QScrollArea):
    """Shows a widget as wide as itself."""

    def __init__(self, parent: QWidget, content: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.bar = OverlayBar(self)

    def use(self, palette: Palette) -> None:
        """Take the colours of a theme."""
        self.bar.use(palette)
