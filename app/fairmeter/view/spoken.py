"""The short forms of the screen as whole words, for a screen reader."""

import re

_UNITS = {"d": "day", "h": "hour", "hr": "hour", "min": "minute"}
_LENGTH = re.compile(r"\b(\d+) (d|hr|h|min)\b")


def spoken(text: str) -> str:
    """The same text without abbreviations: "2 hr 22 min" becomes "2 hours 22 minutes", "46%" becomes "46 percent"."""
    return _LENGTH.sub(_whole, text).replace("%", " percent")


def _whole(found: re.Match[str]) -> str:
    count, unit = found[1], _UNITS[found[2]]
    return f"{count} {unit}" if count == "1" else f"{count} {unit}s"
