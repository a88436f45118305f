"""The plans that the stand-in sells, in the service's own identifiers."""

from dataclasses import dataclass
from enum import StrEnum


class PlanKind(StrEnum):
    """A subscription that the simulated account can hold."""

    PRO = "pro"
    MAX = "max"
    ULTRA = "ultra"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """How the service spells a plan.

    Attributes:
        organization_type: Family, as the profile names it.
        tier: Rate-limit tier; a story may override it (Max is sold in two sizes).
        subscription_type: The word in the login file.
        seat_tier: Seat of a Team member, None elsewhere.
        has_session: Whether the five-hour window exists.
    """

    organization_type: str
    tier: str
    subscription_type: str
    seat_tier: str | None
    has_session: bool


# Usage contract: no captured body names Ultra yet, so its identifiers follow the pattern of the others.
_FACTS = {
    PlanKind.PRO: PlanFacts("claude_pro", "default_claude_pro", "pro", None, has_session=True),
    PlanKind.MAX: PlanFacts("claude_max", "default_claude_max_5x", "max", None, has_session=True),
    PlanKind.ULTRA: PlanFacts("claude_ultra", "default_claude_ultra", "ultra", None, has_session=False),
    PlanKind.TEAM: PlanFacts("claude_team", "default_raven", "team", "team_standard", has_session=True),
}


def plan_facts(plan: PlanKind) -> PlanFacts:
    """The service's words for a plan."""
    return _FACTS[plan]
