"""Verdicts in words: the summary, the reasons, and what is missing, made from codes and values."""

from fairmeter.billing import Pot, PotName, PotState
from fairmeter.denials.text_class import TextClass
from fairmeter.denials.verdict import Cause, Change, IfMeter, Missing, Reason, ReasonCode, Ruling, Verdict
from fairmeter.view.amounts import percent, percent_left
from fairmeter.view.clock import Clock
from fairmeter.view.order_words import amounts, pot_name

_RULINGS = {
    Ruling.CONTRADICTION: "Contradiction",
    Ruling.EXPLAINED: "Explained",
    Ruling.NOT_QUOTA: "Not about quota",
    Ruling.UNPROVEN: "Unproven",
}

_CAUSES = {
    Cause.PLAN: "the plan had room",
    Cause.PLAN_AND_EXTRA: "the plan had room, and extra usage had money",
    Cause.MODEL: "the model's own limit had room",
    Cause.EXTRA: "extra usage had money",
    Cause.PLAN_USED_UP: "plan used up",
    Cause.MODEL_LIMIT: "model limit",
    Cause.LONG_CONTEXT: "long context",
    Cause.FAST_MODE: "fast mode",
    Cause.THIRD_PARTY: "third-party app",
    Cause.HEADLESS_POOL: "headless pool",
    Cause.ORG_POLICY: "organisation",
    Cause.OVERLOAD: "overload",
    Cause.SIGN_IN: "sign-in",
    Cause.REQUEST: "the request itself",
}

_SUMMARIES = {
    Cause.MODEL: "Refused for want of extra usage although {left} of the model's own limit was left.",
    Cause.EXTRA: "Refused although extra usage was on and funded: with the plan used up, it should have paid.",
    Cause.PLAN_USED_UP: "Explained: the plan was used up.",
    Cause.MODEL_LIMIT: "Explained: this model's own allowance was used up. Other models go on.",
    Cause.LONG_CONTEXT: "Explained: the 1M context needs extra usage, whatever the plan has left. Switch 1M off first.",
    Cause.FAST_MODE: "Explained: fast mode is always paid from extra usage. Normal mode goes on.",
    Cause.THIRD_PARTY: "Explained: the request was taken for one of another app, which draws extra usage.",
    Cause.HEADLESS_POOL: "Explained: it drew on a pool of its own.",
    Cause.ORG_POLICY: "Explained: the organisation's settings or its money refused it, not your plan.",
    Cause.OVERLOAD: "Not about quota: the service was busy or out of reach. Try again.",
    Cause.SIGN_IN: "Not about quota: the login, the key or the Console's money was refused.",
    Cause.REQUEST: "Not about quota: the request itself could not be accepted.",
}

_UNPROVEN = {
    ReasonCode.NOT_A_REFUSAL: "Unproven: this is a notice. Nothing was refused.",
    ReasonCode.NOT_RECOGNISED: "Unproven: this text is not one that Fairmeter knows.",
    ReasonCode.RETRY_WITHOUT_1M: "Unproven: the 1M context was in use. Send it again without 1M, then it shows.",
    ReasonCode.GATE_IN_USE: "Unproven: what was in use may be paid from extra usage by rule.",
    ReasonCode.TEXT_HIDES_THE_LIMIT: "Unproven: this text hides the 1M gate and short throttles alike.",
    ReasonCode.METER_DISAGREES: "Unproven: the text says that the plan was out, the meter says that it was not.",
    ReasonCode.AT_THE_BRIM: "Unproven: a limit stood between 98% and 99%, which proves nothing either way.",
    ReasonCode.NO_READING_NEAR: "Unproven: there is no meter reading near that time, so nothing can be said.",
}

_MISSING = {
    Missing.SESSION: "session: how much of it was used",
    Missing.WEEKLY: "weekly: how much of it was used",
    Missing.MODEL_ROW: "model limit: how much of the model's own week was used",
    Missing.MODEL: "model: which one was asked",
    Missing.LONG_CONTEXT: "long context: whether it was in use",
}

_GATES = {"third_party": "another app", "fast_mode": "fast mode", "long_context": "the long context"}
_NAMED = {
    Cause.OVERLOAD: "The text tells of the service's own trouble or of a short throttle.",
    Cause.SIGN_IN: "The text is about the login, the key or the Console's balance.",
    Cause.REQUEST: "The text is about the request's form or size.",
    Cause.LONG_CONTEXT: "The text names the long context.",
    Cause.FAST_MODE: "The text names fast mode.",
    Cause.THIRD_PARTY: "The text names third-party apps.",
    Cause.ORG_POLICY: "The text names the organisation, or money that is the organisation's.",
}

