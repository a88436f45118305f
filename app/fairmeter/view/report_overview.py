"""The sidebar and the overview of the report window as values."""

from dataclasses import dataclass
from datetime import datetime

from fairmeter.outlook import Outlook, Standing
from fairmeter.polling.cadence import BUDGET
from fairmeter.view import phrases
from fairmeter.view.extra import ExtraView, extra_view
from fairmeter.view.headline import Headline, headline
from fairmeter.view.rows import RowView, row
from fairmeter.view.wording import Wording

NO_TELEMETRY = "Sends no telemetry"
SOURCES_TITLE = "Where these figures come from"


@dataclass(frozen=True, slots=True)
class FootView:
    """The foot of the sidebar: the plan, how old the figures are and where from."""

    plan: str
    age: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """The overview: its sentence, the limits, the money, and where the figures come from."""

    headline: Headline
    rows: tuple[RowView, ...]
    extra: ExtraView | None
    facts: tuple[tuple[str, str], ...]
    can_refresh: bool


def foot(outlook: Outlook, now: datetime, wording: Wording) -> FootView:
    """The foot of the sidebar at `now`."""
    snapshot = outlook.snapshot
    plan = snapshot.plan.value.name if snapshot is not None and snapshot.plan is not None else "Plan not known"
    if snapshot is None or snapshot.taken_at is None:
        return FootView(plan, "Nothing read yet")
    return FootView(plan, f"Updated {wording.clock.since(snapshot.taken_at, now)}, {_source(outlook)}")


def open_contradictions(outlook: Outlook) -> int:
    """How many refusals contradict the plan and wait to be looked at."""
    return sum(case.is_contradiction and case.is_open for case in outlook.refusals)


def overview(outlook: Outlook, now: datetime, wording: Wording) -> OverviewView:
    """The overview at `now`."""
    standing, snapshot = outlook.standing(now), outlook.snapshot
    return OverviewView(
        headline=headline(outlook, now, wording),
        rows=tuple(row(dated, standing, now, wording) for dated in snapshot.windows) if snapshot else (),
        extra=extra_view(snapshot, now) if snapshot and standing is Standing.LIVE else None,
        facts=_facts(outlook, now, wording),
        can_refresh=outlook.blocked_until is None or outlook.blocked_until <= now,
    )


def _facts(outlook: Outlook, now: datetime, wording: Wording) -> tuple[tuple[str, str], ...]:
    """Where the figures come from: source, when, how old, what it costs, when the next one comes, which plan."""
    clock, snapshot = wording.clock, outlook.snapshot
    taken_at = snapshot.taken_at if snapshot is not None else None
    known = [("Source", _source(outlook) if snapshot is not None else "None yet")]
    if taken_at is not None:
        age = clock.since(taken_at, now)
        at = clock.absolute(taken_at, now)
        known.append(("Taken", at if age.startswith("at ") else f"{at}, {age}"))
    if snapshot is not None and snapshot.plan is not None:
        known.append(("Plan", snapshot.plan.value.name))
    known.append(("Requests", f"{outlook.asks_last_hour} of {BUDGET} in the last hour"))
    if outlook.blocked_until is not None and outlook.blocked_until > now:
        known.append(("Next", f"not before {clock.absolute(outlook.blocked_until, now)}, the service asks to wait"))
    elif outlook.next_ask_at is not None:
        soon = outlook.next_ask_at <= now
        known.append(("Next", "at once" if soon else f"about {clock.absolute(outlook.next_ask_at, now)}"))
    if outlook.problem is not None:
        known.append(("Trouble", phrases.problem(outlook.problem, now, clock, outlook.blocked_until)))
    return tuple(known)


def _source(outlook: Outlook) -> str:
    if outlook.simulated:
        return "simulator"
    latest = outlook.snapshot.latest if outlook.snapshot is not None else None
    return phrases.source(latest.source) if latest is not None else "API"
