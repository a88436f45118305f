"""A sheet of whole pixels on which an icon of one pixel per point is composed."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from fairmeter.view.glyph import Tone
from fairmeter.view.icon_face import HEIGHT

FULL, STALE, HALF, TRACK, STALE_HALF, TRACK_HALF = 100, 55, 50, 32, 28, 16
"""The only alphas of the ink, in percent. The halves are the soft edges of round shapes."""

HALVES = {FULL: HALF, STALE: STALE_HALF, TRACK: TRACK_HALF}
"""The alpha of a soft edge, by the alpha of what it is the edge of."""

BADGE_REACH = 7
"""Columns at the right edge, and rows at the top, that the badge clears for itself."""

_BADGE_ROWS = (range(1, 5), range(6), range(6), range(6), range(6), range(1, 5))
_BADGE_SIZE = len(_BADGE_ROWS)


class Pixel(NamedTuple):
    """One pixel: alpha in percent, and the colour it takes in the coloured mode (PLAIN means ink)."""

    alpha: int = 0
    tone: Tone = Tone.PLAIN


Pixels: TypeAlias = tuple[tuple[Pixel, ...], ...]


class Canvas:
    """A sheet 18 pixels tall. What lies outside is ignored, so shapes need not be clipped by whoever draws them."""

    def __init__(self, width: int) -> None:
        self._rows = [[Pixel()] * width for _ in range(HEIGHT)]
        self._width = width

    def put(self, x: int, y: int, alpha: int, tone: Tone = Tone.PLAIN) -> None:
        """Set one pixel; an alpha of 0 clears it."""
        if 0 <= x < self._width and 0 <= y < HEIGHT:
            self._rows[y][x] = Pixel(alpha, tone) if alpha else Pixel()

    def fill(self, columns: Iterable[int], rows: Iterable[int], alpha: int, tone: Tone = Tone.PLAIN) -> None:
        """Set every pixel that lies in one of the columns and one of the rows."""
        across = tuple(columns)
        for y in rows:
            for x in across:
                self.put(x, y, alpha, tone)

    def clear(self, columns: Iterable[int], rows: Iterable[int]) -> None:
        """Clear every pixel that lies in one of the columns and one of the rows."""
        self.fill(columns, rows, 0)

    def badge(self, tone: Tone) -> None:
        """Put the badge into the upper right corner, with one clear pixel around it."""
        self.clear(range(self._width - BADGE_REACH, self._width), range(BADGE_REACH))
        for y, columns in enumerate(_BADGE_ROWS):
            self.fill((self._width - _BADGE_SIZE + x for x in columns), (y,), FULL, tone)

    def done(self) -> Pixels:
        """The finished sheet, row by row from the top."""
        return tuple(tuple(row) for row in self._rows)
