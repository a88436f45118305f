"""One limit of the simulated account: how much was used, of how much, until when."""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

SESSION_LENGTH = timedelta(hours=5)
WEEK = timedelta(days=7)

# Hides the last bits of binary fractions: 29 of 100 units are 29 percent, not 28.
_ROUNDING_SLACK = 1e-9


class MeterKind(StrEnum):
    """The service's word for what a meter counts."""

    SESSION = "session"
    WEEKLY = "weekly_all"
    MODEL = "weekly_scoped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """One run of one limit. Immutable: every change gives a new meter.

    Attributes:
        kind: What it counts.
        capacity: Units that make 100 percent.
        used: Units used in this run; may exceed the capacity by the last request's cost.
        resets_at: End of this run; None while idle, that is before the first request.
        model: Display name of the model it is for, only with `MeterKind.MODEL`.
    """

    kind: MeterKind
    capacity: float
    used: float = 0.0
    resets_at: datetime | None = None
    model: str | None = None

    @property
    def length(self) -> timedelta:
        """How long one run lasts."""
        return SESSION_LENGTH if self.kind is MeterKind.SESSION else WEEK

    @property
    def percent(self) -> int:
        """Percent used, rounded down as the service shows it; may exceed 100."""
        return math.floor(100.0 * self.used / self.capacity + _ROUNDING_SLACK)

    @property
    def is_full(self) -> bool:
        """Whether the next request finds no room."""
        return self.used >= self.capacity

    def applies_to(self, model: str) -> bool:
        """Whether a request for this model is counted here.

        Usage contract: limits of one model carry a display name and no id, so the name is looked for in the id.
        """
        return self.model is None or self.model.lower() in model.lower()

    def rolled(self, now: datetime) -> "Meter":
        """The meter as it stands now: a session that ended is idle, a week that ended began anew."""
        if self.resets_at is None or now < self.resets_at:
            return self
        if self.kind is MeterKind.SESSION:
            return replace(self, used=0.0, resets_at=None)
        weeks = (now - self.resets_at) // WEEK + 1
        return replace(self, used=0.0, resets_at=self.resets_at + weeks * WEEK)

    def counted(self, units: float, now: datetime) -> "Meter":
        """The meter after a request of this cost; an idle window opens with it."""
        return replace(self, used=self.used + units, resets_at=self.resets_at or now + self.length)

    def cleared(self) -> "Meter":
        """The same run at zero: what a reset out of turn leaves."""
        return replace(self, used=0.0)

    def restarted(self, now: datetime) -> "Meter":
        """A new run from now: a session waits for its first request, a week starts at once."""
        begun = None if self.kind is MeterKind.SESSION else now + WEEK
        return replace(self, used=0.0, resets_at=begun)
