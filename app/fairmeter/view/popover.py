"""The whole popover as one value."""

from dataclasses import dataclass
from datetime import datetime

from fairmeter.limits import FailureKind
from fairmeter.outlook import Outlook, Standing
from fairmeter.view import phrases
from fairmeter.view.extra import ExtraView, extra_view
from fairmeter.view.headline import Headline, headline, needs_login
from fairmeter.view.rows import RowView, row
from fairmeter.view.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class PopoverView:
    """Everything the popover draws.

    `offers_login` shows the one action of the signed-out state. `can_refresh` is False while the service asks to wait;
    `refresh_tip` then says until when.
    """

    headline: Headline
    rows: tuple[RowView, ...]
    extra: ExtraView | None
    offers_login: bool
    footer: str
    can_refresh: bool
    refresh_tip: str
    notice: str


def popover(outlook: Outlook, now: datetime, wording: Wording) -> PopoverView:
    """What the popover shows at `now`."""
    standing = outlook.standing(now)
    snapshot = outlook.snapshot
    blocked = outlook.blocked_until is not None and outlook.blocked_until > now
    tip = "Refresh"
    if blocked and outlook.blocked_until is not None:
        tip = f"The usage service asks to wait until {wording.clock.absolute(outlook.blocked_until, now)}"
    return PopoverView(
        headline=headline(outlook, now, wording),
        rows=tuple(row(dated, standing, now, wording) for dated in snapshot.windows) if snapshot else (),
        extra=extra_view(snapshot, now) if snapshot and standing is Standing.LIVE else None,
        offers_login=needs_login(outlook, now),
        footer=_footer(outlook, now, wording),
        can_refresh=not blocked,
        refresh_tip=tip,
        notice=phrases.notice(outlook.notice) if outlook.notice else "",
    )


def _footer(outlook: Outlook, now: datetime, wording: Wording) -> str:
    standing = outlook.standing(now)
    snapshot = outlook.snapshot
    if standing is Standing.READING:
        return "Asking the usage service"
    if standing is Standing.OFFLINE:
        return "Offline, will retry by itself"
    if standing is Standing.LIVE and snapshot is not None and snapshot.taken_at is not None:
        age = wording.clock.since(snapshot.taken_at, now)
        where = phrases.source(snapshot.latest.source) if snapshot.latest else "API"
        return f"Updated {age}, {'simulator' if outlook.simulated else where}"
    if outlook.problem is not None and outlook.problem.kind is FailureKind.SIGNED_OUT:
        return "Not connected"
    if outlook.next_ask_at is not None and outlook.next_ask_at > now:
        return f"Next try {wording.clock.absolute(outlook.next_ask_at, now)}"
    return "Trying again by itself"
