"""An HTTP answer as a value, so that what is said and how it is sent stay apart."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back to the client.

    Attributes:
        status: HTTP status.
        body: The whole body, unless it is streamed.
        headers: Headers beside the length.
        stream: Makes the body piece by piece, sent without a length.
        cut_after: Drop the connection after so many bytes of the body, None to send it all.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": JSON_TYPE})
    stream: Callable[[], Iterator[bytes]] | None = None
    cut_after: int | None = None


def json_answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """A JSON answer."""
    return Answer(
        status=status,
        body=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": JSON_TYPE, **(headers or {})},
    )


def error_answer(status: int, error_type: str, message: str, headers: Mapping[str, str] | None = None) -> Answer:
    """An error in the service's envelope."""
    return json_answer({"type": "error", "error": {"type": error_type, "message": message}}, status, headers)


def throttled_answer(retry_after_s: int) -> Answer:
    """The endpoint's own 429; it says nothing about the plan. Its envelope has no outer type (usage contract)."""
    error = {"type": "rate_limit_error", "message": "Rate limited. Please try again later."}
    return json_answer({"error": error}, 429, {"Retry-After": str(retry_after_s)})
