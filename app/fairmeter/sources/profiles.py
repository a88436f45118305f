"""The profile of the login in use, remembered so that it is asked for rarely."""

from collections.abc import Callable
from datetime import datetime, timedelta

from fairmeter.sources.profile_body import Profile

ASK_AGAIN_AFTER = timedelta(hours=6)
RETRY_AFTER = timedelta(minutes=30)


def is_recent(then: datetime | None, now: datetime, span: timedelta) -> bool:
    """Whether something happened within a span before `now`; after a clock set back it did not, so nothing sticks."""
    return then is not None and timedelta(0) <= now - then < span


class ProfileMemory:
    """The last profile, with the digest of the token it was asked with. The token itself is not remembered."""

    def __init__(self) -> None:
        self._digest: str | None = None
        self._profile: Profile | None = None
        self._known_at: datetime | None = None
        self._failed_at: datetime | None = None

    def of(self, digest: str, now: datetime, ask: Callable[[], Profile | None]) -> Profile | None:
        """The profile of the login with this digest; None as long as it is not known.

        `ask` is called for a new login, and for a known one every six hours; after it has failed not for half an hour.
        A profile that was known stays so when asking again fails.
        """
        if digest != self._digest:
            self._digest, self._profile, self._known_at, self._failed_at = digest, None, None, None
        is_held = is_recent(self._failed_at, now, RETRY_AFTER) or is_recent(self._known_at, now, ASK_AGAIN_AFTER)
        if is_held:
            return self._profile
        profile = ask()
        if profile is None:
            self._failed_at = now
        else:
            self._profile, self._known_at = profile, now
        return self._profile
