"""The prepaid balance of the login in use, asked for only as often as it can matter."""

from collections.abc import Callable
from datetime import datetime, timedelta

from fairmeter.limits import OUT_OF_CREDITS, ExtraUsage, Money
from fairmeter.sources.profiles import is_recent

ASK_AGAIN_AFTER = timedelta(minutes=15)
"""Each balance costs a request of the hour's budget; it moves only when extra usage pays or the user adds money."""
RETRY_AFTER = timedelta(hours=1)
"""Some accounts have no such answer at all; asking them with every poll would be waste."""


class BalanceMemory:
    """The last balance of one organisation, with the extra usage that it stood beside."""

    def __init__(self) -> None:
        self._organization: str | None = None
        self._beside: ExtraUsage | None = None
        self._known_at: datetime | None = None
        self._failed_at: datetime | None = None

    def of(
        self, organization: str, extra: ExtraUsage | None, now: datetime, ask: Callable[[], Money | None]
    ) -> Money | None:
        """The balance, when it was just asked for; None when it was not, could not be, or does not matter.

        `ask` is called when extra usage is on, or off only because it is empty: every quarter of an hour, and at once
        when anything else about extra usage has changed.
        """
        if extra is None or not (extra.enabled or extra.disabled_reason == OUT_OF_CREDITS):
            return None
        if organization != self._organization:
            self._organization, self._known_at, self._failed_at, self._beside = organization, None, None, None
        if is_recent(self._failed_at, now, RETRY_AFTER):
            return None
        if extra == self._beside and is_recent(self._known_at, now, ASK_AGAIN_AFTER):
            return None
        balance = ask()
        if balance is None:
            self._failed_at = now
        else:
            self._known_at, self._failed_at, self._beside = now, None, extra
        return balance
