"""Where the two bars of an icon lie, in whole points: the same for the pixel grid and for the vector drawing."""

import math
from dataclasses import dataclass

from fairmeter.view.glyph import Tone
from fairmeter.view.icon_face import IconFace, IconState, IconStyle, Meter

THICKNESS = 4
_TOPS = (3, 11)
_SPANS = {IconStyle.BARS: (1, 17), IconStyle.CAPTIONS: (14, 34)}
_MARKS = frozenset({IconState.CLOSE, IconState.OUT})
_MARK_RESERVE = 7  # whole columns at the end of a row that carries a mark; a tick stays before them


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One bar.

    Attributes:
        left: first column, in points.
        right: column after the last one.
        top: first row, in points; the bar is `THICKNESS` tall.
        used: share that is filled, 0 to 1; None draws an empty track.
        state: FINE, CLOSE (an ! at its end), OUT (an x at its end), USED_UP (full, an x in its middle), or, for
            both rows alike, STALE and SIGNED_OUT.
        tone: colour of fill and mark; PLAIN means ink.
        tick: column of the even-pace tick, one point wide; None without one.
    """

    left: int
    right: int
    top: int
    used: float | None
    state: IconState
    tone: Tone
    tick: int | None

    @property
    def middle(self) -> int:
        """The border between the two middle columns."""
        return (self.left + self.right) // 2

    @property
    def length(self) -> int:
        """How many columns it has."""
        return self.right - self.left


def bar_rows(face: IconFace, badge_reach: int) -> tuple[BarRow, BarRow]:
    """The upper and the lower bar of a face in one of the two bar styles.

    Args:
        face: whose style is BARS or CAPTIONS.
        badge_reach: how many columns at the right edge the badge and its clearance take. It wins over the upper
            row: no tick is half hidden by it, and no mark at the end of that row competes with it.
    """
    badge_from = face.style.width - badge_reach if face.badge else None
    upper, lower = (meter or Meter() for meter in (face.upper, face.lower))
    return (_row(face, upper, _TOPS[0], badge_from), _row(face, lower, _TOPS[1], None))


def _row(face: IconFace, meter: Meter, top: int, badge_from: int | None) -> BarRow:
    left, right = _SPANS[face.style]
    state = _state(face, meter, badged=badge_from is not None)
    tick = _tick(meter, state, left, right)
    if tick is not None and badge_from is not None and tick >= badge_from:
        tick = None
    used = {IconState.SIGNED_OUT: None, IconState.USED_UP: 1.0}.get(state, meter.used)
    return BarRow(left=left, right=right, top=top, used=used, state=state, tone=face.row_tone(meter), tick=tick)


def _state(face: IconFace, meter: Meter, *, badged: bool) -> IconState:
    if face.state in {IconState.STALE, IconState.SIGNED_OUT}:
        return face.state
    marked = meter.state in _MARKS and not badged
    return meter.state if marked or meter.state is IconState.USED_UP else IconState.FINE


def _tick(meter: Meter, state: IconState, left: int, right: int) -> int | None:
    if meter.pace is None or state in {IconState.STALE, IconState.SIGNED_OUT, IconState.USED_UP}:
        return None
    column = left + math.floor(meter.pace * (right - left) + 0.5)
    last = right - _MARK_RESERVE if state in _MARKS else right - 2
    return min(last, max(left + 1, column))
