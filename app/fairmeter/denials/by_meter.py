"""The rules that hold a text of the quota against the meters at that moment."""

from fairmeter.billing import Pot, PotName, PotState, Why
from fairmeter.denials.case import CREDITS, Case
from fairmeter.denials.finding import (
    Finding,
    contradiction,
    explained,
    full,
    is_silent,
    lacking,
    money,
    rooms,
    stale_reset,
    unknown_meters,
    unproven,
)
from fairmeter.denials.text_class import TextClass
from fairmeter.denials.verdict import Cause, Missing, Reason, ReasonCode

_OF_A_MODEL = frozenset({TextClass.MODEL_GATE, TextClass.MODEL_LIMIT})
_CREDIT_LANE = frozenset({TextClass.CREDITS_EMPTY, TextClass.CREDITS_EMPTY_MODEL})


def by_allowance(case: Case) -> Finding | None:
    """A model that the account's own list has no row for has no plan allowance: it bills extra usage by rule."""
    about_credits = case.text_class in CREDITS | _OF_A_MODEL
    if about_credits and case.pots.lacks_row_of(case.asked) and case.full_shared is None:
        return explained(Cause.MODEL_LIMIT, Reason(ReasonCode.NO_ALLOWANCE, case.row), *money(case))
    return None


def by_model(case: Case) -> Finding | None:
    """A text on a model's own limit or gate is held against that model's row alone, unless the whole plan was out."""
    if case.text_class not in _OF_A_MODEL:
        return None
    if case.asked is not None and case.row.state is PotState.USED_UP:
        return explained(Cause.MODEL_LIMIT, full(case.row), *money(case))
    plan_out = _plan_out(case)
    if plan_out is not None:
        return plan_out
    if case.on_the_brim is not None:
        return lacking(case.on_the_brim)
    if case.asked is None:
        return unproven(Reason(ReasonCode.MODEL_NOT_KNOWN), missing=(Missing.MODEL,))
    if not case.has_row or is_silent(case.row):
        return _without_row(case)
    return contradiction(Cause.MODEL, *rooms(case), *money(case), missing=unknown_meters(case.pots))


def by_full_limit(case: Case) -> Finding | None:
    """A limit that applies and was full explains the refusal, unless funded extra usage ought to have paid then."""
    plan_out = _plan_out(case)
    if plan_out is not None:
        return plan_out
    row = case.full_row
    if row is None:
        return None
    if case.wording.window is not None and case.text_class is TextClass.USAGE_LIMIT and case.asked is None:
        return unproven(Reason(ReasonCode.MODEL_NOT_KNOWN, row), missing=(Missing.MODEL,))
    if case.funded and case.asked is not None and case.text_class in CREDITS:
        return contradiction(Cause.EXTRA, full(row), *money(case))
    known = () if case.asked is not None else (Reason(ReasonCode.MODEL_NOT_KNOWN, row),)
    return explained(Cause.MODEL_LIMIT, full(row), *known, *money(case))


def by_reason_code(case: Case) -> Finding | None:
    """Extra usage that the seat, the group or the organisation closed explains a refusal of the credit lane.

    Only where no limit is known to have had room: with room the plan should have paid, whatever closed extra usage.
    """
    reason = case.quota.closed_by_org if case.quota is not None else None
    if reason is None or any(pot.state is PotState.HAS_ROOM for pot in case.pots.shared):
        return None
    return explained(Cause.ORG_POLICY, Reason(ReasonCode.NAMED_LIMIT, word=reason))


def by_funded_extra(case: Case) -> Finding | None:
    """With no figure of the plan at all, funded extra usage that was refused is a contradiction of its own."""
    if case.no_figure_given and case.funded and not case.needs_own_row:
        return contradiction(Cause.EXTRA, *money(case), missing=unknown_meters(case.pots))
    return None


def by_doubt(case: Case) -> Finding | None:
    """What keeps a contradiction from being called although the shared limits may have had room."""
    if case.on_the_brim is not None:
        return lacking(case.on_the_brim)
    if case.needs_own_row or (case.has_row and is_silent(case.row)):
        return _without_row(case)
    if case.asked is None and any(pot.state is not PotState.HAS_ROOM for pot in case.pots.rows_for(None)):
        return unproven(Reason(ReasonCode.MODEL_NOT_KNOWN), missing=(Missing.MODEL,))
    return None


def by_credit_lane(case: Case) -> Finding | None:
    """Out of extra usage and no reset: the plan was not asked, so one limit with room is enough to say so.

    That holds for a 400, and for the full sentence without a status; the bare words may be a cut-off limit text, and
    need both limits, unless extra usage was funded as well.
    """
    if case.text_class not in _CREDIT_LANE:
        return None
    if not any(pot.state is PotState.HAS_ROOM for pot in case.pots.shared):
        return None
    lane = Reason(ReasonCode.CREDIT_LANE)
    unknown = unknown_meters(case.pots)
    if case.text_class is TextClass.CREDITS_EMPTY_MODEL and case.has_row:
        return contradiction(Cause.MODEL, lane, *rooms(case), *money(case), missing=unknown)
    if case.funded:
        return contradiction(Cause.PLAN_AND_EXTRA, lane, *rooms(case), *money(case), missing=unknown)
    if unknown and not (case.is_400 or (case.wording.is_raw_denial and case.status is None)):
        return None
    return contradiction(Cause.PLAN, lane, *rooms(case), *money(case), missing=unknown)


def by_named_window(case: Case) -> Finding | None:
    """A text that names its limit is held against that limit."""
    name = case.wording.window
    if name is None:
        return None
    named = case.pots.session if name is PotName.SESSION else case.pots.weekly
    if named.state is PotState.HAS_ROOM:
        return contradiction(Cause.PLAN, *_text_reasons(case), *rooms(case), *money(case))
    return lacking(named)


def by_room(case: Case) -> Finding:
    """Last, a text that names no limit: every limit that applies must be known, and have room."""
    silent: list[Pot] = [pot for pot in case.pots.shared if is_silent(pot)]
    if silent:
        return lacking(*silent)
    if not any(pot.state is PotState.HAS_ROOM for pot in case.pots.shared):
        return lacking(*case.pots.shared)
    return contradiction(Cause.PLAN, *_text_reasons(case), *rooms(case), *money(case))


def _plan_out(case: Case) -> Finding | None:
    pot = case.full_shared
    if pot is None:
        return None
    if case.funded:
        return contradiction(Cause.EXTRA, full(pot), *money(case))
    return explained(Cause.PLAN_USED_UP, full(pot), *_text_reasons(case), *money(case))


def _without_row(case: Case) -> Finding:
    reasons = lacking(case.row).reasons if case.row.why is not Why.NO_OWN_LIMIT else ()
    return unproven(*reasons, missing=(*unknown_meters(case.pots), Missing.MODEL_ROW))


def _text_reasons(case: Case) -> tuple[Reason, ...]:
    """What the text adds: a misnomer, the service's own word, a reset that is not the meter's."""
    reasons = [Reason(ReasonCode.ORG_MISNOMER)] if case.wording.names_org else []
    rejected = case.quota.rejected_type if case.quota is not None else None
    if case.quota is None or rejected is None:
        return tuple(reasons)
    reasons.append(Reason(ReasonCode.NAMED_LIMIT, word=rejected))
    return (*reasons, *stale_reset(case))
