"""The arithmetic of one limit."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.simulator import Meter, MeterKind

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
SESSION = Meter(kind=MeterKind.SESSION, capacity=100.0)
WEEKLY = Meter(kind=MeterKind.WEEKLY, capacity=900.0, used=450.0, resets_at=NOW + timedelta(days=2))


@given(st.integers(0, 250), st.sampled_from([100.0, 500.0, 700.0, 900.0, 3.0]))
def test_a_whole_percent_is_shown_as_itself(percent: int, capacity: float) -> None:
    """No percent is lost to binary fractions."""
    assert Meter(kind=MeterKind.WEEKLY, capacity=capacity, used=capacity * percent / 100).percent == percent


@given(st.floats(0, 1e6), st.floats(0.1, 1e5))
def test_the_percent_is_rounded_down_and_not_capped(used: float, capacity: float) -> None:
    meter = Meter(kind=MeterKind.WEEKLY, capacity=capacity, used=used)
    exact = 100 * used / capacity
    assert meter.percent - 1e-6 <= exact < meter.percent + 1
    assert (meter.percent >= 100) or not meter.is_full


@given(st.lists(st.floats(0.01, 50), max_size=40))
def test_the_percent_never_falls_within_a_window(costs: list[float]) -> None:
    meter, seen = SESSION, [0]
    for cost in costs:
        meter = meter.counted(cost, NOW)
        seen.append(meter.percent)
    assert seen == sorted(seen)


@given(st.integers(0, 60 * 24 * 40))
def test_a_week_that_ended_begins_anew_on_its_own_weekday(minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    rolled = WEEKLY.rolled(now)
    assert rolled.resets_at is not None
    assert WEEKLY.resets_at is not None
    assert now < rolled.resets_at <= max(now + timedelta(days=7), WEEKLY.resets_at)
    assert (rolled.resets_at - WEEKLY.resets_at) % timedelta(days=7) == timedelta(0)
    assert (rolled.used == 0) == (rolled.resets_at != WEEKLY.resets_at)


def test_a_session_opens_with_its_first_request_and_ends_five_hours_later() -> None:
    opened = SESSION.counted(2.0, NOW)
    assert opened.resets_at == NOW + timedelta(hours=5)
    assert opened.counted(2.0, NOW + timedelta(hours=1)).resets_at == opened.resets_at
    assert opened.rolled(NOW + timedelta(hours=5, microseconds=-1)) == opened
    assert opened.rolled(NOW + timedelta(hours=5)) == SESSION


def test_a_reset_out_of_turn_keeps_the_run_and_a_restart_begins_another() -> None:
    assert (WEEKLY.cleared().used, WEEKLY.cleared().resets_at) == (0.0, WEEKLY.resets_at)
    assert WEEKLY.restarted(NOW).resets_at == NOW + timedelta(days=7)
    assert SESSION.counted(5, NOW).restarted(NOW) == SESSION


@pytest.mark.parametrize(
    ("model", "applies"), [("claude-fable-5", True), ("Claude-FABLE-5[1m]", True), ("claude-opus-5", False)]
)
def test_a_models_limit_applies_to_that_model_only(model: str, applies: bool) -> None:
    fable = Meter(kind=MeterKind.MODEL, capacity=500.0, model="Fable")
    assert fable.applies_to(model) is applies
    assert WEEKLY.applies_to(model)
