"""The icon at one pixel per point, composed from whole pixels: a grid of 18 rows, hinted by hand.

At this size nothing is scaled down: a ring that is merely smaller would be mud. The vector drawing for finer screens is
the painter's; here are the rules for the coarse one.
"""

import math
from functools import cache
from typing import TypeAlias

from fairmeter.view.glyph import Tone
from fairmeter.view.icon_bars import THICKNESS, BarRow, bar_rows
from fairmeter.view.icon_canvas import BADGE_REACH, FULL, HALF, HALVES, STALE, TRACK, Canvas, Pixels
from fairmeter.view.icon_face import HEIGHT, IconFace, IconState, IconStyle

_CENTRE = 8  # an odd ring of 17 pixels, so that an upright tick is one pixel wide
_OUTER, _INNER = 7.5, 4.5
_EMPTY_BELOW, _HALF_UP_TO = 0.25, 0.75
_SAMPLES = 16  # per pixel and direction, to measure how much of it a disc covers
_DIRECTIONS = 16
_TICKS: tuple[tuple[tuple[int, int], ...], ...] = (
    ((0, -4), (0, -5), (0, -6), (0, -7), (0, -8)),
    ((2, -4), (2, -5), (2, -6), (3, -7), (3, -8)),
    ((3, -3), (4, -4), (5, -5), (6, -6)),
    ((4, -2), (5, -2), (6, -2), (7, -3), (8, -3)),
)
_SMALL_CROSS = ((0, 0), (3, 0), (1, 1), (2, 1), (1, 2), (2, 2), (0, 3), (3, 3))

Grid: TypeAlias = tuple[tuple[int, ...], ...]


def ring_grid(face: IconFace) -> Grid:
    """The ring as 18 rows of 18 alphas in percent."""
    return _alphas(_ring(face))


def bars_grid(face: IconFace) -> Grid:
    """The two bars as 18 rows of alphas in percent: 18 columns, or 36 with room for captions at the left."""
    return _alphas(_bars(face))


def pixels(face: IconFace) -> Pixels:
    """Ring or bars with the colour of every pixel; the captions themselves are text and not part of it."""
    return _ring(face) if face.style is IconStyle.RING else _bars(face)


def _alphas(rows: Pixels) -> Grid:
    return tuple(tuple(pixel.alpha for pixel in row) for row in rows)


def _ring(face: IconFace) -> Pixels:
    canvas = Canvas(HEIGHT)
    if face.state is IconState.USED_UP:
        _used_up_disc(canvas, face.tone)
    else:
        _track_and_arc(canvas, face)
        direction = _ring_direction(face)
        if direction is not None:
            _ring_tick(canvas, direction)
        _ring_mark(canvas, face, below_tick=direction == 0)
    if face.badge:
        canvas.badge(face.badge_tone)
    return canvas.done()


def _track_and_arc(canvas: Canvas, face: IconFace) -> None:
    used = None if face.state is IconState.SIGNED_OUT else face.ring.used
    arc = STALE if face.state is IconState.STALE else FULL
    for dy in range(-_CENTRE, _CENTRE + 1):
        for dx in range(-_CENTRE, _CENTRE + 1):
            gap = face.state is IconState.SIGNED_OUT and (dx == 0 or dy == 0 or abs(dx) == abs(dy))
            edge = 0 if gap else _softened(_cover(dx, dy, _OUTER) - _cover(dx, dy, _INNER))
            in_arc = used is not None and _turn(dx, dy) < used
            shade = arc if in_arc else TRACK
            alpha = {0: 0, HALF: HALVES[shade], FULL: shade}[edge]
            canvas.put(_CENTRE + dx, _CENTRE + dy, alpha, face.tone if in_arc else Tone.PLAIN)


def _used_up_disc(canvas: Canvas, tone: Tone) -> None:
    for dy in range(-_CENTRE, _CENTRE + 1):
        for dx in range(-_CENTRE, _CENTRE + 1):
            canvas.put(_CENTRE + dx, _CENTRE + dy, _softened(_cover(dx, dy, _OUTER)), tone)
    for step in range(-2, 3):
        inward = step - (step > 0) + (step < 0)  # an x cut out of black needs a second pixel to be seen
        for x in {step, inward, -step, -inward}:
            canvas.put(_CENTRE + x, _CENTRE + step, 0)


def _ring_mark(canvas: Canvas, face: IconFace, *, below_tick: bool) -> None:
    match face.state:
        case IconState.CLOSE | IconState.SIGNED_OUT:
            top = 6 if below_tick else 5  # under an upright tick the ! is a pixel shorter, or both would be one line
            for y in (*range(top, 9), 10):
                edge = 0 if y == _CENTRE else HALF
                for x, alpha in ((7, edge), (8, FULL), (9, edge)):
                    canvas.put(x, y, alpha, face.tone)
        case IconState.OUT:
            for step in range(-2, 3):
                canvas.put(_CENTRE + step, _CENTRE + step, FULL, face.tone)
                canvas.put(_CENTRE + step, _CENTRE - step, FULL, face.tone)
        case IconState.STALE:
            canvas.fill((6, 7, 9, 10), range(6, 11), FULL)
        case _:
            pass


