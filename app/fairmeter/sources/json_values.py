"""Decoded JSON, value by value: what is not plausible comes out as None, and nothing is raised on the way.

The usage service is not documented by its owner and grows new fields by the month, so every value is looked at on its
own: one that cannot be understood is unknown, and does not take its neighbours with it.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

_MAX_PCT = 1000
_MAX_UNITS = 10**15
_MAX_DIGITS = 28
"""What decimal arithmetic keeps exactly by default; an amount with more digits would be rounded somewhere."""
_MAX_WORD = 120
_YEARS = range(2020, 2101)


class BodyUnreadable(Exception):  # noqa: N818  it is what the reader says of a body, not a fault of the program
    """A body that is not what its reader expects. It carries a reason and never a piece of the body."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decode(raw: bytes) -> object:
    """The value that JSON text stands for: fractions as exact decimals, NaN and infinities as None.

    Raises:
        BodyUnreadable: not UTF-8, not JSON, cut off, or nested beyond all reason.
    """
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_float=_fraction, parse_constant=_no_number)
    except (ValueError, RecursionError):
        pass  # The error keeps the whole text, which may be a login file: it must not become the cause of ours.
    raise BodyUnreadable("not JSON")


def _fraction(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent that not even decimals can hold
        return None


def _no_number(_name: str) -> None:
    return None


def fields(value: object) -> Mapping[str, object]:
    """An object's members; none when it is not an object."""
    return value if isinstance(value, dict) else {}


def rows(value: object) -> tuple[object, ...]:
    """An array's items; none when it is not an array."""
    return tuple(value) if isinstance(value, list) else ()


def flag(value: object) -> bool | None:
    """True or False as stated; None for anything else, 0 and 1 included."""
    return value if isinstance(value, bool) else None


def word(value: object) -> str | None:
    """A word or short text of the service: printable, trimmed and cut to 120 characters; None when nothing is left.

    Words end up in terminals, in logs and in labels, so control characters do not get past here.
    """
    if not isinstance(value, str):
        return None
    return "".join(filter(str.isprintable, value)).strip()[:_MAX_WORD] or None


def number(value: object) -> Decimal | None:
    """A finite number, exact; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return exact if exact.is_finite() else None


def percent(value: object) -> float | None:
    """Percent used, 0 to 1000, for it may pass 100; None for anything else."""
    stated = number(value)
    return None if stated is None or not 0 <= stated <= _MAX_PCT else abs(float(stated))


def units(value: object) -> Decimal | None:
    """An amount of money in whatever units the field counts, at most 10^15 either way; None for anything else."""
    stated = number(value)
    if stated is None or not -_MAX_UNITS <= stated <= _MAX_UNITS:
        return None
    _, digits, exponent = stated.as_tuple()
    return stated if len(digits) <= _MAX_DIGITS and int(exponent) >= -_MAX_DIGITS else None


def instant(value: object) -> datetime | None:
    """An instant as aware UTC from ISO 8601 text with an offset, with or without a fraction; None for anything else.

    Times without an offset could be any hour, and years outside 2020 to 2100 are no reset of anybody's.
    """
    if not isinstance(value, str):
        return None
    try:
        stated = datetime.fromisoformat(value)
        if stated.tzinfo is None:
            return None
        at = stated.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if at.year in _YEARS else None
