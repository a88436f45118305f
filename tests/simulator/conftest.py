"""What the simulator's tests share: an account to spend, and a client that speaks plain HTTP."""

import http.client
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from fairmeter.simulator import Account, AccountState, ExtraUsage, Meter, MeterKind, PlanKind, Service, SimClock

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
HEADERS = {"Authorization": "Bearer simulated-token", "anthropic-beta": "oauth-2025-04-20"}


def standing_state(**changes: Any) -> AccountState:
    """A Max account: session 46, week 41, Fable 64, Sonnet 3 percent used, extra usage off."""
    week = NOW + timedelta(days=4)
    facts: dict[str, Any] = {
        "at": NOW,
        "opened_at": NOW,
        "plan": PlanKind.MAX,
        "session": Meter(
            kind=MeterKind.SESSION, capacity=100.0, used=46.0, resets_at=NOW + timedelta(hours=2, minutes=20)
        ),
        "weekly": Meter(kind=MeterKind.WEEKLY, capacity=900.0, used=369.0, resets_at=week),
        "models": (
            Meter(kind=MeterKind.MODEL, capacity=500.0, used=320.0, resets_at=week, model="Fable"),
            Meter(kind=MeterKind.MODEL, capacity=500.0, used=15.0, resets_at=week, model="Sonnet"),
        ),
        "extra": ExtraUsage(),
    }
    return AccountState(**(facts | changes))


@dataclass
class Reply:
    """What a client saw."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Get = Callable[..., Reply]


def fetch(base_url: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None) -> Reply:
    """One request on a connection of its own."""
    where = urlsplit(base_url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
    try:
        connection.request("GET" if body is None else "POST", path, body, HEADERS if headers is None else headers)
        response = connection.getresponse()
        return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="session")
def state() -> Callable[..., AccountState]:
    """Makes the standing account's state, with changes by name."""
    return standing_state


@pytest.fixture(scope="session")
def opened() -> Callable[..., Account]:
    """Makes the standing account on a clock that stands still, from a state or from changes by name."""

    def make(state: AccountState | None = None, **changes: Any) -> Account:
        return Account(state or standing_state(**changes), SimClock(NOW, speed=0))

    return make


@pytest.fixture
def clock() -> SimClock:
    """A clock that stands still until it is pushed."""
    return SimClock(NOW, speed=0)


@pytest.fixture
def account(clock: SimClock) -> Account:
    return Account(standing_state(), clock)


@pytest.fixture
def service(account: Account, clock: SimClock) -> Iterator[Service]:
    with Service(account, clock) as running:
        yield running


@pytest.fixture(scope="session")
def get() -> Get:
    return fetch
