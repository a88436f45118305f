"""Cases across restarts, on a real book."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairmeter.denials import ChargeDoubt, ChargeRuling, Found, QuotaLimits, Refusal, Ruling
from fairmeter.docket import Docket
from fairmeter.history import Book
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
    readings_of,
)

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OUT = "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going."


def snapshot(
    at: datetime, *, spent: int = 401, session: float | None = 72.0, weekly: float = 68.0, fable: float = 30.0
) -> Snapshot:
    windows = [
        Window(kind=WEEKLY, used_pct=weekly, resets_at=NOON + timedelta(days=3)),
        Window(kind=WEEKLY_SCOPED, scope=Scope("Fable"), used_pct=fable, resets_at=NOON + timedelta(days=3)),
    ]
    if session is not None:
        windows.append(Window(kind=SESSION, used_pct=session, resets_at=NOON + timedelta(hours=1)))
    return merge(
        [
            Reading(
                source=SourceName.API,
                account="acme",
                taken_at=at,
                windows=tuple(windows),
                lists_all=True,
                extra=ExtraUsage(enabled=True, spent=Money(spent, 2, "USD"), cap=Money(4000, 2, "USD")),
                balance=Money(0, 2, "USD"),
                digest="ab" * 32,
            )
        ]
    )


def found(at: datetime, name: str = "req_1") -> Found:
    quota = QuotaLimits(status="rejected", limit_type="overage", overage_disabled_reason="out_of_credits")
    refusal = Refusal(
        text=OUT, at=at, status=400, request_id=name, client="2.1.268", quota_limits=quota, digest="cd" * 32
    )
    return Found(identity=name, at=at, refusal=refusal)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    book = Book(tmp_path / "book.sqlite3")
    yield book
    book.close()


def test_a_verdict_survives_a_restart_with_its_evidence(book: Book, tmp_path: Path) -> None:
    """What is said tomorrow rests on the same readings as what was said today."""
    docket = Docket(book)
    docket.note(snapshot(NOON - MINUTE), NOON - MINUTE)
    docket.enter([found(NOON)], {}, NOON)
    book.close()
    again = Docket(Book(tmp_path / "book.sqlite3"))
    again.restore(NOON + timedelta(days=2))
    (before,), (after,) = docket.cases, again.cases
    assert after == before
    assert after.verdict.verdict is Ruling.CONTRADICTION
    assert after.meters == snapshot(NOON - MINUTE)
    again.look_at("req_1")
    third = Docket(Book(tmp_path / "book.sqlite3"))
    third.restore(NOON)
    assert third.cases[0].was_looked_at


def test_cases_older_than_a_month_are_not_listed(book: Book) -> None:
    docket = Docket(book)
    docket.enter([found(NOON)], {}, NOON)
    docket.restore(NOON + timedelta(days=31))
    assert docket.cases == ()


def test_a_refusal_from_before_the_start_is_judged_by_the_readings_of_its_time(book: Book) -> None:
    """The app was restarted: the reading near the refusal stands in the book, not in memory."""
    book.append(
        Reading(
            source=SourceName.API,
            account="acme",
            taken_at=NOON - 5 * MINUTE,
            windows=tuple(dated.value for dated in snapshot(NOON).windows),
            lists_all=True,
        )
    )
    docket = Docket(book)
    later = NOON + timedelta(minutes=40)
    docket.note(snapshot(later, session=99.0), later)
    (case,) = docket.enter([found(NOON)], {}, later)
    assert case.verdict.verdict is Ruling.CONTRADICTION
    assert case.meters is not None
    assert case.meters.taken_at == NOON - 5 * MINUTE


def test_a_later_reading_does_not_outweigh_the_one_it_was_judged_by_before_a_restart(book: Book) -> None:
    """Six minutes after the refusal the session is full; that does not explain it."""
    docket = Docket(book)
    docket.note(snapshot(NOON - MINUTE), NOON - MINUTE)
    docket.enter([found(NOON)], {}, NOON)
    again = Docket(book)
    later = NOON + 6 * MINUTE
    again.restore(later)
    assert again.note(snapshot(later, session=100.0), later)[0] == ()
    (case,) = again.cases
    assert case.verdict.verdict is Ruling.CONTRADICTION
    assert case.meters == snapshot(NOON - MINUTE)


def test_the_evidence_has_the_nearest_reading_although_it_changes_nothing_of_the_verdict(book: Book) -> None:
    docket = Docket(book)
    docket.note(snapshot(NOON - 9 * MINUTE), NOON - 9 * MINUTE)
    docket.enter([found(NOON)], {}, NOON)
    nearer, further = NOON + timedelta(seconds=10), NOON + 6 * MINUTE
    (changed,), _ = docket.note(snapshot(nearer, session=90.0), nearer)
    assert changed.meters == snapshot(nearer, session=90.0)
    assert changed.verdict.pots.session.used_pct == 90.0
    assert docket.note(snapshot(further, session=95.0), further)[0] == ()
    again = Docket(book)
    again.restore(further)
    assert again.cases == docket.cases == (changed,)


def test_the_evidence_keeps_the_run_that_was_open_although_the_next_one_was_read_nearer(book: Book) -> None:
    """The session ends just after the refusal: the next session's 0% is nearer in time and says nothing."""
    refused = NOON + timedelta(minutes=59)
    docket = Docket(book)
    docket.note(snapshot(refused - 5 * MINUTE), refused - 5 * MINUTE)
    docket.enter([found(refused)], {}, refused)
    after = refused + 2 * MINUTE
    (full,) = readings_of(snapshot(after, session=None))
    idle = replace(full, windows=(*full.windows, Window(kind=SESSION, used_pct=0.0, resets_at=None)))
    assert docket.note(merge([idle]), after)[0] == ()
    again = Docket(book)
    again.restore(after)
    assert again.cases == docket.cases
    assert docket.cases[0].verdict.verdict is Ruling.CONTRADICTION
    assert docket.cases[0].meters == snapshot(refused - 5 * MINUTE)