_SENTENCES = {
    ReasonCode.CREDIT_LANE: "The text gives no reset: it refuses for want of extra usage, not of the plan.",
    ReasonCode.NO_READING_NEAR: "No meter reading lies within 10 minutes of the refusal.",
    ReasonCode.GATE_SHOULD_OPEN: "Extra usage was on and funded, so the gate should have opened.",
    ReasonCode.GENUINE_CLIENT: "The client looks genuine, so it was probably taken for another app by mistake.",
    ReasonCode.HIDDEN_GATE: "The 1M context was in use, and this text is known to hide its gate.",
    ReasonCode.TEXT_HIDES_THE_LIMIT: "The text does not say which limit it means.",
    ReasonCode.RETRY_WITHOUT_1M: "Send the same request without 1M: if it passes, the long context was the reason.",
    ReasonCode.PLAN_IS_OUT_BY_TEXT: "The text adds when the plan's limit resets, as it does only when that is out too.",
    ReasonCode.METER_DISAGREES: "The text adds when the plan's own limit resets, as if it were out. The meter differs.",
    ReasonCode.ORG_MISNOMER: "The text names an organisation's month, but is printed for a used-up session too.",
    ReasonCode.NOT_A_REFUSAL: "The text warns or informs; nothing was refused.",
    ReasonCode.NOT_RECOGNISED: "The text matches no refusal that is known, and figures alone prove nothing.",
    ReasonCode.EXTRA_NOT_PROVEN: "Extra usage was on, but neither its balance nor its spend is known.",
}


def ruling(verdict: Verdict) -> str:
    """The verdict as a chip: "Contradiction", "Explained: long context", "Not about quota", "Unproven"."""
    if verdict.verdict is Ruling.EXPLAINED and verdict.cause is not None:
        return f"{_RULINGS[verdict.verdict]}: {_CAUSES[verdict.cause]}"
    return _RULINGS[verdict.verdict]


def summary(verdict: Verdict) -> str:
    """One sentence that says what happened, and a second one where something must be added."""
    added = _added(verdict)
    return f"{_main(verdict)} {added}".strip()


def reasons(verdict: Verdict, clock: Clock | None = None) -> tuple[str, ...]:
    """What speaks for the verdict, a sentence each."""
    return tuple(_reason(one, clock or Clock()) for one in verdict.reasons)


def missing(verdict: Verdict) -> tuple[str, ...]:
    """What the verdict lacks, each beginning with the name of the figure."""
    return tuple(_MISSING[one] for one in verdict.missing)


def change(supposed: Change) -> str:
    """What would change the verdict, as a sentence."""
    becomes = _RULINGS[supposed.ruling].casefold()
    cause = f" ({_CAUSES[supposed.cause]})" if supposed.cause is not None else ""
    if supposed.supposed is IfMeter.ALL_HAVE_ROOM:
        return f"With room on every meter that is missing: {becomes}{cause}."
    return f"With the first of them used up: {becomes}{cause}."


def _main(verdict: Verdict) -> str:
    if verdict.cause in {Cause.PLAN, Cause.PLAN_AND_EXTRA}:
        also = ", and extra usage was funded too" if verdict.cause is Cause.PLAN_AND_EXTRA else ""
        return f"Refused although {_left(verdict)}{also}."
    if verdict.cause is Cause.MODEL:
        return _model_summary(verdict)
    if verdict.cause is Cause.MODEL_LIMIT and any(one.code is ReasonCode.NO_ALLOWANCE for one in verdict.reasons):
        return "Explained: the plan has no allowance for this model, so it bills extra usage. Other models go on."
    if verdict.cause is not None:
        return _SUMMARIES[verdict.cause]
    codes = [one.code for one in verdict.reasons]
    known = next((sentence for code, sentence in _UNPROVEN.items() if code in codes), None)
    if known is not None:
        return known
    return f"Unproven: a figure is missing ({', '.join(_MISSING[one].split(':')[0] for one in verdict.missing)})."


