"""Which plan an account is on."""

import re
from dataclasses import dataclass
from enum import StrEnum


class PlanFamily(StrEnum):
    """Plan families that Fairmeter knows by name."""

    FREE = "free"
    PRO = "pro"
    MAX = "max"
    ULTRA = "ultra"
    TEAM = "team"
    ENTERPRISE = "enterprise"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan: its family, the name to show, and the service's own words it was worked out from."""

    family: PlanFamily
    name: str
    organization_type: str | None = None
    tier: str | None = None
    seat: str | None = None


_FAMILIES = {"claude_" + family: family for family in PlanFamily}
_SEATS = {"team_standard": "standard", "team_tier_1": "premium"}


def plan_of(organization_type: str | None, tier: str | None = None, seat: str | None = None) -> Plan | None:
    """Work the plan out from the profile's words (usage contract, profile).

    The family comes from the organisation's type, never from the tier: a Team seat can carry a Max tier. A Max account
    whose tier names 20x, or whose words name Ultra, is Ultra (renamed in autumn 2026). Words not known are made
    readable and kept. None when nothing was said at all: that is unknown, not Free.
    """
    if not (organization_type or tier or seat):
        return None
    words = (organization_type or "").casefold()
    family = _FAMILIES.get(words, PlanFamily.UNKNOWN)
    if family is PlanFamily.MAX and _names_ultra(tier):
        family = PlanFamily.ULTRA
    if family is PlanFamily.UNKNOWN and "ultra" in words:
        family = PlanFamily.ULTRA
    name = _name(family, organization_type or tier or seat or "", seat)
    return Plan(family=family, name=name, organization_type=organization_type, tier=tier, seat=seat)


def _names_ultra(tier: str | None) -> bool:
    return tier is not None and bool(re.search(r"ultra|20x", tier.casefold()))


def _name(family: PlanFamily, raw: str, seat: str | None) -> str:
    if family is PlanFamily.UNKNOWN:
        return prettified(raw)
    if family is PlanFamily.TEAM and seat:
        return f"Team {_SEATS.get(seat.casefold(), prettified(seat).casefold())}"
    return family.value.capitalize()


def prettified(word: str) -> str:
    """A service's word made readable: "claude_daily_surface" gives "Daily surface"."""
    spaced = re.sub(r"[_\-\s]+", " ", re.sub(r"^claude_", "", word)).strip()
    return spaced[:1].upper() + spaced[1:]
