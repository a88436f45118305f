"""What one run of one limit is, at any instant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import SESSION, WEEKLY, WEEKLY_SCOPED, LimitKey, Scope, Window, WindowState
from fairmeter.limits.window import JITTER

RESET = datetime(2026, 9, 26, 12, 0, tzinfo=UTC)
EARLIER, LATER = RESET - timedelta(hours=1), RESET + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("used_pct", "resets_at", "now", "state"),
    [
        (30.0, RESET, EARLIER, WindowState.OPEN),
        (0.0, RESET, EARLIER, WindowState.OPEN),
        (99.99, RESET, EARLIER, WindowState.OPEN),
        (100.0, RESET, EARLIER, WindowState.USED_UP),
        (104.2, RESET, EARLIER, WindowState.USED_UP),
        (None, RESET, EARLIER, WindowState.UNKNOWN),
        (None, None, EARLIER, WindowState.UNKNOWN),
        (0.0, None, EARLIER, WindowState.NOT_STARTED),
        (1.0, None, EARLIER, WindowState.OPEN),
        (100.0, None, EARLIER, WindowState.USED_UP),
        (100.0, RESET, RESET, WindowState.OVER),
        (30.0, RESET, LATER, WindowState.OVER),
        (None, RESET, LATER, WindowState.OVER),
    ],
)
def test_the_state_at_an_instant(
    used_pct: float | None, resets_at: datetime | None, now: datetime, state: WindowState
) -> None:
    assert Window(kind=SESSION, used_pct=used_pct, resets_at=resets_at).state(now) is state


@pytest.mark.parametrize(
    ("kind", "length"),
    [
        (SESSION, timedelta(hours=5)),
        (WEEKLY, timedelta(days=7)),
        (WEEKLY_SCOPED, timedelta(days=7)),
        ("fortnightly", None),
    ],
)
def test_the_length_of_a_run_is_in_its_name(kind: str, length: timedelta | None) -> None:
    window = Window(kind=kind, used_pct=1.0, resets_at=RESET)
    assert window.length == length
    assert window.is_known_kind is (length is not None)
    assert window.starts_at == (None if length is None else RESET - length)


def test_a_stated_start_goes_before_a_derived_one() -> None:
    started = RESET - timedelta(days=3)
    week = Window(kind=WEEKLY, used_pct=1.0, resets_at=RESET, started_at=started)
    assert week.starts_at == started
    assert week.time_gone(RESET - timedelta(days=1)) == pytest.approx(2 / 3)
    assert Window(kind="moon", used_pct=1.0, started_at=started).starts_at == started


def test_a_window_without_a_reset_has_no_start() -> None:
    assert Window(kind=SESSION, used_pct=0.0).starts_at is None


@pytest.mark.parametrize(
    ("before_reset", "share"),
    [
        (timedelta(hours=6), 0.0),
        (timedelta(hours=5), 0.0),
        (timedelta(hours=2.5), 0.5),
        (timedelta(hours=1), 0.8),
        (timedelta(0), 1.0),
        (timedelta(hours=-9), 1.0),
    ],
)
def test_how_much_of_a_run_has_passed(before_reset: timedelta, share: float) -> None:
    assert Window(kind=SESSION, used_pct=1.0, resets_at=RESET).time_gone(RESET - before_reset) == pytest.approx(share)


@pytest.mark.parametrize(
    "window",
    [
        Window(kind=SESSION, used_pct=1.0),
        Window(kind="moon", used_pct=1.0, resets_at=RESET),
        Window(kind=WEEKLY, used_pct=1.0, started_at=RESET),
        Window(kind=WEEKLY, used_pct=1.0, resets_at=RESET, started_at=RESET),
        Window(kind=WEEKLY, used_pct=1.0, resets_at=RESET, started_at=LATER),
    ],
)
def test_without_a_start_before_a_reset_nobody_knows_how_much_has_passed(window: Window) -> None:
    assert window.time_gone(RESET) is None


@given(st.timedeltas(min_value=timedelta(days=-30), max_value=timedelta(days=30)), st.sampled_from([SESSION, WEEKLY]))
def test_the_share_that_has_passed_is_a_share(offset: timedelta, kind: str) -> None:
    share = Window(kind=kind, used_pct=1.0, resets_at=RESET).time_gone(RESET + offset)
    assert share is not None
    assert 0.0 <= share <= 1.0


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (RESET, RESET, True),
        (RESET, RESET + JITTER, True),
        (RESET, RESET - JITTER, True),
        (RESET, RESET + JITTER + timedelta(microseconds=1), False),
        (RESET, RESET + timedelta(hours=5), False),
        (RESET, None, False),
        (None, RESET, False),
        (None, None, True),
    ],
)
def test_resets_that_only_jitter_belong_to_one_run(one: datetime | None, other: datetime | None, is_same: bool) -> None:
    first = Window(kind=SESSION, used_pct=10.0, resets_at=one)
    second = Window(kind=SESSION, used_pct=20.0, resets_at=other, severity="warning")
    assert first.is_same_run(second) is is_same


@given(st.timedeltas(min_value=-JITTER * 3, max_value=JITTER * 3))
def test_being_one_run_is_mutual(offset: timedelta) -> None:
    one, other = (Window(kind=WEEKLY, used_pct=1.0, resets_at=at) for at in (RESET, RESET + offset))
    assert one.is_same_run(other) is other.is_same_run(one) is (abs(offset) <= JITTER)


@pytest.mark.parametrize(
    "other",
    [
        Window(kind=WEEKLY, used_pct=1.0, resets_at=RESET),
        Window(kind=WEEKLY_SCOPED, used_pct=1.0, resets_at=RESET, scope=Scope(model="Opus")),
        Window(kind=WEEKLY_SCOPED, used_pct=1.0, resets_at=RESET, scope=Scope(surface="Fable")),
    ],
)
def test_runs_of_two_limits_are_never_one(other: Window) -> None:
    fable = Window(kind=WEEKLY_SCOPED, used_pct=1.0, resets_at=RESET, scope=Scope(model="Fable"))
    assert not fable.is_same_run(other)


@pytest.mark.parametrize("name", ["Fable", "FABLE", " fable ", "fable\n"])
def test_spelling_does_not_make_another_limit(name: str) -> None:
    assert Window(kind=WEEKLY_SCOPED, used_pct=1.0, scope=Scope(model=name)).key == LimitKey(WEEKLY_SCOPED, "fable")


@pytest.mark.parametrize("name", [None, "", "  "])
def test_an_empty_scope_is_no_scope(name: str | None) -> None:
    assert Window(kind=WEEKLY, used_pct=1.0, scope=Scope(model=name, surface=name)).key == LimitKey(WEEKLY)


def test_limits_stand_in_the_order_people_think_of_them() -> None:
    windows = [
        Window(kind="moon", used_pct=1.0),
        Window(kind=WEEKLY_SCOPED, used_pct=1.0, scope=Scope(model="Opus")),
        Window(kind=WEEKLY_SCOPED, used_pct=1.0, scope=Scope(model="Fable")),
        Window(kind="apogee", used_pct=1.0),
        Window(kind=WEEKLY, used_pct=1.0),
        Window(kind=SESSION, used_pct=1.0),
    ]
    names = [window.scope.model or window.kind for window in sorted(windows, key=lambda window: window.rank)]
    assert names == [SESSION, WEEKLY, "Fable", "Opus", "apogee", "moon"]
