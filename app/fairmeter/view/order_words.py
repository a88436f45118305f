"""The steps of a decision in words: which pot, what it said, and what became of the request."""

from fairmeter.billing import Decision, Outcome, Pot, PotName, PotState, RuleName, Step, Why
from fairmeter.limits import ExtraUsage
from fairmeter.view.amounts import money, percent, percent_left

_POTS = {
    PotName.SESSION: "Session",
    PotName.WEEKLY: "Weekly, all models",
    PotName.MODEL_WEEKLY: "Weekly, this model",
    PotName.EXTRA: "Extra usage",
}

_OUTCOMES = {
    Outcome.PLAN_PAYS: "Answered, your plan pays",
    Outcome.EXTRA_PAYS: "Answered, extra usage pays",
    Outcome.REFUSED: "Refused",
    Outcome.UNKNOWN: "Not known who pays",
}

_WHYS = {
    Why.NOT_REPORTED: "not known",
    Why.RESET_SINCE: "not known, it was reset in between",
    Why.TOO_OLD: "not known, the reading is too old",
    Why.NO_SUCH_LIMIT: "this account has no such limit",
    Why.NO_OWN_LIMIT: "no own limit",
    Why.MODEL_NOT_NAMED: "the model is not known",
    Why.BALANCE_UNKNOWN: "on, balance not known",
    Why.OFF: "off",
    Why.ONLY_ON: "on, balance and cap not known",
    Why.PLAN_PAYS: "not needed",
    Why.PLAN_ENDED: "not asked, the plan's turn is over",
    Why.EXTRA_FIRST: "not asked",
}

_RULES = {
    RuleName.FAST_MODE: "Fast mode is paid from extra usage at once.",
    RuleName.THIRD_PARTY: "Other apps are paid from extra usage at once.",
    RuleName.LONG_CONTEXT: "The 1M context needs extra usage on some plans and models.",
    RuleName.NO_ALLOWANCE: "This model has no plan allowance here, so extra usage pays from the first request.",
}

_STATES = {
    PotState.HAS_ROOM: "has room",
    PotState.USED_UP: "used up",
    PotState.NOT_APPLICABLE: "does not apply",
    PotState.UNKNOWN: "not known",
    PotState.NOT_ASKED: "not asked",
}


def pot_name(pot: Pot) -> str:
    """The name of a pot in a list: "Session", "Weekly Fable", "Extra usage"."""
    if pot.name is PotName.MODEL_WEEKLY and pot.model:
        return f"Weekly {pot.model}"
    return _POTS[pot.name]


def state(step: Step) -> str:
    """What a pot said, in two words at most."""
    return _STATES[step.state]


def outcome(decision: Decision) -> str:
    """What becomes of the request."""
    return _OUTCOMES[decision.outcome]


def rule(name: RuleName) -> str:
    """An exception as a sentence."""
    return _RULES[name]


def detail(step: Step) -> str:
    """The figure or the reason behind what a pot said."""
    if step.why is Why.EXCEPTION:
        return "not asked, an exception sends the request to extra usage"
    if step.why is Why.AT_THE_BRIM and step.pot.used_pct is not None:
        return f"{percent(step.pot.used_pct)} used, too near to full to be called either"
    if step.why is Why.MEASURED:
        return _measured(step.pot)
    if step.pot.name is PotName.EXTRA and step.pot.money is not None:
        return _extra(step.pot.money, step.why)
    return _WHYS.get(step.why, "not known")


def amounts(extra: ExtraUsage) -> str:
    """What is known of the money: "balance $0.00, spent $15.40 of $20.00"; empty when nothing is."""
    parts = []
    if extra.balance is not None:
        parts.append(f"balance {money(extra.balance)}")
    if extra.spent is not None:
        of_cap = f" of {money(extra.cap)}" if extra.cap is not None else ""
        parts.append(f"spent {money(extra.spent)}{of_cap}")
    elif extra.cap is not None:
        parts.append(f"cap {money(extra.cap)}")
    return ", ".join(parts)


def _measured(pot: Pot) -> str:
    if pot.used_pct is None:
        return _STATES[pot.state]
    if pot.state is PotState.USED_UP:
        return f"used up, {percent(pot.used_pct)} used"
    return f"{percent(pot.used_pct)} used, {percent_left(pot.used_pct)} left"


def _extra(extra: ExtraUsage, why: Why) -> str:
    word = {Why.EMPTY: "no money left", Why.AT_CAP: "cap reached", Why.FUNDED: "on"}.get(why) or _WHYS.get(why, "")
    return ", ".join(part for part in (word, amounts(extra)) if part)
