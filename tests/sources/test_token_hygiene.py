"""The token goes to the service and nowhere else: no failure, no log, no repr and no exception shows it."""

import gc
import logging
from collections.abc import Callable

import httpx
import pytest

from fairmeter.limits import Reading, SourceFailure
from fairmeter.sources import Credential, Secret, UsageApi
from sources.service import MARKED, NOW, Service, Store, always, api, denied, later


def _leaky(request: httpx.Request) -> httpx.Response:
    """As the HTTP library does when a header is not legal: the message quotes it."""
    raise httpx.LocalProtocolError(f"Illegal header value {request.headers['Authorization']}", request=request)


def _echo(status: int) -> Callable[[httpx.Request], httpx.Response]:
    """A service that says everything it was told."""

    def handler(request: httpx.Request) -> httpx.Response:
        told = {"error": {"type": "scope", "message": request.headers["Authorization"]}, "limits": []}
        return httpx.Response(status, json=told, headers={"X-Echo": request.headers["Authorization"]})

    return handler


def test_the_planted_token_is_really_sent() -> None:
    service = Service()
    api(service).read(NOW)
    assert service.tokens == [MARKED]


@pytest.mark.parametrize(
    "answers",
    [
        Service(),
        Service(on_profile=_leaky),
        _leaky,
        _echo(200),
        _echo(401),
        _echo(403),
        _echo(429),
        _echo(500),
        always(302, b"", Location=f"https://example.org/{MARKED}"),
        always(200, b"<html>"),
        always(401, denied("authentication_error", MARKED)),
    ],
)
def test_no_outcome_and_no_log_shows_it(
    answers: Callable[[httpx.Request], httpx.Response], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    source = api(answers)
    for at in (NOW, later(minutes=1)):
        outcome = source.read(at)
        assert isinstance(outcome, Reading | SourceFailure)
        assert "MARKED" not in repr(outcome) + str(outcome)
    assert "MARKED" not in caplog.text
    assert "MARKED" not in repr(source)


def test_a_source_keeps_no_token_between_readings() -> None:
    """Only the digest of a refused login and of the profile's login is remembered."""

    def fresh() -> Credential:
        return Credential(token=Secret(f"sk-{NOW:%Y}-marked"), where="file")

    for answers in (Service(), always(401), _leaky):
        source = UsageApi(credential=fresh, transport=httpx.MockTransport(lambda r, a=answers: a(_bare(r))))
        source.read(NOW)
        gc.collect()
        assert "-marked" not in _everything_in(source)


def _bare(request: httpx.Request) -> httpx.Request:
    """The request as the service sees it, without a way back to the client's own object."""
    return httpx.Request(request.method, request.url, headers={"Authorization": request.headers["Authorization"]})


def _everything_in(source: UsageApi) -> str:
    seen: set[int] = set()
    found: list[str] = []
    waiting: list[object] = [vars(source)["_wire"], vars(source)["_profiles"], vars(source)["_refused"]]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type) or callable(one) or len(seen) > 20_000:
            continue
        seen.add(id(one))
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, bytes):
            found.append(one.decode("latin-1"))
        elif isinstance(one, Secret):
            found.append(one.reveal())
        else:
            waiting.extend(gc.get_referents(one))
    return "\n".join(found)


def test_the_login_store_is_asked_once_and_not_kept() -> None:
    store = Store()
    api(Service(), store).read(NOW)
    assert store.looks == 1
