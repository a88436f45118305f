"""What the simulated service says when it refuses: status, sentence, and quota figures."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from fairmeter.simulator.extra import ExtraUsage
from fairmeter.simulator.meters import Meter, MeterKind
from fairmeter.simulator.plans import PlanKind

OUT_OF_EXTRA = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
OUT_OF_EXTRA_TEAM = "You're out of extra usage. Ask your workspace admin to add more so you can keep going."
LONG_CONTEXT = "Extra usage is required for long context requests."
FAST_MODE = "Fast mode disabled · extra usage credits exhausted"
OVERLOADED = (
    "Overloaded. This is a server-side issue, usually temporary — try again in a moment."
    " If it persists, check https://status.claude.com."
)
TOKEN_EXPIRED = "OAuth access token has expired. Re-authenticate to continue."  # noqa: S105 - an error sentence

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOON = 12


class RefusalCause(StrEnum):
    """Why the simulated service refused; the truth that a verdict is measured against."""

    SESSION = "session"
    WEEKLY = "weekly"
    MODEL = "model"
    EXTRA_FIRST = "extra_first"
    LONG_CONTEXT = "long_context"
    FAST_MODE = "fast_mode"
    OVERLOADED = "overloaded"
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A request that was denied.

    Attributes:
        status: HTTP status.
        error_type: `error.type` of the body.
        message: The sentence; for 429s the one that the client makes of the headers.
        cause: Why it really was refused.
        quota_limits: The structured figures that newer clients keep, None where the service gives none.
        request_id: Id of the request.
    """

    status: int
    error_type: str
    message: str
    cause: RefusalCause
    quota_limits: dict[str, object] | None = None
    request_id: str


def zone_named(name: str) -> tzinfo:
    """The time zone of this name; UTC needs no zone database."""
    return UTC if name == "UTC" else ZoneInfo(name)


def reset_phrase(resets_at: datetime, now: datetime, zone: str) -> str:
    """When a limit resets, in the client's words: `6pm (UTC)`, or `May 5 at 9:40pm (UTC)` beyond a day."""
    local = resets_at.astimezone(zone_named(zone))
    minutes = f":{local.minute:02d}" if local.minute else ""
    clock = f"{local.hour % _NOON or _NOON}{minutes}{'am' if local.hour < _NOON else 'pm'}"
    if resets_at - now < timedelta(days=1):
        return f"{clock} ({zone})"
    return f"{_MONTHS[local.month - 1]} {local.day} at {clock} ({zone})"


def plan_used_up(meter: Meter, extra: ExtraUsage, now: datetime, zone: str, request_id: str) -> Refused:
    """The refusal of a window that is full while extra usage does not pay; it always names a reset.

    Denials: an empty balance and a spent cap change the sentence; the figures are left out for a spent cap.
    """
    resets_at = meter.resets_at or now
    when = reset_phrase(resets_at, now, zone)
    name = _limit_name(meter)
    capped = extra.enabled and extra.cap_reached and not extra.is_empty
    if capped:
        message = (
            "You've hit your monthly spend limit · raise it at claude.ai/settings/usage"
            f" · your {name} limit resets {when}"
        )
    elif extra.refusal_reason == "out_of_credits":
        message = f"You're out of usage credits · resets {when}"
    else:
        message = f"You've hit your {name} limit · resets {when}"
    causes = {MeterKind.SESSION: RefusalCause.SESSION, MeterKind.WEEKLY: RefusalCause.WEEKLY}
    return Refused(
        status=429,
        error_type="rate_limit_error",
        message=message,
        cause=causes.get(meter.kind, RefusalCause.MODEL),
        quota_limits=None if capped else _quota_limits(meter, extra, resets_at),
        request_id=request_id,
    )


def out_of_extra(plan: PlanKind, request_id: str) -> Refused:
    """The 400 of the credit lane: no reset, no figures, whatever the plan has left."""
    return Refused(
        status=400,
        error_type="invalid_request_error",
        message=OUT_OF_EXTRA_TEAM if plan is PlanKind.TEAM else OUT_OF_EXTRA,
        cause=RefusalCause.EXTRA_FIRST,
        request_id=request_id,
    )


def gated(cause: RefusalCause, request_id: str) -> Refused:
    """A refusal that has nothing to do with how much of the plan was used.

    Args:
        cause: Long context, fast mode, overload or sign-in.
        request_id: Id of the request.

    Raises:
        KeyError: The cause is one of the quota's own.
    """
    status, error_type, message = {
        RefusalCause.LONG_CONTEXT: (429, "rate_limit_error", LONG_CONTEXT),
        RefusalCause.FAST_MODE: (429, "rate_limit_error", FAST_MODE),
        RefusalCause.OVERLOADED: (529, "overloaded_error", OVERLOADED),
        RefusalCause.SIGN_IN: (401, "authentication_error", TOKEN_EXPIRED),
    }[cause]
    return Refused(status=status, error_type=error_type, message=message, cause=cause, request_id=request_id)


def _limit_name(meter: Meter) -> str:
    if meter.model is not None:
        return meter.model
    return "session" if meter.kind is MeterKind.SESSION else "weekly"


def _quota_limits(meter: Meter, extra: ExtraUsage, resets_at: datetime) -> dict[str, object]:
    return {
        "status": "rejected",
        "resetsAt": int(resets_at.timestamp()),
        "unifiedRateLimitFallbackAvailable": False,
        "rateLimitType": _claim(meter),
        "overageStatus": "rejected",
        "overageDisabledReason": extra.refusal_reason,
        "isUsingOverage": False,
    }


def _claim(meter: Meter) -> str:
    """The service's key for a window; Fable's week has a name of its own."""
    if meter.kind is MeterKind.SESSION:
        return "five_hour"
    if meter.model is None:
        return "seven_day"
    legacy = meter.model.lower()
    return f"seven_day_{legacy}" if legacy in {"opus", "sonnet"} else "seven_day_overage_included"
