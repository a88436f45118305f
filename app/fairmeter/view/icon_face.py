"""The face of the menu bar icon as a value: what it shows, in which style, and nothing a screen could not show.

The icon is a template by default: one ink, its alpha the only shade. So every state has a shape of its own, and the
verdict colours of the coloured mode only repeat what the shape says.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from fairmeter.view.amounts import whole_percent
from fairmeter.view.glyph import Tone

HEIGHT = 18
"""Every icon is 18 points tall."""

_STEP = 0.005  # half a percent: less than a device pixel on the longest bar at three pixels per point
_UNDER_ONE = 0.005
_ABOVE_NINETY_NINE = 0.995
_NO_FIGURE = "\N{EN DASH}"


class IconStyle(StrEnum):
    """How the icon is drawn. The wide styles are for Linux trays; a macOS status item made by Qt is a square."""

    RING = "ring"
    BARS = "bars"
    CAPTIONS = "captions"
    PERCENT = "percent"

    @property
    def width(self) -> int:
        """Width in points. It never changes while a style is in use."""
        return {IconStyle.CAPTIONS: 36, IconStyle.PERCENT: 30}.get(self, HEIGHT)


class IconState(StrEnum):
    """What the icon says. OUT means "will run out"; a refusal is not a state but the badge."""

    FINE = "fine"
    CLOSE = "close"
    OUT = "out"
    STALE = "stale"
    USED_UP = "used_up"
    SIGNED_OUT = "signed_out"


class PercentWord(StrEnum):
    """The small word under the number. Used or left is always written."""

    USED = "used"
    LEFT = "left"
    USED_UP = "used up"
    PAUSED = "paused"
    SIGN_IN = "sign in"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Meter:
    """One limit on the icon.

    Attributes:
        used: share of the limit that is used, 0 to 1; None when unknown, which draws an empty track, never a zero.
        time_gone: share of the window that has passed, 0 to 1; None when unknown or when no window is open.
        state: the verdict on this limit.
    """

    used: float | None = None
    time_gone: float | None = None
    state: IconState = IconState.FINE

    @property
    def pace(self) -> float | None:
        """Where even pace stands, 0 to 1: the tick. A tick beside an unknown figure would read as zero used."""
        return None if self.used is None else self.time_gone


@dataclass(frozen=True, slots=True, kw_only=True)
class IconFace:
    """Everything an icon shows; equal faces look the same, so a face can be a cache key (see `key`).

    Attributes:
        style: ring, two bars, bars with captions, or percent.
        state: what the icon as a whole says; STALE and SIGNED_OUT overrule the states of the meters.
        ring: the binding limit, which is also the limit of the popover's first line. Ring and percent show it.
        upper: the session, or None without one (an empty track). Both bar styles show it.
        lower: the weekly limit, likewise.
        badge: a refusal that is a contradiction or unproven waits to be looked at.
        coloured: verdict colours instead of the template's single ink.
        show_left: the percent style says what is left. Bars and rings fill with what is used all the same.
    """

    style: IconStyle
    state: IconState
    ring: Meter
    upper: Meter | None = None
    lower: Meter | None = None
    badge: bool = False
    coloured: bool = False
    show_left: bool = False

    def key(self) -> "IconFace":
        """The same face without what its style cannot show, and with figures in steps an eye can tell apart."""
        if self.state is IconState.SIGNED_OUT:
            return replace(_bare(self), ring=Meter(state=self.state))
        match self.style:
            case IconStyle.RING:
                return replace(_bare(self), ring=self._seen(replace(self.ring, state=self.state)))
            case IconStyle.PERCENT:
                return self._percent_key()
            case IconStyle.BARS | IconStyle.CAPTIONS:
                upper, lower = (self._seen(row or Meter()) for row in (self.upper, self.lower))
                return replace(_bare(self), ring=Meter(), upper=upper, lower=lower)

    def row_tone(self, row: Meter) -> Tone:
        """The colour of a row's fill and mark; PLAIN means ink.

        A row that will run out, or is used up, is the only colour on the icon: a fine row beside it steps back.
        """
        if not self.coloured or self.state in _WITHOUT_VERDICT:
            return Tone.PLAIN
        others = {other.state for other in (self.upper, self.lower) if other is not None}
        if row.state is IconState.FINE and others & _OUT_STATES:
            return Tone.PLAIN
        return _TONES[row.state]

    @property
    def tone(self) -> Tone:
        """The colour of the ring, or of the number; PLAIN means ink."""
        return _TONES[self.state] if self.coloured else Tone.PLAIN

    @property
    def badge_tone(self) -> Tone:
        """The colour of the badge; PLAIN means ink."""
        return Tone.OUT if self.coloured else Tone.PLAIN

    def _seen(self, meter: Meter) -> Meter:
        if meter.state is IconState.USED_UP and self.state is not IconState.STALE:
            return Meter(1.0, None, meter.state)
        time_gone = None if self.state is IconState.STALE else meter.pace
        return Meter(_stepped(meter.used), None if time_gone is None else _rounded(time_gone), meter.state)

    def _percent_key(self) -> "IconFace":
        state = self.state
        if not self.coloured and state in {IconState.CLOSE, IconState.OUT}:
            state = IconState.FINE
        used = 1.0 if state is IconState.USED_UP else _whole(self.ring.used)
        return replace(_bare(self), state=state, ring=Meter(used, None, state), show_left=self.show_left)


def number(face: IconFace) -> str:
    """The number of the percent style: "46%", "<1%", "99%" until it is really used up; a dash without a figure."""
    if face.state is IconState.USED_UP:
        return "100%"
    used = face.ring.used
    if used is None or face.state is IconState.SIGNED_OUT:
        return _NO_FIGURE
    percent = _percent_of(used)
    if 0 < (100 - percent if face.show_left else percent) < 1:
        return "<1%"
    shown = whole_percent(percent)
    if face.show_left:
        return f"{100 - max(shown, math.ceil(min(percent, 1)))}%"  # while anything is used, never "100%" left
    return f"{shown}%"


def word(face: IconFace) -> PercentWord:
    """The word under that number; none where there is no figure to speak of."""
    match face.state:
        case IconState.USED_UP:
            return PercentWord.USED_UP
        case IconState.STALE:
            return PercentWord.PAUSED
        case IconState.SIGNED_OUT:
            return PercentWord.SIGN_IN
        case _ if face.ring.used is None:
            return PercentWord.NONE
        case _:
            return PercentWord.LEFT if face.show_left else PercentWord.USED


_OUT_STATES = frozenset({IconState.OUT, IconState.USED_UP})
_WITHOUT_VERDICT = frozenset({IconState.STALE, IconState.SIGNED_OUT})
_TONES = {
    IconState.FINE: Tone.FINE,
    IconState.CLOSE: Tone.CLOSE,
    IconState.OUT: Tone.OUT,
    IconState.USED_UP: Tone.OUT,
    IconState.STALE: Tone.PLAIN,
    IconState.SIGNED_OUT: Tone.PLAIN,
}


def _bare(face: IconFace) -> IconFace:
    return replace(face, upper=None, lower=None, show_left=False)


def _clamped(share: float) -> float:
    return min(1.0, max(0.0, share))


def _rounded(share: float) -> float:
    return math.floor(_clamped(share) / _STEP + 0.5) * _STEP


def _stepped(used: float | None) -> float | None:
    # A little used is not nothing, and nearly all is not all: the ends are kept apart from their neighbours.
    if used is None or used <= 0 or used >= 1:
        return None if used is None else _clamped(used)
    return min(1 - _STEP, max(_STEP, _rounded(used)))


def _whole(used: float | None) -> float | None:
    if used is None:
        return None
    percent = _percent_of(used)
    if 0 < percent < 1:
        return _UNDER_ONE
    if 99 < percent < 100:  # noqa: PLR2004 - the two ends of a whole percent
        return _ABOVE_NINETY_NINE
    return whole_percent(percent) / 100


def _percent_of(used: float) -> float:
    return round(_clamped(used) * 100, 6)  # a share like 0.29 must not become 28.999999999999996 percent
