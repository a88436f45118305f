"""Simulated time."""

from datetime import UTC, datetime, timedelta

import pytest

from fairmeter.simulator import SimClock

START = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)


class RealSeconds:
    """A real clock under the test's hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_minute_passes_each_real_second_at_speed_sixty() -> None:
    real = RealSeconds()
    clock = SimClock(START, speed=60, real=real)
    real.seconds += 2.5
    assert clock.now() == START + timedelta(seconds=150)


def test_at_speed_zero_only_a_push_moves_it() -> None:
    real = RealSeconds()
    clock = SimClock(START, speed=0, real=real)
    real.seconds += 1000
    assert clock.now() == START
    assert clock.advance(timedelta(hours=3)) == START + timedelta(hours=3)


def test_a_push_adds_to_the_time_that_runs() -> None:
    real = RealSeconds()
    clock = SimClock(START, speed=2, real=real)
    clock.advance(timedelta(seconds=10))
    real.seconds += 5
    assert clock.now() == START + timedelta(seconds=20)


def test_it_never_goes_back() -> None:
    clock = SimClock(START, speed=0)
    assert clock.advance_to(START - timedelta(days=1)) == START
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="backwards"):
        SimClock(START, speed=-1)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        SimClock(START.replace(tzinfo=None))


def test_now_is_utc_wherever_it_started() -> None:
    away = datetime.fromisoformat("2026-11-17T21:00:00+09:00")
    assert SimClock(away, speed=0).now().isoformat() == "2026-11-17T12:00:00+00:00"


def test_it_says_how_long_a_thread_has_to_wait() -> None:
    fast, still = SimClock(START, speed=60, real=RealSeconds()), SimClock(START, speed=0)
    later = START + timedelta(minutes=2)
    assert fast.real_seconds_until(later) == 2.0
    assert still.real_seconds_until(later) is None
    assert still.real_seconds_until(START) == 0.0


def test_a_push_tells_its_listeners() -> None:
    clock = SimClock(START, speed=0)
    seen: list[datetime] = []
    clock.on_advance(lambda: seen.append(clock.now()))
    clock.advance(timedelta(minutes=1))
    assert seen == [START + timedelta(minutes=1)]
