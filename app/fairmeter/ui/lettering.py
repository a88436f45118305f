"""Text as the faces set it: wrapped sentences, and lines with something at either end."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from fairmeter.ui.fonts import Type, baseline, font


def elided(text: str, used: QFont, room: float, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> str:
    """The text, cut with an ellipsis if it is wider than `room`."""
    return QFontMetricsF(used).elidedText(text, mode, max(0.0, room))


def wrapped(text: str, used: QFont, room: float, most_lines: int) -> list[str]:
    """The lines of a text, broken between words; the last of `most_lines` is cut if there is more to say."""
    layout = QTextLayout(text, used)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, room))
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    if len(lines) <= most_lines:
        return lines
    rest = text[starts[most_lines - 1] :]
    return [*lines[: most_lines - 1], elided(rest, used, room)]


class Words(QLabel):
    """A sentence in one role of type, wrapped at most to `most_lines`. Its text is what a screen reader hears."""

    def __init__(self, role: Type, parent: QWidget, most_lines: int = 1) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.role = role
        self.most_lines = most_lines
        self._colour = QColor()

    def say(self, text: str, colour: QColor) -> None:
        """Show other words, or the same in another colour."""
        if text != self.text():
            self.setText(text)
        if colour != self._colour:
            self._colour = QColor(colour)
            self.update()

    def lines(self, room: float) -> list[str]:
        """The lines that it has in a column of a width."""
        return wrapped(self.text(), font(self.role), room, self.most_lines) if self.text() else []

    def height_in(self, room: float) -> int:
        """How tall it is in a column of a width; no words take no height."""
        return len(self.lines(room)) * self.role.line

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Set the lines one under the other."""
        painter = QPainter(self)
        used = font(self.role)
        painter.setFont(used)
        painter.setPen(self._colour)
        box = QRectF(0, 0, self.width(), self.role.line)
        for line in self.lines(self.width()):
            painter.drawText(QPointF(0, baseline(box, used)), line)
            box.translate(0, self.role.line)
        painter.end()
