"""The money of a simulated account in the service's spellings: extra usage, spend, prepaid credits."""

from datetime import datetime, timedelta

from fairmeter.simulator.extra import ExtraUsage

Json = dict[str, object]

_WARNING = 80
_CRITICAL = 90
_DISCLAIMER = (
    "Usage credits cover you when you hit your plan limits. [Learn more](https://support.claude.com/articles/12429409)"
)
_PROMOTION = timedelta(days=60)


def severity(percent: float) -> str:
    """The service's word for how full something is, as the captures have it."""
    if percent >= _CRITICAL:
        return "critical"
    return "warning" if percent >= _WARNING else "normal"


def extra_usage_body(extra: ExtraUsage, *, newer: bool = True) -> Json:
    """The `extra_usage` object. Sums are minor units; an account that never had it shows nulls."""
    known = extra.ever_enabled
    body: Json = {
        "is_enabled": extra.enabled,
        "monthly_limit": extra.cap_minor,
        "used_credits": float(extra.spent_minor) if known else None,
        "utilization": _utilization(extra),
        "currency": extra.currency if known else None,
        "disabled_reason": extra.disabled_reason,
    }
    if not newer:
        return body
    return body | {
        "decimal_places": extra.exponent if known else None,
        "user_disabled": extra.user_disabled,
        # Usage contract: it stayed false with the limit overspent, so nobody can rely on it.
        "spend_limit_reached": False,
        "credits_ever_enabled": known,
        "daily": None,
        "weekly": None,
    }


def spend_body(extra: ExtraUsage) -> Json:
    """The `spend` object: the same money, each sum with its currency. The balance is never in it."""
    percent = int(_share(extra))
    limit = None if extra.cap_minor is None else _money(extra, extra.cap_minor)
    return {
        "used": _money(extra, extra.spent_minor),
        "limit": limit,
        "percent": percent,
        "severity": severity(percent),
        "enabled": extra.enabled,
        "disabled_reason": extra.disabled_reason,
        "cap": _cap(extra),
        "balance": None,
        "auto_reload": None,
        "disclaimer": _DISCLAIMER,
        "can_purchase_credits": False,
        "can_toggle": False,
    }


def prepaid_body(extra: ExtraUsage, opened_at: datetime) -> Json:
    """The body of `.../prepaid/credits`; what is left of a promotion is what the account has.

    Args:
        extra: The money; a balance that is not reported reads as an account that never bought any.
        opened_at: When the simulation began; the promotion lapses sixty days later.
    """
    balance = extra.balance_minor or 0
    known = extra.balance_minor is not None
    expires = (opened_at + _PROMOTION).strftime("%Y-%m-%dT00:00:00Z")
    tranche: Json = {
        "remaining_amount_minor_units": balance,
        "granted_amount_minor_units": balance + extra.spent_minor,
        "currency": extra.currency,
        "expires_at": expires,
        **dict.fromkeys(("granted_at", "remaining", "granted", "program_id")),
    }
    return {
        "amount": balance,
        "currency": extra.currency if known else None,
        "balance": {"money": _money(extra, balance) if known else None, "credits": None},
        **dict.fromkeys(
            (
                "balance_credits",
                "auto_reload_settings",
                "pending_invoice_amount_cents",
                "last_paid_purchase_cents",
                "expiry_policy_months",
            )
        ),
        "tranches": [],
        "promo_tranches": [tranche] if balance > 0 else [],
        "next_expires_at": expires if balance > 0 else None,
    }


def _money(extra: ExtraUsage, minor: int) -> Json:
    return {"amount_minor": minor, "currency": extra.currency, "exponent": extra.exponent}


def _cap(extra: ExtraUsage) -> Json | None:
    """Usage contract: accounts in dollars have the cap in credits, the others in money."""
    if extra.cap_minor is None:
        return None
    if extra.currency == "USD":
        return {"money": None, "credits": {"amount_minor": extra.cap_minor, "exponent": extra.exponent}}
    return {"money": _money(extra, extra.cap_minor), "credits": None}


def _share(extra: ExtraUsage) -> float:
    """Percent of the cap, at most 100; 0 without a cap."""
    if not extra.cap_minor:
        return 0.0
    return min(100.0, round(100.0 * extra.spent_minor / extra.cap_minor, 2))


def _utilization(extra: ExtraUsage) -> float | None:
    """Usage contract: null without a cap, and null too while nothing was spent."""
    return _share(extra) if extra.cap_minor and extra.spent_minor else None
