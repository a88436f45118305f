"""Refusals, charges and the readings they were judged by, as JSON text and back.

A judgement is kept as its word and the readings it rests on: whoever reads it can check it, and a later Fairmeter that
judges better can judge it again from the same readings.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from fairmeter.billing import Request
from fairmeter.denials import Found, QuotaLimits, Refusal, Verdict
from fairmeter.history.fields import Fields, ReadingUnreadable
from fairmeter.history.reading_codec import from_json, to_json
from fairmeter.limits import PlanFamily, Reading

FORMAT = 1


def found_to_json(found: Found) -> str:
    """A refusal with what is known of its request."""
    refusal, request, quota = found.refusal, found.request, found.refusal.quota_limits
    return _text(
        refusal={
            "text": refusal.text,
            "at": _moment(refusal.at),
            "status": refusal.status,
            "error_class": refusal.error_class,
            "request_id": refusal.request_id,
            "session": refusal.session,
            "model": refusal.model,
            "client": refusal.client,
            "entrypoint": refusal.entrypoint,
            "sidechain": refusal.sidechain,
            "digest": refusal.digest,
        },
        quota=None
        if quota is None
        else {
            "status": quota.status,
            "limit_type": quota.limit_type,
            "resets_at": _moment(quota.resets_at),
            "overage_status": quota.overage_status,
            "overage_disabled_reason": quota.overage_disabled_reason,
            "is_using_overage": quota.is_using_overage,
        },
        request={
            "model": request.model,
            "long_context": request.long_context,
            "fast_mode": request.fast_mode,
            "third_party": request.third_party,
            "surface": request.surface,
            "plan": request.plan,
        },
    )


def found_from_json(identity: str, at: datetime, text: str) -> Found:
    """The refusal that a text stands for.

    Raises:
        ReadingUnreadable: no JSON, no refusal, or a newer format.
    """
    body = _body(text)
    return Found(identity=identity, at=at, refusal=_refusal(body), request=_request(body.inner("request")))


def judgement_to_json(verdict: Verdict, readings: Iterable[Reading]) -> str:
    """A verdict in its two words, and the readings that it rests on."""
    return _text(verdict=verdict.verdict, cause=verdict.cause, readings=_each(readings))


def judgement_readings(text: str) -> tuple[Reading, ...]:
    """The readings that a judgement rests on.

    Raises:
        ReadingUnreadable: no JSON, no judgement, or a newer format.
    """
    return _readings(_body(text), "readings")


def charge_to_json(ruling: str, before: Iterable[Reading], after: Iterable[Reading]) -> str:
    """A charge's verdict, and the readings before and after it."""
    return _text(ruling=ruling, before=_each(before), after=_each(after))


def charge_readings(text: str) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    """The readings before and after a charge.

    Raises:
        ReadingUnreadable: no JSON, no charge, or a newer format.
    """
    body = _body(text)
    return _readings(body, "before"), _readings(body, "after")


def _refusal(body: Fields) -> Refusal:
    fields = body.inner("refusal")
    return Refusal(
        text=fields.text("text"),
        at=fields.maybe_moment("at"),
        status=fields.whole("status") if fields.has("status") else None,
        error_class=fields.maybe_text("error_class"),
        request_id=fields.maybe_text("request_id"),
        session=fields.maybe_text("session"),
        model=fields.maybe_text("model"),
        client=fields.maybe_text("client"),
        entrypoint=fields.maybe_text("entrypoint"),
        sidechain=fields.maybe_flag("sidechain"),
        quota_limits=_quota(body.inner("quota")) if body.has("quota") else None,
        digest=fields.maybe_text("digest"),
    )


def _quota(fields: Fields) -> QuotaLimits:
    return QuotaLimits(
        status=fields.maybe_text("status"),
        limit_type=fields.maybe_text("limit_type"),
        resets_at=fields.maybe_moment("resets_at"),
        overage_status=fields.maybe_text("overage_status"),
        overage_disabled_reason=fields.maybe_text("overage_disabled_reason"),
        is_using_overage=fields.maybe_flag("is_using_overage"),
    )


def _request(fields: Fields) -> Request:
    plan = fields.maybe_text("plan")
    return Request(
        model=fields.maybe_text("model"),
        long_context=fields.maybe_flag("long_context"),
        fast_mode=fields.maybe_flag("fast_mode"),
        third_party=fields.maybe_flag("third_party"),
        surface=fields.maybe_text("surface"),
        plan=PlanFamily(plan) if plan in set(PlanFamily) else None,
    )


def _each(readings: Iterable[Reading]) -> list[Any]:
    return [json.loads(to_json(reading)) for reading in readings]


def _readings(body: Fields, name: str) -> tuple[Reading, ...]:
    return tuple(from_json(json.dumps(fields.values)) for fields in body.each(name))


def _text(**parts: object) -> str:
    return json.dumps({"v": FORMAT, **parts}, ensure_ascii=False, separators=(",", ":"))


def _body(text: str) -> Fields:
    try:
        body = Fields.of(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise ReadingUnreadable("no JSON object") from error
    if body.whole("v") != FORMAT:
        raise ReadingUnreadable("another format")
    return body


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
