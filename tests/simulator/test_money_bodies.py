"""The money and the profile in the contract's shapes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fairmeter.simulator import (
    AccountState,
    CreditPool,
    ExtraUsage,
    PlanKind,
    Shape,
    prepaid_body,
    profile_body,
    usage_body,
)

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MakeState = Callable[..., AccountState]
Body = Callable[..., Any]

# Key sets of the contract's bodies.
WINDOW = {"utilization", "resets_at", "limit_dollars", "used_dollars", "remaining_dollars", "locked_reason"}
PREPAID = {
    "amount", "currency", "balance", "balance_credits", "auto_reload_settings",
    "pending_invoice_amount_cents", "last_paid_purchase_cents", "expiry_policy_months", "tranches",
    "promo_tranches", "next_expires_at",
}  # fmt: skip
TRANCHE = {
    "remaining_amount_minor_units", "granted_amount_minor_units", "currency", "expires_at", "granted_at",
    "remaining", "granted", "program_id",
}  # fmt: skip


@pytest.fixture(scope="session")
def body(state: MakeState) -> Body:
    """Makes a usage body of the standing account."""

    def make(poll: int = 0, shape: Shape = Shape.NEWEST, *, skip_spend: bool = False, **changes: Any) -> Any:
        return usage_body(state(**changes), poll, shape, skip_spend=skip_spend)

    return make


def test_money_that_was_never_switched_on_is_null(body: Body) -> None:
    usage = body()
    extra = usage["extra_usage"]
    assert (extra["is_enabled"], extra["credits_ever_enabled"], extra["spend_limit_reached"]) == (False, False, False)
    assert [extra[name] for name in ("monthly_limit", "used_credits", "currency", "decimal_places")] == [None] * 4
    assert usage["spend"]["used"] == {"amount_minor": 0, "currency": "USD", "exponent": 2}


def test_a_drained_balance_looks_like_the_capture_of_one(body: Body) -> None:
    """Body I: on by the owner's will, off by the service's."""
    drained = ExtraUsage(
        cap_minor=2400, spent_minor=2382, balance_minor=0, currency="EUR", disabled_reason="out_of_credits"
    )
    usage = body(extra=drained)
    assert usage["extra_usage"] == {
        "is_enabled": False, "monthly_limit": 2400, "used_credits": 2382.0, "utilization": 99.25,
        "currency": "EUR", "decimal_places": 2, "disabled_reason": "out_of_credits", "user_disabled": False,
        "spend_limit_reached": False, "credits_ever_enabled": True, "daily": None, "weekly": None,
    }  # fmt: skip
    spend = usage["spend"]
    euros = {"amount_minor": 2400, "currency": "EUR", "exponent": 2}
    assert (spend["percent"], spend["severity"], spend["enabled"]) == (99, "critical", False)
    assert (spend["limit"], spend["cap"]) == (euros, {"money": euros, "credits": None})
    assert spend["balance"] is None


def test_an_overspent_cap_is_a_hundred_percent_and_still_enabled(body: Body) -> None:
    """Body E: one cent over."""
    usage = body(extra=ExtraUsage(enabled=True, cap_minor=4000, spent_minor=4001))
    assert (usage["extra_usage"]["is_enabled"], usage["extra_usage"]["utilization"]) == (True, 100)
    assert usage["spend"]["cap"] == {"money": None, "credits": {"amount_minor": 4000, "exponent": 2}}


def test_a_cap_with_nothing_spent_has_no_utilization(body: Body) -> None:
    """Body G."""
    usage = body(extra=ExtraUsage(enabled=True, cap_minor=10000))
    assert (usage["extra_usage"]["utilization"], usage["spend"]["percent"]) == (None, 0)


def test_a_dollar_pool_expires_instead_of_resetting(body: Body) -> None:
    pool = body(pool=CreditPool(limit=250.0, used=57.46, expires_at=NOW + timedelta(days=12)))["iguana_necktie"]
    assert set(pool) == WINDOW
    assert (pool["utilization"], pool["remaining_dollars"]) == (22.98, 192.54)


def test_the_balance_stands_in_its_own_body(body: Body) -> None:
    prepaid: Any = prepaid_body(ExtraUsage(enabled=True, balance_minor=5597, currency="EUR"), NOW)
    assert set(prepaid) == PREPAID
    assert prepaid["amount"] == 5597
    assert prepaid["balance"]["money"] == {"amount_minor": 5597, "currency": "EUR", "exponent": 2}
    assert set(prepaid["promo_tranches"][0]) == TRANCHE
    assert sum(t["remaining_amount_minor_units"] for t in prepaid["promo_tranches"]) == 5597
    assert prepaid["next_expires_at"] == "2027-01-16T00:00:00Z"


def test_an_empty_balance_is_zero_and_has_no_expiry(body: Body) -> None:
    prepaid = prepaid_body(ExtraUsage(enabled=True, balance_minor=0), NOW)
    assert (prepaid["amount"], prepaid["currency"], prepaid["next_expires_at"]) == (0, "USD", None)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (PlanKind.PRO, ("claude_pro", "default_claude_pro", None)),
        (PlanKind.MAX, ("claude_max", "default_claude_max_5x", None)),
        (PlanKind.ULTRA, ("claude_ultra", "default_claude_ultra", None)),
        (PlanKind.TEAM, ("claude_team", "default_raven", "team_standard")),
    ],
)
def test_the_profile_names_the_plan(plan: PlanKind, words: tuple[str | None, ...], state: MakeState) -> None:
    profile: Any = profile_body(state(plan=plan))
    organization = profile["organization"]
    assert set(profile) == {"account", "organization", "application", "enabled_plugins"}
    assert set(profile["account"]) == {
        "uuid", "full_name", "display_name", "email", "has_claude_max", "has_claude_pro", "created_at",
    }  # fmt: skip
    assert {"uuid", "name", "billing_type", "subscription_status", "subscription_created_at"} < set(organization)
    said = (organization["organization_type"], organization["rate_limit_tier"], organization["seat_tier"])
    assert said == words


def test_the_profiles_switch_stays_on_when_the_money_ran_out(body: Body, state: MakeState) -> None:
    drained = ExtraUsage(balance_minor=0, disabled_reason="out_of_credits")
    profile: Any = profile_body(state(extra=drained, tier="default_claude_max_20x"))
    assert profile["organization"]["has_extra_usage_enabled"] is True
    assert profile["organization"]["rate_limit_tier"] == "default_claude_max_20x"
