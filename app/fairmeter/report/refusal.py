"""The evidence of one refusal, in the order in which somebody else would ask for it."""

from collections.abc import Iterator

from fairmeter.billing import Decision
from fairmeter.denials import Judged, ProbableCause, Rank, Ruling
from fairmeter.report.names import short_name
from fairmeter.report.origin import Origin
from fairmeter.report.parts import (
    NOTHING_PRIVATE,
    meters_table,
    money_facts,
    order_table,
    origin_facts,
    rule_words,
)
from fairmeter.report.sheet import Block, Facts, Heading, Listing, Quoted, Sheet, Table, Words, facts, sheet
from fairmeter.view.cause_words import cause, rank, to_try
from fairmeter.view.clock import Clock
from fairmeter.view.happened import Way, way_of
from fairmeter.view.order_words import outcome
from fairmeter.view.report_times import local_stamp, utc_stamp
from fairmeter.view.report_words import (
    NO_READING,
    NO_READING_NEEDED,
    heading,
    model_label,
    reset_note,
    surface,
)
from fairmeter.view.verdict_words import change, missing, reasons, ruling, summary

_WAYS = {
    Way.EXTRA_FIRST: "The service does not state the order in which it asks. That the plan was not asked is inferred: "
    "it is the only order that refuses with these meters.",
    Way.NAMED_LIMIT: "What happened: the refusal named a limit that had room.",
    Way.EXTRA_REFUSED: "What happened: extra usage was asked, and refused although it was on.",
    Way.NOT_TOLD: "What happened is not explained by either order.",
}


def refusal_sheet(case: Judged, origin: Origin, clock: Clock) -> Sheet:
    """One refusal with its verdict and everything that the verdict rests on."""
    return sheet(heading(case, clock), _blocks(case, origin, clock))


def other_order(case: Judged) -> str:
    """The title of the faulty order's trace: what happened, or only what would have."""
    if case.is_contradiction and way_of(case) is Way.EXTRA_FIRST:
        return "What happened: extra usage first"
    return "For comparison: extra usage first"


def refused_with(status: int | None) -> str:
    """How it ended: "Refused with 400"."""
    return "Refused" if status is None else f"Refused with {status}"


def _blocks(case: Judged, origin: Origin, clock: Clock) -> Iterator[Block]:
    yield Words(summary(case.verdict))
    yield Heading("What was refused")
    yield _what(case, origin, clock)
    yield Heading("Error text")
    yield Quoted(case.refusal.text)
    yield Words(reset_note(case) + ".")
    yield from _meters(case)
    yield Heading("Expected order: plan first")
    yield from _order(case, case.verdict.expected)
    yield Heading(other_order(case))
    yield from _order(case, case.verdict.faulty)
    if case.is_contradiction:
        yield Words(_WAYS[way_of(case)])
    yield from _reasons(case, clock)
    yield from _causes(case.verdict.causes)
    yield from _origin(case, origin)


def _what(case: Judged, origin: Origin, clock: Clock) -> Facts:
    refusal = case.refusal
    quota = refusal.quota_limits
    plan = case.meters.plan.value.name if case.meters is not None and case.meters.plan is not None else origin.plan
    return facts(
        ("Verdict", ruling(case.verdict)),
        ("When, local time", local_stamp(case.at, clock)),
        ("When, UTC", utc_stamp(case.at)),
        ("Request id", refusal.request_id or "not given"),
        ("HTTP status", "not given" if refusal.status is None else str(refusal.status)),
        ("Error class", refusal.error_class),
        ("Limit named by the service", quota.limit_type if quota is not None else None),
        ("Model asked", model_label(case) or "not known"),
        ("Claude Code", refusal.client or "version not known"),
        ("Entrypoint", surface(refusal.entrypoint) or "not known"),
        ("Subagent", "yes" if refusal.sidechain else None),
        ("Plan", plan or "not known"),
    )


def _meters(case: Judged) -> Iterator[Block]:
    yield Heading("Meters at that moment")
    if case.meters is None:
        needed = case.verdict.verdict in {Ruling.CONTRADICTION, Ruling.UNPROVEN}
        yield Words(NO_READING if needed else NO_READING_NEEDED)
        return
    yield meters_table(case.meters, case.at)
    yield money_facts(case.meters, case.at)


def _order(case: Judged, decision: Decision) -> Iterator[Block]:
    yield order_table(decision)
    happened = decision is case.verdict.faulty and case.is_contradiction and way_of(case) is Way.EXTRA_FIRST
    yield Words(f"Outcome: {refused_with(case.refusal.status) if happened else outcome(decision)}.")
    if decision.rule is not None:
        yield Words(rule_words(decision))


def _reasons(case: Judged, clock: Clock) -> Iterator[Block]:
    yield Heading("What the verdict rests on")
    yield Listing(reasons(case.verdict, clock))
    yield Heading("What is missing")
    yield Listing(missing(case.verdict))
    yield Heading("What would change the verdict")
    yield Listing(tuple(change(one) for one in case.verdict.would_change))


def _causes(causes: tuple[ProbableCause, ...]) -> Iterator[Block]:
    open_causes = [one for one in causes if one.rank is not Rank.RULED_OUT]
    yield Heading("Probable causes, the most probable first")
    yield Table(("Rank", "Cause", "Try"), tuple((rank(one), cause(one), to_try(one)) for one in open_causes))
    yield Heading("Ruled out")
    yield Listing(tuple(cause(one) for one in causes if one.rank is Rank.RULED_OUT))


def _origin(case: Judged, origin: Origin) -> Iterator[Block]:
    yield Heading("Where this comes from")
    yield origin_facts(
        origin,
        ("Refusal", short_name(case.identity)),
        ("SHA-256 of the record with the error", case.refusal.digest),
        ("SHA-256 of the reading's body", case.meters.digest if case.meters is not None else None),
        ("Judged", utc_stamp(case.judged_at)),
    )
    yield Words(NOTHING_PRIVATE)
