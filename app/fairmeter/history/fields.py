"""Typed look-ups in decoded JSON: what the book reads back is checked as strictly as what comes from outside."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from fairmeter.limits import Money

MOST_PLACES = 1000
"""An exponent beyond this is nonsense, and would only blow up later, where the amount is worked out."""


class ReadingUnreadable(ValueError):  # noqa: N818 - it is named after what is wrong, as every failure here is
    """A text that is no reading, or one that only a newer Fairmeter understands."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One JSON object. An absent key and a null are the same: unknown. Keys that nobody asks for are ignored.

    Every look-up raises ReadingUnreadable when the value has another type than asked for.
    """

    values: Mapping[str, object]

    @classmethod
    def of(cls, value: object) -> "Fields":
        """The value as an object."""
        if not isinstance(value, dict):
            raise ReadingUnreadable(f"an object was expected, not {type(value).__name__}")
        return cls(value)

    def has(self, name: str) -> bool:
        """Whether there is a value other than null."""
        return self.values.get(name) is not None

    def inner(self, name: str) -> "Fields":
        """An object inside this one."""
        return Fields.of(self.values.get(name))

    def each(self, name: str) -> tuple["Fields", ...]:
        """A list of objects; absent is empty."""
        return tuple(Fields.of(value) for value in self._list(name))

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts; absent is empty."""
        return tuple(_text(name, value) for value in self._list(name))

    def text(self, name: str) -> str:
        """A text that must be there."""
        return _text(name, self.values.get(name))

    def maybe_text(self, name: str) -> str | None:
        """A text, None when absent."""
        return self.text(name) if self.has(name) else None

    def whole(self, name: str) -> int:
        """A whole number that must be there; true and false are none."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _unfit(name, value)
        return value

    def maybe_number(self, name: str) -> float | None:
        """A finite number, None when absent."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise _unfit(name, value)
        try:
            number = float(value)
        except OverflowError as error:
            raise _unfit(name, value) from error
        if not math.isfinite(number):
            raise _unfit(name, value)
        return number

    def maybe_flag(self, name: str) -> bool | None:
        """True or false, None when absent."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, bool):
            raise _unfit(name, value)
        return value

    def moment(self, name: str) -> datetime:
        """An instant that must be there, as aware UTC."""
        text = self.text(name)
        try:
            at = datetime.fromisoformat(text)
            if at.utcoffset() is None:
                raise _unfit(name, text)
            return at.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise _unfit(name, text) from error

    def maybe_moment(self, name: str) -> datetime | None:
        """An instant, None when absent."""
        return self.moment(name) if self.has(name) else None

    def maybe_money(self, name: str) -> Money | None:
        """An amount as {"minor", "exponent", "currency"}, None when absent."""
        if not self.has(name):
            return None
        inner = self.inner(name)
        exponent = inner.whole("exponent")
        if abs(exponent) > MOST_PLACES:
            raise _unfit(name, exponent)
        return Money(inner.whole("minor"), exponent, inner.maybe_text("currency"))

    def _list(self, name: str) -> list[object]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise _unfit(name, value)
        return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _unfit(name, value)
    return value


def _unfit(name: str, value: object) -> ReadingUnreadable:
    return ReadingUnreadable(f"{name} cannot be a value of type {type(value).__name__}, or not this one")
