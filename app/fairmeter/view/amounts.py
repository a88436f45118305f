"""Percents and money in words."""

from decimal import ROUND_HALF_EVEN, Decimal

from fairmeter.limits import FULL_PCT, Money

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "BRL": "R$"}
_CENTS = 2


def whole_percent(used: float) -> int:
    """Percent used as a whole number; 100 only when it is really used up."""
    rounded = int(Decimal(str(used)).quantize(Decimal(1), ROUND_HALF_EVEN))
    return min(rounded, 99) if used < FULL_PCT else rounded


def percent(used: float) -> str:
    """Percent used in words: "46%", "under 1%" above zero, "99%" until it is really used up, beyond 100 as it is."""
    return "under 1%" if 0 < used < 1 else f"{whole_percent(used)}%"


def percent_left(used: float) -> str:
    """What is left of 100, never below zero; "under 1%" where a little is left, "100%" only where nothing is used."""
    left = max(0.0, FULL_PCT - used)
    if 0 < left < 1:
        return "under 1%"
    if 0 < used < 1:
        return "99%"
    return f"{100 - whole_percent(min(used, FULL_PCT))}%"


def money(value: Money) -> str:
    """Symbol and amount with the currency's own digits: "$4.01", "-$0.92", "CHF 1,204.50"; credits without a name."""
    places = value.exponent
    exact = -int(abs(value.amount).normalize().as_tuple().exponent)
    if places > _CENTS:
        places = max(_CENTS, exact)
    digits = f"{abs(value.amount):,.{places}f}"
    sign = "-" if value.minor < 0 else ""
    if value.currency is None:
        return f"{sign}{digits} credits"
    symbol = _SYMBOLS.get(value.currency.upper())
    return f"{sign}{symbol}{digits}" if symbol else f"{sign}{value.currency.upper()} {digits}"
