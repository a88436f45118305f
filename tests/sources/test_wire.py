"""The wire when the world is unkind: no network, no time, somebody else's answers, bodies without end."""

import gzip
import ssl
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import httpx
import pytest

from fairmeter.limits import FailureKind, Hint, Reading
from fairmeter.sources import Secret
from fairmeter.sources.deadline import Deadline
from fairmeter.sources.wire import MAX_BODY_BYTES, Trouble, Wire
from sources.bodies import BODY_I
from sources.service import Service, Stream, answer, failed, streamed

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
