"""The first two lines of every surface: what is so, then why or until when."""

from dataclasses import dataclass
from datetime import datetime

from fairmeter.limits import SESSION, WEEKLY, Dated, ExtraUsage, FailureKind, Snapshot, Window, WindowState
from fairmeter.outlook import Outlook, Standing
from fairmeter.view import phrases
from fairmeter.view.amounts import money, percent, percent_left
from fairmeter.view.glyph import Glyph
from fairmeter.view.wording import Wording, limit_name, limit_subject


@dataclass(frozen=True, slots=True)
class Headline:
    """A verdict mark, the sentence, and the second line."""

    glyph: Glyph
    first: str
    second: str


def headline(outlook: Outlook, now: datetime, wording: Wording) -> Headline:
    """The two lines for a picture at `now`."""
    standing = outlook.standing(now)
    snapshot = outlook.snapshot
    if standing is Standing.LIVE and snapshot is not None:
        return _with_problem(_live(snapshot, now, wording), outlook, now, wording)
    if standing is Standing.READING:
        return Headline(Glyph.EXPLAINED, "Reading your limits.", "The first answer takes a few seconds.")
    why = _why(outlook, now, wording)
    if standing is Standing.SIGNED_OUT:
        return Headline(
            Glyph.NOT_QUOTA, "Sign in to Claude Code to see your limits.", f"{why} Nothing is sent anywhere."
        )
    if standing is Standing.NO_FIGURES or snapshot is None or snapshot.taken_at is None:
        return Headline(Glyph.STALE, "No reading yet.", why)
    if standing is Standing.OFFLINE:
        since = outlook.problem_since or outlook.at
        return Headline(
            Glyph.STALE, f"Offline since {wording.clock.absolute(since, now)}.", f"Showing the last answer. {why}"
        )
    return Headline(
        Glyph.STALE, f"As of {wording.clock.since(snapshot.taken_at, now).removeprefix('at ')}.", _stale_reason(why)
    )


def binding(snapshot: Snapshot, now: datetime) -> Dated[Window] | None:
    """The limit that one figure must speak of: one that is used up, else the session, else the fullest week.

    Of several that are used up, the one that stays so longest among those that stop every model, else any.
    """
    known = [dated for dated in snapshot.windows if dated.value.is_known_kind]
    full = [dated for dated in known if dated.value.state(now) is WindowState.USED_UP]
    for candidates in ([dated for dated in full if dated.value.kind in {SESSION, WEEKLY}], full):
        if candidates:
            return max(candidates, key=lambda dated: (dated.value.resets_at is None, dated.value.resets_at or now))
    session = snapshot.window(SESSION)
    if session is not None:
        return session
    return max(known, key=lambda dated: dated.value.used_pct or 0.0, default=None)


def _live(snapshot: Snapshot, now: datetime, wording: Wording) -> Headline:
    bound = binding(snapshot, now)
    if bound is None:
        return Headline(Glyph.EXPLAINED, "The service reports no limits for this account.", "Nothing to run out of.")
    window, state = bound.value, bound.value.state(now)
    if state is WindowState.USED_UP:
        return _used_up(window, snapshot.money, now, wording)
    if state is WindowState.NOT_STARTED and window.kind == SESSION:
        return Headline(
            Glyph.FINE, "Your session has not started.", "It opens with your next request and then lasts 5 hours."
        )
    if state in {WindowState.OVER, WindowState.UNKNOWN} or window.used_pct is None:
        name = limit_subject(window)
        second = _closest(snapshot, window, now) or "The next answer tells."
        over = f"{name} has been reset." if state is WindowState.OVER else f"{name} is not reported."
        return Headline(Glyph.EXPLAINED, over, second)
    subject = limit_subject(window)
    left = percent_left(window.used_pct)
    return Headline(Glyph.FINE, f"{subject} has {left} left.", _closest(snapshot, window, now) or _weeks_only(snapshot))


def _used_up(window: Window, extra: ExtraUsage | None, now: datetime, wording: Wording) -> Headline:
    name, subject = limit_name(window), limit_subject(window)
    end = f" until {wording.clock.absolute(window.resets_at, now)}" if window.resets_at is not None else ""
    if window.kind not in {SESSION, WEEKLY}:
        return Headline(Glyph.OUT, f"{subject} is used up{end}.", "Other models are counted apart from it.")
    pays = None if extra is None else extra.can_pay
    if pays and extra is not None:
        spent = f": {money(extra.spent)} this month" if extra.spent is not None else "."
        return Headline(Glyph.CLOSE, f"You are spending extra usage now{spent}", f"{name} is used up{end}.")
    if pays is False and extra is not None:
        return Headline(Glyph.OUT, f"Requests are refused{end}.", f"{name} is used up, {_why_not(extra)}.")
    unknown = "Extra usage is not reported." if extra is None else "Extra usage is on, its balance is not reported."
    return Headline(Glyph.OUT, f"{subject} is used up{end}.", unknown)


def _why_not(extra: ExtraUsage) -> str:
    if extra.is_switched_on is False:
        return "extra usage is off"
    if extra.is_empty:
        return "extra usage has no balance"
    return "extra usage is at its cap" if extra.is_at_cap else "extra usage cannot pay"


def _closest(snapshot: Snapshot, window: Window, now: datetime) -> str:
    """The fullest other limit, for the second line; empty when there is none with a figure."""
    others = [
        dated.value
        for dated in snapshot.windows
        if dated.value.key != window.key and dated.value.is_known_kind and dated.value.state(now) is WindowState.OPEN
    ]
    fullest = max(others, key=lambda other: other.used_pct or 0.0, default=None)
    if fullest is None or fullest.used_pct is None:
        return ""
    return f"Fullest of the others: {limit_name(fullest)}, {percent(fullest.used_pct)} used"


def _weeks_only(snapshot: Snapshot) -> str:
    return "" if snapshot.window(SESSION) else "This plan has no 5-hour window, so only the week is counted."


def _with_problem(line: Headline, outlook: Outlook, now: datetime, wording: Wording) -> Headline:
    """Fresh figures whose last renewal failed keep their sentence; the second line says what went wrong."""
    if outlook.problem is None:
        return line
    return Headline(line.glyph, line.first, _why(outlook, now, wording))


def _why(outlook: Outlook, now: datetime, wording: Wording) -> str:
    if outlook.problem is None:
        return "No answer has come since." if outlook.snapshot else ""
    return phrases.problem(outlook.problem, now, wording.clock, outlook.blocked_until)


def _stale_reason(why: str) -> str:
    return f"{why} Numbers may be higher now."


def needs_login(outlook: Outlook, now: datetime) -> bool:
    """Whether the one thing to do is to sign in."""
    return outlook.standing(now) is Standing.SIGNED_OUT or (
        outlook.problem is not None and outlook.problem.kind is FailureKind.SCOPE_MISSING and outlook.snapshot is None
    )
