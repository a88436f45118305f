"""Where a login may be sent, and that it is not even read for anywhere else."""

import httpx
import pytest

from fairmeter.limits import FailureKind, Hint
from sources.service import MARKED, Service, Store, failed


@pytest.mark.parametrize(
    ("base_url", "asked"),
    [
        ("https://example.org", "https://example.org/api/oauth/usage"),
        ("https://example.org/", "https://example.org/api/oauth/usage"),
        ("https://example.org/proxy/?x=1#y", "https://example.org/proxy/api/oauth/usage"),
        ("https://exämple.org/ü", "https://xn--exmple-cua.org/%C3%BC/api/oauth/usage"),
        ("HTTPS://EXAMPLE.ORG:8443", "https://example.org:8443/api/oauth/usage"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/oauth/usage"),
        ("http://127.9.9.9", "http://127.9.9.9/api/oauth/usage"),
        ("http://[::1]:9", "http://[::1]:9/api/oauth/usage"),
        ("http://localhost:1", "http://localhost:1/api/oauth/usage"),
        ("http://LocalHost", "http://localhost/api/oauth/usage"),
    ],
)
def test_addresses_that_a_login_may_be_sent_to(base_url: str, asked: str) -> None:
    addresses: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        addresses.append(str(request.url))
        return httpx.Response(500)

    assert failed(handler, base_url=base_url).kind is FailureKind.SERVER_ERROR
    assert addresses == [asked]


def test_a_name_in_the_address_does_not_replace_the_login() -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Authorization"])
        return httpx.Response(500)

    failed(handler, base_url="https://user:password@example.org")
    assert seen == [f"Bearer {MARKED}"]


@pytest.mark.parametrize(
    "base_url",
    [
        "http://api.anthropic.com",
        "http://example.org",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://localhost@evil.example",
        "http://127.0.0.1\\@evil.example",
        "http://127.1",
        "http://2130706433",
        "http://0.0.0.0",
        "http://192.168.0.1",
        "http://[::ffff:127.0.0.1]",
        "http://",
        "https://",
        "https:api.anthropic.com",
        "ftp://localhost",
        "file:///etc/passwd",
        "//localhost",
        "localhost",
        "",
        "\x00",
        "https://\u200d.example",
    ],
)
def test_anywhere_else_not_even_the_login_is_read(base_url: str) -> None:
    service, store = Service(), Store()
    failure = failed(service, store=store, base_url=base_url)
    assert (failure.kind, failure.hint) == (FailureKind.UNREADABLE, Hint.INSECURE_BASE)
    assert failure.requests == 0
    assert store.looks == 0
    assert service.asked == []
