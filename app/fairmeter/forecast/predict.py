"""The forecast of one limit: where it stands at its reset, and when and how likely it runs out before."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from fairmeter.forecast.figures import Figures
from fairmeter.forecast.habits import Habits
from fairmeter.forecast.outcome import Outcome, outcome_of
from fairmeter.forecast.samples import RESET_MOVED, Run
from fairmeter.limits import STALE_AFTER, Window, WindowState

LEAST_PCT = 1.0
"""Below the first percent a meter in whole percents has said nothing about the pace."""

LEAST_TIME = timedelta(minutes=5)
"""A run younger than this has no pace yet."""

SOON = timedelta(minutes=30)


class NoNumber(StrEnum):
    """Why there is no forecast."""

    UNKNOWN_LIMIT = "unknown_limit"
    """Nobody knows how long a run of this limit lasts, or nothing was fitted for it."""
    NOT_REPORTED = "not_reported"
    """The service gave no percentage or no reset."""
    NOT_STARTED = "not_started"
    """Less than the first percent is used."""
    TOO_EARLY = "too_early"
    TOO_OLD = "too_old"
    """The last reading is stale."""
    NO_READINGS = "no_readings"
    """No reading of this run is at hand."""
    USED_UP = "used_up"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class NoForecast:
    """No number, and why."""

    reason: NoNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitForecast:
    """What is expected of one limit. `at_reset` and `runs_out` answer for any quantile, 0 to 1."""

    resets_at: datetime
    outcome: Outcome
    soon_chance: float
    """The chance of running out within half an hour."""

    @property
    def run_out_chance(self) -> float:
        """The chance of running out before the reset."""
        return self.outcome.chance

    def at_reset(self, share: float) -> float:
        """Quantile of the percent used at the reset."""
        return self.outcome.at_reset(share)

    def runs_out(self, share: float) -> datetime | None:
        """Quantile of the run-out time, never past the reset; None where the limit lasts that far."""
        at = self.outcome.runs_out(share)
        return None if at is None else min(self.resets_at, datetime.fromtimestamp(at, UTC))


def forecast(
    window: Window, run: Run | None, habits: Habits, now: datetime, figures: Figures
) -> LimitForecast | NoForecast:
    """Forecast one limit.

    Args:
        window: the limit as last stated.
        run: its current run, from `runs_of` over the readings; later readings than `now` are not looked at.
        habits: what the earlier runs say, from `habits_of`.
        now: aware; the instant of the forecast.
        figures: the fitted figures.
    """
    weights = figures.of(window.kind)
    if weights is None or window.length is None:
        return NoForecast(NoNumber.UNKNOWN_LIMIT)
    resets_at = window.resets_at
    standing = _without_number(window, now)
    if standing is not None or resets_at is None:
        return NoForecast(standing or NoNumber.NOT_REPORTED)
    at = now.timestamp()
    known = None if run is None else run.until(at)
    if known is None or abs(known.ends_at - resets_at.timestamp()) > RESET_MOVED:
        return NoForecast(NoNumber.NO_READINGS)
    if at - known.points[-1][0] > STALE_AFTER.total_seconds():
        return NoForecast(NoNumber.TOO_OLD)
    if at - known.starts_at < LEAST_TIME.total_seconds():
        return NoForecast(NoNumber.TOO_EARLY)
    if known.used < LEAST_PCT:
        return NoForecast(NoNumber.NOT_STARTED)
    if at >= known.ends_at:
        return NoForecast(NoNumber.OVER)
    outcome = outcome_of(known, at, habits, weights)
    return LimitForecast(
        resets_at=resets_at.astimezone(UTC),
        outcome=outcome,
        soon_chance=outcome.by((now + SOON).timestamp()),
    )


def _without_number(window: Window, now: datetime) -> NoNumber | None:
    reasons = {
        WindowState.OVER: NoNumber.OVER,
        WindowState.UNKNOWN: NoNumber.NOT_REPORTED,
        WindowState.USED_UP: NoNumber.USED_UP,
        WindowState.NOT_STARTED: NoNumber.NOT_STARTED,
    }
    return reasons.get(window.state(now))
