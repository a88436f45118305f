"""Whose account it is and which plan, and nothing more."""

import pytest

from fairmeter.limits import Plan, PlanFamily
from fairmeter.sources import BodyUnreadable, Profile, read_profile

ACCOUNT = "00000000-0000-4000-8000-000000000001"
ORGANIZATION = "00000000-0000-4000-8000-000000000002"
PROFILE: dict[str, object] = {
    "account": {
        "uuid": ACCOUNT,
        "full_name": "Max Example",
        "display_name": "Max",
        "email": "max@example.com",
        "has_claude_max": True,
        "has_claude_pro": False,
        "created_at": "2024-10-22T07:21:47.099776Z",
    },
    "organization": {
        "uuid": ORGANIZATION,
        "name": "max@example.com's Organization",
        "organization_type": "claude_max",
        "billing_type": "stripe_subscription",
        "rate_limit_tier": "default_claude_max_5x",
        "has_extra_usage_enabled": True,
        "subscription_status": "active",
        "subscription_created_at": "2026-01-16T18:22:42.826732Z",
    },
    "application": {"uuid": "00000000-0000-4000-8000-000000000003", "name": "Claude Code", "slug": "claude-code"},
}


def test_a_profile_becomes_account_plan_and_toggle() -> None:
    plan = Plan(
        family=PlanFamily.MAX, name="Max", organization_type="claude_max", tier="default_claude_max_5x", seat=None
    )
    assert read_profile(PROFILE) == Profile(account=ACCOUNT, organization=ORGANIZATION, plan=plan, toggle_on=True)


def test_no_name_and_no_address_is_kept() -> None:
    kept = repr(read_profile(PROFILE))
    assert "example" not in kept.casefold()
    assert "Organization'" not in kept


def test_the_seat_is_part_of_the_plan() -> None:
    organization = {"organization_type": "claude_team", "rate_limit_tier": "default_raven", "seat_tier": "team_tier_1"}
    plan = read_profile({"organization": organization}).plan
    assert plan is not None
    assert (plan.family, plan.name) == (PlanFamily.TEAM, "Team premium")


def test_without_an_organisation_the_plan_is_unknown_and_not_free() -> None:
    assert read_profile({"account": {"uuid": ACCOUNT}, "organization": None}) == Profile(account=ACCOUNT)


@pytest.mark.parametrize("uuid", ["max@example.com", "", 5, None, ["x"], "00000000-0000-4000-8000-00000000000"])
def test_what_is_no_uuid_is_not_taken_for_one(uuid: object) -> None:
    body = {"account": {"uuid": uuid}, "organization": {"uuid": uuid, "has_extra_usage_enabled": "yes"}}
    assert read_profile(body) == Profile()


@pytest.mark.parametrize("body", [None, [], "x", {}, {"account": None, "organization": []}, {"error": {"type": "x"}}])
def test_what_is_no_profile_is_refused(body: object) -> None:
    with pytest.raises(BodyUnreadable):
        read_profile(body)
