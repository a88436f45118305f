"""The order in which the pots pay: the documented one, and the faulty one seen in the field."""

from dataclasses import dataclass
from enum import StrEnum

from fairmeter.billing.draw_rules import rule_for
from fairmeter.billing.pots import Pot, Pots, PotState, Why
from fairmeter.billing.request import Request, RuleName


class Order(StrEnum):
    """Who is asked first."""

    PLAN_FIRST = "plan_first"
    """As documented: session, weekly, the model's weekly, extra usage, refuse."""
    EXTRA_FIRST = "extra_first"
    """The fault: extra usage is asked first, the plan never."""


class Outcome(StrEnum):
    """What becomes of a request."""

    PLAN_PAYS = "plan_pays"
    EXTRA_PAYS = "extra_pays"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """What one pot said in its turn. `state` and `why` differ from the pot's own where it was not asked."""

    pot: Pot
    state: PotState
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who pays, and how it came to that. `rule` is the exception that sent the request to extra usage, if one did."""

    order: Order
    outcome: Outcome
    steps: tuple[Step, ...]
    rule: RuleName | None = None


def decide(pots: Pots, request: Request, order: Order = Order.PLAN_FIRST) -> Decision:
    """Who pays for a request, given the pots as they stand.

    The plan pays when every pot of it that applies has room; the first that is used up ends its turn. An unknown pot
    makes the outcome unknown, unless another one is used up and so settles the plan's turn without it.
    """
    plan = (*pots.shared, pots.of_model(request.asked_model))
    if order is Order.EXTRA_FIRST:
        return _extra_only(order, pots.extra, plan, Why.EXTRA_FIRST, None)
    rule, undecided = rule_for(request, pots)
    if rule is not None:
        return _extra_only(order, pots.extra, plan, Why.EXCEPTION, rule)
    return _plan_first(plan, pots.extra, undecided=undecided)


def _extra_only(order: Order, extra: Pot, plan: tuple[Pot, ...], why: Why, rule: RuleName | None) -> Decision:
    asked = (_asked(extra), *(_not_asked(pot, why) for pot in plan))
    return Decision(order=order, outcome=_extra_outcome(extra), steps=asked, rule=rule)


def _plan_first(plan: tuple[Pot, ...], extra: Pot, *, undecided: bool) -> Decision:
    steps: list[Step] = []
    ended = False
    for pot in plan:
        if ended and pot.state is not PotState.NOT_APPLICABLE:
            steps.append(_not_asked(pot, Why.PLAN_ENDED))
            continue
        steps.append(_asked(pot))
        ended = ended or pot.state is PotState.USED_UP
    known = all(pot.state is not PotState.UNKNOWN for pot in plan) and not undecided
    applies = any(pot.state is PotState.HAS_ROOM for pot in plan)
    if ended:
        outcome, last = _extra_outcome(extra), _asked(extra)
    elif known and applies:
        outcome, last = Outcome.PLAN_PAYS, _not_asked(extra, Why.PLAN_PAYS)
    else:
        outcome, last = Outcome.UNKNOWN, _asked(extra)
    return Decision(order=Order.PLAN_FIRST, outcome=outcome, steps=(*steps, last))


def _extra_outcome(extra: Pot) -> Outcome:
    if extra.state is PotState.HAS_ROOM:
        return Outcome.EXTRA_PAYS
    return Outcome.UNKNOWN if extra.state is PotState.UNKNOWN else Outcome.REFUSED


def _asked(pot: Pot) -> Step:
    return Step(pot, pot.state, pot.why)


def _not_asked(pot: Pot, why: Why) -> Step:
    return Step(pot, PotState.NOT_ASKED, why)
