"""What a snapshot answers: how old, which window, what comes next, and whether anything moved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import (
    SESSION,
    STALE_AFTER,
    WEEKLY,
    WEEKLY_SCOPED,
    CreditPool,
    Dated,
    ExtraUsage,
    Money,
    Reading,
    Scope,
    Snapshot,
    SourceName,
    Window,
    merge,
)
from fairmeter.limits.window import JITTER

NOW = datetime(2026, 9, 26, 12, 0, tzinfo=UTC)
SOON = NOW + timedelta(hours=1)
FABLE = Window(kind=WEEKLY_SCOPED, used_pct=86.0, resets_at=NOW + timedelta(days=5), scope=Scope(model="Fable"))
EXTRA = ExtraUsage(enabled=True, spent=Money(5, 2, "EUR"))


def session(used_pct: float | None = 30.0, resets_at: datetime | None = SOON) -> Window:
    return Window(kind=SESSION, used_pct=used_pct, resets_at=resets_at)


def reading(*windows: Window, at: datetime = NOW, source: SourceName = SourceName.API) -> Reading:
    return Reading(source=source, account="a", taken_at=at, windows=windows)


def test_age_is_never_negative() -> None:
    word = Dated(session(), SourceName.API, NOW)
    assert word.age(NOW + timedelta(minutes=3)) == timedelta(minutes=3)
    assert word.age(NOW - timedelta(minutes=3)) == timedelta(0)


def test_an_empty_snapshot_knows_nothing_and_is_stale() -> None:
    empty = Snapshot(account="a")
    assert empty.latest is None
    assert empty.taken_at is None
    assert empty.is_stale(NOW)
    assert empty.money is None
    assert empty.resets(NOW) == ()


@pytest.mark.parametrize(
    ("age", "is_stale"),
    [(timedelta(0), False), (STALE_AFTER, False), (STALE_AFTER + timedelta(microseconds=1), True)],
)
def test_a_snapshot_goes_stale(age: timedelta, is_stale: bool) -> None:
    assert merge([reading(session())]).is_stale(NOW + age) is is_stale


def test_the_freshest_word_counts_and_trust_breaks_the_tie() -> None:
    cache = replace(reading(FABLE, source=SourceName.CLAUDE_CODE_CACHE), extra=EXTRA)
    snapshot = merge([cache, reading(session())])
    assert snapshot.latest == Dated(session(), SourceName.API, NOW)
    fresher = merge([snapshot_reading := reading(session()), replace(cache, taken_at=SOON, windows=())])
    assert fresher.latest == Dated(EXTRA, SourceName.CLAUDE_CODE_CACHE, SOON)
    assert fresher.taken_at == SOON
    assert snapshot_reading.taken_at == NOW


def test_an_account_without_limits_is_as_fresh_as_its_empty_list() -> None:
    empty = merge([replace(reading(), lists_all=True)])
    assert empty.latest is None
    assert empty.taken_at == NOW
    assert not empty.is_stale(NOW)


def test_an_empty_list_is_fresher_than_the_older_word_on_money() -> None:
    snapshot = merge([replace(reading(session()), extra=EXTRA), replace(reading(at=SOON), lists_all=True)])
    assert snapshot.windows == ()
    assert snapshot.extra == Dated(EXTRA, SourceName.API, NOW)
    assert snapshot.taken_at == SOON


def test_a_window_is_found_by_kind_and_model_in_any_spelling() -> None:
    snapshot = merge([reading(session(), FABLE)])
    found = snapshot.window(SESSION)
    assert found is not None
    assert found.value == session()
    for name in ("Fable", "FABLE", " fable\t"):
        model = snapshot.window(WEEKLY_SCOPED, name)
        assert model is not None
        assert model.value == FABLE
    assert snapshot.window(WEEKLY) is None
    assert snapshot.window(WEEKLY_SCOPED) is None
    assert snapshot.window(WEEKLY_SCOPED, "Opus") is None


def test_the_balance_comes_from_its_own_place() -> None:
    balance = Money(5597, 2, "EUR")
    assert merge([reading(session())]).money is None
    assert merge([replace(reading(), balance=balance)]).money is None
    assert merge([replace(reading(), extra=EXTRA)]).money == EXTRA
    both = merge([replace(reading(), extra=EXTRA), replace(reading(at=SOON), balance=balance)])
    assert both.money == replace(EXTRA, balance=balance)


def test_resets_to_come_soonest_first_and_once_each() -> None:
    week = Window(kind=WEEKLY, used_pct=1.0, resets_at=FABLE.resets_at)
    past = Window(kind="moon", used_pct=1.0, resets_at=NOW)
    idle = Window(kind="idle", used_pct=0.0)
    assert merge([reading(FABLE, past, week, session(), idle)]).resets(NOW) == (SOON, FABLE.resets_at)


def test_everything_has_moved_since_nothing() -> None:
    assert merge([reading(session())]).moved_from(None)


@pytest.mark.parametrize(
    "after",
    [
        reading(session(31.0)),
        reading(session(None)),
        reading(session(resets_at=SOON + timedelta(minutes=1))),
        reading(session(resets_at=None)),
        reading(session(), FABLE),
        reading(),
        replace(reading(session()), extra=EXTRA),
        replace(reading(session()), pools=(CreditPool(name="tangelo"),)),
        reading(Window(kind=WEEKLY, used_pct=30.0, resets_at=SOON)),
    ],
)
def test_a_figure_that_differs_has_moved(after: Reading) -> None:
    before, later = merge([reading(session())]), merge([after])
    assert later.moved_from(before)
    assert before.moved_from(later)


def test_age_and_source_alone_are_no_move() -> None:
    later = reading(session(), at=SOON, source=SourceName.CLAUDE_CODE)
    assert not merge([later]).moved_from(merge([reading(session())]))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.timedeltas(min_value=-JITTER, max_value=JITTER),
)
def test_a_reset_that_only_jitters_has_not_moved(resets_at: datetime, jitter: timedelta) -> None:
    before = merge([reading(session(resets_at=resets_at))])
    assert not merge([reading(session(resets_at=resets_at + jitter))]).moved_from(before)
