"""Alerts in words: a title of at most 34 characters, two or three short lines, at most two buttons."""

from fairmeter.alerts.notice import Action, Notice
from fairmeter.alerts.rules import Alert, AlertKind
from fairmeter.billing import Pot, PotName, PotState
from fairmeter.denials import Cause, Charge, Judged, Verdict
from fairmeter.view.amounts import money, percent_left
from fairmeter.view.banner import error_line, order_seen
from fairmeter.view.charge_words import charge_reason
from fairmeter.view.clock import Clock
from fairmeter.view.verdict_words import ruling

SHOW_EVIDENCE, COPY_REPORT = "evidence", "copy"
LONGEST_TITLE = 34

_POTS = {PotName.SESSION: "session", PotName.WEEKLY: "week"}


def notice(alert: Alert, clock: Clock) -> Notice:
    """The notice of an alert. An action's id is what to do and for which case: "evidence req_123"."""
    if alert.charge is not None:
        return _of_charge(alert, alert.charge)
    if alert.case is None:
        raise ValueError("an alert is about a refusal or a charge")
    case = alert.case
    return Notice(
        key=alert.key,
        title=title(case.verdict) if alert.kind is AlertKind.CONTRADICTION else ruling(case.verdict)[:LONGEST_TITLE],
        body=" ".join(filter(None, (error_line(case), _order(case, clock), _burst(alert, clock)))),
        actions=_actions(case.identity),
        urgent=alert.kind is AlertKind.CONTRADICTION,
    )


def target(action_id: str) -> tuple[str, str]:
    """What an action is to do, and for which case."""
    does, _, identity = action_id.partition(" ")
    return does, identity


def title(verdict: Verdict) -> str:
    """What was refused although what was left: "Refused with 28% of session left"."""
    if verdict.cause is Cause.EXTRA:
        return "Refused although extra was funded"
    pots = verdict.pots.models if verdict.cause is Cause.MODEL else (*verdict.pots.shared, *verdict.pots.models)
    pot = next((pot for pot in pots if _has_room(pot)), None)
    if pot is None or pot.used_pct is None:
        return "Refused although the plan had room"
    what = _POTS.get(pot.name) or pot.model or "model"
    said = f"Refused with {percent_left(pot.used_pct)} of {what} left"
    return said if len(said) <= LONGEST_TITLE else "Refused although the plan had room"


def _of_charge(alert: Alert, charge: Charge) -> Notice:
    said = f"{money(charge.amount)} charged with plan room left"
    return Notice(
        key=alert.key,
        title=said if len(said) <= LONGEST_TITLE else "Charged with plan room left",
        body=f"Extra usage paid {money(charge.amount)} although your plan had room: {charge_reason(charge)}.",
        actions=_actions(charge.identity),
    )


def _actions(identity: str) -> tuple[Action, Action]:
    return (
        Action(f"{SHOW_EVIDENCE} {identity}", "Show evidence"),
        Action(f"{COPY_REPORT} {identity}", "Copy report"),
    )


def _order(case: Judged, clock: Clock) -> str:
    return order_seen(case, clock) if case.is_contradiction else ""


def _burst(alert: Alert, clock: Clock) -> str:
    return f"{alert.count} times since {clock.time(alert.since)}." if alert.count > 1 else ""


def _has_room(pot: Pot) -> bool:
    return pot.state is PotState.HAS_ROOM and pot.used_pct is not None
