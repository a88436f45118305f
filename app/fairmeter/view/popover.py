"""The whole popover as one value."""

from dataclasses import dataclass, replace
from datetime import datetime

from fairmeter.limits import FailureKind
from fairmeter.outlook import Outlook, Standing
from fairmeter.view import phrases
from fairmeter.view.banner import BannerView, banner, standing_contradiction
from fairmeter.view.chain import ChainView
from fairmeter.view.extra import ExtraView, extra_view
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.happened import Way, way_of, what_happened
from fairmeter.view.headline import Headline, headline, needs_login
from fairmeter.view.pays_next import who_pays_next
from fairmeter.view.rows import RowView, row
from fairmeter.view.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class PopoverView:
    """Everything the popover draws.

    `banner` stands in the place of the headline where there is one. `chain` is who pays next, or what happened when
    there is a banner; None where nothing is known that could be shown. `offers_login` shows the one action of the
    signed-out state. `can_refresh` is False while the service asks to wait; `refresh_tip` then says until when.
    """

    headline: Headline
    banner: BannerView | None
    rows: tuple[RowView, ...]
    extra: ExtraView | None
    chain: ChainView | None
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
        banner=banner(outlook, now, wording),
        rows=tuple(row(dated, standing, now, wording) for dated in snapshot.windows) if snapshot else (),
        extra=_extra(outlook, now),
        chain=_chain(outlook, now, wording),
        offers_login=needs_login(outlook, now),
        footer=_footer(outlook, now, wording),
        can_refresh=not blocked,
        refresh_tip=tip,
        notice=phrases.notice(outlook.notice) if outlook.notice else "",
    )


def _extra(outlook: Outlook, now: datetime) -> ExtraView | None:
    """The money card; that it cannot pay is an alarm when a request was refused for it while the plan had room."""
    if outlook.snapshot is None or outlook.standing(now) is not Standing.LIVE:
        return None
    view = extra_view(outlook.snapshot, now)
    judged = standing_contradiction(outlook, now)
    if view is None or judged is None or way_of(judged) is not Way.EXTRA_FIRST or view.note_glyph is not Glyph.OUT:
        return view
    return replace(view, note_tone=Tone.OUT, glyph_tone=Tone.OUT)


def _chain(outlook: Outlook, now: datetime, wording: Wording) -> ChainView | None:
    """What happened, as long as that is the first line; else who pays next, where the figures are fresh.

    Without a word on extra usage there is no order to speak of.
    """
    judged = standing_contradiction(outlook, now)
    if judged is not None:
        return what_happened(judged, now, wording.clock)
    snapshot = outlook.snapshot
    if snapshot is None or snapshot.extra is None or outlook.standing(now) is not Standing.LIVE:
        return None
    return who_pays_next(snapshot, now)


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
