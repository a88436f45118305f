"""Why a source gave no reading. A failure is a value: the picture goes stale, it does not vanish."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FailureKind(StrEnum):
    """The closed set of ways in which a source can fail."""

    SIGNED_OUT = "signed_out"
    """There is no login to ask with."""
    EXPIRED = "expired"
    """The service refused the login; only Claude Code renews it."""
    SCOPE_MISSING = "scope_missing"
    """The login may not read usage, as tokens made for automation may not."""
    RATE_LIMITED = "rate_limited"
    """The usage service is busy. It says nothing about the plan."""
    OFFLINE = "offline"
    TIMED_OUT = "timed_out"
    UNREADABLE = "unreadable"
    """Something answered, or a login file is there, but it cannot be understood."""
    SERVER_ERROR = "server_error"


class Hint(StrEnum):
    """What exactly is wrong, so that a face can name the one thing to do."""

    NO_LOGIN = "no_login"
    LOGIN_EMPTY = "login_empty"
    LOGIN_HALF_WRITTEN = "login_half_written"
    LOGIN_NOT_ALLOWED = "login_not_allowed"
    LOGIN_IS_A_FOLDER = "login_is_a_folder"
    LOGIN_TOO_LARGE = "login_too_large"
    OPEN_CLAUDE_CODE = "open_claude_code"
    USE_A_FULL_LOGIN = "use_a_full_login"
    SERVICE_BUSY = "service_busy"
    NO_NETWORK = "no_network"
    SLOW_SERVICE = "slow_service"
    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    NOT_THE_SERVICE = "not_the_service"
    """It redirected, or its certificate or its protocol is not the service's."""
    SERVICE_TROUBLE = "service_trouble"
    INSECURE_BASE = "insecure_base"
    """The configured address would carry the login in the open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFailure:
    """A source's honest no.

    `retry_at` is the instant the service asked us to wait for, None when it said nothing. `retry_after_s` is the wait
    it named in seconds, 0 included, for that is a different regime (usage contract, the endpoint's own rate limit).
    `status` is the HTTP status if there was an answer; `requests` how many requests were spent on the way.
    """

    kind: FailureKind
    hint: Hint
    source: str
    at: datetime
    retry_at: datetime | None = None
    retry_after_s: float | None = None
    status: int | None = None
    requests: int = 0

    @property
    def needs_user(self) -> bool:
        """Whether asking again is pointless until the user, or Claude Code, has done something."""
        return self.kind in {FailureKind.SIGNED_OUT, FailureKind.EXPIRED, FailureKind.SCOPE_MISSING}