@pytest.mark.parametrize(
    ("before", "after", "ruling", "doubt"),
    [
        ({}, {"spent": 554}, ChargeRuling.WITH_PLAN_ROOM, None),
        ({}, {"spent": 554, "session": 100.0}, ChargeRuling.PLAN_USED_UP, None),
        ({"weekly": 100.0}, {"spent": 554, "weekly": 100.0}, ChargeRuling.PLAN_USED_UP, None),
        ({}, {"spent": 554, "session": 98.5}, ChargeRuling.UNPROVEN, ChargeDoubt.NEAR_THE_END),
        ({"session": None}, {"spent": 554}, ChargeRuling.UNPROVEN, ChargeDoubt.FIGURE_MISSING),
        ({"fable": 100.0}, {"spent": 554, "fable": 100.0}, ChargeRuling.UNPROVEN, ChargeDoubt.MODEL_LIMIT_FULL),
    ],
)
def test_a_charge_is_judged_by_the_meters_on_both_sides(
    book: Book,
    before: dict[str, float | None],
    after: dict[str, float | None],
    ruling: ChargeRuling,
    doubt: ChargeDoubt | None,
) -> None:
    docket = Docket(book)
    docket.note(snapshot(NOON, **before), NOON)  # type: ignore[arg-type]  # the table's values fit by name
    _, charge = docket.note(snapshot(NOON + 5 * MINUTE, **after), NOON + 5 * MINUTE)  # type: ignore[arg-type]
    assert charge is not None
    assert charge.amount == Money(153, 2, "USD")
    assert (charge.ruling, charge.doubt) == (ruling, doubt)
    again = Docket(book)
    again.restore(NOON + timedelta(hours=1))
    assert [one.ruling for one in again.charges] == [ruling]


def test_readings_far_apart_prove_nothing_of_a_charge(book: Book) -> None:
    docket = Docket(book)
    docket.note(snapshot(NOON), NOON)
    later = NOON + 16 * MINUTE
    _, charge = docket.note(snapshot(later, spent=500), later)
    assert charge is not None
    assert charge.doubt is ChargeDoubt.FAR_APART


def test_a_new_month_is_no_charge(book: Book) -> None:
    docket = Docket(book)
    docket.note(snapshot(NOON), NOON)
    assert docket.note(snapshot(NOON + 5 * MINUTE, spent=0), NOON + 5 * MINUTE)[1] is None
    assert docket.charges == ()


def told(at: datetime, *, full: bool, name: str = "req_1") -> Found:
    """One refusal as the transcript tells it, or as the hook does: without request id and client."""
    refusal = Refusal(
        text=OUT if full else OUT.removeprefix("API Error: 400 "),
        at=at,
        session="s-1",
        request_id=name if full else None,
        client="2.1.268" if full else None,
    )
    return Found(identity=name if full else f"session s-1 {at.isoformat()}", at=at, refusal=refusal)


@pytest.mark.parametrize("hook_first", [True, False])
def test_what_the_hook_and_the_transcript_tell_is_one(book: Book, *, hook_first: bool) -> None:
    """Whichever comes first, before or after a restart: the fuller record is the one that is listed."""
    docket = Docket(book)
    both = [told(NOON, full=True), told(NOON + timedelta(seconds=2), full=False)]
    for one in reversed(both) if hook_first else both:
        docket.enter([one], {}, NOON + MINUTE)
    assert [case.identity for case in docket.cases] == ["req_1"]
    again = Docket(book)
    again.restore(NOON + MINUTE)
    assert [case.identity for case in again.cases] == ["req_1"]


def test_two_refusals_of_which_the_hook_told_one_stay_two(book: Book) -> None:
    docket = Docket(book)
    docket.enter([told(NOON, full=True), told(NOON + MINUTE, full=True, name="req_2")], {}, NOON + MINUTE)
    docket.enter([told(NOON + MINUTE, full=False)], {}, NOON + MINUTE)
    assert {case.identity for case in docket.cases} == {"req_1", "req_2"}


def test_a_refusal_that_only_the_hook_told_of_is_listed(book: Book) -> None:
    docket = Docket(book)
    docket.enter([told(NOON, full=False)], {}, NOON)
    docket.enter([told(NOON + 3 * MINUTE, full=True)], {}, NOON + 3 * MINUTE)
    assert len(docket.cases) == 2


def test_what_becomes_a_contradiction_after_it_was_looked_at_asks_for_attention_again(book: Book) -> None:
    """Somebody saw an unproven refusal; what the next reading makes of it they have not seen."""
    docket = Docket(book)
    docket.enter([found(NOON)], {}, NOON)
    docket.look_at("req_1")
    assert [case.is_open for case in docket.cases] == [False]
    docket.note(snapshot(NOON + MINUTE), NOON + MINUTE)
    (case,) = docket.cases
    assert case.verdict.verdict is Ruling.CONTRADICTION
    assert case.is_open
