"""One run of one limit, from its start to its reset."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SESSION = "session"
WEEKLY = "weekly_all"
WEEKLY_SCOPED = "weekly_scoped"

FULL_PCT = 100.0
JITTER = timedelta(seconds=30)
"""Two reset times nearer than this are one: the service's own wander by up to a second between polls."""

_LENGTHS = {SESSION: timedelta(hours=5), WEEKLY: timedelta(days=7), WEEKLY_SCOPED: timedelta(days=7)}
_ORDER = {SESSION: 0, WEEKLY: 1, WEEKLY_SCOPED: 2}


class WindowState(StrEnum):
    """What can be said of a window at one instant."""

    UNKNOWN = "unknown"
    """The service named the limit but gave no figure."""
    NOT_STARTED = "not_started"
    """Nothing used and no reset set: it opens with the next request."""
    OPEN = "open"
    USED_UP = "used_up"
    OVER = "over"
    """Its reset has passed, so its figure says nothing about now."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a limit counts: one model, one surface, or everything (both None)."""

    model: str | None = None
    surface: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class LimitKey:
    """Which limit, independent of spelling: kind, and the scope's names in folded case, empty when not scoped.

    The display name is the key because the service leaves the model's id empty (usage contract, `limits[]`).
    """

    kind: str
    model: str = ""
    surface: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A limit's current run as one source states it.

    `used_pct` is percent used, 0 to 100 and beyond; None is unknown, never zero. `resets_at` is aware UTC; None means
    that no run is open (or that the service did not say). `kind`, `group` and `severity` are the service's own words.
    `started_at` is set only where the service states it.
    """

    kind: str
    used_pct: float | None
    resets_at: datetime | None = None
    scope: Scope = Scope()
    group: str | None = None
    severity: str | None = None
    started_at: datetime | None = None
    locked_reason: str | None = None

    @property
    def key(self) -> LimitKey:
        """Which limit this window belongs to."""
        return LimitKey(self.kind, _folded(self.scope.model), _folded(self.scope.surface))

    @property
    def is_known_kind(self) -> bool:
        """Whether Fairmeter knows what this limit counts; the others are shown, and take part in nothing."""
        return self.kind in _LENGTHS

    @property
    def length(self) -> timedelta | None:
        """How long a run lasts, by the kind's name: no body states it. None for a kind that is not known."""
        return _LENGTHS.get(self.kind)

    @property
    def starts_at(self) -> datetime | None:
        """When this run began: as stated, else its reset less its length, else None."""
        if self.started_at is not None:
            return self.started_at
        if self.resets_at is None or self.length is None:
            return None
        return self.resets_at - self.length

    def state(self, now: datetime) -> WindowState:
        """What can be said of this window at `now`."""
        if self.resets_at is not None and self.resets_at <= now:
            return WindowState.OVER
        if self.used_pct is None:
            return WindowState.UNKNOWN
        if self.used_pct >= FULL_PCT:
            return WindowState.USED_UP
        if self.resets_at is None and self.used_pct == 0:
            return WindowState.NOT_STARTED
        return WindowState.OPEN

    def time_gone(self, now: datetime) -> float | None:
        """Share of the run that has passed at `now`, 0 to 1: where even pace would stand. None when not known."""
        start, end = self.starts_at, self.resets_at
        if start is None or end is None or end <= start:
            return None
        return min(1.0, max(0.0, (now - start) / (end - start)))

    def is_same_run(self, other: "Window") -> bool:
        """Whether both are readings of one run of one limit, jitter allowed for."""
        if self.key != other.key:
            return False
        if self.resets_at is None or other.resets_at is None:
            return self.resets_at is other.resets_at
        return abs(self.resets_at - other.resets_at) <= JITTER

    @property
    def rank(self) -> tuple[int, LimitKey]:
        """Sort key: session, weekly, the models' weeks by name, then what is not known."""
        return _ORDER.get(self.kind, len(_ORDER)), self.key


def _folded(name: str | None) -> str:
    return re.sub(r"\s+", " ", name).strip().casefold() if name else ""
