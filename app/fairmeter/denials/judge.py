"""The judge: which rule decides, in which order, and what follows from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from fairmeter.billing import Order, Pot, PotName, Pots, PotState, Request, RuleName, Why, decide
from fairmeter.denials import by_meter, by_text
from fairmeter.denials.case import NEAR, Case, case_of, reading_age
from fairmeter.denials.causes import probable_causes
from fairmeter.denials.classify import classify
from fairmeter.denials.context import Context
from fairmeter.denials.finding import Finding, explained, full, money, unproven
from fairmeter.denials.refusal import Refusal
from fairmeter.denials.text_class import TextClass
from fairmeter.denials.verdict import Cause, Change, IfMeter, Missing, Reason, ReasonCode, Ruling, Verdict
from fairmeter.limits import Snapshot

_RULES: tuple[Callable[[Case], Finding | None], ...] = (
    by_text.by_sentence,
    by_text.by_gate_in_use,
    by_text.by_silence,
    by_text.by_plan_suffix,
    by_meter.by_allowance,
    by_meter.by_model,
    by_meter.by_full_limit,
    by_meter.by_reason_code,
    by_meter.by_funded_extra,
    by_meter.by_doubt,
    by_meter.by_credit_lane,
    by_meter.by_named_window,
)
"""The order of decision: the sentence, the gates, then the meters. The first rule that finds something decides."""

_METERS = {Missing.SESSION: PotName.SESSION, Missing.WEEKLY: PotName.WEEKLY, Missing.MODEL_ROW: PotName.MODEL_WEEKLY}
_STATED = {
    TextClass.FAST_MODE: RuleName.FAST_MODE,
    TextClass.THIRD_PARTY: RuleName.THIRD_PARTY,
    TextClass.LONG_CONTEXT: RuleName.LONG_CONTEXT,
}
_NO_CONTEXT = Context()


def judge(refusal: Refusal, snapshots: Iterable[Snapshot] = (), context: Context = _NO_CONTEXT) -> Verdict:
    """Judge a refusal by what it says, the meters at that moment, and what is known of the request.

    Of `snapshots` the nearest in time counts, limit by limit, and only within ten minutes. When `refusal.at` is None
    the figures count as taken at the refusal. Never raises.
    """
    taken = tuple(snapshots)
    wording = classify(refusal)
    case = case_of(refusal, wording, taken, context)
    finding = _found(case)
    age = reading_age(taken, refusal.at)
    request = _as_answered(case, finding)
    return Verdict(
        verdict=finding.ruling,
        cause=finding.cause,
        wording=case.wording,
        pots=case.pots,
        expected=decide(case.pots, request, Order.PLAN_FIRST),
        faulty=decide(case.pots, request, Order.EXTRA_FIRST),
        reasons=(*finding.reasons, *_of_the_reading(refusal, taken, finding)),
        missing=finding.missing,
        would_change=_changes(case, finding),
        causes=probable_causes(finding, case, refusal, context),
        read_age=age,
        status=refusal.status,
    )


def _found(case: Case) -> Finding:
    finding = next((found for rule in _RULES if (found := rule(case)) is not None), None) or by_meter.by_room(case)
    gate = case.gate_in_use
    return finding if gate is None or finding.ruling is not Ruling.CONTRADICTION else _behind_gate(case, gate)


def _behind_gate(case: Case, gate: str) -> Finding:
    """A gate that was in use bars a contradiction: what was full still explains, and nothing else can be said."""
    in_use = Reason(ReasonCode.GATE_IN_USE, word=gate)
    if case.full_shared is not None:
        return explained(Cause.PLAN_USED_UP, full(case.full_shared), in_use, *money(case))
    if case.full_row is not None and case.asked is not None:
        return explained(Cause.MODEL_LIMIT, full(case.full_row), in_use, *money(case))
    return unproven(in_use)


def _as_answered(case: Case, finding: Finding) -> Request:
    """The request with the gate that the service itself named, so that the expected order shows what it leads to."""
    stated = _STATED.get(case.text_class)
    by_long_context = finding.cause is Cause.LONG_CONTEXT
    return replace(
        case.request,
        model=case.wording.model or case.request.model,
        stated=RuleName.LONG_CONTEXT if by_long_context else stated,
    )


def _of_the_reading(refusal: Refusal, taken: Sequence[Snapshot], finding: Finding) -> tuple[Reason, ...]:
    if refusal.at is None or not finding.missing:
        return ()
    age = reading_age(taken, refusal.at)
    return (Reason(ReasonCode.NO_READING_NEAR),) if age is None or age > NEAR else ()


def _changes(case: Case, finding: Finding) -> tuple[Change, ...]:
    """What the verdict would become, were the missing meters known; tried out, not guessed."""
    meters = [_METERS[missing] for missing in finding.missing if missing in _METERS]
    if not meters:
        return ()
    supposed = {
        IfMeter.ALL_HAVE_ROOM: _supposing(case, dict.fromkeys(meters, PotState.HAS_ROOM)),
        IfMeter.ONE_IS_FULL: _supposing(case, {meters[0]: PotState.USED_UP}),
    }
    found = {meter: _found(other) for meter, other in supposed.items()}
    return tuple(
        Change(meter, other.ruling, other.cause)
        for meter, other in found.items()
        if (other.ruling, other.cause) != (finding.ruling, finding.cause)
    )


def _supposing(case: Case, states: dict[PotName, PotState]) -> Case:
    pots = case.pots
    row = states.get(PotName.MODEL_WEEKLY)
    name = case.asked
    models = pots.models
    if row is not None and name is not None:
        others = tuple(pot for pot in pots.models if pot not in pots.rows_for(name))
        models = (*others, _supposed(replace(case.row, model=name.label), row))
    return replace(
        case,
        pots=Pots(
            session=_supposed(pots.session, states.get(PotName.SESSION)),
            weekly=_supposed(pots.weekly, states.get(PotName.WEEKLY)),
            extra=pots.extra,
            models=models,
            lists_all=pots.lists_all,
        ),
    )


def _supposed(pot: Pot, state: PotState | None) -> Pot:
    return pot if state is None else replace(pot, state=state, why=Why.MEASURED)
