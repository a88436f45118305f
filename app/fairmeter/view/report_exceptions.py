"""The exceptions that the rules provide for, each with what was seen of it lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairmeter.billing import model_name, pots_at
from fairmeter.denials import Cause, Judged, ReasonCode
from fairmeter.outlook import Outlook
from fairmeter.view.clock import Clock
from fairmeter.view.report_times import moment

TITLE = "Exceptions the rules provide for"
DOCUMENTED = "The vendor documents this order; it does not report which pot paid."
_RECENT = timedelta(days=7)
_NOT_SEEN = "not seen in 7 days"


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """One exception: its name, what was seen of it, and the rule in a sentence."""

    name: str
    state: str
    rule: str


_RULES = (
    (Cause.FAST_MODE, "Fast mode", "Paid from extra usage at once, even while the plan has room."),
    (
        Cause.LONG_CONTEXT,
        "Long context, 1M",
        "Needs extra usage on some plans and models, whatever is left of the plan.",
    ),
    (Cause.THIRD_PARTY, "Other apps", "What is taken for another app is paid from extra usage at once."),
)
_ALWAYS = {Cause.FAST_MODE, Cause.LONG_CONTEXT}
_NO_ALLOWANCE = "A model without a weekly row in your plan is paid from extra usage from the first request."


def exceptions(outlook: Outlook, now: datetime, clock: Clock) -> tuple[ExceptionView, ...]:
    """The exceptions; one that is rare only where it was seen."""
    recent = [one for one in outlook.refusals if now - one.at <= _RECENT]
    views = []
    for cause, name, sentence in _RULES:
        seen = next((one for one in recent if one.verdict.cause is cause), None)
        if seen is not None or cause in _ALWAYS:
            state = f"refused {moment(seen.at, now, clock)}" if seen is not None else _NOT_SEEN
            views.append(ExceptionView(name, state, sentence))
    views.append(ExceptionView("No plan allowance", _without_allowance(recent, outlook, now), _NO_ALLOWANCE))
    return tuple(views)


def _without_allowance(recent: Iterable[Judged], outlook: Outlook, now: datetime) -> str:
    """The models that the account's own list shows to have no allowance, of those that were asked lately."""
    pots = pots_at(outlook.snapshot, now)
    names = [
        name.label
        for one in recent
        if (name := model_name(one.request.model)) is not None
        and (pots.lacks_row_of(name) or any(reason.code is ReasonCode.NO_ALLOWANCE for reason in one.verdict.reasons))
    ]
    return ", ".join(dict.fromkeys(names)) or _NOT_SEEN
