"""The two lines that rows and cards share: a name with its note, and two figures at either end."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from fairmeter.ui.fonts import NAME, NOTE, SMALL, baseline, font, width
from fairmeter.ui.glyphs import draw
from fairmeter.ui.lettering import elided
from fairmeter.ui.palette import Palette
from fairmeter.view.glyph import Glyph, Tone

GLYPH = 12.0
_GLYPH_GAP = 4.0
_SUFFIX_GAP = 5.0
_CHIP_GAP = 7.0
_CHIP_SIDE = 7.0
_CHIP_HEIGHT = 18.0
_BETWEEN = 8.0
_NOTE_LEAST = 64.0
_SUFFIX_LEAST = 24.0


@dataclass(frozen=True, slots=True)
class Note:
    """What stands at the right end of a name: words in a tone, and a mark before them."""

    text: str
    tone: Tone = Tone.QUIET
    glyph: Glyph | None = None
    glyph_tone: Tone = Tone.IDLE

    @property
    def lead(self) -> float:
        """The room that the mark takes."""
        return GLYPH + _GLYPH_GAP if self.glyph else 0.0


@dataclass(frozen=True, slots=True)
class Title:
    """A name, with a quieter suffix or a chip after it, and a note at the right."""

    name: str
    note: Note
    suffix: str = ""
    chip: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """The words of a title as they fit: the note gives way first, then the suffix, the name last."""

    name: str
    suffix: str
    note: str


def fit(title: Title, room: float) -> Fit:
    """Cut a title to the room there is."""
    name_font, note_font = font(NAME), font(NOTE)
    chip = _CHIP_GAP + chip_width(title.chip) if title.chip else 0.0
    suffix = _SUFFIX_GAP + width(title.suffix, note_font) if title.suffix else 0.0
    note_full = title.note.lead + width(title.note.text, note_font) + _BETWEEN if title.note.text else 0.0
    note_least = min(note_full, title.note.lead + _NOTE_LEAST + _BETWEEN)
    name = min(width(title.name, name_font), room - chip - note_least)
    free = room - name - chip - note_least
    cut_suffix = title.suffix
    if suffix > free:
        suffix_room = free - _SUFFIX_GAP
        cut_suffix = elided(title.suffix, note_font, suffix_room) if suffix_room >= _SUFFIX_LEAST else ""
        suffix = _SUFFIX_GAP + width(cut_suffix, note_font) if cut_suffix else 0.0
    note_room = room - name - chip - suffix - title.note.lead - _BETWEEN
    return Fit(
        name=elided(title.name, name_font, name + 0.5),
        suffix=cut_suffix,
        note=elided(title.note.text, note_font, note_room + 0.5),
    )


def chip_width(text: str) -> float:
    """How wide a chip around a word is."""
    return width(text, font(SMALL)) + 2 * _CHIP_SIDE


def paint_title(painter: QPainter, box: QRectF, title: Title, palette: Palette) -> None:
    """Write a title into one line; everything in it stands on the baseline of the name."""
    name_font, note_font = font(NAME), font(NOTE)
    fitted = fit(title, box.width())
    y = baseline(box, name_font)
    _write(painter, QPointF(box.left(), y), fitted.name, name_font, palette.words(Tone.PLAIN))
    after = box.left() + width(fitted.name, name_font)
    if fitted.suffix:
        _write(painter, QPointF(after + _SUFFIX_GAP, y), fitted.suffix, note_font, palette.words(Tone.QUIET))
    if title.chip:
        _paint_chip(painter, QPointF(after + _CHIP_GAP, box.center().y()), title.chip, palette)
    note_left = box.right() - width(fitted.note, note_font)
    _write(painter, QPointF(note_left, y), fitted.note, note_font, palette.words(title.note.tone))
    if title.note.glyph:
        mark = QRectF(note_left - title.note.lead, box.center().y() - GLYPH / 2, GLYPH, GLYPH)
        draw(painter, title.note.glyph, mark, palette.mark(title.note.glyph_tone), palette.card)


@dataclass(frozen=True, slots=True)
class Figures:
    """Two figures at either end of a line. `right_short` stands in where `right` is too wide beside `left`."""

    left: str
    right: str
    right_short: str = ""
    left_tone: Tone = Tone.PLAIN

    def fits(self, room: float) -> bool:
        """Whether both can stand in one line in full."""
        used = font(NOTE)
        return not self.right or width(self.left, used) + _BETWEEN + width(self.right, used) <= room

    def right_in(self, room: float) -> str:
        """What is written at the right: in full, in short, or as many words of its end as fit, at least one."""
        if self.fits(room):
            return self.right
        used = font(NOTE)
        left_over = room - width(self.left, used) - _BETWEEN
        words = (self.right_short or self.right).split(" ")
        while len(words) > 1 and width(" ".join(words), used) > left_over:
            words.pop(0)
        return " ".join(words)

    def places(self, box: QRectF) -> tuple[QRectF, QRectF]:
        """Where the two stand, for the pointer."""
        used = font(NOTE)
        right = width(self.right_in(box.width()), used)
        return (
            QRectF(box.left(), box.top(), width(self.left, used), box.height()),
            QRectF(box.right() - right, box.top(), right, box.height()),
        )


def paint_figures(painter: QPainter, box: QRectF, figures: Figures, palette: Palette) -> None:
    """Write two figures into one line."""
    used = font(NOTE)
    y = baseline(box, used)
    right = figures.right_in(box.width())
    _write(painter, QPointF(box.left(), y), figures.left, used, palette.words(figures.left_tone))
    _write(painter, QPointF(box.right() - width(right, used), y), right, used, palette.words(Tone.QUIET))


def _paint_chip(painter: QPainter, middle_left: QPointF, text: str, palette: Palette) -> None:
    used = font(SMALL)
    box = QRectF(middle_left.x(), middle_left.y() - _CHIP_HEIGHT / 2, chip_width(text), _CHIP_HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.control_edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _CHIP_HEIGHT / 2 - 0.5, _CHIP_HEIGHT / 2 - 0.5)
    painter.restore()
    _write(painter, QPointF(box.left() + _CHIP_SIDE, baseline(box, used)), text, used, palette.words(Tone.QUIET))


def _write(painter: QPainter, at: QPointF, text: str, used: QFont, ink: QColor) -> None:
    painter.setFont(used)
    painter.setPen(ink)
    painter.drawText(at, text)
