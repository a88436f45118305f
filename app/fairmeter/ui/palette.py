"""Colour tokens as Qt colours."""

from dataclasses import dataclass, fields
from functools import lru_cache

from PySide6.QtGui import QColor

from fairmeter.view.glyph import Tone
from fairmeter.view.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The tokens of one theme as `QColor`; see `Theme` for what each is for.

    A palette is shared: take a copy (`QColor(palette.fine)`) before changing a colour, to make it fainter say.
    """

    window: QColor
    card: QColor
    side: QColor
    track: QColor
    hair: QColor
    control: QColor
    control_edge: QColor
    selection: QColor
    text: QColor
    text_2: QColor
    idle: QColor
    fine: QColor
    fine_text: QColor
    fine_band: QColor
    close: QColor
    close_text: QColor
    close_band: QColor
    out: QColor
    out_text: QColor
    out_band: QColor
    out_wash: QColor
    close_wash: QColor
    fine_wash: QColor
    button: QColor
    banner_edge: QColor

    def mark(self, tone: Tone) -> QColor:
        """The colour of a mark: a glyph, a fill, an outline."""
        match tone:
            case Tone.FINE:
                return self.fine
            case Tone.CLOSE:
                return self.close
            case Tone.OUT:
                return self.out
            case Tone.IDLE:
                return self.idle
            case Tone.QUIET:
                return self.text_2
            case Tone.PLAIN:
                return self.text

    def words(self, tone: Tone) -> QColor:
        """The colour of words, which need more contrast than marks."""
        match tone:
            case Tone.FINE:
                return self.fine_text
            case Tone.CLOSE:
                return self.close_text
            case Tone.OUT:
                return self.out_text
            case Tone.IDLE | Tone.QUIET:
                return self.text_2
            case Tone.PLAIN:
                return self.text


@lru_cache(maxsize=8)
def colours(theme: Theme) -> Palette:
    """The palette of a theme."""
    return Palette(**{token.name: QColor(str(getattr(theme, token.name))) for token in fields(Palette)})
