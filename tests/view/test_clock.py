"""Times in words: on the clock, how long, how old; local time and its changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.view.clock import Clock, nearest_minute, span, until
from scenes import BERLIN, CLOCK, NOW, SESSION_END, WEEK_END, local

TWELVE = Clock(BERLIN, twelve_hours=True)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


@pytest.mark.parametrize(
    ("at", "clock", "words"),
    [
        (local(17, 18, 40), CLOCK, "18:40"),
        (local(17, 18, 39, 59), CLOCK, "18:40"),
        (local(17, 18, 40, 29), CLOCK, "18:40"),
        (local(17, 18, 40, 30), CLOCK, "18:41"),
        (local(17, 0, 0), CLOCK, "00:00"),
        (local(17, 18, 40), TWELVE, "6:40 PM"),
        (local(17, 0, 5), TWELVE, "12:05 AM"),
        (local(17, 12, 5), TWELVE, "12:05 PM"),
        (local(17, 11, 59, 45), TWELVE, "12:00 PM"),
    ],
)
def test_the_time_of_day(at: datetime, clock: Clock, words: str) -> None:
    assert clock.time(at) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (SESSION_END, "18:40"),
        (WEEK_END, "Sat 10:00"),
        (local(17, 23, 59, 45), "Wed 00:00"),
        (local(18, 0, 0), "Wed 00:00"),
        (local(16, 14, 24), "Mon 14:24"),
        (local(23, 9, 0), "Mon 09:00"),
        (local(24, 9, 0), "Tue 24 Nov"),
        (local(28, 9, 0), "Sat 28 Nov"),
        (local(11, 9, 0), "Wed 09:00"),
        (local(10, 9, 0), "Tue 10 Nov"),
    ],
)
def test_the_day_is_named_when_it_is_not_today(at: datetime, words: str) -> None:
    assert CLOCK.absolute(at, NOW) == words


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=41, seconds=50), "41 min ago"),
        (timedelta(minutes=89, seconds=59), "89 min ago"),
        (timedelta(minutes=90), "at 14:48"),
        (timedelta(hours=20), "at Mon 20:18"),
    ],
)
def test_ages(age: timedelta, words: str) -> None:
    assert CLOCK.since(NOW - age, NOW) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=-5), "under 1 min"),
        (timedelta(seconds=59), "under 1 min"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=56, seconds=40), "56 min"),
        (timedelta(hours=1), "1 hr"),
        (timedelta(hours=2, minutes=22), "2 hr 22 min"),
        (timedelta(days=4), "4 d"),
        (timedelta(days=4, minutes=50), "4 d"),
        (timedelta(days=3, hours=17, minutes=42), "3 d 17 hr"),
    ],
)
def test_spans_have_at_most_two_units(length: timedelta, words: str) -> None:
    assert span(length) == words


def test_until_agrees_with_the_clock_on_the_wall() -> None:
    """At 16:18:50 the wall says 16:18, and from there to 18:40 are 2 hr 22 min."""
    assert until(SESSION_END, NOW + timedelta(seconds=50)) == "2 hr 22 min"
    assert until(SESSION_END - timedelta(milliseconds=300), NOW) == "2 hr 22 min"
    assert until(WEEK_END, NOW) == "3 d 17 hr"


def test_midnights_of_a_week() -> None:
    found = CLOCK.midnights(local(14, 10), local(21, 10))
    assert found == tuple(local(day, 0) for day in range(15, 22))


def test_a_midnight_at_either_end_is_not_between() -> None:
    assert CLOCK.midnights(local(14, 0), local(16, 0)) == (local(15, 0),)


def test_midnights_follow_the_change_to_winter_time() -> None:
    """Sunday 25 October 2026 has 25 hours in Berlin."""
    start, end = datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 26, 12, tzinfo=UTC)
    first, second = CLOCK.midnights(start, end)
    assert second - first == timedelta(hours=25)


@given(instants, st.integers(1, 15), st.sampled_from(["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "UTC"]))
def test_midnights_are_midnights_between_the_two(start: datetime, days: int, name: str) -> None:
    zone = ZoneInfo(name)
    end = start + timedelta(days=days)
    found = Clock(zone).midnights(start, end)
    assert days - 1 <= len(found) <= days + 1
    assert list(found) == sorted(set(found))
    for at in found:
        assert start < at < end
        assert at.astimezone(zone).strftime("%H:%M") == "00:00"


@given(instants)
def test_the_nearest_minute_is_half_a_minute_off_at_most(at: datetime) -> None:
    assert abs(nearest_minute(at) - at) <= timedelta(seconds=30)
    assert (nearest_minute(at).second, nearest_minute(at).microsecond) == (0, 0)


@given(instants, st.timedeltas(timedelta(0), timedelta(seconds=1)))
def test_the_services_jitter_around_a_full_minute_is_not_seen(at: datetime, wander: timedelta) -> None:
    reset = at.replace(second=0, microsecond=0)
    assert CLOCK.time(reset - wander) == CLOCK.time(reset) == CLOCK.time(reset + wander)
