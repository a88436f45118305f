"""Times as the report writes them."""

from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from fairmeter.view.clock import Clock
from fairmeter.view.report_times import (
    apart,
    day,
    exact_time,
    file_stamp,
    local_stamp,
    moment,
    time_of_event,
    utc_stamp,
)
from scenes import BERLIN, NOW, local

CLOCK = Clock(BERLIN)
TWELVE = Clock(BERLIN, twelve_hours=True)


def test_what_happened_is_not_rounded_up() -> None:
    at = local(17, 9, 42, 59)
    assert time_of_event(at, CLOCK) == "09:42"
    assert moment(at, NOW, CLOCK) == "Tue 09:42"


@pytest.mark.parametrize(
    ("at", "said"),
    [(local(17, 0, 5), "Tue 00:05"), (local(16, 23, 59), "Mon 23:59"), (local(3, 12), "Tue 3 Nov")],
)
def test_a_list_names_the_day(at: object, said: str) -> None:
    assert moment(at, NOW, CLOCK) == said  # type: ignore[arg-type]


def test_an_instant_is_said_in_full() -> None:
    at = local(17, 9, 41, 20)
    assert day(at, CLOCK) == "Tue 17 Nov 2026"
    assert exact_time(at, CLOCK) == "09:41:20"
    assert exact_time(at, TWELVE) == "9:41:20 AM"
    assert local_stamp(at, CLOCK) == "Tue 17 Nov 2026, 09:41:20, UTC+01:00"
    assert utc_stamp(at) == "2026-11-17T08:41:20Z"
    assert file_stamp(at, CLOCK) == "2026-11-17-0941"


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        (ZoneInfo("UTC"), "UTC+00:00"),
        (ZoneInfo("America/St_Johns"), "UTC-03:30"),
        (timezone(timedelta(hours=5, minutes=45)), "UTC+05:45"),
    ],
)
def test_the_offset_is_that_of_the_zone(zone: timezone, offset: str) -> None:
    assert local_stamp(NOW, Clock(zone)).endswith(offset)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "at the same time"),
        (0.4, "at the same time"),
        (-40, "40 s before"),
        (89, "89 s after"),
        (90, "1 min after"),
        (-600, "10 min before"),
        (-7200, "2 hr before"),
    ],
)
def test_how_far_a_reading_lies_from_an_event(seconds: float, said: str) -> None:
    assert apart(NOW + timedelta(seconds=seconds), NOW) == said
