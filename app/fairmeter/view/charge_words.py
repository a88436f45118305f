"""What is said of a charge: its heading, its ruling, and what would make it right all the same."""

from fairmeter.billing import RuleName
from fairmeter.denials import Charge, ChargeDoubt, ChargeRuling
from fairmeter.limits import FULL_PCT, SESSION, WEEKLY, Snapshot, Window
from fairmeter.view.amounts import money, percent_left
from fairmeter.view.clock import Clock
from fairmeter.view.glyph import Glyph
from fairmeter.view.order_words import rule
from fairmeter.view.report_times import time_of_event
from fairmeter.view.wording import limit_name

_GLYPHS = {
    ChargeRuling.WITH_PLAN_ROOM: Glyph.CLOSE,
    ChargeRuling.PLAN_USED_UP: Glyph.EXPLAINED,
    ChargeRuling.UNPROVEN: Glyph.UNPROVEN,
}
_RULINGS = {
    ChargeRuling.WITH_PLAN_ROOM: "Every limit had room before and after, so the plan should have paid.",
    ChargeRuling.PLAN_USED_UP: "A limit of the plan was used up. That is what extra usage is for.",
    ChargeRuling.UNPROVEN: "Nothing can be said of it.",
}
_DOUBTS = {
    ChargeDoubt.FIGURE_MISSING: "A figure that decides is missing.",
    ChargeDoubt.NEAR_THE_END: "A limit stood so near to its end that it may have been reached in between.",
    ChargeDoubt.RESET_BETWEEN: "A limit was reset between the two readings.",
    ChargeDoubt.FAR_APART: "The two readings are more than 15 minutes apart.",
    ChargeDoubt.MODEL_LIMIT_FULL: "A model's own limit was used up, and it is not known whether that model was asked.",
}


def charge_glyph(charge: Charge) -> Glyph:
    """The mark of a charge."""
    return _GLYPHS[charge.ruling]


def charge_heading(charge: Charge, clock: Clock) -> str:
    """What was charged, as a title: "$1.53 charged at 10:20 although 66% of session and 9% of Fable were left"."""
    said = f"{money(charge.amount)} charged at {time_of_event(charge.until, clock)}"
    if charge.ruling is ChargeRuling.WITH_PLAN_ROOM:
        rooms = _rooms(charge.after)
        verb = "were" if len(rooms) > 1 else "was"
        return f"{said} although {' and '.join(rooms)} {verb} left" if rooms else f"{said} although the plan had room"
    return f"{said}, {charge_reason(charge)}"


def charge_reason(charge: Charge) -> str:
    """Why, in a few words, to stand after the amount: "session used up", "66% of session and 9% of Fable left"."""
    if charge.ruling is ChargeRuling.WITH_PLAN_ROOM:
        return room(charge.after)
    if charge.ruling is ChargeRuling.UNPROVEN:
        return "unproven"
    full = [one for side in (charge.before, charge.after) for one in _known(side) if (one.used_pct or 0.0) >= FULL_PCT]
    return f"{_short(full[0])} used up" if full else "plan used up"


def room(snapshot: Snapshot) -> str:
    """What was left of the limits: "66% of session and 9% of Fable left"."""
    rooms = _rooms(snapshot)
    return f"{' and '.join(rooms)} left" if rooms else "plan room left"


def ruling_words(charge: Charge) -> str:
    """What is said of it, as a sentence."""
    return _RULINGS[charge.ruling]


def doubt_words(charge: Charge) -> str:
    """Why nothing can be said, as a sentence; empty when something can."""
    return _DOUBTS[charge.doubt] if charge.doubt is not None else ""


def exception_words(charge: Charge) -> tuple[str, ...]:
    """The documented rules that would make it right, a sentence each."""
    return tuple(rule(RuleName(name)) for name in charge.exceptions)


def _rooms(snapshot: Snapshot) -> list[str]:
    """What was left of the first limit, and of the one with the least left if that is another."""
    known = [window for window in _known(snapshot) if window.used_pct is not None]
    if not known:
        return []
    fullest = max(known, key=lambda window: window.used_pct or 0.0)
    named = dict.fromkeys((known[0], fullest))
    return [f"{percent_left(one.used_pct or 0.0)} of {_short(one)}" for one in named]


def _known(snapshot: Snapshot) -> list[Window]:
    return [dated.value for dated in snapshot.windows if dated.value.is_known_kind]


def _short(window: Window) -> str:
    return {SESSION: "session", WEEKLY: "week"}.get(window.kind) or window.scope.model or limit_name(window)
