"""Refusals: recognised, classed by what they say, and judged against the plan that was left."""

from fairmeter.denials.charges import Charge, ChargeDoubt, ChargeRuling, charge_between
from fairmeter.denials.classify import classify
from fairmeter.denials.context import Context
from fairmeter.denials.conversation import Answered, answered
from fairmeter.denials.judge import judge
from fairmeter.denials.judged import Found, Judged, is_same_episode, without_twins
from fairmeter.denials.recognise import from_hook, from_line, from_paste, from_record
from fairmeter.denials.refusal import QuotaLimits, Refusal
from fairmeter.denials.text_class import TextClass, Wording
from fairmeter.denials.verdict import (
    Cause,
    CauseName,
    Change,
    IfMeter,
    Missing,
    ProbableCause,
    Rank,
    Reason,
    ReasonCode,
    Ruling,
    Verdict,
)

__all__ = [
    "Answered",
    "Cause",
    "CauseName",
    "Change",
    "Charge",
    "ChargeDoubt",
    "ChargeRuling",
    "Context",
    "Found",
    "IfMeter",
    "Judged",
    "Missing",
    "ProbableCause",
    "QuotaLimits",
    "Rank",
    "Reason",
    "ReasonCode",
    "Refusal",
    "Ruling",
    "TextClass",
    "Verdict",
    "Wording",
    "answered",
    "charge_between",
    "classify",
    "from_hook",
    "from_line",
    "from_paste",
    "from_record",
    "is_same_episode",
    "judge",
    "without_twins",
]
