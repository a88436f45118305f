"""The evidence of one charge to extra usage: the meters before and after it."""

from collections.abc import Iterator

from fairmeter.denials import Charge, ChargeRuling
from fairmeter.report.names import short_name
from fairmeter.report.origin import Origin
from fairmeter.report.parts import NOTHING_PRIVATE, meters_table, money_facts, origin_facts
from fairmeter.report.sheet import Block, Heading, Listing, Sheet, Words, facts, sheet
from fairmeter.view.amounts import money
from fairmeter.view.charge_words import charge_heading, doubt_words, exception_words, ruling_words
from fairmeter.view.clock import Clock
from fairmeter.view.report_times import local_stamp, utc_stamp

_FROM_THE_RISE = (
    "A charge is worked out from the rise of the month's spend between two readings; the service does not say which "
    "request it belongs to."
)


def charge_sheet(charge: Charge, origin: Origin, clock: Clock) -> Sheet:
    """One charge with what is said of it and the meters on both sides."""
    return sheet(charge_heading(charge, clock), _blocks(charge, origin, clock))


def _blocks(charge: Charge, origin: Origin, clock: Clock) -> Iterator[Block]:
    plan = charge.after.plan.value.name if charge.after.plan is not None else origin.plan
    yield Words(ruling_words(charge))
    yield Words(doubt_words(charge))
    yield Heading("What was charged")
    yield facts(
        ("Amount", money(charge.amount)),
        ("Between, local time", f"{local_stamp(charge.since, clock)} and {local_stamp(charge.until, clock)}"),
        ("Between, UTC", f"{utc_stamp(charge.since)} and {utc_stamp(charge.until)}"),
        ("Plan", plan or "not known"),
    )
    yield Words(_FROM_THE_RISE)
    yield Heading("Meters before")
    yield meters_table(charge.before, charge.until)
    yield money_facts(charge.before, charge.until)
    yield Heading("Meters after")
    yield meters_table(charge.after, charge.until)
    yield money_facts(charge.after, charge.until)
    if charge.ruling is not ChargeRuling.PLAN_USED_UP:
        yield Heading("Documented exceptions that are not ruled out")
        yield Listing(exception_words(charge))
    yield Heading("Where this comes from")
    yield origin_facts(
        origin,
        ("Charge", short_name(charge.identity)),
        ("SHA-256 of the body before", charge.before.digest),
        ("SHA-256 of the body after", charge.after.digest),
    )
    yield Words(NOTHING_PRIVATE)
