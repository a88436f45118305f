"""How Claude Code of each era wrote a refusal down: the sentence, and which fields stood beside it."""

import json
import re
from enum import StrEnum

from fairmeter.simulator.refusals import RefusalCause, Refused

_STATUS_SINCE = (2, 1, 170)
_QUOTA_SINCE = (2, 1, 243)
_SIGN_IN_STATUS = 401

# What the long-context gate reads like since extra usage was renamed.
_LONG_CONTEXT_RENDERED = (
    "API Error: Usage credits required for 1M context"
    " · run /usage-credits to turn them on, or /model to switch to standard context"
)


class Era(StrEnum):
    """A form of refusal lines, named by what it carries."""

    BARE = "bare"
    """Around 2.1.197: `error`, and neither `isApiErrorMessage` nor a status."""
    FLAGGED = "flagged"
    """April 2026: `isApiErrorMessage` alone, the raw body in the text."""
    STATUS = "status"
    """From about 2.1.170: class, status and request id."""
    QUOTA = "quota"
    """From about 2.1.243: also `quotaLimits`."""


def era_of(client_version: str) -> Era:
    """The form that a client of this version writes; `Era.BARE` has to be asked for by name."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", client_version)[:3])
    if numbers < _STATUS_SINCE:
        return Era.FLAGGED
    return Era.STATUS if numbers < _QUOTA_SINCE else Era.QUOTA


def refusal_text(refused: Refused, era: Era) -> str:
    """The sentence that the user saw."""
    match refused.cause:
        case RefusalCause.EXTRA_FIRST:
            return raw_error(refused)
        case RefusalCause.LONG_CONTEXT:
            return raw_error(refused) if era is Era.FLAGGED else _LONG_CONTEXT_RENDERED
        case RefusalCause.OVERLOADED:
            return f"API Error: {refused.status} {refused.message}"
        case RefusalCause.SIGN_IN:
            return f"Please run /login · API Error: {refused.status} {refused.message}"
        case _:
            return refused.message


def raw_error(refused: Refused) -> str:
    """The body of the service as clients quote it when they have no sentence of their own."""
    body = {
        "type": "error",
        "error": {"type": refused.error_type, "message": refused.message},
        "request_id": refused.request_id,
    }
    return f"API Error: {refused.status} {json.dumps(body, ensure_ascii=False, separators=(',', ':'))}"


def refusal_fields(refused: Refused, era: Era) -> dict[str, object]:
    """The fields beside the message, as that era wrote them."""
    if era is Era.FLAGGED:
        return {"isApiErrorMessage": True}
    if era is Era.BARE:
        return {"error": error_class(refused, era)}
    fields: dict[str, object] = {
        "requestId": refused.request_id,
        "error": error_class(refused, era),
        "isApiErrorMessage": True,
        "apiErrorStatus": refused.status,
    }
    if refused.quota_limits is not None and era is Era.QUOTA:
        fields["quotaLimits"] = refused.quota_limits
    return fields


def error_class(refused: Refused, era: Era) -> str:
    """The record's own class. An overload was filed as a server error; a 400 was long filed as unknown."""
    if refused.cause is RefusalCause.OVERLOADED:
        return "server_error"
    if refused.status == _SIGN_IN_STATUS:
        return "authentication_failed"
    if refused.cause is RefusalCause.EXTRA_FIRST:
        return "invalid_request" if era is Era.QUOTA else "unknown"
    return "rate_limit"
