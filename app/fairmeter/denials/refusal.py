"""A request that was denied, as the client recorded it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

REJECTED = "rejected"
OVERAGE = "overage"
"""The service's word for extra usage as the limit that rejected a request."""

_CLOSED_BY_OTHERS = ("seat_tier_", "group_", "member_", "org_service_")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLimits:
    """What the service said of the limits with its answer, in its own words (transcripts since summer 2026).

    Only `status` "rejected" is a refusal; `overage_status` describes the account and is rejected on answered requests
    too.
    """

    status: str | None = None
    limit_type: str | None = None
    resets_at: datetime | None = None
    overage_status: str | None = None
    overage_disabled_reason: str | None = None
    is_using_overage: bool | None = None

    @property
    def rejected_type(self) -> str | None:
        """The kind of limit that rejected this request; None when none did."""
        return self.limit_type if self.status == REJECTED else None

    @property
    def closed_by_org(self) -> str | None:
        """Why extra usage was closed to this seat by others than the user, where the request was refused for that.

        Matched by prefix, for the list grows. An organisation's own switch is left out: on a personal account that is
        the user's toggle.
        """
        reason = self.overage_disabled_reason
        if self.rejected_type != OVERAGE or reason is None:
            return None
        return reason if reason.startswith(_CLOSED_BY_OTHERS) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refusal.

    `text` is the whole error sentence. `at` is aware UTC, None when not known. `status` is the HTTP status and
    `error_class` the client's own word for the error. `model` is the model that was asked, which no error record holds:
    whoever reads the conversation adds it. `digest` is the SHA-256 of the raw record or text, for evidence.
    """

    text: str
    at: datetime | None = None
    status: int | None = None
    error_class: str | None = None
    request_id: str | None = None
    session: str | None = None
    model: str | None = None
    client: str | None = None
    entrypoint: str | None = None
    sidechain: bool | None = None
    quota_limits: QuotaLimits | None = None
    digest: str | None = None


def quota_limits_of(value: object) -> QuotaLimits | None:
    """Read `quotaLimits` of a record, or the like-named parts of a stream event; None when it is no object."""
    if not isinstance(value, Mapping):
        return None
    return QuotaLimits(
        status=word(value.get("status")),
        limit_type=word(value.get("rateLimitType", value.get("rate_limit_type"))),
        resets_at=_from_epoch(value.get("resetsAt", value.get("resets_at"))),
        overage_status=word(value.get("overageStatus")),
        overage_disabled_reason=word(value.get("overageDisabledReason")),
        is_using_overage=flag(value.get("isUsingOverage")),
    )


def word(value: object) -> str | None:
    """A non-empty string, else None."""
    return value if isinstance(value, str) and value.strip() else None


def flag(value: object) -> bool | None:
    """A boolean, else None."""
    return value if isinstance(value, bool) else None


def _from_epoch(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        return None
