"""The report of the whole account: the limits now, extra usage, and what was refused and charged lately."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from fairmeter.denials import Charge, Judged
from fairmeter.outlook import Outlook
from fairmeter.report.names import short_name
from fairmeter.report.origin import Origin
from fairmeter.report.parts import NOTHING_PRIVATE, meters_table, money_facts, origin_facts
from fairmeter.report.sheet import Block, Heading, Sheet, Table, Words, facts, sheet
from fairmeter.view.amounts import money
from fairmeter.view.charge_words import charge_reason
from fairmeter.view.headline import headline
from fairmeter.view.phrases import source
from fairmeter.view.report_times import local_stamp, utc_stamp
from fairmeter.view.report_words import first_words, model_label
from fairmeter.view.verdict_words import ruling
from fairmeter.view.wording import Wording

RECENT = timedelta(days=30)
"""How far back the list of refusals and charges goes."""


def state_sheet(outlook: Outlook, origin: Origin, now: datetime, wording: Wording) -> Sheet:
    """Everything at `now`: the sentence, the limits with their age and source, and the last 30 days."""
    return sheet("Fairmeter report", _blocks(outlook, origin, now, wording))


def recent_refusals(refusals: Iterable[Judged], now: datetime) -> tuple[Judged, ...]:
    """Those of the last 30 days, newest first."""
    return tuple(sorted((one for one in refusals if one.at >= now - RECENT), key=lambda one: one.at, reverse=True))


def recent_charges(charges: Iterable[Charge], now: datetime) -> tuple[Charge, ...]:
    """Those of the last 30 days, newest first."""
    return tuple(sorted((one for one in charges if one.until >= now - RECENT), key=lambda one: one.until, reverse=True))


def _blocks(outlook: Outlook, origin: Origin, now: datetime, wording: Wording) -> Iterator[Block]:
    line = headline(outlook, now, wording)
    snapshot = outlook.snapshot
    yield Words(line.first)
    yield Words(line.second)
    latest = snapshot.latest if snapshot is not None else None
    plan = snapshot.plan.value.name if snapshot is not None and snapshot.plan is not None else origin.plan
    yield facts(
        ("Made", local_stamp(now, wording.clock)),
        ("Made, UTC", utc_stamp(now)),
        ("Plan", plan or "not known"),
        ("Source", "simulator" if outlook.simulated else source(latest.source) if latest is not None else "none yet"),
    )
    yield Heading("Limits")
    if snapshot is None:
        yield Words("Nothing has been read yet.")
    else:
        yield meters_table(snapshot, now)
        yield Heading("Extra usage")
        yield money_facts(snapshot, now)
    yield from _refusals(recent_refusals(outlook.refusals, now))
    yield from _charges(recent_charges(outlook.charges, now))
    yield Heading("Where this comes from")
    yield origin_facts(origin, ("SHA-256 of the newest body", snapshot.digest if snapshot is not None else None))
    yield Words(NOTHING_PRIVATE)


def _refusals(refusals: tuple[Judged, ...]) -> Iterator[Block]:
    yield Heading("Refusals of the last 30 days")
    if not refusals:
        yield Words("None.")
    rows = (
        (short_name(one.identity), utc_stamp(one.at), ruling(one.verdict), model_label(one) or "not known",
         first_words(one.refusal), one.refusal.request_id or "")
        for one in refusals
    )  # fmt: skip
    yield Table(("Refusal", "When (UTC)", "Verdict", "Model", "Error", "Request id"), tuple(rows))


def _charges(charges: tuple[Charge, ...]) -> Iterator[Block]:
    yield Heading("Charges of the last 30 days")
    if not charges:
        yield Words("None.")
    rows = ((short_name(one.identity), utc_stamp(one.until), money(one.amount), charge_reason(one)) for one in charges)
    yield Table(("Charge", "When (UTC)", "Amount", "Why"), tuple(rows))
