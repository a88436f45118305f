"""What probably lies behind a contradiction, ranked. An old client is only ever a reason, never the verdict."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from fairmeter.billing import PotState, Why
from fairmeter.denials.case import Case
from fairmeter.denials.context import Context
from fairmeter.denials.finding import Finding, stale_reset, unknown_meters
from fairmeter.denials.refusal import Refusal
from fairmeter.denials.text_class import TextClass
from fairmeter.denials.verdict import Cause, CauseName, ProbableCause, Rank, Ruling

OLDEST_UNTROUBLED_CLIENT = (2, 1, 94)
"""Clients older than this were refused in numbers on 8 April 2026, when newer ones were not."""

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_CREDITS = frozenset({TextClass.CREDITS_EMPTY, TextClass.CREDITS_EMPTY_MODEL, TextClass.SPEND_LIMIT})
_OF_A_MODEL = frozenset({TextClass.MODEL_GATE, TextClass.MODEL_LIMIT, TextClass.CREDITS_EMPTY_MODEL})


@dataclass(frozen=True, slots=True)
class _Evidence:
    case: Case
    cause: Cause | None
    refusal: Refusal
    context: Context


_Found = tuple[Rank, str | None] | None


def probable_causes(finding: Finding, case: Case, refusal: Refusal, context: Context) -> tuple[ProbableCause, ...]:
    """The causes of a contradiction that can be told, the likely ones first; none for any other verdict."""
    if finding.ruling is not Ruling.CONTRADICTION:
        return ()
    evidence = _Evidence(case, finding.cause, refusal, context)
    ranked = [(name, look(evidence)) for name, look in _LOOKED_FOR]
    found = [ProbableCause(name, *rank) for name, rank in ranked if rank is not None]
    return tuple(sorted(found, key=lambda cause: list(Rank).index(cause.rank)))


def _third_party(evidence: _Evidence) -> _Found:
    if evidence.case.text_class not in _CREDITS:
        return None
    context = evidence.context
    marks = {
        "commit": context.commit_names_harness,
        "base_url": context.base_url_is_set,
        "system_prompt": context.prompt_is_appended,
    }
    mark = next((name for name, is_set in marks.items() if is_set), None)
    return (Rank.LIKELY if mark else Rank.POSSIBLE), mark


def _old_client(evidence: _Evidence) -> _Found:
    version = client_version(evidence.refusal.client)
    newest = client_version(evidence.context.newest_client)
    if version is None:
        return Rank.POSSIBLE, None
    mark = evidence.refusal.client
    if version < OLDEST_UNTROUBLED_CLIENT:
        return (Rank.LIKELY if evidence.case.text_class in _CREDITS else Rank.POSSIBLE), mark
    if newest is not None and version < newest:
        return Rank.POSSIBLE, mark
    return Rank.RULED_OUT, mark


def _account_change(evidence: _Evidence) -> _Found:
    changed = evidence.context.plan_changed
    if changed is False:
        return Rank.RULED_OUT, None
    return (Rank.LIKELY if changed else Rank.POSSIBLE), None


def _stale_limit(evidence: _Evidence) -> _Found:
    if evidence.case.text_class is not TextClass.USAGE_LIMIT or evidence.cause is not Cause.PLAN:
        return None
    marks = stale_reset(evidence.case)
    return Rank.LIKELY, marks[0].code.value if marks else None


def _entitlement(evidence: _Evidence) -> _Found:
    if evidence.case.text_class not in _OF_A_MODEL or evidence.cause is not Cause.MODEL:
        return None
    return Rank.LIKELY, "one_million" if evidence.case.names_million else None


def _prepaid_empty(evidence: _Evidence) -> _Found:
    if evidence.cause not in {Cause.EXTRA, Cause.PLAN_AND_EXTRA}:
        return None
    return (Rank.LIKELY if evidence.case.pots.extra.why is Why.BALANCE_UNKNOWN else Rank.RULED_OUT), None


def _uncovered_model(evidence: _Evidence) -> _Found:
    case = evidence.case
    if case.text_class not in _CREDITS:
        return None
    if case.row.state is PotState.HAS_ROOM:
        return Rank.RULED_OUT, case.row.model
    return Rank.POSSIBLE, None


def _long_context(evidence: _Evidence) -> _Found:
    if evidence.case.names_million:
        return Rank.POSSIBLE, None
    return (Rank.RULED_OUT if evidence.case.request.long_context is False else Rank.POSSIBLE), None


def _fast_mode(evidence: _Evidence) -> _Found:
    return (Rank.RULED_OUT if evidence.case.request.fast_mode is False else Rank.POSSIBLE), None


def _plan_used_up(evidence: _Evidence) -> _Found:
    if evidence.cause is Cause.EXTRA:
        return None
    return (Rank.POSSIBLE if unknown_meters(evidence.case.pots) else Rank.RULED_OUT), None


def _server_side(_evidence: _Evidence) -> _Found:
    return Rank.POSSIBLE, None


def client_version(text: str | None) -> tuple[int, int, int] | None:
    """A client's version as numbers; None for "latest" and other words."""
    found = _VERSION.search(text or "")
    return (int(found.group(1)), int(found.group(2)), int(found.group(3))) if found else None


_LOOKED_FOR: tuple[tuple[CauseName, Callable[[_Evidence], _Found]], ...] = (
    (CauseName.TAKEN_FOR_THIRD_PARTY, _third_party),
    (CauseName.STALE_LIMIT, _stale_limit),
    (CauseName.ENTITLEMENT, _entitlement),
    (CauseName.PREPAID_EMPTY, _prepaid_empty),
    (CauseName.OLD_CLIENT, _old_client),
    (CauseName.ACCOUNT_CHANGE, _account_change),
    (CauseName.UNCOVERED_MODEL, _uncovered_model),
    (CauseName.LONG_CONTEXT, _long_context),
    (CauseName.FAST_MODE, _fast_mode),
    (CauseName.PLAN_USED_UP, _plan_used_up),
    (CauseName.SERVER_SIDE, _server_side),
)
