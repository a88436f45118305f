"""The wire when the world is unkind: no network, no time, somebody else's answers, bodies without end."""

import gzip
import socket
import ssl
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import httpx
import pytest

from fairmeter.limits import FailureKind, Hint, Reading
from fairmeter.sources import Secret
from fairmeter.sources.deadline import Deadline, Listener
from fairmeter.sources.wire import MAX_BODY_BYTES, Trouble, Wire
from sources.bodies import BODY_I
from sources.service import Service, Store, Ticks, answer, failed

MEBIBYTE = 1024 * 1024


def raising(error: Callable[[httpx.Request], Exception]) -> Callable[[httpx.Request], httpx.Response]:
    """A service that cannot be reached."""

    def handler(request: httpx.Request) -> httpx.Response:
        raise error(request)

    return handler


def over_tls(outer: type[httpx.NetworkError]) -> Callable[[httpx.Request], Exception]:
    """An error of the kind the library raises when TLS fails underneath it."""

    def error(request: httpx.Request) -> Exception:
        wrapped = outer("certificate verify failed", request=request)
        wrapped.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
        return wrapped

    return error


@pytest.mark.parametrize(
    ("error", "kind", "hint", "requests"),
    [
        (lambda r: httpx.ConnectError("refused", request=r), FailureKind.OFFLINE, Hint.NO_NETWORK, 0),
        (lambda r: httpx.ProxyError("407", request=r), FailureKind.OFFLINE, Hint.NO_NETWORK, 0),
        (lambda _: UnicodeError("label empty or too long"), FailureKind.OFFLINE, Hint.NO_NETWORK, 0),
        (lambda r: httpx.ReadError("reset", request=r), FailureKind.OFFLINE, Hint.NO_NETWORK, 1),
        (lambda r: httpx.WriteError("reset", request=r), FailureKind.OFFLINE, Hint.NO_NETWORK, 1),
        (lambda r: httpx.ConnectTimeout("", request=r), FailureKind.TIMED_OUT, Hint.SLOW_SERVICE, 0),
        (lambda r: httpx.ReadTimeout("", request=r), FailureKind.TIMED_OUT, Hint.SLOW_SERVICE, 1),
        (lambda r: httpx.WriteTimeout("", request=r), FailureKind.TIMED_OUT, Hint.SLOW_SERVICE, 1),
        (lambda r: httpx.PoolTimeout("", request=r), FailureKind.TIMED_OUT, Hint.SLOW_SERVICE, 1),
        (lambda r: httpx.RemoteProtocolError("?", request=r), FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE, 1),
        (lambda r: httpx.LocalProtocolError("?", request=r), FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE, 1),
        (over_tls(httpx.ConnectError), FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE, 0),
        (over_tls(httpx.ReadError), FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE, 1),
    ],
)
def test_what_a_broken_exchange_means(
    error: Callable[[httpx.Request], Exception], kind: FailureKind, hint: Hint, requests: int
) -> None:
    failure = failed(raising(error))
    assert (failure.kind, failure.hint, failure.requests) == (kind, hint, requests)
    assert failure.status is None


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
    headers = {"Content-Encoding": packing}
    return Service(on_usage=lambda _: httpx.Response(status, stream=stream, headers=headers))


def test_a_body_in_pieces_is_put_together() -> None:
    raw = BODY_I.encode()
    reading = answer(streamed(Stream(raw[at : at + 7] for at in range(0, len(raw), 7))))
    assert isinstance(reading, Reading)
    assert len(reading.windows) == 3


def test_a_body_of_fifty_megabytes_is_not_read_to_its_end() -> None:
    stream = Stream(b" " * MEBIBYTE for _ in range(50))
    failure = failed(streamed(stream))
    assert (failure.kind, failure.hint, failure.status) == (FailureKind.UNREADABLE, Hint.TOO_LARGE, 200)
    assert stream.taken <= MAX_BODY_BYTES + MEBIBYTE
    assert stream.is_closed


@pytest.mark.parametrize(("extra", "is_read"), [(0, True), (1, False)])
def test_the_cap_is_two_mebibytes(extra: int, is_read: bool) -> None:
    raw = BODY_I.encode()
    padded = raw + b" " * (MAX_BODY_BYTES - len(raw) + extra)
    outcome = answer(streamed(Stream(iter([padded]))))
    assert isinstance(outcome, Reading) is is_read


@pytest.mark.parametrize("size", [1, 64, 10_000])
def test_a_packed_body_is_unpacked_in_whatever_pieces_it_comes(size: int) -> None:
    packed = gzip.compress(BODY_I.encode())
    stream = Stream(packed[at : at + size] for at in range(0, len(packed), size))
    reading = answer(streamed(stream, packing="gzip"))
    assert isinstance(reading, Reading)
    assert len(reading.windows) == 3


def test_a_packed_bomb_is_never_unpacked_as_a_whole() -> None:
    """A gigabyte of blanks in about a megabyte; the first pieces already hold more than is taken."""

    def bomb() -> Iterator[bytes]:
        packer = zlib.compressobj(wbits=31)
        for _ in range(1024):
            yield packer.compress(b" " * MEBIBYTE)
        yield packer.flush()

    stream = Stream(bomb())
    assert failed(streamed(stream, packing="gzip")).hint is Hint.TOO_LARGE
    assert stream.taken < MEBIBYTE / 10


def test_a_bomb_in_one_piece_is_cut_off_at_the_cap() -> None:
    service = streamed(Stream(iter([gzip.compress(b"[" + b" " * 50 * MEBIBYTE + b"]")])), packing="gzip")
    tracemalloc.start()
    try:
        failure = failed(service)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert failure.hint is Hint.TOO_LARGE
    assert peak < 20 * MEBIBYTE


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(BODY_I.encode())[:-300], "gzip"),
        (BODY_I.encode(), "gzip"),
        (b"", "gzip"),
        (zlib.compress(BODY_I.encode()), "deflate"),
        (BODY_I.encode(), "br"),
        (BODY_I.encode(), "gzip, gzip"),
    ],
)
def test_a_body_packed_wrongly_or_in_a_way_not_asked_for(packed: bytes, encoding: str) -> None:
    failure = failed(streamed(Stream(iter([packed])), packing=encoding))
    assert (failure.hint, failure.status) == (Hint.NOT_JSON, 200)


def test_what_follows_a_packed_body_is_not_taken() -> None:
    stream = Stream(iter([gzip.compress(BODY_I.encode()), *[b"x" * MEBIBYTE] * 50]))
    assert isinstance(answer(streamed(stream, packing="gzip")), Reading)
    assert stream.taken < MEBIBYTE


def test_a_body_that_breaks_off_is_not_json() -> None:
    def broken() -> None:
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")

    failure = failed(streamed(Stream(iter([BODY_I.encode()[:50]]), broken)))
    assert (failure.kind, failure.hint) == (FailureKind.UNREADABLE, Hint.NOT_JSON)


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


def test_bodies_of_other_answers_are_not_read() -> None:
    for status in (401, 404, 429, 500):
        stream = Stream(b"x" * MEBIBYTE for _ in range(50))
        assert failed(streamed(stream, status)).status == status
        assert stream.taken == 0
        assert stream.is_closed


def test_an_address_that_is_not_safe_is_refused_by_the_wire_itself() -> None:
    wire = Wire("http://example.org", user_agent="x", transport=httpx.MockTransport(Service()))
    trouble = wire.get("/", Secret("t"), Deadline(20.0))
    assert isinstance(trouble, Trouble)
    assert (trouble.hint, trouble.was_sent) == (Hint.INSECURE_BASE, False)
