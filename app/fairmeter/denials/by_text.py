"""The rules that need no meter: what the sentence settles by itself, with the gates that were in use."""

from fairmeter.billing import PotState
from fairmeter.denials.case import Case
from fairmeter.denials.finding import Finding, explained, full, money, unproven
from fairmeter.denials.text_class import TextClass
from fairmeter.denials.verdict import Cause, Missing, Reason, ReasonCode, Ruling

_SETTLED = {
    TextClass.OVERLOAD: (Ruling.NOT_QUOTA, Cause.OVERLOAD),
    TextClass.SIGN_IN: (Ruling.NOT_QUOTA, Cause.SIGN_IN),
    TextClass.REQUEST: (Ruling.NOT_QUOTA, Cause.REQUEST),
    TextClass.LONG_CONTEXT: (Ruling.EXPLAINED, Cause.LONG_CONTEXT),
    TextClass.FAST_MODE: (Ruling.EXPLAINED, Cause.FAST_MODE),
    TextClass.THIRD_PARTY: (Ruling.EXPLAINED, Cause.THIRD_PARTY),
    TextClass.ORG_POLICY: (Ruling.EXPLAINED, Cause.ORG_POLICY),
}
_GATES = frozenset({Cause.LONG_CONTEXT, Cause.FAST_MODE, Cause.THIRD_PARTY})
_NOT_SETTLED = {
    TextClass.NOTICE: ReasonCode.NOT_A_REFUSAL,
    TextClass.UNKNOWN: ReasonCode.NOT_RECOGNISED,
}
_OPAQUE = frozenset({TextClass.RATE_LIMIT_REACHED, TextClass.BARE_429})
_FAST_MODE_PAYS_BY = frozenset({TextClass.CREDITS_EMPTY, TextClass.CREDITS_EMPTY_MODEL, TextClass.SPEND_LIMIT})


def by_sentence(case: Case) -> Finding | None:
    """A sentence that names its cause is believed, whatever the meters and the flags say; a strange one proves nothing.

    Of a named gate it is added when it should have opened because extra usage was funded, and of a text on third-party
    apps when the client is told to be the real one.
    """
    if case.text_class in _NOT_SETTLED:
        return unproven(Reason(_NOT_SETTLED[case.text_class]))
    if case.text_class not in _SETTLED:
        return None
    ruling, cause = _SETTLED[case.text_class]
    reasons = [Reason(ReasonCode.NAMES_ITS_CAUSE, word=cause.value)]
    if cause in _GATES and case.funded:
        reasons += [*money(case), Reason(ReasonCode.GATE_SHOULD_OPEN)]
    if cause is Cause.THIRD_PARTY and case.request.third_party is False:
        reasons.append(Reason(ReasonCode.GENUINE_CLIENT))
    return Finding(ruling, cause, tuple(reasons))


def by_gate_in_use(case: Case) -> Finding | None:
    """A gate that was in use explains the texts that it is known to give, and no others.

    Another app explains the bare want of extra usage only. Of the long context that text proves nothing: whether it
    was the reason shows when the request is sent again without it.
    """
    if case.text_class is TextClass.CREDITS_EMPTY and case.request.third_party:
        return explained(Cause.THIRD_PARTY, Reason(ReasonCode.GATE_IN_USE, word="third_party"), *money(case))
    if case.text_class in _FAST_MODE_PAYS_BY and case.request.fast_mode and not case.wording.plan_is_out:
        return explained(Cause.FAST_MODE, Reason(ReasonCode.GATE_IN_USE, word="fast_mode"), *money(case))
    if not case.names_million:
        return None
    if case.text_class is TextClass.RATE_LIMIT_REACHED:
        reasons = [Reason(ReasonCode.HIDDEN_GATE)]
        if case.funded:
            reasons += [*money(case), Reason(ReasonCode.GATE_SHOULD_OPEN)]
        return explained(Cause.LONG_CONTEXT, *reasons)
    if case.text_class is TextClass.CREDITS_EMPTY:
        return unproven(Reason(ReasonCode.RETRY_WITHOUT_1M), Reason(ReasonCode.GATE_IN_USE, word="long_context"))
    return None


def by_silence(case: Case) -> Finding | None:
    """A text that hides which limit it means proves nothing, except where a limit that applies was full anyway."""
    if case.text_class not in _OPAQUE:
        return None
    shared, row = case.full_shared, case.full_row
    pot = shared or (row if case.asked else None)
    if pot is not None and not case.funded:
        return explained(Cause.PLAN_USED_UP if shared else Cause.MODEL_LIMIT, full(pot), *money(case))
    missing = []
    if case.request.asked_model is None:
        missing.append(Missing.MODEL)
    if case.request.long_context is None:
        missing.append(Missing.LONG_CONTEXT)
    return unproven(Reason(ReasonCode.TEXT_HIDES_THE_LIMIT), missing=tuple(missing))


def by_plan_suffix(case: Case) -> Finding | None:
    """A spend-limit text that adds when the plan's own limit resets says that both were out."""
    if not case.wording.plan_is_out:
        return None
    pot = case.full_shared
    if case.funded and (pot is not None or case.no_figure_given):
        return None
    if pot is not None:
        return explained(Cause.PLAN_USED_UP, full(pot), *money(case))
    if any(named.name is case.wording.window and named.state is PotState.HAS_ROOM for named in case.pots.shared):
        return unproven(Reason(ReasonCode.METER_DISAGREES))
    return explained(Cause.PLAN_USED_UP, Reason(ReasonCode.PLAN_IS_OUT_BY_TEXT), *money(case))
