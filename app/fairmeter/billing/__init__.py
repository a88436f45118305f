"""Who pays for a request: the pots, the documented exceptions, and the order in which the pots are asked."""

from fairmeter.billing.draw_rules import DRAW_RULES, DrawRule
from fairmeter.billing.model_name import ModelName, model_name
from fairmeter.billing.order import Decision, Order, Outcome, Step, decide
from fairmeter.billing.pots import EXACT, Brim, Pot, PotName, Pots, PotState, Why
from fairmeter.billing.request import Request, RuleName
from fairmeter.billing.standing import pots_at

__all__ = [
    "DRAW_RULES",
    "EXACT",
    "Brim",
    "Decision",
    "DrawRule",
    "ModelName",
    "Order",
    "Outcome",
    "Pot",
    "PotName",
    "PotState",
    "Pots",
    "Request",
    "RuleName",
    "Step",
    "Why",
    "decide",
    "model_name",
    "pots_at",
]
