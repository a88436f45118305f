"""A choice of a few, side by side on one ground."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from fairmeter.ui.fonts import SMALL
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.setting import STRONG_SMALL, write_centred

HEIGHT = 24
_RADIUS, _INSET, _INNER_RADIUS = 6.0, 1.5, 5.0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _Segment(QAbstractButton):
    def __init__(self, parent: "Segmented") -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._owner = parent

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._owner.colours
        if palette is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked():
            painter.setPen(QPen(palette.control_edge, 1))
            painter.setBrush(palette.control)
            inset = _INSET + 0.5
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), _INNER_RADIUS, _INNER_RADIUS)
        role, ink = (STRONG_SMALL, palette.text) if self.isChecked() else (SMALL, palette.text_2)
        write_centred(painter, box, self.text(), role, ink)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(self, step)
            return
        super().keyPressEvent(event)


class Segmented(QWidget):
    """Exactly one of its parts is chosen; Left and Right choose the next."""

    chosen = Signal(int)

    def __init__(self, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.colours: Palette | None = None
        self.parts = tuple(_Segment(self) for _ in range(count))
        self._group = QButtonGroup(self)
        for number, part in enumerate(self.parts):
            self._group.addButton(part, number)
        self.parts[0].setChecked(True)
        self._group.idClicked.connect(self.chosen)

    def show_words(self, words: tuple[str, ...], chosen: int, palette: Palette) -> None:
        """Show other words and another choice."""
        self.colours = palette
        for part, text in zip(self.parts, words, strict=True):
            part.setText(text)
            part.setAccessibleName(text)
        self.parts[chosen].setChecked(True)
        self.update()

    def step(self, part: QAbstractButton, by: int) -> None:
        """Choose the part beside one."""
        place = min(len(self.parts) - 1, max(0, self._group.id(part) + by))
        goal = self.parts[place]
        goal.setFocus(Qt.FocusReason.TabFocusReason)
        goal.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width evenly."""
        super().resizeEvent(event)
        each = self.width() / len(self.parts)
        for number, part in enumerate(self.parts):
            left = round(number * each)
            part.setGeometry(left, 0, round((number + 1) * each) - left, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the common ground."""
        if self.colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colours.track)
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.end()
