"""The usage API over real sockets, for what no stand-in transport can show."""

import json
import logging
import socket
import threading
import time
from pathlib import Path

import pytest

from fairmeter.limits import FailureKind, Hint, Reading, SourceFailure
from fairmeter.sources import UsageApi
from fairmeter.sources.deadline import Patience
from sources.bodies import BODY_I
from sources.loopback import Loopback, http, saying
from sources.service import ACCOUNT, MARKED, NOW, PROFILE, Store

USAGE = saying(http(BODY_I.encode(), "Anthropic-Organization-Id: org-marked", "Request-Id: req-marked"))
WHOSE = saying(http(json.dumps(PROFILE).encode()))
HASTE = Patience(connect=0.5, read=0.5, total=0.8)


def ask(base_url: str, patience: Patience | None = None) -> Reading | SourceFailure:
    source = UsageApi(credential=Store(), base_url=base_url, patience=patience)
    try:
        return source.read(NOW)
    finally:
        source.close()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_reading_over_a_real_connection() -> None:
    with Loopback(USAGE, WHOSE) as server:
        reading = ask(f"http://127.0.0.1:{server.port}")
    assert isinstance(reading, Reading)
    assert (reading.account, len(reading.windows), reading.requests) == (ACCOUNT, 3, 2)
    assert [request.split()[1] for request in server.requests] == [b"/api/oauth/usage", b"/api/oauth/profile"]


def test_headers_that_name_the_organisation_and_the_login_reach_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Loopback(USAGE, WHOSE) as server:
        reading = ask(f"http://127.0.0.1:{server.port}")
    assert isinstance(reading, Reading)
    assert "marked" not in caplog.text.casefold()
    assert "marked" not in repr(reading).casefold()


def test_a_netrc_file_does_not_replace_the_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    with Loopback(USAGE, WHOSE) as server:
        ask(f"http://127.0.0.1:{server.port}")
    assert all(f"authorization: bearer {MARKED}".encode().lower() in request.lower() for request in server.requests)


def test_a_login_for_this_machine_is_not_handed_to_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback(USAGE) as proxy, Loopback(USAGE, WHOSE) as server:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{proxy.port}")
        assert isinstance(ask(f"http://127.0.0.1:{server.port}"), Reading)
        assert proxy.requests == []


def test_a_proxy_sees_no_login_even_when_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback(saying(http(b"who are you", status="407 Proxy Authentication Required"))) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        failure = ask("https://api.example.org")
    assert isinstance(failure, SourceFailure)
    assert (failure.kind, failure.hint, failure.requests) == (FailureKind.OFFLINE, Hint.NO_NETWORK, 0)
    assert len(proxy.requests) == 1
    assert MARKED.encode() not in proxy.requests[0]


def test_nobody_listens() -> None:
    failure = ask(f"http://127.0.0.1:{closed_port()}")
    assert isinstance(failure, SourceFailure)
    assert (failure.kind, failure.hint, failure.requests) == (FailureKind.OFFLINE, Hint.NO_NETWORK, 0)


@pytest.mark.parametrize("host", ["a..localhost", "localhost:99999", "x" * 70 + ".localhost"])
def test_a_host_that_cannot_be(host: str) -> None:
    failure = ask(f"https://{host}")
    assert isinstance(failure, SourceFailure)
    assert (failure.kind, failure.requests) == (FailureKind.OFFLINE, 0)


def test_what_speaks_no_tls_is_not_the_service_and_gets_no_login() -> None:
    with Loopback(saying(http(b"hello"))) as server:
        failure = ask(f"https://127.0.0.1:{server.port}")
    assert isinstance(failure, SourceFailure)
    assert (failure.kind, failure.hint, failure.requests) == (FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE, 0)
    assert MARKED.encode() not in b"".join(server.requests)


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH_9.9\r\n", b"HTTP/1.1 200 OK\r\nbroken\r\n\r\n"])
def test_what_speaks_no_http_is_not_the_service(said: bytes) -> None:
    with Loopback(saying(said)) as server:
        failure = ask(f"http://127.0.0.1:{server.port}")
    assert isinstance(failure, SourceFailure)
    assert (failure.kind, failure.hint, failure.requests) == (FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE, 1)


def test_a_connection_that_ends_before_the_body_does() -> None:
    with Loopback(saying(http(BODY_I.encode())[:-100])) as server:
        failure = ask(f"http://127.0.0.1:{server.port}")
    assert isinstance(failure, SourceFailure)
    assert (failure.kind, failure.hint) == (FailureKind.UNREADABLE, Hint.NOT_JSON)


def _silence(_connection: socket.socket, over: threading.Event) -> None:
    over.wait(10)


def _drip(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while not over.wait(0.02):
        connection.sendall(b"x")


def _drip_body(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n{")
    while not over.wait(0.02):
        connection.sendall(b" ")


@pytest.mark.parametrize("script", [_silence, _drip, _drip_body])
def test_a_service_that_says_nothing_or_drips_is_given_up_in_time(script: object) -> None:
    """A drip is always within the limit for one piece; only the deadline for the whole reading ends it."""
    assert callable(script)
    with Loopback(script) as server:
        began = time.monotonic()
        failure = ask(f"http://127.0.0.1:{server.port}", HASTE)
        took = time.monotonic() - began
    assert isinstance(failure, SourceFailure)
    assert (failure.kind, failure.hint, failure.requests) == (FailureKind.TIMED_OUT, Hint.SLOW_SERVICE, 1)
    assert took < 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:9"),
        ("ALL_PROXY", "nonsense://127.0.0.1"),
        ("HTTPS_PROXY", "http://[broken"),
        ("SSL_CERT_FILE", "/nowhere/at/all.pem"),
    ],
)
def test_settings_of_the_machine_that_cannot_be_used_are_a_failure(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    failure = ask(f"https://127.0.0.1:{closed_port()}")
    assert isinstance(failure, SourceFailure)
    assert (failure.kind, failure.hint, failure.requests) == (FailureKind.OFFLINE, Hint.NO_NETWORK, 0)
