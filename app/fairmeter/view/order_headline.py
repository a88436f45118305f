"""Who pays for the next request, as a sentence, and what pays when that cannot any more."""

from datetime import datetime

from fairmeter.billing import Outcome, Pots, Request, Why, decide, pots_at
from fairmeter.limits import ExtraUsage
from fairmeter.outlook import Outlook, Standing
from fairmeter.view.amounts import money
from fairmeter.view.chain_words import Funds, empty_balance, funds_of
from fairmeter.view.glyph import Glyph
from fairmeter.view.headline import Headline, headline
from fairmeter.view.order_table import plan_is_out
from fairmeter.view.order_words import amounts
from fairmeter.view.wording import Wording


def order_headline(outlook: Outlook, now: datetime, wording: Wording, model: str | None = None) -> Headline:
    """Who pays for the next request, as the sentence above the table, and what pays after that."""
    snapshot = outlook.snapshot
    if snapshot is None or outlook.standing(now) is not Standing.LIVE:
        return headline(outlook, now, wording)
    pots = pots_at(snapshot, now)
    family = snapshot.plan.value.family if snapshot.plan is not None else None
    decision = decide(pots, Request(model=model, plan=family))
    second = _after(pots, snapshot.money)
    match decision.outcome:
        case Outcome.PLAN_PAYS:
            return Headline(Glyph.FINE, "Your plan pays for the next request.", second)
        case Outcome.EXTRA_PAYS if decision.rule is not None or plan_is_out(decision):
            why = "The plan is used up" if decision.rule is None else "The request is not one that the plan pays"
            return Headline(Glyph.CLOSE, "Extra usage pays for the next request.", f"{why}. {_known(snapshot.money)}")
        case Outcome.REFUSED:
            return Headline(Glyph.OUT, "The next request is refused.", f"The plan is used up, and {_why_not(pots)}.")
    return Headline(Glyph.UNPROVEN, "It is not known who pays for the next request.", second)


def _after(pots: Pots, extra: ExtraUsage | None) -> str:
    match funds_of(pots.extra):
        case Funds.OFF | Funds.NONE:
            return f"When the plan is used up, nothing pays: {_why_not(pots)}."
        case Funds.READY:
            return f"When the plan is used up, extra usage pays. {_known(extra)}"
        case Funds.UNPROVEN:
            return "When the plan is used up, extra usage pays if it has a balance, which is not reported."
        case Funds.UNKNOWN:
            return "Whether extra usage can pay is not reported."


def _why_not(pots: Pots) -> str:
    if funds_of(pots.extra) is Funds.OFF:
        return "extra usage is off"
    if pots.extra.why is Why.AT_CAP:
        return "extra usage is at its cap"
    balance = empty_balance(pots.extra)
    return f"extra usage is on, but its balance is {money(balance)}" if balance else "extra usage has no balance"


def _known(extra: ExtraUsage | None) -> str:
    said = amounts(extra) if extra is not None else ""
    return f"{said[:1].upper()}{said[1:]}." if said else ""
