"""One made-up account in each of the seven states an icon can be in, for the settings window and for screenshots."""

from enum import StrEnum

from fairmeter.view.icon_face import IconFace, IconState, IconStyle, Meter


class Sample(StrEnum):
    """The seven states as a person tells them apart; REFUSED is a fine face with the badge."""

    FINE = "fine"
    CLOSE = "close"
    OUT = "out"
    REFUSED = "refused"
    STALE = "stale"
    USED_UP = "used_up"
    SIGNED_OUT = "signed_out"


_SESSION_GONE = 158 / 300  # minutes of five hours
_WEEK_GONE = 78.3 / 168  # hours of a week

_SESSION = Meter(0.46, _SESSION_GONE)
_WEEK = Meter(0.41, _WEEK_GONE)
_TIGHT = Meter(0.71, 0.69, IconState.CLOSE)
_MODEL = Meter(0.64, _WEEK_GONE, IconState.OUT)
_REFUSED = Meter(0.72, 0.81)
_USED_UP = Meter(1.0, _WEEK_GONE, IconState.USED_UP)
_UNKNOWN = Meter()

_METERS = {  # the binding limit, the session, the weekly limit
    Sample.FINE: (_SESSION, _SESSION, _WEEK),
    Sample.CLOSE: (_TIGHT, _TIGHT, _WEEK),
    Sample.OUT: (_MODEL, _SESSION, _MODEL),
    Sample.REFUSED: (_REFUSED, _REFUSED, _WEEK),
    Sample.STALE: (_SESSION, _SESSION, _WEEK),
    Sample.USED_UP: (_USED_UP, _SESSION, _USED_UP),
    Sample.SIGNED_OUT: (_UNKNOWN, _UNKNOWN, _UNKNOWN),
}


def sample(style: IconStyle, which: Sample, *, coloured: bool = False) -> IconFace:
    """The made-up account in one state, as a face of the given style."""
    ring, upper, lower = _METERS[which]
    return IconFace(
        style=style,
        state=IconState.FINE if which is Sample.REFUSED else IconState(which),
        ring=ring,
        upper=upper,
        lower=lower,
        badge=which is Sample.REFUSED,
        coloured=coloured,
    )
