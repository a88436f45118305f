"""Reads figures off pixels, the way somebody would who knows the design and nothing of the code.

The design: a ring of 3 points around the middle of an icon of 18, its used part in full ink from the top clockwise, the
rest in a third of it; bars 6 points tall whose used part has the colour of the verdict and the rest that of the track.
"""

import math
from itertools import groupby

from desktop.stage.screen import Colour, Picture
from desktop.stage.tray_watcher import Pixmap

FINE: Colour = (0x0F, 0x6B, 0xD1)
IDLE: Colour = (0x7A, 0x80, 0x8A)
TRACK: Colour = (0xE6, 0xE8, 0xEC)
_SHORTEST_BAR, _THINNEST_BAR = 200, 4
_WIDEST_MARK = 6  # what stands on a bar and interrupts it; the frame around what has the keyboard is further away
_CENTRE = 8
_INNER, _OUTER = 5.0, 7.5
_TRACK_FROM, _INK_FROM = 76, 110  # of 255; what is fainter are soft edges, which tell nothing


def ring_share(icon: Pixmap) -> tuple[float, float]:
    """Between which shares of a full turn the ink ends; the mark of even pace is left out."""
    assert (icon.width, icon.height) == (18, 18)
    ink: list[float] = []
    track: list[float] = []
    for x in range(18):
        for y in range(18):
            alpha = _alpha(icon, x, y)
            if alpha >= _TRACK_FROM and _in_ring(x, y) and not _is_mark(icon, x, y):
                (ink if alpha >= _INK_FROM else track).append(_turn(x, y))
    end = min(track, default=1.0)
    return max((turn for turn in ink if turn < end), default=0.0), end


def gaps_in_ring(icon: Pixmap) -> int:
    """Into how many pieces the ring is cut."""
    around = [
        _alpha(icon, _CENTRE + round(6 * math.sin(turn)), _CENTRE - round(6 * math.cos(turn))) > 0
        for turn in (math.tau * step / 96 for step in range(96))
    ]
    return sum(before and not now for before, now in zip(around[-1:] + around[:-1], around, strict=True))


def ink_in_ring(icon: Pixmap) -> int:
    """How many pixels of the ring have full ink."""
    return sum(_alpha(icon, x, y) >= 250 for x in range(18) for y in range(18) if _in_ring(x, y))  # of 255


def has_badge(icon: Pixmap) -> bool:
    """Whether the round badge stands in the corner, full ink in a gap of its own, pixel for pixel as designed."""
    corner = {(x, y) for x in range(11, 18) for y in range(7)}
    disc = {(x, y) for x, y in corner if x > 11 and y < 6} - {(12, 0), (17, 0), (12, 5), (17, 5)}
    return all(_alpha(icon, x, y) >= 250 if (x, y) in disc else not _alpha(icon, x, y) for x, y in corner)


def bars(picture: Picture, fill: Colour = FINE) -> list[float]:
    """The used share of every bar, from top to bottom."""
    shares = [_bar(picture.row(y), fill) for y in range(picture.height)]
    runs = [[share for share in run if share is not None] for _, run in groupby(shares, lambda share: share is None)]
    return [sorted(run)[len(run) // 2] for run in runs if len(run) >= _THINNEST_BAR]


def _bar(row: list[Colour], fill: Colour) -> float | None:
    """The used share where this row of pixels crosses a bar."""
    longest: list[int] = []
    run: list[int] = []
    for x, colour in enumerate(row):
        if colour in {fill, TRACK}:
            run = [*run, x] if run and x - run[-1] <= _WIDEST_MARK else [x]
            longest = max(longest, run, key=len)
    if len(longest) < _SHORTEST_BAR:
        return None
    left, right = longest[0], longest[-1]
    filled = [x for x in longest if row[x] == fill]
    return (filled[-1] - left + 1) / (right - left + 1) if filled else 0.0


def _alpha(icon: Pixmap, x: int, y: int) -> int:
    return icon.pixel(x, y)[0]


def _in_ring(x: int, y: int) -> bool:
    return _INNER <= math.hypot(x - _CENTRE, y - _CENTRE) <= _OUTER


def _is_mark(icon: Pixmap, x: int, y: int) -> bool:
    beside = ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
    return sum(_in_ring(*place) and not _alpha(icon, *place) for place in beside) > 1


def _turn(x: int, y: int) -> float:
    return (math.atan2(x - _CENTRE, _CENTRE - y) / math.tau) % 1.0
