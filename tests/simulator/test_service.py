"""The service over real sockets: who may read what, and what it remembers of them."""

import http.client
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from fairmeter.simulator import Account, EndpointBudget, ExtraUsage, Fault, Service, SimClock

Get = Callable[..., Any]
USAGE, PROFILE = "/api/oauth/usage", "/api/oauth/profile"
BEARER = {"Authorization": "Bearer simulated-token"}
HEADERS = BEARER | {"anthropic-beta": "oauth-2025-04-20"}


def test_usage_tells_of_the_account_as_it_stands_now(service: Service, account: Account, get: Get) -> None:
    assert get(service.base_url, USAGE).json["five_hour"]["utilization"] == 46.0
    account.request("claude-fable-5", 4.0)
    reply = get(service.base_url, USAGE)
    assert (reply.status, reply.json["five_hour"]["utilization"]) == (200, 50.0)
    assert {"anthropic-organization-id", "request-id"} <= set(reply.headers)


def test_two_polls_never_give_the_same_reset(service: Service, get: Get) -> None:
    one, two = (get(service.base_url, USAGE).json["seven_day"]["resets_at"] for _ in range(2))
    assert one != two


def test_skip_spend_is_read_from_the_query(service: Service, get: Get) -> None:
    assert get(service.base_url, USAGE + "?at_wall=1&skip_spend=1").json["spend"] is None


def test_the_profile_leads_to_the_credits(service: Service, account: Account, get: Get) -> None:
    organization = get(service.base_url, PROFILE).json["organization"]["uuid"]
    path = f"/api/oauth/organizations/{organization}/prepaid/credits"
    assert get(service.base_url, path).status == 404
    account.change_extra(lambda _: ExtraUsage(enabled=True, balance_minor=1786))
    assert get(service.base_url, path).json["amount"] == 1786
    assert get(service.base_url, path.replace(organization, "other")).status == 404


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({}, USAGE, 401),
        (BEARER, USAGE, 401),
        (BEARER | {"anthropic-beta": "something-else"}, USAGE, 401),
        (HEADERS | {"Authorization": "Bearer another"}, USAGE, 401),
        (HEADERS | {"Authorization": "simulated-token"}, USAGE, 401),
        (BEARER, PROFILE, 200),
        ({}, PROFILE, 401),
        (HEADERS, "/api/oauth/other", 404),
    ],
)
def test_the_token_and_the_beta_header_open_the_door(
    service: Service, get: Get, headers: dict[str, str], path: str, status: int
) -> None:
    reply = get(service.base_url, path, headers)
    assert reply.status == status
    if status == 401:
        assert reply.json["error"]["type"] == "authentication_error"


def test_an_empty_bearer_looks_like_throttling(service: Service, get: Get) -> None:
    reply = get(service.base_url, USAGE, HEADERS | {"Authorization": "Bearer "})
    assert (reply.status, reply.headers["retry-after"]) == (429, "3242")


def test_a_token_ends_in_simulated_time(service: Service, clock: SimClock, get: Get) -> None:
    service.token_expires_at = clock.now() + timedelta(hours=8)
    assert get(service.base_url, USAGE).status == 200
    clock.advance(timedelta(hours=8))
    assert get(service.base_url, USAGE).status == 401


def test_the_endpoint_blocks_when_its_budget_is_spent(account: Account, clock: SimClock, get: Get) -> None:
    with Service(account, clock, budget=EndpointBudget(2)) as service:
        assert [get(service.base_url, USAGE).status for _ in range(3)] == [200, 200, 429]
        clock.advance(timedelta(minutes=10))
        reply = get(service.base_url, USAGE)
        assert (reply.status, reply.headers["retry-after"]) == (429, "3000")
        assert reply.json == {"error": {"type": "rate_limit_error", "message": "Rate limited. Please try again later."}}
        assert get(service.base_url, PROFILE).status == 200


def test_requests_are_remembered_without_the_token(service: Service, clock: SimClock, get: Get) -> None:
    get(service.base_url, USAGE + "?skip_spend=1", HEADERS | {"User-Agent": "fairmeter/1"})
    get(service.base_url, USAGE, {})
    first, second = service.requests
    assert (first.method, first.path, first.query, first.at) == ("GET", USAGE, {"skip_spend": "1"}, clock.now())
    assert (first.headers["user-agent"], first.headers["authorization"]) == ("fairmeter/1", "Bearer")
    assert (first.authorized, second.authorized) == (True, False)
    assert "simulated-token" not in repr(service.requests)


def test_one_connection_serves_many_requests(service: Service) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(service.base_url).port, timeout=10)
    for _ in range(3):
        connection.request("GET", PROFILE, headers=HEADERS)
        assert len(connection.getresponse().read()) > 100
    connection.close()


def test_it_listens_on_loopback_only(service: Service) -> None:
    assert service.base_url.startswith("http://127.0.0.1:")


def test_it_ends_at_once_with_connections_open_and_answers_held(account: Account, clock: SimClock) -> None:
    before = set(threading.enumerate())
    with Service(account, clock) as service:
        service.fault = Fault.SLOW
        idle, held = (
            http.client.HTTPConnection("127.0.0.1", urlsplit(service.base_url).port, timeout=10) for _ in range(2)
        )
        idle.connect()
        held.request("GET", USAGE, headers=HEADERS)
        assert service.wait_for_requests(1)
    idle.close()
    held.close()
    assert set(threading.enumerate()) == before
