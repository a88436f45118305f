"""The HTTP side of the stand-in: a server on the loopback address that ends at once when told."""

import contextlib
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from typing import Any, cast

from fairmeter.simulator.answers import Answer, error_answer

_LARGEST_COMMAND = 64 * 1024
_PATIENCE = 10.0
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it came in.

    Attributes:
        method: GET or POST.
        target: Path with its query.
        headers: All headers, the token with them.
        body: Body of a POST.
    """

    method: str
    target: str
    headers: Message
    body: bytes = b""


class LoopbackServer(ThreadingMixIn, TCPServer):
    """Answers each connection in its own thread; idle it sleeps in the kernel without waking.

    Args:
        respond: Makes the answer to a call; called from several threads.
        port: 0 for any free one.
    """

    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, respond: Callable[[Call], Answer], port: int = 0) -> None:
        self.respond = respond
        self._open: dict[threading.Thread, socket.socket] = {}
        self._guard = threading.Lock()
        self._stopping = False
        super().__init__((LOOPBACK, port), _Handler)
        self._thread = threading.Thread(target=self._serve, name="simulator-http", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """End: no new connections, the open ones are shut and their threads joined."""
        self._stopping = True
        with contextlib.suppress(OSError):
            socket.create_connection((LOOPBACK, self.port), timeout=_PATIENCE).close()
        self._thread.join(_PATIENCE)
        self.server_close()
        with self._guard:
            left = dict(self._open)
        for connection in left.values():
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in left:
            thread.join(_PATIENCE)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002 - the base class's form
        """Turn away the connection that only wakes the server for its end."""
        return not self._stopping

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer one connection in a thread of its own, known to `stop` from its beginning."""
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        with self._guard:
            self._open[thread] = request
        thread.start()

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """The thread of one connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._guard:
                del self._open[threading.current_thread()]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up; everything else is a fault of the stand-in and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def _serve(self) -> None:
        # Not serve_forever: that wakes twice a second, and the stand-in shares a process with the demo.
        while not self._stopping:
            self.handle_request()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._send(self._respond(b""))

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LARGEST_COMMAND:
            self.close_connection = True
            self._send(error_answer(413, "invalid_request_error", "A command has a length of at most 64 KiB."))
            return
        self._send(self._respond(self.rfile.read(int(length))))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Write nothing: the service keeps its own record."""

    def version_string(self) -> str:
        """The `Server` header."""
        return "fairmeter-simulator"

    def _respond(self, body: bytes) -> Answer:
        server = cast("LoopbackServer", self.server)
        return server.respond(Call(str(self.command), self.path, self.headers, body))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.stream is not None:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._send_pieces(answer.stream())
            return
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: answer.cut_after])
        if answer.cut_after is not None:
            self.close_connection = True

    def _send_pieces(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")
