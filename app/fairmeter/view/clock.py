"""Times in words: relative, on the clock, and ages. Local time is made here and nowhere else."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_CLOCK_AGE_FROM = timedelta(minutes=90)
_DATE_FROM_DAYS = 7
_NOON = 12


@dataclass(frozen=True, slots=True)
class Clock:
    """How this user reads the time: their zone, and whether the clock has 12 hours."""

    zone: tzinfo = UTC
    twelve_hours: bool = False

    def time(self, at: datetime) -> str:
        """The time of day, to the nearest minute: a reset that wanders around a full hour reads as that hour."""
        local = nearest_minute(at).astimezone(self.zone)
        if not self.twelve_hours:
            return f"{local:%H:%M}"
        return f"{local.hour % _NOON or _NOON}:{local:%M} {'AM' if local.hour < _NOON else 'PM'}"

    def absolute(self, at: datetime, now: datetime) -> str:
        """Time today, day name and time within six days either way, else day name and date."""
        then, today = nearest_minute(at).astimezone(self.zone), now.astimezone(self.zone)
        days = abs((then.date() - today.date()).days)
        if days == 0:
            return self.time(at)
        if days < _DATE_FROM_DAYS:
            return f"{then:%a} {self.time(at)}"
        return f"{then:%a} {then.day} {then:%b}"

    def since(self, at: datetime, now: datetime) -> str:
        """An age: "just now" under a minute, then minutes, from 90 minutes on the clock time."""
        age = max(timedelta(0), now - at)
        if age < MINUTE:
            return "just now"
        if age < _CLOCK_AGE_FROM:
            return f"{age // MINUTE} min ago"
        return f"at {self.absolute(at, now)}"

    def midnights(self, start: datetime, end: datetime) -> tuple[datetime, ...]:
        """The local midnights strictly between two instants, as UTC."""
        day = start.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        found: list[datetime] = []
        while True:
            day += DAY
            at = day.replace(tzinfo=self.zone).astimezone(UTC)
            if at >= end:
                return tuple(found)
            if at > start:
                found.append(at)


def nearest_minute(at: datetime) -> datetime:
    """To the nearest whole minute: the service's own reset times are up to a second off."""
    return (at + MINUTE / 2).replace(second=0, microsecond=0)


def span(length: timedelta) -> str:
    """A length of time in at most two units, a zero unit left out: "3 d 17 hr", "56 min", "under 1 min"."""
    if length < MINUTE:
        return "under 1 min"
    if length >= DAY:
        return _two(length // DAY, "d", length % DAY // HOUR, "hr")
    if length >= HOUR:
        return _two(length // HOUR, "hr", length % HOUR // MINUTE, "min")
    return f"{length // MINUTE} min"


def until(at: datetime, now: datetime) -> str:
    """How long from the minute that the clock shows now to the nearest minute of `at`."""
    return span(nearest_minute(at) - now.replace(second=0, microsecond=0))


def _two(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large} {large_unit} {small} {small_unit}" if small else f"{large} {large_unit}"
