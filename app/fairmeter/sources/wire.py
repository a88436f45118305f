"""One bounded, authorised GET: the only place where the token leaves the process, and only to the one service.

Every trouble comes back as a value. Exceptions of the HTTP library hold the request, and with it the token, so they are
looked at here and go no further.
"""

import logging
import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import ip_address

import httpx

from fairmeter.limits import FailureKind, Hint
from fairmeter.sources.credentials import Secret
from fairmeter.sources.deadline import Deadline, Listener, Patience, cut_off

MAX_BODY_BYTES = 2 * 1024 * 1024
_BETA = "oauth-2025-04-20"
_GZIP = zlib.MAX_WBITS | 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered. Its other headers are not kept: they name the organisation."""

    status: int
    body: bytes = field(repr=False)
    retry_after: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer, and whether the request may have reached the service all the same."""

    kind: FailureKind
    hint: Hint
    was_sent: bool
    status: int | None = None


_SLOW = FailureKind.TIMED_OUT, Hint.SLOW_SERVICE
_OFFLINE = FailureKind.OFFLINE, Hint.NO_NETWORK
_NOT_IT = FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE


class Wire:
    """GET requests to one base address."""

    def __init__(
        self,
        base_url: str,
        *,
        user_agent: str,
        patience: Patience | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._base = _safe_base(base_url)
        self._user_agent = user_agent
        self._patience = patience or Patience()
        self._transport = transport
        self._client: httpx.Client | None = None

    @property
    def is_safe(self) -> bool:
        """Whether a token may be sent to the base address at all."""
        return self._base is not None

    def deadline(self, monotonic: Callable[[], float]) -> Deadline:
        """The deadline of a reading that begins now."""
        return Deadline(self._patience.total, monotonic)

    def close(self) -> None:
        """Let go of the connections; the next request opens them anew."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def get(self, path: str, token: Secret, deadline: Deadline) -> Answer | Trouble:
        """Ask for one path with a token. Only bodies that are looked at are read: of a 200 and of a 403."""
        if self._base is None:
            return Trouble(FailureKind.UNREADABLE, Hint.INSECURE_BASE, was_sent=False)
        if not deadline.left:
            return Trouble(*_SLOW, was_sent=False)
        try:
            client = self._opened()
        except (OSError, ValueError, ImportError, httpx.InvalidURL):
            # A proxy setting or certificate store of this machine that the HTTP library cannot use.
            return Trouble(*_OFFLINE, was_sent=False)
        folder = self._base.raw_path.partition(b"?")[0].rstrip(b"/")
        url = self._base.copy_with(raw_path=folder + path.encode("ascii"), fragment=None)
        try:
            with cut_off(deadline) as listener:
                return self._exchange(client, url, token, deadline, listener)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OverflowError) as error:
            return _trouble_of(error, deadline)

    def _exchange(
        self, client: httpx.Client, url: httpx.URL, token: Secret, deadline: Deadline, listener: Listener
    ) -> Answer | Trouble:
        def authorise(request: httpx.Request) -> httpx.Request:
            # As the request's own auth, so that no name in the address and no netrc file can take its place.
            request.headers["Authorization"] = f"Bearer {token.reveal()}"
            return request

        client.cookies.clear()
        left = deadline.left
        timeout = httpx.Timeout(min(self._patience.read, left), connect=min(self._patience.connect, left))
        with client.stream("GET", url, auth=authorise, timeout=timeout, extensions={"trace": listener}) as response:
            body: bytes | Trouble = b""
            if response.status_code in {HTTPStatus.OK, HTTPStatus.FORBIDDEN}:
                body = _read(response, deadline)
            if isinstance(body, Trouble):
                return body
            return Answer(response.status_code, body, response.headers.get("Retry-After"))

    def _opened(self) -> httpx.Client:
        if self._client is None:
            for name in ("httpx", "httpcore"):  # at lower levels they write headers into the log
                logging.getLogger(name).setLevel(logging.WARNING)
            self._client = httpx.Client(
                transport=self._transport,
                headers={
                    "Accept": "application/json",
                    "Accept-Encoding": "gzip",
                    "User-Agent": self._user_agent,
                    "anthropic-beta": _BETA,
                },
                follow_redirects=False,
                # Polls are minutes apart, so that a kept connection would only be found dead.
                limits=httpx.Limits(max_keepalive_connections=0),
                # A proxy sees nothing of a request over TLS, but everything of a plain one to loopback.
                trust_env=self._base is not None and self._base.scheme == "https",
            )
        return self._client


def _safe_base(base_url: str) -> httpx.URL | None:
    """The address when a token may go there: TLS anywhere, plain HTTP on this machine only."""
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        return None
    if url.scheme == "https" and url.host:
        return url
    return url if url.scheme == "http" and _is_loopback(url.host) else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _read(response: httpx.Response, deadline: Deadline) -> bytes | Trouble:
    """The body, unpacked here so that neither its packed nor its unpacked size can hurt."""
    status = response.status_code
    unreadable = Trouble(FailureKind.UNREADABLE, Hint.NOT_JSON, was_sent=True, status=status)
    slow = Trouble(*_SLOW, was_sent=True, status=status)
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip"} or not isinstance(response.stream, httpx.SyncByteStream):
        return unreadable
    body = bytearray()
    try:
        for piece in _unpacked(response.stream) if packing == "gzip" else response.stream:
            body += piece
            if len(body) > MAX_BODY_BYTES:
                return Trouble(FailureKind.UNREADABLE, Hint.TOO_LARGE, was_sent=True, status=status)
            if not deadline.left:
                return slow
    except (zlib.error, httpx.RemoteProtocolError):
        return unreadable if deadline.left else slow
    return bytes(body) if deadline.left else slow


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    gzip = zlib.decompressobj(_GZIP)
    for piece in pieces:
        yield gzip.decompress(piece, MAX_BODY_BYTES + 1)
        if gzip.eof:
            return


def _trouble_of(error: Exception, deadline: Deadline) -> Trouble:
    """What a failed exchange was, in the order of what is certain."""
    unsent = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError | UnicodeError)
    if _is_about_tls(error):
        return Trouble(*_NOT_IT, was_sent=not unsent)
    if isinstance(error, httpx.TimeoutException) or not deadline.left:
        return Trouble(*_SLOW, was_sent=not unsent)
    if isinstance(error, httpx.NetworkError | httpx.ProxyError | UnicodeError | OverflowError):
        return Trouble(*_OFFLINE, was_sent=not unsent)
    return Trouble(*_NOT_IT, was_sent=True)


def _is_about_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError) and not isinstance(error, TimeoutError):
            return True
        error = error.__cause__ or error.__context__
    return False
