"""A segmented control: a few words side by side of which one is on."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import Button
from fairmeter.ui.cards import ground
from fairmeter.ui.fonts import SEMIBOLD, SMALL, Type, baseline, font, width
from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.radio_set import RadioSet
from fairmeter.view.settings_choices import ChoiceView

HEIGHT = 24
_INSET = 2
_SIDE, _LEAST_SIDE = 10, 7
_RADIUS = 6
_ON = Type(SMALL.size, SMALL.line, SEMIBOLD)


class Segment(Button):
    """One of the words."""

    def sizeHint(self) -> QSize:
        """As wide as its word needs; it does not change when it is on, for that makes the word only a little wider."""
        needed = max(width(self.text(), font(SMALL)) + 2 * _SIDE, width(self.text(), font(_ON)) + 2 * _LEAST_SIDE)
        return QSize(round(needed + 0.49), HEIGHT - 2 * _INSET)

    def paint_face(self, painter: QPainter, palette: Palette) -> None:
        """Paint the ground of the one that is on, and the word."""
        box, radius = QRectF(self.rect()), _RADIUS - _INSET
        if self.isChecked():
            ground(painter, box, radius, palette.control, palette.control_edge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.wash(palette.text))
        painter.drawRoundedRect(box, radius, radius)
        used = font(_ON if self.isChecked() else SMALL)
        painter.setFont(used)
        painter.setPen(palette.text if self.isChecked() else palette.text_2)
        left = (box.width() - width(self.text(), used)) / 2
        painter.drawText(QPointF(left, baseline(box, used)), self.text())


class Segmented(RadioSet):
    """Shows a `ChoiceView`; the arrow keys go from word to word and pick."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours: Palette | None = None
        self.segments: tuple[Segment, ...] = ()

    def show_choice(self, view: ChoiceView, palette: Palette) -> None:
        """Show the options and which is on."""
        if len(self.segments) != len(view.options):
            self._make(len(view.options))
        self._colours = palette
        self.setAccessibleName(view.name)
        self.setAccessibleDescription(view.second)
        for segment, option in zip(self.segments, view.options, strict=True):
            segment.setText(option.label)
            segment.use(palette)
        self.check(view.chosen)
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as all words."""
        return QSize(sum(segment.sizeHint().width() for segment in self.segments) + 2 * _INSET, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground that the words lie in."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._colours.track)
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.end()

    def _make(self, count: int) -> None:
        for gone in self.segments:
            gone.hide()
            gone.deleteLater()
        self.segments = tuple(Segment(self) for _ in range(count))
        self.hold(self.segments)
        for segment in self.segments:
            segment.show()

    def _place(self) -> None:
        left = _INSET
        for segment in self.segments:
            segment.setGeometry(left, _INSET, segment.sizeHint().width(), HEIGHT - 2 * _INSET)
            left += segment.width()
