"""The words of who pays next: what extra usage can do, in a column and as a sentence."""

from enum import StrEnum

from fairmeter.billing import Pot, PotName, PotState, Why
from fairmeter.limits import ExtraUsage, Money
from fairmeter.view.amounts import money
from fairmeter.view.spoken import spoken_money

_LONGEST_AMOUNT = 11


class Funds(StrEnum):
    """What is known of whether extra usage can pay."""

    READY = "ready"
    UNPROVEN = "unproven"
    """On, and nobody knows whether there is money in it."""
    NONE = "none"
    """Empty, or at its cap."""
    OFF = "off"
    UNKNOWN = "unknown"


def funds_of(extra: Pot) -> Funds:
    """Whether extra usage can pay. One that the user has switched off cannot, whatever its balance is."""
    if extra.why is Why.OFF or (extra.money is not None and extra.money.is_switched_on is False):
        return Funds.OFF
    if extra.state is PotState.USED_UP:
        return Funds.NONE
    if extra.why in {Why.BALANCE_UNKNOWN, Why.ONLY_ON}:
        return Funds.UNPROVEN
    return Funds.READY if extra.state is PotState.HAS_ROOM else Funds.UNKNOWN


def cannot_pay(extra: Pot) -> str:
    """Why extra usage cannot pay, as short as it goes: "$0.00 left", "at cap", "no balance"."""
    if extra.why is Why.AT_CAP:
        return "at cap"
    balance = empty_balance(extra)
    said = f"{money(balance)} left" if balance is not None else ""
    return said if 0 < len(said) <= _LONGEST_AMOUNT else "no balance"


def empty_balance(extra: Pot) -> Money | None:
    """The balance that keeps extra usage from paying; None when another fact does, or it is not reported."""
    known = extra.money.balance if extra.money is not None and extra.why is Why.EMPTY else None
    return None if known is None or known.is_positive else known


def end_of_funds(extra: Pot) -> str:
    """Where extra usage ends: "at $0.00" of its balance, or "at cap" where the cap is reached first."""
    known = extra.money
    if known is None or known.balance is None:
        return "after extra"
    if _cap_comes_first(known, known.balance):
        return "at cap"
    said = f"at {money(Money(0, known.balance.exponent, known.balance.currency))}"
    return said if len(said) <= _LONGEST_AMOUNT else "after extra"


def after(funds: Funds) -> str:
    """What pays after the plan that pays now."""
    return {
        Funds.READY: "plan now, extra after",
        Funds.UNPROVEN: "plan now, extra if funded",
        Funds.UNKNOWN: "plan now",
    }.get(funds, "plan now, refused after")


def names_in_words(pot: Pot) -> str:
    """A pot of the plan as the subject of a spoken sentence: "your session", "your week", "Fable"."""
    return {PotName.SESSION: "your session", PotName.WEEKLY: "your week"}.get(pot.name, pot.model or "the model's week")


def spoken_plan(name: str, state: PotState) -> str:
    """What a limit of the plan says, as a sentence."""
    said = {PotState.HAS_ROOM: "has room", PotState.USED_UP: "is used up", PotState.NOT_ASKED: "is not asked"}
    return f"{name} {said.get(state, 'is not known')}."


def spoken_extra(extra: Pot, *, plan_is_out: bool) -> str:
    """What extra usage can do, as a sentence."""
    match funds_of(extra):
        case Funds.OFF:
            return "Extra usage is off."
        case Funds.NONE if extra.why is Why.AT_CAP:
            return "Extra usage cannot pay, it is at its cap."
        case Funds.NONE:
            balance = empty_balance(extra)
            said = f"balance {spoken_money(balance)}" if balance is not None else "it has no balance"
            return f"Extra usage cannot pay, {said}."
        case Funds.READY:
            return "Extra usage pays." if plan_is_out else "Extra usage pays after the plan."
        case Funds.UNPROVEN:
            return "Extra usage is on, its balance is not known."
        case Funds.UNKNOWN:
            return "Extra usage is not known."


def _cap_comes_first(extra: ExtraUsage, balance: Money) -> bool:
    if extra.uncapped or extra.cap is None or extra.spent is None:
        return False
    if len({extra.cap.currency, extra.spent.currency, balance.currency}) > 1:
        return False
    return extra.spent.amount + balance.amount > extra.cap.amount
