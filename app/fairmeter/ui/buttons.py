"""The buttons of the faces: with words, and with an icon alone."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from fairmeter.ui.fonts import BUTTON, baseline, font, width
from fairmeter.ui.glyphs import TOOL_BOX, Tool, draw_tool
from fairmeter.ui.palette import Palette

HEIGHT = 26
ICON_SIDE = 28
_RADIUS = 6
_SIDE = 12
_PRESSED, _HOVERED = 0.12, 0.06
_TURN_MS = 400
_FAINT = 0.4


class Button(QAbstractButton):
    """What both kinds share: colours, focus by keyboard, Return as well as Space."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._colours: Palette | None = None

    def use(self, palette: Palette) -> None:
        """Take the colours of a theme."""
        if palette is not self._colours:
            self._colours = palette
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what the kind looks like."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_face(painter, self._colours)
        painter.end()

    def paint_face(self, painter: QPainter, palette: Palette) -> None:
        """Paint with colours that are known."""
        raise NotImplementedError

    def wash(self, ink: QColor) -> QColor:
        """The ink as it lies over the button now: nothing, faint under the pointer, stronger when pressed."""
        over = QColor(ink)
        hovered = _HOVERED if self.underMouse() and self.isEnabled() else 0.0
        over.setAlphaF(_PRESSED if self.isDown() else hovered)
        return over

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.isEnabled():
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Look hovered."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Look at rest."""
        super().leaveEvent(event)
        self.update()


class TextButton(Button):
    """A button with words; the primary one is filled."""

    def __init__(self, text: str, parent: QWidget, *, primary: bool = False) -> None:
        super().__init__(parent)
        self.setText(text)
        self._primary = primary

    def sizeHint(self) -> QSize:
        """As wide as its words need."""
        return QSize(round(width(self.text(), font(BUTTON)) + 2 * _SIDE + 0.49), HEIGHT)

    def paint_face(self, painter: QPainter, palette: Palette) -> None:
        """Paint ground, edge and words."""
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen if self._primary else QPen(palette.control_edge, 1))
        painter.setBrush(palette.button if self._primary else palette.control)
        shape = box if self._primary else box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, _RADIUS, _RADIUS)
        ink = QColor(Qt.GlobalColor.white) if self._primary else palette.text
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.wash(QColor(Qt.GlobalColor.black) if self._primary else ink))
        painter.drawRoundedRect(shape, _RADIUS, _RADIUS)
        used = font(BUTTON)
        painter.setFont(used)
        painter.setPen(ink)
        painter.drawText(
            box.translated((box.width() - width(self.text(), used)) / 2, baseline(box, used)).topLeft(), self.text()
        )


class IconButton(Button):
    """A button of 28 x 28 with an icon; its words are its accessible name and its tooltip."""

    def __init__(self, tool: Tool, words: str, parent: QWidget, *, reduced_motion: bool = False) -> None:
        super().__init__(parent)
        self.setFixedSize(ICON_SIDE, ICON_SIDE)
        self._tool = tool
        self._angle = 0.0
        self._reduced_motion = reduced_motion
        self._turn = QVariantAnimation(self)
        self._turn.setDuration(_TURN_MS)
        self._turn.setStartValue(0.0)
        self._turn.setEndValue(360.0)
        self._turn.valueChanged.connect(self._turned)
        self.name(words)

    def name(self, words: str, tip: str = "") -> None:
        """Say what it does; `tip` is what the pointer is told, if it is more."""
        self.setAccessibleName(words)
        self.setToolTip(tip or words)
        self.setAccessibleDescription(tip if tip != words else "")

    def turn(self) -> None:
        """Turn the icon once, unless motion is reduced."""
        if not self._reduced_motion:
            self._turn.start()

    @property
    def is_turning(self) -> bool:
        """Whether the icon turns now."""
        return self._turn.state() is QVariantAnimation.State.Running

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(ICON_SIDE, ICON_SIDE)

    def paint_face(self, painter: QPainter, palette: Palette) -> None:
        """Paint the wash and the icon, faint when it cannot be pressed."""
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.wash(palette.text))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        colour = QColor(palette.text_2)
        if not self.isEnabled():
            colour.setAlphaF(_FAINT)
        painter.translate(box.center())
        painter.rotate(self._angle)
        half = TOOL_BOX / 2
        draw_tool(painter, self._tool, QRectF(-half, -half, TOOL_BOX, TOOL_BOX), colour)

    def _turned(self, angle: float) -> None:
        self._angle = angle % 360
        self.update()
