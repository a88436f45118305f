"""What one source said at one time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairmeter.limits.extra_usage import CreditPool, ExtraUsage
from fairmeter.limits.money import Money
from fairmeter.limits.plan import Plan
from fairmeter.limits.window import Window


class SourceName(StrEnum):
    """Where a reading can come from, most trusted first when two are equally fresh."""

    API = "api"
    CLAUDE_CODE = "claude_code"
    STATUS_LINE = "status_line"
    CLAUDE_CODE_CACHE = "claude_code_cache"
    DESKTOP_HISTORY = "desktop_history"

    @property
    def trust(self) -> int:
        """Higher is more trusted; it only breaks ties of time."""
        order = list(SourceName)
        return len(order) - order.index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One source's word on one account at one time.

    `lists_all` is True when `windows` is the whole list: a limit that it lacks does not exist (an Ultra account has no
    session row). `unlisted` are windows that stand in the body outside the list of limits; they are kept, and take part
    in nothing. `new_keys` are top-level names of the body that Fairmeter does not know. `digest` is the SHA-256 of the
    raw body, for evidence.
    """

    source: SourceName
    account: str
    taken_at: datetime
    windows: tuple[Window, ...] = ()
    lists_all: bool = False
    extra: ExtraUsage | None = None
    balance: Money | None = None
    plan: Plan | None = None
    pools: tuple[CreditPool, ...] = ()
    unlisted: tuple[Window, ...] = ()
    new_keys: tuple[str, ...] = ()
    digest: str | None = None
    requests: int = 1
