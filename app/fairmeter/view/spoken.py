"""The short forms of the screen as whole words, for a screen reader."""

import re

from fairmeter.limits import Money

_UNITS = {"d": "day", "h": "hour", "hr": "hour", "min": "minute"}
_CURRENCIES = {"USD": "dollar", "EUR": "euro", "GBP": "pound", "JPY": "yen"}
_LENGTH = re.compile(r"\b(\d+) (d|hr|h|min)\b")


def spoken(text: str) -> str:
    """The same text without abbreviations: "2 hr 22 min" becomes "2 hours 22 minutes", "46%" becomes "46 percent"."""
    return _LENGTH.sub(_whole, text).replace("%", " percent")


def _whole(found: re.Match[str]) -> str:
    count, unit = found[1], _UNITS[found[2]]
    return f"{count} {unit}" if count == "1" else f"{count} {unit}s"


def spoken_money(value: Money) -> str:
    """An amount in whole words, as it is read out: "0 dollars", "17.86 dollars", "1 dollar", "12.50 CHF"."""
    amount = value.amount
    digits = f"{amount:,.{max(0, value.exponent)}f}"
    if amount == int(amount):
        digits = f"{int(amount):,}"
    if value.currency is None:
        return f"{digits} credits"
    unit = _CURRENCIES.get(value.currency.upper())
    if unit is None:
        return f"{digits} {value.currency.upper()}"
    return f"{digits} {unit}" if amount == 1 or unit == "yen" else f"{digits} {unit}s"
