"""The money in a usage body: extra usage in its two spellings, and credit pools."""

from collections.abc import Mapping
from decimal import Decimal

from fairmeter.limits import CreditPool, ExtraUsage, Money
from fairmeter.limits.money import DEFAULT_EXPONENT
from fairmeter.sources.json_values import fields, flag, instant, number, units, word

_MAX_EXPONENT = 12
_CURRENCY_LETTERS = 3
_DOLLARS = ("limit_dollars", "used_dollars", "remaining_dollars")


def read_extra(body: Mapping[str, object]) -> ExtraUsage | None:
    """Extra usage from `spend` and `extra_usage`; None when neither says anything (usage contract: both may be null).

    They are one amount in two spellings and are never added. Amounts are taken from `spend`, which names its currency
    and exponent itself, and field by field from the older `extra_usage` where `spend` is silent. Where the two disagree
    on whether it is enabled, the older one is believed: it is the field that clients have relied on for longer.
    """
    spend, older = fields(body.get("spend")), fields(body.get("extra_usage"))
    stated = [flag(older.get("is_enabled")), flag(spend.get("enabled"))]
    enabled = next((one for one in stated if one is not None), None)
    cap = _cap(spend, older)
    extra = ExtraUsage(
        enabled=enabled,
        spent=_not_negative(read_money(spend.get("used"))) or _not_negative(_older_money(older, "used_credits")),
        cap=cap,
        uncapped=enabled is True and cap is None and _says_no_limit(spend, older),
        balance=read_money(spend.get("balance")),
        disabled_reason=word(spend.get("disabled_reason")) or word(older.get("disabled_reason")),
        user_disabled=flag(older.get("user_disabled")),
        ever_enabled=flag(older.get("credits_ever_enabled")),
    )
    return None if extra == ExtraUsage(enabled=None) else extra


def read_money(value: object) -> Money | None:
    """Money from `{amount_minor, currency, exponent}`; None when the amount or the exponent is not usable."""
    stated = fields(value)
    return minor_money(stated.get("amount_minor"), stated.get("exponent"), stated.get("currency"))


def read_pool(name: str, value: Mapping[str, object]) -> CreditPool | None:
    """A dollar credit pool; None when no dollar field is set, for then it is a window.

    Pools are counted in whole dollars, not in cents, and their reset time is the day they expire (usage contract).
    """
    if all(value.get(field) is None for field in _DOLLARS):
        return None
    limit, used, remaining = (_dollars(value.get(field)) for field in _DOLLARS)
    return CreditPool(
        name=name,
        used=_not_negative(used),
        limit=_not_negative(limit),
        remaining=remaining,
        expires_at=instant(value.get("resets_at")),
    )


def _cap(spend: Mapping[str, object], older: Mapping[str, object]) -> Money | None:
    cap = fields(spend.get("cap"))
    credits_cap = fields(cap.get("credits"))
    ways = (
        read_money(spend.get("limit")),
        read_money(cap.get("money")),
        minor_money(credits_cap.get("amount_minor"), credits_cap.get("exponent"), None),
        _older_money(older, "monthly_limit"),
    )
    return next((money for money in ways if _not_negative(money) is not None), None)


def _says_no_limit(spend: Mapping[str, object], older: Mapping[str, object]) -> bool:
    """A limit that is stated as null is "no limit"; one that is missing, or cannot be read, is not known."""
    cap = spend.get("cap")
    parts = (fields(cap).get("money"), fields(cap).get("credits")) if isinstance(cap, dict) else (cap,)
    if any(part is not None for part in (spend.get("limit"), older.get("monthly_limit"), *parts)):
        return False
    return "limit" in spend or "monthly_limit" in older


def _older_money(older: Mapping[str, object], field: str) -> Money | None:
    return minor_money(older.get(field), older.get("decimal_places"), older.get("currency"))


def minor_money(amount: object, exponent: object, currency: object) -> Money | None:
    """Money from minor units, their exponent (2 when not stated) and a currency code; None when not usable."""
    stated, places = units(amount), _exponent(exponent)
    return None if stated is None or places is None else Money.of_minor(stated, places, _currency(currency))


def _dollars(amount: object) -> Money | None:
    stated = units(amount)
    return None if stated is None else Money.of_major(stated, "USD")


def _exponent(value: object) -> int | None:
    if value is None:
        return DEFAULT_EXPONENT
    stated = number(value)
    if stated is None or not Decimal(0) <= stated <= _MAX_EXPONENT or stated != int(stated):
        return None
    return int(stated)


def _currency(value: object) -> str | None:
    code = word(value)
    return code.upper() if code and len(code) == _CURRENCY_LETTERS and code.isascii() and code.isalpha() else None


def _not_negative(money: Money | None) -> Money | None:
    return None if money is None or money.minor < 0 else money
