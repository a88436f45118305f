"""Who paid over the last seven days, as values: three lanes over the days, and the last events under them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairmeter.denials import Charge, ChargeDoubt, ChargeRuling, Judged, Ruling
from fairmeter.limits import Money
from fairmeter.view.amounts import money
from fairmeter.view.charge_words import charge_glyph, charge_reason
from fairmeter.view.clock import DAY, Clock
from fairmeter.view.glyph import Glyph
from fairmeter.view.report_times import moment
from fairmeter.view.report_words import glyph, what_was_left
from fairmeter.view.verdict_words import ruling

DAYS = 7
EMPTY = "No charge and no refusal in the last 7 days."
_EVENTS = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time from `since` to `until`. `is_sparse` is True when readings were too far apart to be sure of its ends."""

    since: datetime
    until: datetime
    is_sparse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """When was worked, when extra usage was switched off, and the model in use; empty or None is not known."""

    stretches: tuple[Stretch, ...] = ()
    extra_off: tuple[Stretch, ...] = ()
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the seven days, both ends from 0 to 1; `words` say what it is."""

    left: float
    right: float
    words: str = ""
    is_sparse: bool = False


@dataclass(frozen=True, slots=True)
class ChargeMark:
    """A charge at a place from 0 to 1. `had_room` is True when the plan should have paid."""

    at: float
    words: str
    had_room: bool
    is_sparse: bool


@dataclass(frozen=True, slots=True)
class RefusalMark:
    """A refusal at a place from 0 to 1; `words` stand under a contradiction."""

    at: float
    glyph: Glyph
    words: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One of the last events. `evidence` is empty, or the identity of what can be opened."""

    glyph: Glyph
    time: str
    words: str
    evidence: str = ""
    is_charge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoPaidView:
    """The lanes over `days` (names, today last) and the events, newest first; `empty` is said in the middle."""

    total: str
    days: tuple[str, ...]
    now: float
    plan: tuple[Span, ...]
    charges: tuple[ChargeMark, ...]
    off: tuple[Span, ...]
    refusals: tuple[RefusalMark, ...]
    events: tuple[EventView, ...]
    empty: str
    spoken: str


@dataclass(frozen=True, slots=True)
class _Week:
    """Seven days that end with today; every day is equally wide, also one of 23 hours."""

    now: datetime
    clock: Clock

    @property
    def first(self) -> datetime:
        today = self.now.astimezone(self.clock.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return today - (DAYS - 1) * DAY

    def place(self, at: datetime) -> float:
        """Where an instant lies, 0 to 1; outside of it when it is earlier or later."""
        local = at.astimezone(self.clock.zone)
        days = (local.date() - self.first.date()).days
        since_midnight = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
        return (days + since_midnight / DAY) / DAYS

    def holds(self, at: datetime) -> bool:
        return 0.0 <= self.place(at) <= 1.0

    def span(self, stretch: Stretch, words: str = "") -> Span | None:
        left, right = max(0.0, self.place(stretch.since)), min(1.0, self.place(stretch.until))
        return Span(left, right, words, stretch.is_sparse) if right > left else None


def who_paid(
    charges: Iterable[Charge], refusals: Iterable[Judged], work: Work, now: datetime, clock: Clock
) -> WhoPaidView:
    """The last seven days at `now`; refusals that have nothing to do with quota are left out."""
    week = _Week(now, clock)
    paid = [one for one in charges if week.holds(one.until)]
    denied = [one for one in refusals if week.holds(one.at) and one.verdict.verdict is not Ruling.NOT_QUOTA]
    first = week.first
    days = tuple(f"{first + number * DAY:%a}" for number in range(DAYS))
    events = tuple(_events(paid, denied, now, clock))[:_EVENTS]
    empty = "" if paid or denied else EMPTY
    total = _total(paid)
    return WhoPaidView(
        total=total,
        days=days,
        now=week.place(now),
        plan=tuple(span for one in work.stretches if (span := week.span(one)) is not None),
        charges=tuple(_charge(one, week) for one in paid),
        off=tuple(span for one in work.extra_off if (span := week.span(one, _off_words(one, now, clock))) is not None),
        refusals=tuple(
            RefusalMark(week.place(one.at), glyph(one.verdict), moment(one.at, now, clock)) for one in denied
        ),
        events=events,
        empty=empty,
        spoken=_spoken(paid, denied, total, now, clock),
    )


def _charge(charge: Charge, week: _Week) -> ChargeMark:
    had_room = charge.ruling is ChargeRuling.WITH_PLAN_ROOM
    amount = money(charge.amount)
    return ChargeMark(
        at=week.place(charge.until),
        words=f"{amount} with plan room left" if had_room else amount,
        had_room=had_room,
        is_sparse=charge.doubt is ChargeDoubt.FAR_APART,
    )


def _off_words(stretch: Stretch, now: datetime, clock: Clock) -> str:
    since = moment(stretch.since, now, clock)
    if stretch.until >= now:
        return f"switched off since {since}"
    return f"switched off {since} to {moment(stretch.until, now, clock)}"


def _total(charges: list[Charge]) -> str:
    """What was charged in all, where it can be summed: amounts of two currencies cannot."""
    if not charges:
        return ""
    currencies = {one.amount.currency for one in charges}
    if len(currencies) > 1:
        return f"{len(charges)} charges"
    whole = sum((one.amount.amount for one in charges[1:]), charges[0].amount.amount)
    return f"Extra usage {money(Money.of_major(whole, currencies.pop()))}"


def _events(charges: list[Charge], refusals: list[Judged], now: datetime, clock: Clock) -> Iterator[EventView]:
    """What bears on who paid, newest first: every charge, and the refusals that contradict the plan."""
    found = [(one.until, _charged(one, now, clock)) for one in charges]
    found += [(one.at, _refused(one, now, clock)) for one in refusals if one.is_contradiction]
    yield from (event for _, event in sorted(found, key=lambda pair: pair[0], reverse=True))


def _charged(charge: Charge, now: datetime, clock: Clock) -> EventView:
    had_room = charge.ruling is ChargeRuling.WITH_PLAN_ROOM
    words = f"{money(charge.amount)} charged, {charge_reason(charge)}"
    time = moment(charge.until, now, clock)
    return EventView(charge_glyph(charge), time, words, charge.identity if had_room else "", is_charge=True)


def _refused(case: Judged, now: datetime, clock: Clock) -> EventView:
    left = what_was_left(case.verdict).replace(" of your ", " of ").replace(" was left", " left")
    return EventView(glyph(case.verdict), moment(case.at, now, clock), f"Refused, {left}", case.identity)


def _spoken(charges: list[Charge], refusals: list[Judged], total: str, now: datetime, clock: Clock) -> str:
    """The lanes in words, for who cannot see them."""
    if not charges and not refusals:
        return EMPTY
    told = [f"{total} in 7 days." if total else "No charge in 7 days."]
    told += [f"{moment(one.until, now, clock)}: {money(one.amount)} charged, {charge_reason(one)}." for one in charges]
    told += [f"{moment(one.at, now, clock)}: refused, {ruling(one.verdict)}." for one in refusals]
    return " ".join(told)
