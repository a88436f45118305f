"""How the report window sets text: its own roles of type, lines with an end, and paragraphs."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from fairmeter.ui.fonts import MEDIUM, SEMIBOLD, Type, baseline, font, width
from fairmeter.ui.lettering import elided, wrapped

HEADING = Type(20, 26, SEMIBOLD)
EVIDENCE_HEADING = Type(16, 21, SEMIBOLD)
SIDE = Type(13, 17)
STRONG_NOTE = Type(12, 16, SEMIBOLD)
STRONG_SMALL = Type(11, 15, SEMIBOLD)

MEDIUM_SMALL = Type(11, 15, MEDIUM)

_ENDLESS = 1000
_ELLIPSIS = "\u2026"


def write(painter: QPainter, box: QRectF, text: str, role: Type, ink: QColor) -> float:
    """Write one line from the left of a box, cut with an ellipsis where it is too wide; how wide it became."""
    used = font(role)
    said = cut(text, role, box.width() + 0.5)
    painter.setFont(used)
    painter.setPen(ink)
    painter.drawText(QPointF(box.left(), baseline(box, used)), said)
    return width(said, used)


def write_right(painter: QPainter, box: QRectF, text: str, role: Type, ink: QColor) -> float:
    """Write one line that ends at the right of a box; how wide it became."""
    used = font(role)
    wide = min(box.width(), width(text, used))
    write(painter, QRectF(box.right() - wide, box.top(), wide, box.height()), text, role, ink)
    return wide


def write_centred(painter: QPainter, box: QRectF, text: str, role: Type, ink: QColor) -> None:
    """Write one line in the middle of a box."""
    wide = min(box.width(), width(text, font(role)))
    write(painter, box.adjusted((box.width() - wide) / 2, 0, 0, 0), text, role, ink)


def write_paragraph(
    painter: QPainter, column: QRectF, text: str, role: Type, ink: QColor, *, most_lines: int = _ENDLESS
) -> float:
    """Write lines from the top of a column down, whatever its height; how tall they became."""
    box = QRectF(column.left(), column.top(), column.width(), role.line)
    for line in paragraph(text, role, column.width(), most_lines):
        write(painter, box, line, role, ink)
        box.translate(0, role.line)
    return box.top() - column.top()


def cut(text: str, role: Type, room: float) -> str:
    """The text, cut between words with an ellipsis if it is too wide; within one only where the first is too long."""
    said = elided(text, font(role), room)
    if said == text or not said:
        return said
    kept = said.removesuffix(_ELLIPSIS)
    if kept and not text[len(kept) : len(kept) + 1].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return f"{kept.rstrip(' ,')}{_ELLIPSIS}"


def paragraph(text: str, role: Type, room: float, most_lines: int = _ENDLESS) -> list[str]:
    """The lines of a text in a column."""
    return wrapped(text, font(role), room, most_lines) if text else []


def paragraph_height(text: str, role: Type, room: float, most_lines: int = _ENDLESS) -> int:
    """How tall a text is in a column."""
    return len(paragraph(text, role, room, most_lines)) * role.line


def text_width(text: str, role: Type) -> float:
    """How wide a line is."""
    return width(text, font(role))
