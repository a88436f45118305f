"""A service that misbehaves, seen from the client's end."""

import gzip
import http.client
import io
import json
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from fairmeter.simulator import Fault, Service

Get = Callable[..., Any]
USAGE = "/api/oauth/usage"
HEADERS = {"Authorization": "Bearer simulated-token", "anthropic-beta": "oauth-2025-04-20"}


@pytest.mark.parametrize(
    ("fault", "status", "error_type"),
    [
        (Fault.UNAUTHORIZED, 401, "authentication_error"),
        (Fault.SCOPE, 403, "permission_error"),
        (Fault.RATE_LIMITED, 429, "rate_limit_error"),
        (Fault.SATURATED, 429, "rate_limit_error"),
        (Fault.SERVER_ERROR, 500, "api_error"),
        (Fault.OVERLOADED, 529, "overloaded_error"),
    ],
)
def test_a_status_comes_with_the_services_envelope(
    service: Service, get: Get, fault: Fault, status: int, error_type: str
) -> None:
    service.fault = fault
    reply = get(service.base_url, USAGE)
    assert (reply.status, reply.json["error"]["type"]) == (status, error_type)


def test_the_scope_is_named(service: Service, get: Get) -> None:
    service.fault = Fault.SCOPE
    assert get(service.base_url, USAGE).json["error"]["message"].endswith("scope requirement user:profile")


def test_retry_after_is_what_the_test_says_or_zero(service: Service, get: Get) -> None:
    service.fault = Fault.RATE_LIMITED
    service.retry_after_s = 77
    assert get(service.base_url, USAGE).headers["retry-after"] == "77"
    service.fault = Fault.SATURATED
    assert get(service.base_url, USAGE).headers["retry-after"] == "0"


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.TRUNCATED, Fault.EMPTY])
def test_some_bodies_are_no_json(service: Service, get: Get, fault: Fault) -> None:
    service.fault = fault
    reply = get(service.base_url, USAGE)
    assert reply.status == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(reply.body)


def test_one_body_is_nested_too_deep(service: Service, get: Get) -> None:
    service.fault = Fault.NESTED
    reply = get(service.base_url, USAGE)
    with pytest.raises(RecursionError):
        json.loads(reply.body)


def test_some_bodies_are_json_and_nonsense(service: Service, get: Get) -> None:
    def with_fault(fault: Fault) -> Any:
        service.fault = fault
        return get(service.base_url, USAGE).json

    assert with_fault(Fault.WRONG_TYPES)["five_hour"]["utilization"] == "46%"
    assert with_fault(Fault.NEGATIVE)["limits"][0]["percent"] == -5
    assert with_fault(Fault.HUGE)["spend"]["used"]["amount_minor"] == 10**400
    nan = with_fault(Fault.NOT_A_NUMBER)["seven_day"]["utilization"]
    assert nan != nan  # noqa: PLR0124 - only that number differs from itself
    assert isinstance(with_fault(Fault.NOT_AN_OBJECT), list)


def test_a_redirect_points_to_another_name_and_whoever_follows_is_seen(service: Service, get: Get) -> None:
    service.fault = Fault.REDIRECT
    reply = get(service.base_url, USAGE)
    target = urlsplit(reply.headers["location"])
    assert (reply.status, target.hostname, target.path) == (302, "localhost", "/elsewhere")
    get(f"{target.scheme}://127.0.0.1:{target.port}", target.path)
    assert [(r.path, r.authorized) for r in service.requests] == [(USAGE, True), ("/elsewhere", True)]


def test_the_connection_drops_in_the_middle_of_the_body(service: Service, get: Get) -> None:
    service.fault = Fault.DROPPED
    with pytest.raises(http.client.IncompleteRead):
        get(service.base_url, USAGE)
    service.fault = None
    assert get(service.base_url, USAGE).status == 200


def test_a_flood_is_fifty_mebibytes_without_a_length(service: Service, get: Get) -> None:
    service.fault = Fault.FLOOD
    reply = get(service.base_url, USAGE)
    assert "content-length" not in reply.headers
    assert len(reply.body) > 50 * 1024 * 1024
    assert reply.json["five_hour"]["utilization"] == 46.0


def test_a_gzip_bomb_is_small_on_the_wire_and_large_unpacked(service: Service, get: Get) -> None:
    service.fault = Fault.GZIP_BOMB
    reply = get(service.base_url, USAGE)
    assert reply.headers["content-encoding"] == "gzip"
    assert len(reply.body) < 1024 * 1024
    with gzip.open(io.BytesIO(reply.body)) as unpacked:
        size = sum(len(piece) for piece in iter(lambda: unpacked.read(1024 * 1024), b""))
    assert size > 128 * 1024 * 1024


def test_a_client_that_leaves_in_the_middle_of_a_flood_harms_nobody(service: Service, get: Get) -> None:
    service.fault = Fault.FLOOD
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(service.base_url).port, timeout=10)
    connection.request("GET", USAGE, headers=HEADERS)
    assert connection.getresponse().read(10) == b" " * 10
    connection.close()
    service.fault = None
    assert get(service.base_url, USAGE).status == 200


def test_a_slow_answer_is_held_until_it_is_released(service: Service, get: Get) -> None:
    service.fault = Fault.SLOW
    replies: list[Any] = []
    client = threading.Thread(target=lambda: replies.append(get(service.base_url, USAGE)))
    client.start()
    assert service.wait_for_requests(1)
    assert replies == []
    service.release()
    client.join(10)
    assert [reply.status for reply in replies] == [200]


def test_every_fault_answers_something_and_goes_away_when_cleared(service: Service, get: Get) -> None:
    cheap = [f for f in Fault if f not in {Fault.SLOW, Fault.FLOOD, Fault.GZIP_BOMB, Fault.DROPPED}]
    for fault in cheap:
        service.fault = fault
        broken = get(service.base_url, USAGE)
        service.fault = None
        assert get(service.base_url, USAGE).body != broken.body
