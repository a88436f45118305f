"""What the service's answers mean when they are not a reading."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from re import fullmatch

from fairmeter.limits import FailureKind, Hint, SourceFailure, SourceName
from fairmeter.sources.json_values import BodyUnreadable, decode, fields, word
from fairmeter.sources.wire import Answer, Trouble

_LONGEST_WAIT = timedelta(days=7)
_EXPIRED = FailureKind.EXPIRED, Hint.OPEN_CLAUDE_CODE
_NO_SCOPE = FailureKind.SCOPE_MISSING, Hint.USE_A_FULL_LOGIN
_NOT_IT = FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE


def failure(kind: FailureKind, hint: Hint, now: datetime, status: int | None = None) -> SourceFailure:
    """A failure of this source; whoever sent the requests puts their number in."""
    return SourceFailure(kind=kind, hint=hint, source=SourceName.API, at=now, status=status)


def failure_of_trouble(trouble: Trouble, now: datetime) -> SourceFailure:
    """The failure when there was no answer."""
    return failure(trouble.kind, trouble.hint, now, trouble.status)


def failure_of_answer(answer: Answer, now: datetime) -> SourceFailure | None:
    """The failure that an answer stands for; None when it is a 200, whose body is still to be read."""
    if answer.status == HTTPStatus.OK:
        return None
    kind, hint = _meaning(answer)
    refusal = failure(kind, hint, now, answer.status)
    if kind not in {FailureKind.RATE_LIMITED, FailureKind.SERVER_ERROR}:
        return refusal
    wait = seconds_to_wait(answer.retry_after, now)
    return replace(refusal, retry_after_s=wait, retry_at=now + timedelta(seconds=wait) if wait else None)


def seconds_to_wait(retry_after: str | None, now: datetime) -> float | None:
    """A Retry-After header in seconds from `now`; None when it is missing or nonsense.

    Zero stays zero: it is the mark of a regime of its own and no permission to ask at once (usage contract, the
    endpoint's own rate limit).
    """
    text = (retry_after or "").strip()
    if fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        seconds = float(text)
    else:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        aware = at if at.tzinfo else at.replace(tzinfo=UTC)
        seconds = max(0.0, (aware - now).total_seconds())
    return seconds if seconds <= _LONGEST_WAIT.total_seconds() else None


def _meaning(answer: Answer) -> tuple[FailureKind, Hint]:
    status = answer.status
    if status == HTTPStatus.UNAUTHORIZED:
        return _EXPIRED
    if status == HTTPStatus.FORBIDDEN:
        return _of_forbidden(answer.body)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return FailureKind.RATE_LIMITED, Hint.SERVICE_BUSY
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return FailureKind.SERVER_ERROR, Hint.SERVICE_TROUBLE
    return _NOT_IT


def _of_forbidden(body: bytes) -> tuple[FailureKind, Hint]:
    """A login without the scope, a login that is refused, or a page of somebody else's, as proxies send."""
    try:
        error = fields(fields(decode(body)).get("error"))
    except BodyUnreadable:
        return _NOT_IT
    said = " ".join(filter(None, (word(value) for value in error.values()))).casefold()
    if not said:
        return _NOT_IT
    return _NO_SCOPE if "scope" in said or "user:profile" in said else _EXPIRED
