"""Ways in which a service misbehaves, to be switched on by a test or a story."""

import zlib
from collections.abc import Iterator, Mapping
from enum import StrEnum

from fairmeter.simulator.answers import Answer, error_answer, json_answer, throttled_answer

MEBIBYTE = 1024 * 1024
FLOOD_SIZE = 50 * MEBIBYTE
BOMB_SIZE = 128 * MEBIBYTE
_NESTING = 100_000


class Fault(StrEnum):
    """What is wrong with every answer while it is set. The control endpoint is never affected."""

    UNAUTHORIZED = "unauthorized"
    SCOPE = "scope"
    RATE_LIMITED = "rate_limited"
    """429 with `Service.retry_after_s`."""
    SATURATED = "saturated"
    """429 with `Retry-After: 0`."""
    SERVER_ERROR = "server_error"
    OVERLOADED = "overloaded"
    SLOW = "slow"
    """Holds the answer until `Service.release`."""
    HTML = "html"
    TRUNCATED = "truncated"
    WRONG_TYPES = "wrong_types"
    NEGATIVE = "negative"
    HUGE = "huge"
    NOT_A_NUMBER = "not_a_number"
    NOT_AN_OBJECT = "not_an_object"
    NESTED = "nested"
    """Valid so far as it goes, and nested deeper than a parser can follow."""
    EMPTY = "empty"
    FLOOD = "flood"
    """A proper body after 50 MiB of blanks, without a length."""
    GZIP_BOMB = "gzip_bomb"
    """A small answer that unpacks to 128 MiB before its proper body."""
    REDIRECT = "redirect"
    """302 to `Service.redirect_to`."""
    DROPPED = "dropped"
    """The connection ends in the middle of the body."""


def broken(fault: Fault, sound: Answer, *, retry_after_s: int, redirect_to: str) -> Answer:
    """The answer under a fault.

    Args:
        fault: What is wrong. `SLOW` changes when an answer comes, not the answer.
        sound: The answer as it would have been.
        retry_after_s: For `RATE_LIMITED`, seconds.
        redirect_to: For `REDIRECT`, an absolute address.
    """
    match fault:
        case Fault.RATE_LIMITED:
            return throttled_answer(retry_after_s)
        case Fault.REDIRECT:
            return Answer(status=302, headers={"Location": redirect_to})
        case Fault.SLOW:
            return sound
        case Fault.TRUNCATED:
            return Answer(body=sound.body[: len(sound.body) // 2])
        case Fault.DROPPED:
            return Answer(body=sound.body, cut_after=len(sound.body) // 2)
        case Fault.FLOOD:
            return Answer(stream=lambda: _flood(sound.body))
        case Fault.GZIP_BOMB:
            headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
            return Answer(headers=headers, stream=lambda: _bomb(sound.body))
        case _:
            return _FIXED[fault]


def _flood(body: bytes) -> Iterator[bytes]:
    blanks = b" " * MEBIBYTE
    for _ in range(FLOOD_SIZE // MEBIBYTE):
        yield blanks
    yield body


def _bomb(body: bytes) -> Iterator[bytes]:
    packer = zlib.compressobj(level=1, wbits=31)
    blanks = b" " * MEBIBYTE
    for _ in range(BOMB_SIZE // MEBIBYTE):
        piece = packer.compress(blanks)
        if piece:
            yield piece
    yield packer.compress(body) + packer.flush()


def _odd_usage(number: object) -> Mapping[str, object]:
    """A usage body with this value wherever a number belongs."""
    return {
        "five_hour": {"utilization": number, "resets_at": "2026-11-17T18:40:00+00:00"},
        "seven_day": {"utilization": number, "resets_at": "2026-11-21T10:00:00+00:00"},
        "extra_usage": {"is_enabled": True, "monthly_limit": number, "used_credits": number, "decimal_places": 2},
        "limits": [{"kind": "session", "group": "session", "percent": number, "scope": None, "resets_at": None}],
        "spend": {"used": {"amount_minor": number, "currency": "USD", "exponent": 2}, "enabled": True},
    }


_WRONG_TYPES: Mapping[str, object] = {
    "five_hour": {"utilization": "46%", "resets_at": 1795027200},
    "seven_day": ["41"],
    "extra_usage": {"is_enabled": "yes", "monthly_limit": [4000], "used_credits": {}, "currency": 7},
    "limits": {"session": 46},
    "spend": "4.01",
}

_SCOPE_MESSAGE = "OAuth token does not meet scope requirement user:profile"

_FIXED = {
    Fault.UNAUTHORIZED: error_answer(401, "authentication_error", "OAuth access token has expired."),
    Fault.SCOPE: error_answer(403, "permission_error", _SCOPE_MESSAGE),
    Fault.SATURATED: throttled_answer(0),
    Fault.SERVER_ERROR: error_answer(500, "api_error", "Internal server error"),
    Fault.OVERLOADED: error_answer(529, "overloaded_error", "Overloaded"),
    Fault.HTML: Answer(body=b"<!doctype html><title>Just a moment...</title>", headers={"Content-Type": "text/html"}),
    Fault.WRONG_TYPES: json_answer(_WRONG_TYPES),
    Fault.NEGATIVE: json_answer(_odd_usage(-5)),
    Fault.HUGE: json_answer(_odd_usage(10**400)),
    Fault.NOT_A_NUMBER: json_answer(_odd_usage(float("nan"))),
    Fault.NOT_AN_OBJECT: json_answer([{"five_hour": 46}, 7, None]),
    Fault.NESTED: Answer(body=b"[" * _NESTING + b"]" * _NESTING),
    Fault.EMPTY: Answer(),
}
