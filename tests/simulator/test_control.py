"""The control endpoint, for a simulator inside another process."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from fairmeter.simulator import Account, Fault, Service, SimClock

Get = Callable[..., Any]


@pytest.fixture
def steered(account: Account, clock: SimClock) -> Iterator[Service]:
    with Service(account, clock, control=True) as running:
        yield running


def test_there_is_none_unless_it_is_wanted(service: Service, get: Get) -> None:
    assert get(service.base_url, "/control", {}, b"{}").status == 404


def test_it_moves_the_clock_breaks_the_service_and_asks(steered: Service, clock: SimClock, get: Get) -> None:
    before = clock.now()
    command = {
        "advance_s": 90,
        "fault": "overloaded",
        "order": "extra_first",
        "extra": {"enabled": True, "balance_minor": 0, "cap_minor": None},
        "request": {"model": "claude-fable-5", "cost_units": 2},
    }
    told = get(steered.base_url, "/control", {}, json.dumps(command).encode()).json
    assert clock.now() == before + timedelta(seconds=90)
    assert told["now"] == clock.now().isoformat()
    assert told["fault"] == Fault.OVERLOADED
    assert (told["outcome"]["status"], told["outcome"]["cause"]) == (400, "extra_first")
    assert get(steered.base_url, "/api/oauth/usage").status == 529


def test_a_served_request_says_who_paid_and_null_mends(steered: Service, account: Account, get: Get) -> None:
    steered.fault = Fault.HTML
    told = get(
        steered.base_url, "/control", {}, b'{"fault": null, "reset_all": true, "request": {"model": "claude-opus-5"}}'
    ).json
    assert told["outcome"]["paid_by"] == "plan"
    assert told["fault"] is None
    assert [meter.percent for meter in account.look().meters] == [1, 0, 0, 0]


def test_it_tells_who_read_what(steered: Service, get: Get) -> None:
    get(steered.base_url, "/api/oauth/profile")
    seen = get(steered.base_url, "/control", {}).json["requests"]
    assert [(one["method"], one["path"]) for one in seen] == [("GET", "/api/oauth/profile")]


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (b"not json", "not JSON"),
        (b"[" * 50_000, "not JSON"),
        (b"[]", "not an object"),
        (b'{"advance": 3}', "unknown: advance"),
        (b'{"advance_s": "3"}', "advance_s is not a number"),
        (b'{"advance_s": true}', "advance_s is not a number"),
        (b'{"advance_s": -1}', "advance_s is out of range"),
        (b'{"advance_s": NaN}', "advance_s is out of range"),
        (b'{"advance_s": 1e300}', "advance_s is out of range"),
        (b'{"fault": "boredom"}', "fault is none of"),
        (b'{"order": 3}', "order is none of"),
        (b'{"extra": 3}', "extra is not an object"),
        (b'{"extra": {"colour": 3}}', "extra.colour is unknown"),
        (b'{"extra": {"enabled": null}}', "extra.enabled is not bool"),
        (b'{"extra": {"spent_minor": 1.5}}', "extra.spent_minor is not int"),
        (b'{"request": {}}', "request needs a model"),
        (b'{"request": {"model": "claude-opus-5", "cost_units": 0}}', "cost_units is out of range"),
        (b'{"advance_s": 60, "request": {"model": 5}}', "request needs a model"),
    ],
)
def test_what_it_does_not_understand_changes_nothing(
    steered: Service, account: Account, get: Get, command: bytes, complaint: str
) -> None:
    before = account.look()
    reply = get(steered.base_url, "/control", {}, command)
    assert reply.status == 400
    assert complaint in reply.json["error"]["message"]
    assert account.look() == before


def test_a_command_that_is_too_long_is_refused(steered: Service, get: Get) -> None:
    reply = get(steered.base_url, "/control", {"Content-Length": "70000"}, b"")
    assert reply.status == 413
