"""Reports as JSON. The names are stable, and so are the codes; sentences are there for people and may change.

Times are ISO 8601 UTC, money decimal strings in major units, percentages are used ones, unknown is null.
"""

import json
from datetime import datetime

from fairmeter.denials import Charge, Judged, ProbableCause
from fairmeter.limits import Dated, ExtraUsage, Money, Snapshot, Window
from fairmeter.outlook import Outlook
from fairmeter.report.masking import masked
from fairmeter.report.names import short_name
from fairmeter.report.origin import Origin
from fairmeter.report.state import recent_charges, recent_refusals
from fairmeter.view.cause_words import cause, to_try
from fairmeter.view.charge_words import charge_heading, exception_words
from fairmeter.view.clock import Clock
from fairmeter.view.report_times import local_stamp, utc_stamp
from fairmeter.view.report_words import heading, model_label
from fairmeter.view.status import status
from fairmeter.view.verdict_page import as_json
from fairmeter.view.verdict_words import change
from fairmeter.view.wording import Wording, limit_name

SCHEMA = 1
Json = dict[str, object]


def json_text(report: Json) -> str:
    """The object as text, readable for a person, with every word masked."""
    return json.dumps(_masked(report), ensure_ascii=False, indent=2) + "\n"


def refusal_json(case: Judged, origin: Origin, clock: Clock) -> Json:
    """The evidence of one refusal."""
    refusal, quota = case.refusal, case.refusal.quota_limits
    verdict = as_json(case.verdict)
    return {
        "schema": SCHEMA,
        "kind": "refusal",
        "refusal": short_name(case.identity),
        "heading": heading(case, clock),
        "at": utc_stamp(case.at),
        "at_local": local_stamp(case.at, clock),
        "request_id": refusal.request_id,
        "status": refusal.status,
        "class": refusal.error_class,
        "text": refusal.text,
        "limit_type": quota.limit_type if quota is not None else None,
        "model": model_label(case) or None,
        "client": refusal.client,
        "entrypoint": refusal.entrypoint,
        **verdict,
        "would_change": [change(one) for one in case.verdict.would_change],
        "seen_order": case.verdict.seen_order.value if case.verdict.seen_order is not None else None,
        "causes": [_cause(one) for one in case.verdict.causes],
        "meters": _meters(case.meters, case.at),
        "judged_at": utc_stamp(case.judged_at),
        "record_sha256": refusal.digest,
        "origin": _origin(origin),
    }


def charge_json(charge: Charge, origin: Origin, clock: Clock) -> Json:
    """The evidence of one charge."""
    return {
        "schema": SCHEMA,
        "kind": "charge",
        "charge": short_name(charge.identity),
        "heading": charge_heading(charge, clock),
        "since": utc_stamp(charge.since),
        "until": utc_stamp(charge.until),
        "amount": _amount(charge.amount),
        "currency": charge.amount.currency,
        "ruling": charge.ruling.value,
        "doubt": charge.doubt.value if charge.doubt is not None else None,
        "exceptions": [name.value for name in charge.exceptions],
        "exceptions_in_words": list(exception_words(charge)),
        "before": _meters(charge.before, charge.until),
        "after": _meters(charge.after, charge.until),
        "origin": _origin(origin),
    }


def state_json(outlook: Outlook, origin: Origin, now: datetime, wording: Wording) -> Json:
    """The state at `now` as `status --json` has it, with the refusals and charges of the last 30 days."""
    clock = wording.clock
    state = status(outlook, now, wording)
    state.pop("refusals", None)  # told in full below
    return {
        "schema": SCHEMA,
        "kind": "state",
        "at": utc_stamp(now),
        "state": state,
        "refusals": [refusal_json(one, origin, clock) for one in recent_refusals(outlook.refusals, now)],
        "charges": [charge_json(one, origin, clock) for one in recent_charges(outlook.charges, now)],
        "origin": _origin(origin),
    }


def _masked(value: object) -> object:
    match value:
        case str():
            return masked(value)
        case dict():
            return {key: _masked(inner) for key, inner in value.items()}
        case list():
            return [_masked(inner) for inner in value]
    return value


def _cause(one: ProbableCause) -> Json:
    return {"cause": one.name.value, "rank": one.rank.value, "says": cause(one), "try": to_try(one), "mark": one.mark}


def _origin(origin: Origin) -> Json:
    return {"fairmeter": origin.fairmeter, "platform": origin.platform, "plan": origin.plan}


def _meters(snapshot: Snapshot | None, at: datetime) -> Json | None:
    if snapshot is None:
        return None
    return {
        "taken_at": utc_stamp(snapshot.taken_at) if snapshot.taken_at is not None else None,
        "age_s": round((at - snapshot.taken_at).total_seconds()) if snapshot.taken_at is not None else None,
        "plan": snapshot.plan.value.name if snapshot.plan is not None else None,
        "limits": [_limit(dated) for dated in snapshot.windows],
        "extra": _extra(snapshot.money, snapshot.extra),
        "body_sha256": snapshot.digest,
    }


def _limit(dated: Dated[Window]) -> Json:
    window = dated.value
    return {
        "kind": window.kind,
        "model": window.scope.model,
        "label": limit_name(window),
        "used_pct": window.used_pct,
        "resets_at": utc_stamp(window.resets_at) if window.resets_at is not None else None,
        "taken_at": utc_stamp(dated.taken_at),
        "source": dated.source.value,
    }


def _extra(extra: ExtraUsage | None, dated: Dated[ExtraUsage] | None) -> Json | None:
    if extra is None or dated is None:
        return None
    named = next((one.currency for one in (extra.spent, extra.cap, extra.balance) if one is not None), None)
    return {
        "enabled": extra.enabled,
        "switched_on": extra.is_switched_on,
        "spent": _amount(extra.spent),
        "cap": _amount(extra.cap),
        "uncapped": extra.uncapped,
        "balance": _amount(extra.balance),
        "currency": named,
        "disabled_reason": extra.disabled_reason,
        "taken_at": utc_stamp(dated.taken_at),
        "source": dated.source.value,
    }


def _amount(value: Money | None) -> str | None:
    return None if value is None else f"{value.amount:.{max(0, value.exponent)}f}"
