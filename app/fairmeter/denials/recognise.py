"""Refusals recognised in transcript records, hook payloads and pasted text.

Records of every client version are taken: old ones without any error field, those between with a class, and new ones
with the service's own limits. A phrase that a conversation merely quotes is not a refusal.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from fairmeter.denials.classify import wording_of
from fairmeter.denials.plain_text import readable, request_id_in, squeezed, status_in
from fairmeter.denials.refusal import QuotaLimits, Refusal, flag, quota_limits_of, word
from fairmeter.denials.text_class import TextClass

SYNTHETIC = "<synthetic>"
"""What the client writes as the model of a message that it made up itself."""

_MARKS = (b"isApiErrorMessage", b"apiErrorStatus", b"<synthetic>")
_HOOK = "StopFailure"
_STATUSES = range(400, 600)
_LONGEST_BARE_ERROR = 800
_ERROR_OPENINGS = ("apierror", "error:", "claudeaiusagelimitreached|")
_QUOTA_STATUS = re.compile(r"(?<![a-z])status\"?:\"?(allowed|allowed_warning|rejected)(?![a-z_])")
_QUOTA_TYPE = re.compile(r"(?:ratelimittype|rate_limit_type)\"?:\"?([a-z_]+)")
_NOT_AN_ERROR = frozenset({TextClass.UNKNOWN, TextClass.NOTICE})


def from_line(line: bytes | str) -> Refusal | None:
    """The refusal in a line of a transcript; None for every other line, broken ones too."""
    raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
    if not any(mark in raw for mark in _MARKS):
        return None
    record = _json(raw)
    return from_record(record, digest=_digest(raw)) if isinstance(record, Mapping) else None


def from_record(record: Mapping[str, object], *, digest: str | None = None) -> Refusal | None:
    """The refusal in a transcript record, None when the record is something else."""
    if record.get("type", "assistant") != "assistant" or record.get("isCompactSummary") is True:
        return None
    message = record.get("message")
    text = _text_of(message)
    if not text.strip() or not _is_error(record, message, text):
        return None
    return Refusal(
        text=text.strip(),
        at=_instant(record.get("timestamp")),
        status=_status(record.get("apiErrorStatus")) or status_in(text),
        error_class=word(record.get("error")),
        request_id=word(record.get("requestId")) or request_id_in(text),
        session=word(record.get("sessionId")) or word(record.get("session_id")),
        client=word(record.get("version")),
        entrypoint=word(record.get("entrypoint")),
        sidechain=flag(record.get("isSidechain")),
        quota_limits=quota_limits_of(record.get("quotaLimits")),
        digest=digest,
    )


def from_hook(payload: Mapping[str, object], *, at: datetime | None = None) -> Refusal | None:
    """The refusal in what Claude Code hands to a `StopFailure` hook; `at` is when it was handed over."""
    if payload.get("hook_event_name") != _HOOK:
        return None
    said = word(payload.get("last_assistant_message")) or word(payload.get("error_details"))
    text = readable(said or word(payload.get("error")) or "")
    if not text:
        return None
    details = word(payload.get("error_details")) or ""
    return Refusal(
        text=text,
        at=at,
        status=status_in(text) or status_in(f"status {details}"),
        error_class=word(payload.get("error")),
        request_id=request_id_in(text) or request_id_in(details),
        session=word(payload.get("session_id")),
        digest=_digest(json.dumps(payload, sort_keys=True, default=str).encode()),
    )


def from_paste(
    text: str,
    *,
    at: datetime | None = None,
    status: int | None = None,
    client: str | None = None,
    entrypoint: str | None = None,
) -> Refusal:
    """The refusal that somebody pasted. Whatever the text, it is taken for one; the judge says what it is worth.

    A pasted transcript line is read as the record that it is. What is given by hand outranks what the text says; the
    time of a pasted record is left out, for nobody who pastes gives figures of another moment than the refusal's.
    """
    raw = text.encode("utf-8", "surrogatepass")
    record = _json(raw)
    found = from_record(record, digest=_digest(raw)) if isinstance(record, Mapping) else None
    if found is None:
        plain = readable(text)
        found = Refusal(
            text=plain,
            status=status_in(plain),
            request_id=request_id_in(plain),
            quota_limits=_quota_limits_in(plain),
            digest=_digest(raw),
        )
    return replace(
        found,
        at=at,
        status=found.status if status is None else status,
        client=client or found.client,
        entrypoint=entrypoint or found.entrypoint,
    )


def _quota_limits_in(text: str) -> QuotaLimits | None:
    """The service's word on the limits in a pasted stream event or record, however it is wrapped or cut."""
    flat = squeezed(text)
    status, limit_type = _QUOTA_STATUS.search(flat), _QUOTA_TYPE.search(flat)
    if status is None or limit_type is None:
        return None
    return QuotaLimits(status=status.group(1), limit_type=limit_type.group(1))


def _is_error(record: Mapping[str, object], message: object, text: str) -> bool:
    if record.get("isApiErrorMessage") is True:
        return True
    if not isinstance(message, Mapping) or message.get("model") != SYNTHETIC:
        return False
    if word(record.get("error")) or _status(record.get("apiErrorStatus")) is not None:
        return True
    return record.get("isApiErrorMessage") is not False and _reads_like_an_error(text)


def _reads_like_an_error(text: str) -> bool:
    """Whether a made-up message of an old client is an error: short, and opening with what an error opens with."""
    if len(text) > _LONGEST_BARE_ERROR:
        return False
    if squeezed(text).startswith(_ERROR_OPENINGS):
        return True
    wording = wording_of(text)
    return wording.opens_the_text and wording.text_class not in _NOT_AN_ERROR


def _text_of(message: object) -> str:
    content = message.get("content") if isinstance(message, Mapping) else None
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = [block.get("text") for block in content if isinstance(block, Mapping) and block.get("type") == "text"]
    return "\n".join(part for part in parts if isinstance(part, str))


def _json(raw: bytes) -> object:
    try:
        decoded: object = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return decoded


def _status(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _STATUSES else None


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
