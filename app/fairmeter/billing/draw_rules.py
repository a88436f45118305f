"""The documented exceptions: requests that draw extra usage at once, whatever the plan has left."""

from collections.abc import Callable
from dataclasses import dataclass

from fairmeter.billing.pots import Pots
from fairmeter.billing.request import Request, RuleName
from fairmeter.limits import PlanFamily


@dataclass(frozen=True, slots=True)
class DrawRule:
    """A named exception. `holds` says whether it applies to a request: yes, no, or not known."""

    name: RuleName
    holds: Callable[[Request, Pots], bool | None]


def _fast_mode(request: Request, _pots: Pots) -> bool | None:
    return request.fast_mode or False


def _third_party(request: Request, _pots: Pots) -> bool | None:
    return request.third_party or False


def _long_context(request: Request, _pots: Pots) -> bool | None:
    """The million-token context is paid extra on Pro, and for Sonnet on every plan; on other plans it is included."""
    if not request.uses_long_context:
        return False
    model = request.asked_model
    if request.plan is PlanFamily.PRO or (model is not None and model.family == "sonnet"):
        return True
    if model is None or request.plan in {None, PlanFamily.UNKNOWN}:
        return None
    return False


def _no_allowance(request: Request, pots: Pots) -> bool | None:
    return pots.lacks_row_of(request.asked_model)


DRAW_RULES = (
    DrawRule(RuleName.FAST_MODE, _fast_mode),
    DrawRule(RuleName.THIRD_PARTY, _third_party),
    DrawRule(RuleName.LONG_CONTEXT, _long_context),
    DrawRule(RuleName.NO_ALLOWANCE, _no_allowance),
)
"""Usage contract, what the vendor documents: fast mode always; other apps since April 2026; the long context and models
without a plan allowance on some plans. A flag that is not given does not send a request to extra usage."""


def rule_for(request: Request, pots: Pots) -> tuple[RuleName | None, bool]:
    """The first exception that applies, and whether one that nobody can decide stands in the way."""
    if request.stated is not None:
        return request.stated, False
    undecided = False
    for rule in DRAW_RULES:
        holds = rule.holds(request, pots)
        if holds:
            return rule.name, False
        undecided = undecided or holds is None
    return None, undecided
