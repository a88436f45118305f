"""Alerts in words: short enough for a desktop, true to what is known."""

from datetime import UTC, datetime, timedelta

import pytest

from fairmeter.alerts.rules import Alert, AlertKind
from fairmeter.denials import Charge, ChargeRuling, Judged, Refusal, judge
from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    ExtraUsage,
    Money,
    Reading,
    Scope,
    Snapshot,
    SourceName,
    Window,
    merge,
)
from fairmeter.view.alert_words import LONGEST_TITLE, notice, target
from fairmeter.view.clock import Clock

AT = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
RAW = (
    'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"You\'re out of extra usage. '
    'Add more at claude.ai/settings/usage and keep going."},"request_id":"req_1"}'
)
PLAIN = "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going."


def meters(session: float = 72.0, balance: int | None = 0, spent: int = 401) -> Snapshot:
    windows = (
        Window(kind=SESSION, used_pct=session, resets_at=AT + timedelta(hours=1)),
        Window(kind=WEEKLY, used_pct=38.0, resets_at=AT + timedelta(days=4)),
        Window(kind=WEEKLY_SCOPED, scope=Scope("Fable"), used_pct=58.0, resets_at=AT + timedelta(days=4)),
    )
    extra = ExtraUsage(enabled=True, spent=Money(spent, 2, "USD"), cap=Money(4000, 2, "USD"))
    reading = Reading(source=SourceName.API, account="acme", taken_at=AT, windows=windows, lists_all=True, extra=extra)
    merged = merge([reading])
    if balance is None:
        return merged
    known = Reading(source=SourceName.API, account="acme", taken_at=AT, balance=Money(balance, 2, "USD"))
    return merge([known], onto=merged)


def alert(text: str = PLAIN, *, snapshot: Snapshot | None = None, count: int = 1) -> Alert:
    refusal = Refusal(text=text, at=AT, status=400, model="claude-fable-5")
    known = snapshot or meters()
    case = Judged(
        identity="req_1", at=AT, refusal=refusal, verdict=judge(refusal, (known,)), judged_at=AT, meters=known
    )
    return Alert(kind=AlertKind.CONTRADICTION, key="k", since=AT, count=count, case=case)


@pytest.mark.parametrize("text", [RAW, PLAIN, PLAIN.replace("'", "\u2019")])
def test_the_seeds_notice(text: str) -> None:
    """Word for word as the design has it, however the client wrote the error down."""
    made = notice(alert(text), Clock())
    assert made.title == "Refused with 28% of session left"
    assert made.body == "400: You\u2019re out of extra usage. The extra balance ($0.00) was checked before your plan."
    assert [action.words for action in made.actions] == ["Show evidence", "Copy report"]
    assert [target(action.id) for action in made.actions] == [("evidence", "req_1"), ("copy", "req_1")]
    assert made.urgent


def test_a_burst_has_a_count() -> None:
    assert notice(alert(count=5), Clock()).body.endswith("5 times since 09:42.")


def test_a_balance_that_is_not_known_is_not_named() -> None:
    body = notice(alert(snapshot=meters(balance=None)), Clock()).body
    assert "Extra usage was on and below its cap too, its balance is not known." in body
    assert "$" not in body


def test_funded_extra_usage_that_was_refused() -> None:
    made = notice(alert(snapshot=meters(session=100.0, balance=500)), Clock())
    assert made.title == "Refused although extra was funded"
    assert "should have paid" in made.body


def test_a_charge_with_plan_room() -> None:
    charge = Charge(
        identity="charge 1",
        since=AT,
        until=AT,
        amount=Money(153, 2, "USD"),
        ruling=ChargeRuling.WITH_PLAN_ROOM,
        doubt=None,
        before=meters(),
        after=meters(spent=554),
    )
    made = notice(Alert(kind=AlertKind.CHARGE_WITH_ROOM, key="k", since=AT, charge=charge), Clock())
    assert made.title == "$1.53 charged with plan room left"
    assert "Extra usage paid $1.53 although your plan had room" in made.body


@pytest.mark.parametrize("session", [0.0, 0.4, 50.0, 97.9])
def test_titles_stay_short(session: float) -> None:
    assert len(notice(alert(snapshot=meters(session=session)), Clock()).title) <= LONGEST_TITLE
