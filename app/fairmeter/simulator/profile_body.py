"""The profile of the simulated account: who it is and which plan it holds."""

from fairmeter.simulator.account import AccountState
from fairmeter.simulator.plans import PlanKind, plan_facts

ACCOUNT_ID = "00000000-0000-4000-8000-000000000001"
ORGANIZATION_ID = "00000000-0000-4000-8000-000000000002"
APPLICATION_ID = "00000000-0000-4000-8000-000000000003"


def profile_body(state: AccountState) -> dict[str, object]:
    """The body of `GET /api/oauth/profile`."""
    return {
        "account": {
            "uuid": ACCOUNT_ID,
            "full_name": "Max Example",
            "display_name": "Max",
            "email": "max@example.com",
            "has_claude_max": state.plan in {PlanKind.MAX, PlanKind.ULTRA},
            "has_claude_pro": state.plan is PlanKind.PRO,
            "created_at": "2024-10-22T07:21:47.099776Z",
        },
        "organization": _organization(state),
        "application": {"uuid": APPLICATION_ID, "name": "Claude Code", "slug": "claude-code"},
        "enabled_plugins": [],
    }


def _organization(state: AccountState) -> dict[str, object]:
    facts = plan_facts(state.plan)
    extra = state.extra
    return {
        "uuid": ORGANIZATION_ID,
        "name": "max@example.com's Organization",
        "organization_type": facts.organization_type,
        "billing_type": "stripe_subscription",
        "rate_limit_tier": state.tier or facts.tier,
        "seat_tier": facts.seat_tier,
        # Usage contract: this is the owner's switch, which stays on when the money ran out.
        "has_extra_usage_enabled": extra.enabled or extra.disabled_reason == "out_of_credits",
        "subscription_status": "active",
        "subscription_created_at": "2026-01-16T18:22:42.826732Z",
        "cc_onboarding_flags": {},
        **dict.fromkeys(
            (
                "claude_code_trial_ends_at",
                "claude_code_trial_duration_days",
                "payment_auth_hosted_invoice_url",
            )
        ),
    }
