"""From the picture to the menu bar icon."""

from datetime import datetime

from fairmeter.limits import FULL_PCT, SESSION, WEEKLY, Dated, Snapshot, Window, WindowState
from fairmeter.outlook import Outlook, Standing
from fairmeter.view.banner import waiting
from fairmeter.view.headline import binding
from fairmeter.view.icon_face import IconFace, IconState, IconStyle, Meter


def face(outlook: Outlook, now: datetime, *, style: IconStyle, coloured: bool, show_left: bool = False) -> IconFace:
    """The icon at `now`: it speaks of the same limit as the first line of the popover.

    The badge is there as long as a contradiction or an unproven refusal waits to be looked at.
    """
    standing = outlook.standing(now)
    snapshot = outlook.snapshot
    bound = binding(snapshot, now) if snapshot else None
    ring = _meter(bound, now)
    return IconFace(
        style=style,
        state=_state(standing, ring),
        ring=ring,
        upper=_shared(snapshot, SESSION, now),
        lower=_shared(snapshot, WEEKLY, now),
        badge=bool(waiting(outlook)),
        coloured=coloured,
        show_left=show_left,
    )


def _state(standing: Standing, ring: Meter) -> IconState:
    if standing in {Standing.STALE, Standing.OFFLINE, Standing.NO_FIGURES}:
        return IconState.STALE
    if standing is Standing.SIGNED_OUT:
        return IconState.SIGNED_OUT
    return ring.state


def _meter(dated: Dated[Window] | None, now: datetime) -> Meter:
    if dated is None:
        return Meter()
    window, state = dated.value, dated.value.state(now)
    if state is WindowState.OVER or window.used_pct is None:
        return Meter()
    return Meter(
        used=window.used_pct / FULL_PCT,
        time_gone=window.time_gone(now),
        state=IconState.USED_UP if state is WindowState.USED_UP else IconState.FINE,
    )


def _shared(snapshot: Snapshot | None, kind: str, now: datetime) -> Meter | None:
    dated = snapshot.window(kind) if snapshot else None
    return _meter(dated, now) if dated else None
