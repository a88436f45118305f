"""A usage service made of plain functions, behind httpx's own transport for tests."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from fairmeter.limits import Reading, SourceFailure
from fairmeter.sources import Credential, LoginProblem, Secret, UsageApi
from fairmeter.sources.usage_api import PROFILE_PATH, USAGE_PATH
from sources.bodies import BODY_I

MARKED = "sk-ant-oat01-MARKED"
ACCOUNT = "00000000-0000-4000-8000-000000000001"
NOW = datetime(2026, 9, 26, 2, 30, tzinfo=UTC)
PROFILE = {
    "account": {"uuid": ACCOUNT, "email": "max@example.com"},
    "organization": {"organization_type": "claude_max", "rate_limit_tier": "default_claude_max_5x"},
}

Answers = Callable[[httpx.Request], httpx.Response]


def usage(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text=BODY_I)


def profile(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=PROFILE)


def always(status: int, body: object = b"", **headers: str) -> Answers:
    """The same answer to everything."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda _request: httpx.Response(status, content=content, headers=headers)


def denied(kind: str, message: str) -> dict[str, object]:
    """An error in the service's own form."""
    return {"type": "error", "error": {"type": kind, "message": message}}


class Service:
    """Records what it was asked, and answers by path."""

    def __init__(self, on_usage: Answers = usage, on_profile: Answers = profile) -> None:
        self.on_usage = on_usage
        self.on_profile = on_profile
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return {USAGE_PATH: self.on_usage, PROFILE_PATH: self.on_profile}[request.url.path](request)

    @property
    def paths(self) -> list[str]:
        """The last words of the paths that were asked, in order."""
        return [request.url.path.rpartition("/")[2] for request in self.asked]

    @property
    def tokens(self) -> list[str]:
        """The tokens that were sent to the usage path, in order."""
        sent = (request.headers["Authorization"] for request in self.asked if request.url.path == USAGE_PATH)
        return [header.removeprefix("Bearer ") for header in sent]


class Store:
    """Where the login is kept; `then` are what later looks find."""

    def __init__(self, *tokens: str | LoginProblem) -> None:
        self.tokens: list[str | LoginProblem] = list(tokens or (MARKED,))
        self.looks = 0

    def __call__(self) -> Credential | LoginProblem:
        found = self.tokens[min(self.looks, len(self.tokens) - 1)]
        self.looks += 1
        return found if isinstance(found, LoginProblem) else Credential(token=Secret(found), where="file")

    def now_holds(self, *tokens: str | LoginProblem) -> None:
        """Change what is found from the next look on."""
        self.tokens, self.looks = list(tokens), 0


class Ticks:
    """A monotonic clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def api(service: Answers, store: Store | None = None, **how: Any) -> UsageApi:
    """A source that asks a service of these tests."""
    return UsageApi(credential=store or Store(), transport=httpx.MockTransport(service), **how)


def answer(service: Answers, **how: Any) -> Reading | SourceFailure:
    """One reading from a fresh source, closed again."""
    source = api(service, **how)
    try:
        return source.read(NOW)
    finally:
        source.close()


def failed(service: Answers, **how: Any) -> SourceFailure:
    """One failure from a fresh source."""
    outcome = answer(service, **how)
    assert isinstance(outcome, SourceFailure), outcome
    return outcome


def later(**span: float) -> datetime:
    return NOW + timedelta(**span)


class Stream(httpx.SyncByteStream):
    """A body that is made while it is read, and that counts how much of it was taken."""

    def __init__(self, pieces: Iterator[bytes], then: Callable[[], object] = lambda: None) -> None:
        self.pieces = pieces
        self.then = then
        self.taken = 0
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.taken += len(piece)
            yield piece
        self.then()

    def close(self) -> None:
        self.is_closed = True


def streamed(stream: Stream, status: int = 200, packing: str = "identity") -> Service:
    """A service whose usage body is such a stream."""
    headers = {"Content-Encoding": packing}
    return Service(on_usage=lambda _: httpx.Response(status, stream=stream, headers=headers))
