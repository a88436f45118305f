"""Everything a face may show, frozen, for one instant."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairmeter.denials import Charge, Judged
from fairmeter.limits import FailureKind, Snapshot, SourceFailure


class Standing(StrEnum):
    """How far the figures can be trusted at one instant."""

    READING = "reading"
    """No answer has come yet, and nothing has gone wrong."""
    SIGNED_OUT = "signed_out"
    """No login and no figures."""
    NO_FIGURES = "no_figures"
    """No figures, because every attempt so far failed."""
    OFFLINE = "offline"
    STALE = "stale"
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One picture of the account.

    `at` is when it was made. `snapshot` is the merged readings, None before the first answer. `problem` is why the last
    attempt gave no reading, None when it did; `problem_since` when that kind of problem began. `next_ask_at` is when
    the service will be asked next, `blocked_until` the instant it asked us to wait for. `notice` is a fault of
    Fairmeter's own that the user should know (a book that cannot be written), in a code of `view.phrases`.
    `refusals` and `charges` are those still remembered, newest first.
    """

    at: datetime
    snapshot: Snapshot | None = None
    problem: SourceFailure | None = None
    problem_since: datetime | None = None
    next_ask_at: datetime | None = None
    blocked_until: datetime | None = None
    asks_last_hour: int = 0
    simulated: bool = False
    notice: str | None = None
    refusals: tuple[Judged, ...] = ()
    charges: tuple[Charge, ...] = ()

    def standing(self, now: datetime) -> Standing:
        """How far the figures can be trusted at `now`; a picture grows stale by itself."""
        kind = self.problem.kind if self.problem else None
        if self.snapshot is None or self.snapshot.taken_at is None:
            if kind is None:
                return Standing.READING
            return Standing.SIGNED_OUT if kind is FailureKind.SIGNED_OUT else Standing.NO_FIGURES
        if kind is FailureKind.OFFLINE:
            return Standing.OFFLINE
        if self.snapshot.is_stale(now) or kind in {FailureKind.SIGNED_OUT, FailureKind.EXPIRED}:
            return Standing.STALE
        return Standing.LIVE
