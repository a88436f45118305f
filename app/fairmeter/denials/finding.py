"""What one rule of judgement finds, and the findings that several rules share."""

from dataclasses import dataclass
from datetime import timedelta

from fairmeter.billing import Pot, PotName, Pots, PotState, Why
from fairmeter.denials.case import Case
from fairmeter.denials.verdict import Cause, Missing, Reason, ReasonCode, Ruling

_METERS = {PotName.SESSION: Missing.SESSION, PotName.WEEKLY: Missing.WEEKLY, PotName.MODEL_WEEKLY: Missing.MODEL_ROW}
_REASON_OF = {
    Why.AT_THE_BRIM: ReasonCode.AT_THE_BRIM,
    Why.RESET_SINCE: ReasonCode.RESET_SINCE,
    Why.TOO_OLD: ReasonCode.TOO_OLD,
    Why.NO_SUCH_LIMIT: ReasonCode.NO_SUCH_LIMIT,
}


_SAME_RESET = timedelta(minutes=2)
"""Resets nearer than this are one: the service's own wander by a second, and sentences name whole minutes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A ruling with its cause, reasons and what is missing."""

    ruling: Ruling
    cause: Cause | None = None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()


def explained(cause: Cause, *reasons: Reason) -> Finding:
    """A refusal that the rules provide for."""
    return Finding(Ruling.EXPLAINED, cause, reasons)


def contradiction(cause: Cause, *reasons: Reason, missing: tuple[Missing, ...] = ()) -> Finding:
    """A refusal that the rules do not provide for."""
    return Finding(Ruling.CONTRADICTION, cause, reasons, missing)


def unproven(*reasons: Reason, missing: tuple[Missing, ...] = ()) -> Finding:
    """Nothing can be said, and this is why."""
    return Finding(Ruling.UNPROVEN, None, reasons, missing)


def lacking(*pots: Pot) -> Finding:
    """Nothing can be said, because these meters say nothing, or do not exist."""
    missing = tuple(_METERS[pot.name] for pot in pots if is_silent(pot))
    return unproven(*(Reason(_REASON_OF[pot.why], pot) for pot in pots if pot.why in _REASON_OF), missing=missing)


def is_silent(pot: Pot) -> bool:
    """Whether a meter neither has room, nor is full, nor is known not to exist."""
    return pot.state is PotState.UNKNOWN


def unknown_meters(pots: Pots) -> tuple[Missing, ...]:
    """The limits of all models of which nothing is known."""
    return tuple(_METERS[pot.name] for pot in pots.shared if is_silent(pot))


def rooms(case: Case) -> tuple[Reason, ...]:
    """The limits that are known to have had room, those of the model in question included."""
    pots = (*case.pots.shared, *(case.pots.rows_for(case.asked) if case.asked else ()))
    return tuple(Reason(ReasonCode.HAS_ROOM, pot) for pot in pots if pot.state is PotState.HAS_ROOM)


def full(pot: Pot) -> Reason:
    """A limit that was used up."""
    return Reason(ReasonCode.IS_FULL, pot)


def money(case: Case) -> tuple[Reason, ...]:
    """What is known of extra usage, as far as it bears on the verdict."""
    extra = case.pots.extra
    if extra.why is Why.BALANCE_UNKNOWN:
        return Reason(ReasonCode.FUNDED, extra), Reason(ReasonCode.BALANCE_UNKNOWN, extra)
    if case.funded:
        return (Reason(ReasonCode.FUNDED, extra),)
    if extra.state is PotState.UNKNOWN:
        return (Reason(ReasonCode.EXTRA_NOT_PROVEN, extra),) if extra.why is Why.ONLY_ON else ()
    return (Reason(ReasonCode.EXTRA_CANNOT_PAY, extra),)


def stale_reset(case: Case) -> tuple[Reason, ...]:
    """Whether the limit that refused is not the run that the meter shows: its reset had passed, or is another one."""
    said = case.quota.resets_at if case.quota is not None and case.quota.rejected_type is not None else None
    if said is None:
        return ()
    if case.at is not None and said <= case.at:
        return (Reason(ReasonCode.LIMIT_HAD_RESET, at=said),)
    named = next((pot for pot in case.pots.shared if pot.name is case.wording.window), None)
    if named is None or named.resets_at is None or abs(named.resets_at - said) <= _SAME_RESET:
        return ()
    return (Reason(ReasonCode.RESETS_DIFFER, named, at=said),)
