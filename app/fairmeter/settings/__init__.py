"""What the user may choose. The file it is kept in is the business of `fairmeter.settings.file`."""

from fairmeter.settings.settings import (
    DEFAULTS,
    LEAST_INTERVAL_S,
    MOST_INTERVAL_S,
    MOST_THRESHOLDS,
    IconStyle,
    Problem,
    Settings,
    Wrong,
    settings_from,
    table_of,
)

__all__ = [
    "DEFAULTS",
    "LEAST_INTERVAL_S",
    "MOST_INTERVAL_S",
    "MOST_THRESHOLDS",
    "IconStyle",
    "Problem",
    "Settings",
    "Wrong",
    "settings_from",
    "table_of",
]
