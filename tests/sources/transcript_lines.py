"""Transcript lines in the shapes that Claude Code writes."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from fairmeter.denials import Found
from fairmeter.sources.transcripts.scanned import Scanned

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
OUT_OF_EXTRA = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
SECRET = "the-plan-for-the-birthday-party"
FOLDER = "/Users/ada/very-private-folder"
Json = dict[str, Any]


def line(record: Json) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def envelope(number: int = 0, *, session: str = "s-1", sidechain: bool = False) -> Json:
    at = NOON + timedelta(seconds=number)
    return {
        "isSidechain": sidechain,
        "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S.") + "000Z",
        "userType": "external",
        "entrypoint": "cli",
        "cwd": FOLDER,
        "sessionId": session,
        "version": "2.1.280",
        "gitBranch": "main",
    }


def prompt(text: str = SECRET, number: int = 0, **more: Any) -> bytes:
    return line({"type": "user", "message": {"role": "user", "content": text}} | envelope(number, **more))


def answer(model: str = "claude-opus-5", number: int = 0, text: str = "Done.", tokens: int = 100, **more: Any) -> bytes:
    message = {
        "id": f"msg_{number}",
        "model": model,
        "role": "assistant",
        "content": [{"type": "text", "text": text}],
        "usage": {"input_tokens": tokens, "output_tokens": 5, "speed": "standard"},
    }
    return line({"type": "assistant", "requestId": f"req_a{number}", "message": message} | envelope(number, **more))


def refusal(
    number: int = 0, text: str = OUT_OF_EXTRA, request_id: str | None = "", over: Json | None = None, **more: Any
) -> bytes:
    """An error record of today; `request_id` is made of the number unless it is given, None leaves it out."""
    message = {"model": "<synthetic>", "role": "assistant", "content": [{"type": "text", "text": text}]}
    record = {
        "type": "assistant",
        "message": message,
        "error": "invalid_request",
        "isApiErrorMessage": True,
        "apiErrorStatus": 400,
    }
    if request_id is not None:
        record["requestId"] = request_id or f"req_{number}"
    return line(record | envelope(number, **more) | (over or {}))


def ids(found: Scanned | list[Found] | tuple[Found, ...]) -> list[str]:
    """The request ids of what was found, in order."""
    refusals = found.refusals if isinstance(found, Scanned) else found
    return [str(one.refusal.request_id) for one in refusals]
