"""The time zone of this computer."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfoNotFoundError

import tzlocal


def local_zone() -> tzinfo:
    """The zone as rules, not as today's offset, so that a reset beyond a clock change is told right; UTC when unset."""
    try:
        return tzlocal.get_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
