"""One deadline for a whole reading, whatever the service does with the time."""

import socket
from collections.abc import Iterator

import httpx
import pytest

from fairmeter.limits import FailureKind, Hint, Reading
from fairmeter.sources.deadline import Listener
from sources.bodies import BODY_I
from sources.service import Service, Store, Stream, Ticks, answer, failed, streamed


def test_a_body_that_trickles_is_given_up_at_the_deadline() -> None:
    ticks = Ticks()

    def trickle() -> Iterator[bytes]:
        while True:
            ticks.at += 4.0  # always within the limit for one piece
            yield b" "

    stream = Stream(trickle())
    failure = failed(streamed(stream), monotonic=ticks)
    assert (failure.kind, failure.hint, failure.status) == (FailureKind.TIMED_OUT, Hint.SLOW_SERVICE, 200)
    assert stream.taken == 5
    assert stream.is_closed


def test_a_body_that_ends_at_the_deadline_was_cut_and_not_wrong() -> None:
    ticks = Ticks()

    def end() -> None:
        ticks.at = 20.0

    assert failed(streamed(Stream(iter([b'{"limits"']), end)), monotonic=ticks).hint is Hint.SLOW_SERVICE
    ticks.at = 0.0

    def break_off() -> None:
        ticks.at = 20.0
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")

    assert failed(streamed(Stream(iter([b'{"limits"']), break_off)), monotonic=ticks).hint is Hint.SLOW_SERVICE
    ticks.at = 0.0
    packed = Stream(iter([b"\x1f\x8b\x08"]), end)
    assert failed(streamed(packed, packing="gzip"), monotonic=ticks).hint is Hint.SLOW_SERVICE


def test_an_error_after_the_deadline_is_the_deadlines() -> None:
    ticks = Ticks()

    def late(request: httpx.Request) -> httpx.Response:
        ticks.at = 21.0
        raise httpx.ReadError("cut", request=request)

    assert failed(late, monotonic=ticks).kind is FailureKind.TIMED_OUT


def test_one_deadline_holds_for_all_requests_of_a_reading() -> None:
    ticks = Ticks()

    def slow(_request: httpx.Request) -> httpx.Response:
        ticks.at += 21.0
        return httpx.Response(401)

    service = Service(on_usage=slow)
    assert failed(service, monotonic=ticks).kind is FailureKind.EXPIRED

    def slower(_request: httpx.Request) -> httpx.Response:
        ticks.at += 19.0
        return httpx.Response(200, text=BODY_I)

    service = Service(on_usage=slower, on_profile=slower)
    reading = answer(service, monotonic=ticks)
    assert isinstance(reading, Reading)
    assert reading.account == "local"
    assert service.asked[0].extensions["timeout"] == {"connect": 5.0, "read": 10.0, "write": 10.0, "pool": 10.0}
    assert service.asked[1].extensions["timeout"] == {"connect": 1.0, "read": 1.0, "write": 1.0, "pool": 1.0}


def test_a_spent_deadline_sends_nothing_more() -> None:
    ticks = Ticks()

    def slow_refusal(_request: httpx.Request) -> httpx.Response:
        ticks.at += 20.0
        return httpx.Response(401)

    service = Service(on_usage=slow_refusal)
    failure = failed(service, store=Store("old", "renewed"), monotonic=ticks)
    assert (failure.kind, failure.requests) == (FailureKind.TIMED_OUT, 1)
    assert service.tokens == ["old"]


class Opened:
    """What the HTTP library hands out for a connection."""

    def __init__(self, end: socket.socket | None) -> None:
        self.end = end

    def get_extra_info(self, about: str) -> object:
        return self.end if about == "socket" else None


@pytest.mark.parametrize("is_late", [True, False])
def test_a_socket_is_shut_down_also_when_it_opens_after_the_time_is_up(is_late: bool) -> None:
    """Looking a name up can take longer than the deadline, and nothing can interrupt it."""
    here, there = socket.socketpair()
    with here, there:
        there.settimeout(5)
        listener = Listener()
        if is_late:
            listener.cut()
        listener("connection.connect_tcp.started", {"return_value": None})
        listener("connection.connect_tcp.complete", {"return_value": Opened(here)})
        if not is_late:
            listener.cut()
        assert there.recv(1) == b""
        listener.cut()


def test_a_connection_without_a_socket_is_left_alone() -> None:
    listener = Listener()
    listener("connection.connect_tcp.complete", {"return_value": Opened(None)})
    listener("connection.connect_tcp.complete", {"return_value": object()})
    listener.cut()
