"""Times as the report writes them: to the second, with their date and offset, and how far two instants lie apart."""

from datetime import UTC, datetime, timedelta

from fairmeter.view.clock import HOUR, MINUTE, Clock, span

_SECONDS_UNTIL = timedelta(seconds=90)
_SAME = timedelta(seconds=1)


def time_of_event(at: datetime, clock: Clock) -> str:
    """The minute in which something happened: a reset is said to the nearest minute, but nothing happened later."""
    return clock.time(at.replace(second=0, microsecond=0))


def moment(at: datetime, now: datetime, clock: Clock) -> str:
    """An instant in a list: "Tue 09:42" within six days, else day name and date."""
    whole = at.replace(second=0, microsecond=0)
    said = clock.absolute(whole, now)
    if said == clock.time(whole):
        return f"{whole.astimezone(clock.zone):%a} {said}"
    return said


def day(at: datetime, clock: Clock) -> str:
    """The date in full: "Tue 17 Nov 2026"."""
    local = at.astimezone(clock.zone)
    return f"{local:%a} {local.day} {local:%b} {local.year}"


def exact_time(at: datetime, clock: Clock) -> str:
    """The time of day to the second: "09:41:20", "9:41:20 AM"."""
    whole = clock.time(at.replace(second=0, microsecond=0))
    local = at.astimezone(clock.zone)
    digits, _, half = whole.partition(" ")
    return f"{digits}:{local:%S} {half}".strip()


def local_stamp(at: datetime, clock: Clock) -> str:
    """An instant by the user's clock: "Tue 17 Nov 2026, 09:42:00, UTC+01:00"."""
    local = at.astimezone(clock.zone)
    offset = local.utcoffset() or timedelta(0)
    sign, size = ("-", -offset) if offset < timedelta(0) else ("+", offset)
    hours, minutes = size // HOUR, size % HOUR // MINUTE
    return f"{day(at, clock)}, {exact_time(at, clock)}, UTC{sign}{hours:02}:{minutes:02}"


def utc_stamp(at: datetime) -> str:
    """An instant in ISO 8601, UTC, to the second: "2026-11-17T08:42:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def apart(taken_at: datetime, at: datetime) -> str:
    """How far a reading lies from an event: "40 s before", "3 min after", "at the same time"."""
    length = abs(at - taken_at)
    if length < _SAME:
        return "at the same time"
    side = "before" if taken_at < at else "after"
    words = f"{length // _SAME} s" if length < _SECONDS_UNTIL else span(length)
    return f"{words} {side}"


def file_stamp(at: datetime, clock: Clock) -> str:
    """An instant as part of a file's name: "2026-11-17-0942"."""
    return f"{at.astimezone(clock.zone):%Y-%m-%d-%H%M}"