def _ring_direction(face: IconFace) -> int | None:
    if face.state in {IconState.STALE, IconState.SIGNED_OUT} or face.ring.pace is None:
        return None
    return tick_direction(face.ring.used, face.ring.pace)


def tick_direction(used: float | None, pace: float) -> int:
    """Which of 16 directions, clockwise from the top, the pace tick takes on the ring.

    When rounding would carry it over the end of the arc, the next direction on the true side is taken: ahead of even
    pace must never look like behind it.
    """
    direction = math.floor(pace * _DIRECTIONS + 0.5)
    if used is not None:
        if pace > used > direction / _DIRECTIONS:
            direction += 1
        elif pace < used < direction / _DIRECTIONS:
            direction -= 1
    return direction % _DIRECTIONS


def _ring_tick(canvas: Canvas, direction: int) -> None:
    quarters, kind = divmod(direction, len(_TICKS))
    tick = _TICKS[kind]
    for _ in range(quarters):
        tick = tuple((-dy, dx) for dx, dy in tick)
    for dx, dy in tick:
        for x, y in ((dx - 1, dy), (dx + 1, dy), (dx, dy - 1), (dx, dy + 1)):
            canvas.put(_CENTRE + x, _CENTRE + y, 0)
    for dx, dy in tick:
        canvas.put(_CENTRE + dx, _CENTRE + dy, FULL)


@cache
def _cover(dx: int, dy: int, radius: float) -> float:
    """How much of the pixel at an offset from the centre a disc covers, 0 to 1."""
    steps = [(step + 0.5) / _SAMPLES - 0.5 for step in range(_SAMPLES)]
    inside = sum(math.hypot(dx + x, dy + y) <= radius for x in steps for y in steps)
    return inside / _SAMPLES**2


def _softened(cover: float) -> int:
    if cover < _EMPTY_BELOW:
        return 0
    return HALF if cover <= _HALF_UP_TO else FULL


def _turn(dx: int, dy: int) -> float:
    """The angle of an offset, clockwise from the top, as a share of a full turn."""
    return (math.atan2(dx, -dy) / math.tau) % 1.0


def _bars(face: IconFace) -> Pixels:
    canvas = Canvas(face.style.width)
    rows = bar_rows(face, BADGE_REACH)
    for row in rows:
        _bar(canvas, row)
        if row.tick is not None:
            extent = range(2, 7) if row.top < HEIGHT // 2 else range(11, 16)
            canvas.clear((row.tick - 1, row.tick + 1), extent)
            canvas.fill((row.tick,), extent, FULL)
        _row_mark(canvas, row)
    _middle_mark(canvas, rows[0])
    if face.badge:
        canvas.badge(face.badge_tone)
    return canvas.done()


def _bar(canvas: Canvas, row: BarRow) -> None:
    fill = STALE if row.state is IconState.STALE else FULL
    filled = 0 if row.used is None else _columns(row.used, row.length)
    for y in range(row.top, row.top + THICKNESS):
        for x in range(row.left, row.right):
            in_fill = x < row.left + filled
            shade = fill if in_fill else TRACK
            corner = x in (row.left, row.right - 1) and y in (row.top, row.top + THICKNESS - 1)
            canvas.put(x, y, HALVES[shade] if corner else shade, row.tone if in_fill else Tone.PLAIN)


def _columns(used: float, length: int) -> int:
    if used <= 0 or used >= 1:
        return length if used >= 1 else 0
    return min(length - 1, max(1, math.floor(used * length + 0.5)))


def _row_mark(canvas: Canvas, row: BarRow) -> None:
    rows = range(row.top - 1, row.top + THICKNESS + 1)
    match row.state:
        case IconState.CLOSE:
            canvas.clear(range(row.right - 5, row.right + 1), rows)
            canvas.fill((row.right - 3, row.right - 2), (*range(row.top - 1, row.top + 2), row.top + 3), FULL, row.tone)
        case IconState.OUT:
            canvas.clear(range(row.right - 5, row.right + 1), rows)
            _small_cross(canvas, row.right - 4, row)
        case IconState.USED_UP:
            canvas.clear(range(row.middle - 3, row.middle + 3), rows)
            _small_cross(canvas, row.middle - 2, row)
        case _:
            pass


def _small_cross(canvas: Canvas, left: int, row: BarRow) -> None:
    for dx, dy in _SMALL_CROSS:
        canvas.put(left + dx, row.top + dy, FULL, row.tone)


def _middle_mark(canvas: Canvas, row: BarRow) -> None:
    middle = row.middle
    match row.state:
        case IconState.STALE:
            canvas.clear(range(middle - 4, middle + 4), range(HEIGHT))
            canvas.fill((middle - 3, middle - 2, middle + 1, middle + 2), range(5, 13), FULL)
        case IconState.SIGNED_OUT:
            canvas.clear(range(middle - 2, middle + 2), range(HEIGHT))
            canvas.fill((middle - 1, middle), (*range(4, 10), 12, 13), FULL)
        case _:
            pass
