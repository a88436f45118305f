"""Merging has no order: whichever way readings come, the same snapshot is the end of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    CreditPool,
    ExtraUsage,
    Money,
    Plan,
    PlanFamily,
    Reading,
    Scope,
    Snapshot,
    SourceName,
    Window,
    merge,
    readings_of,
)

NOW = datetime(2026, 9, 26, 12, 0, tzinfo=UTC)
MONEY = st.builds(Money, st.integers(0, 3), st.just(2), st.sampled_from(["EUR", "USD"]))
WINDOW = st.builds(
    Window,
    kind=st.sampled_from([SESSION, WEEKLY, WEEKLY_SCOPED, "moon"]),
    used_pct=st.none() | st.sampled_from([0.0, 50.0, 100.0]),
    resets_at=st.none() | st.integers(1, 2).map(lambda hours: NOW + timedelta(hours=hours)),
    scope=st.sampled_from([Scope(), Scope(model="Fable"), Scope(model="FABLE"), Scope(surface="Chat")]),
)
READING = st.builds(
    Reading,
    source=st.sampled_from(list(SourceName)),
    account=st.just("a"),
    taken_at=st.integers(0, 4).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    windows=st.lists(WINDOW, max_size=4).map(tuple),
    lists_all=st.booleans(),
    extra=st.none() | st.builds(ExtraUsage, enabled=st.booleans(), spent=st.none() | MONEY),
    balance=st.none() | MONEY,
    plan=st.none() | st.builds(Plan, family=st.sampled_from([PlanFamily.MAX, PlanFamily.PRO]), name=st.just("x")),
    pools=st.lists(st.builds(CreditPool, name=st.sampled_from("xy"), used=MONEY), max_size=2).map(tuple),
    digest=st.none() | st.sampled_from(["d", "e"]),
)
READINGS = st.lists(READING, min_size=1, max_size=6)


def at(minutes: int, *windows: Window, lists_all: bool = False) -> Reading:
    return Reading(
        source=SourceName.API,
        account="a",
        taken_at=NOW + timedelta(minutes=minutes),
        windows=windows,
        lists_all=lists_all,
    )


def used(kind: str, pct: float) -> Window:
    return Window(kind=kind, used_pct=pct)


def figures(snapshot: Snapshot) -> dict[str, float | None]:
    return {word.value.kind: word.value.used_pct for word in snapshot.windows}


@given(READINGS.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_readings_does_not_matter(both: tuple[list[Reading], list[Reading]]) -> None:
    some, shuffled = both
    assert merge(some) == merge(shuffled)


@given(READINGS)
def test_saying_it_twice_changes_nothing(some: list[Reading]) -> None:
    snapshot = merge(some)
    assert merge(some * 2) == snapshot
    assert merge(some, onto=snapshot) == snapshot


@given(READINGS, READINGS)
def test_merging_onto_a_snapshot_is_merging_it_all(some: list[Reading], others: list[Reading]) -> None:
    assert merge(others, onto=merge(some)) == merge([*some, *others]) == merge(some, onto=merge(others))


@given(READINGS)
def test_no_word_is_lost_but_to_a_fresher_word_or_a_list(some: list[Reading]) -> None:
    snapshot = merge(some)
    listed = [one.taken_at for one in some if one.lists_all]
    shown = {word.value.key: word for word in snapshot.windows}
    for one in some:
        for window in one.windows:
            ended = any(one.taken_at < list_at for list_at in listed)
            assert ended or shown[window.key].taken_at >= one.taken_at


@given(READINGS)
def test_every_word_was_said_by_its_source_at_its_time(some: list[Reading]) -> None:
    said = {(one.source, one.taken_at, window) for one in some for window in one.windows}
    for word in merge(some).windows:
        assert (word.source, word.taken_at, word.value) in said


@given(READINGS)
def test_a_snapshot_is_as_fresh_as_its_freshest_word(some: list[Reading]) -> None:
    times = [one.taken_at for one in some if one.windows or one.extra is not None or one.lists_all]
    assert merge(some).taken_at == max(times, default=None)


@given(READINGS)
def test_a_snapshot_can_be_taken_apart_and_put_together_again(some: list[Reading]) -> None:
    snapshot = merge(some)
    parts = readings_of(snapshot)
    assert len({(part.taken_at, part.source) for part in parts}) == len(parts)
    assert merge(parts, onto=Snapshot(account="a")) == (snapshot if parts else Snapshot(account="a"))


def test_a_snapshot_without_a_word_is_made_of_nothing() -> None:
    assert readings_of(merge([replace(at(0), digest="d")])) == ()


def test_the_freshest_word_on_each_limit_wins() -> None:
    snapshot = merge([at(5, used(SESSION, 40)), at(0, used(SESSION, 30), used(WEEKLY, 60)), at(3, used(WEEKLY, 61))])
    assert figures(snapshot) == {SESSION: 40, WEEKLY: 61}
    assert [word.taken_at for word in snapshot.windows] == [NOW + timedelta(minutes=5), NOW + timedelta(minutes=3)]


def test_at_the_same_time_the_more_trusted_source_wins() -> None:
    api = at(0, used(SESSION, 40))
    cache = replace(at(0, used(SESSION, 90)), source=SourceName.CLAUDE_CODE_CACHE)
    assert figures(merge([cache, api])) == figures(merge([api, cache])) == {SESSION: 40}


def test_a_full_list_ends_the_limits_that_it_lacks() -> None:
    """An account that loses its session limit must not show the last session for ever."""
    snapshot = merge([at(0, used(SESSION, 40), used(WEEKLY, 60)), at(5, used(WEEKLY, 61), lists_all=True)])
    assert figures(snapshot) == {WEEKLY: 61}


def test_a_list_ends_nothing_that_was_said_after_it() -> None:
    snapshot = merge([at(5, used(WEEKLY, 61), lists_all=True), at(6, used(SESSION, 1))])
    assert figures(snapshot) == {SESSION: 1, WEEKLY: 61}


def test_what_a_list_has_ended_does_not_come_back_with_an_old_word() -> None:
    ended = merge([at(5, used(WEEKLY, 61), lists_all=True)])
    assert figures(merge([at(4, used(SESSION, 40))], onto=ended)) == {WEEKLY: 61}


def test_a_reading_that_is_no_list_ends_nothing() -> None:
    assert figures(merge([at(0, used(SESSION, 40)), at(5, used(WEEKLY, 61))])) == {SESSION: 40, WEEKLY: 61}


def test_a_list_ends_pools_too() -> None:
    pool = CreditPool(name="tangelo")
    with_pool = replace(at(0), pools=(pool,))
    assert [word.value for word in merge([with_pool]).pools] == [pool]
    assert merge([with_pool, at(5, lists_all=True)]).pools == ()


def test_the_evidence_is_that_of_the_freshest_reading() -> None:
    old = replace(at(0, used(SESSION, 1)), digest="old")
    new = replace(at(5, used(WEEKLY, 1)), digest="new")
    assert merge([new, old]).digest == merge([old, new]).digest == "new"


def test_accounts_are_never_mixed() -> None:
    other = replace(at(0, used(SESSION, 1)), account="b")
    with pytest.raises(ValueError, match="two accounts"):
        merge([at(0, used(SESSION, 1)), other])
    with pytest.raises(ValueError, match="two accounts"):
        merge([other], onto=merge([at(0)]))


def test_nothing_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="nothing"):
        merge([])


def test_nothing_onto_a_snapshot_is_that_snapshot() -> None:
    snapshot = merge([at(0, used(SESSION, 1))])
    assert merge([], onto=snapshot) == snapshot