def _added(verdict: Verdict) -> str:
    codes = {one.code for one in verdict.reasons}
    said = {
        ReasonCode.BALANCE_UNKNOWN: "Its prepaid balance is not known.",
        ReasonCode.GATE_SHOULD_OPEN: "Extra usage was funded, so the gate should have opened.",
        ReasonCode.GENUINE_CLIENT: "The client looks genuine.",
    }
    parts = [sentence for code, sentence in said.items() if code in codes]
    if verdict.verdict is Ruling.CONTRADICTION and verdict.missing:
        parts.append(f"Not known: {', '.join(_MISSING[one].split(':')[0] for one in verdict.missing)}.")
    return " ".join(parts)


def _left(verdict: Verdict) -> str:
    """What was left, the session first: "28% of your session and 32% of your week were left"."""
    shared = [pot for pot in verdict.pots.shared if pot.state is PotState.HAS_ROOM and pot.used_pct is not None]
    parts = [f"{percent_left(pot.used_pct or 0.0)} of your {_short(pot)}" for pot in shared]
    return f"{' and '.join(parts)} {'were' if len(parts) > 1 else 'was'} left" if parts else "the plan had room"


def _model_summary(verdict: Verdict) -> str:
    row = next((one.pot for one in verdict.reasons if one.pot and one.pot.name is PotName.MODEL_WEEKLY), None)
    if row is None or row.used_pct is None:
        return "Refused although the model's own limit had room."
    left = f"although {percent_left(row.used_pct)} of your {row.model} week was left"
    if verdict.wording.text_class is TextClass.MODEL_LIMIT:
        return f"Refused at the model's limit {left}."
    return f"Refused for want of extra usage {left}."


def _short(pot: Pot) -> str:
    return {PotName.SESSION: "session", PotName.WEEKLY: "week"}.get(pot.name, pot_name(pot))


def _reason(reason: Reason, clock: Clock) -> str:
    if reason.code is ReasonCode.NAMES_ITS_CAUSE:
        return _NAMED[Cause(reason.word or "")]
    if reason.code is ReasonCode.GATE_IN_USE:
        return f"In use: {_GATES.get(reason.word or '', reason.word)}."
    if reason.code is ReasonCode.NAMED_LIMIT:
        return f"The service itself named the limit: {reason.word}."
    if reason.code is ReasonCode.LIMIT_HAD_RESET and reason.at is not None:
        return f"The limit that it names had been reset already, at {clock.time(reason.at)}."
    if reason.code is ReasonCode.RESETS_DIFFER and reason.at is not None:
        return f"The limit that it names resets at {clock.time(reason.at)}, the meter at another time: a stale limit."
    if reason.pot is not None:
        return _of_pot(reason, reason.pot)
    if reason.code is ReasonCode.MODEL_NOT_KNOWN:
        return "It is not known which model was asked."
    return _SENTENCES[reason.code]


def _of_pot(reason: Reason, pot: Pot) -> str:
    name = pot_name(pot)
    used = "" if pot.used_pct is None else f"{percent(pot.used_pct)} used"
    known = amounts(pot.money) if pot.money is not None else ""
    in_brackets = f" ({known})" if known else ""
    return {
        ReasonCode.HAS_ROOM: f"{name} had room: {used}, {percent_left(pot.used_pct or 0.0)} left.",
        ReasonCode.IS_FULL: f"{name} was used up: {used}.",
        ReasonCode.AT_THE_BRIM: f"{name} stood at {used}: neither room nor full.",
        ReasonCode.RESET_SINCE: f"{name} was reset between the reading and the refusal.",
        ReasonCode.TOO_OLD: f"{name}: the reading is more than 10 minutes away.",
        ReasonCode.NO_SUCH_LIMIT: f"{name}: this account has no such limit.",
        ReasonCode.NO_ALLOWANCE: f"The account's list of limits has no row for {pot.model}.",
        ReasonCode.MODEL_NOT_KNOWN: f"It is not known whether {pot.model} was the model asked.",
        ReasonCode.FUNDED: f"Extra usage was on and funded{in_brackets}.",
        ReasonCode.BALANCE_UNKNOWN: "Its prepaid balance is not known.",
        ReasonCode.EXTRA_CANNOT_PAY: f"Extra usage could not pay{in_brackets}.",
        ReasonCode.EXTRA_NOT_PROVEN: _SENTENCES[ReasonCode.EXTRA_NOT_PROVEN],
    }[reason.code]
