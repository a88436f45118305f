"""Which plan it is, from the service's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import Plan, PlanFamily, plan_of, prettified

WORDS = st.none() | st.text(max_size=20) | st.sampled_from(["claude_max", "claude_team", "default_claude_max_20x"])


@pytest.mark.parametrize(
    ("organization_type", "tier", "seat", "family", "name"),
    [
        ("claude_free", None, None, PlanFamily.FREE, "Free"),
        ("claude_pro", "default_claude_pro", None, PlanFamily.PRO, "Pro"),
        ("claude_max", "default_claude_max_5x", None, PlanFamily.MAX, "Max"),
        ("claude_max", None, None, PlanFamily.MAX, "Max"),
        ("CLAUDE_MAX", "default_claude_max_20x", None, PlanFamily.ULTRA, "Ultra"),
        ("claude_max", "default_claude_ultra", None, PlanFamily.ULTRA, "Ultra"),
        ("claude_ultra", "whatever", None, PlanFamily.ULTRA, "Ultra"),
        ("claude_individual_ultra_2027", None, None, PlanFamily.ULTRA, "Ultra"),
        ("claude_pro", "default_claude_max_20x", None, PlanFamily.PRO, "Pro"),
        ("claude_team", "default_claude_max_5x", None, PlanFamily.TEAM, "Team"),
        ("claude_team", "default_claude_max_20x", "team_tier_1", PlanFamily.TEAM, "Team premium"),
        ("claude_team", "default_raven", "team_standard", PlanFamily.TEAM, "Team standard"),
        ("claude_team", "default_raven", "Team_Standard", PlanFamily.TEAM, "Team standard"),
        ("claude_team", "default_raven", "claude_gold_seat", PlanFamily.TEAM, "Team gold seat"),
        ("claude_enterprise", None, "some_seat", PlanFamily.ENTERPRISE, "Enterprise"),
        ("claude_daily_surface", None, None, PlanFamily.UNKNOWN, "Daily surface"),
        (None, "default_claude_pro", None, PlanFamily.UNKNOWN, "Default claude pro"),
        (None, None, "team_tier_1", PlanFamily.UNKNOWN, "Team tier 1"),
        ("max", None, None, PlanFamily.UNKNOWN, "Max"),
    ],
)
def test_the_plan_of_an_account(
    organization_type: str | None, tier: str | None, seat: str | None, family: PlanFamily, name: str
) -> None:
    expected = Plan(family=family, name=name, organization_type=organization_type, tier=tier, seat=seat)
    assert plan_of(organization_type, tier, seat) == expected


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_said_is_unknown_and_not_free(nothing: str | None) -> None:
    assert plan_of(nothing, nothing, nothing) is None


@given(WORDS, WORDS, WORDS)
def test_a_seat_or_a_tier_never_makes_a_family(
    organization_type: str | None, tier: str | None, seat: str | None
) -> None:
    plan = plan_of(organization_type, tier, seat)
    if plan is not None and not (organization_type or "").casefold().startswith("claude_"):
        assert plan.family in {PlanFamily.UNKNOWN, PlanFamily.ULTRA}
        assert plan.family is PlanFamily.UNKNOWN or "ultra" in (organization_type or "").casefold()


@pytest.mark.parametrize(
    ("word", "readable"),
    [
        ("claude_daily_surface", "Daily surface"),
        ("oauth_apps", "Oauth apps"),
        ("a--b__c  d", "A b c d"),
        ("claude", "Claude"),
        ("_", ""),
        ("", ""),
    ],
)
def test_a_word_made_readable(word: str, readable: str) -> None:
    assert prettified(word) == readable
