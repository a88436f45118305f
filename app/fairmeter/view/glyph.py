"""The marks that go with a verdict, and the tones that go with them. Colour never stands alone."""

from enum import StrEnum


class Glyph(StrEnum):
    """The verdict marks of the visual specification; each has a shape of its own."""

    FINE = "fine"
    CLOSE = "close"
    OUT = "out"
    REFUSED = "refused"
    CONTRADICTION = "contradiction"
    EXPLAINED = "explained"
    UNPROVEN = "unproven"
    NOT_QUOTA = "not_quota"
    STALE = "stale"


class Tone(StrEnum):
    """Which colours of the theme a part takes: as plain text, quiet text, or one of the verdicts."""

    PLAIN = "plain"
    QUIET = "quiet"
    FINE = "fine"
    CLOSE = "close"
    OUT = "out"
    IDLE = "idle"


GLYPH_TONES = {
    Glyph.FINE: Tone.FINE,
    Glyph.CLOSE: Tone.CLOSE,
    Glyph.OUT: Tone.OUT,
    Glyph.REFUSED: Tone.OUT,
    Glyph.CONTRADICTION: Tone.OUT,
    Glyph.EXPLAINED: Tone.IDLE,
    Glyph.UNPROVEN: Tone.IDLE,
    Glyph.NOT_QUOTA: Tone.IDLE,
    Glyph.STALE: Tone.IDLE,
}
