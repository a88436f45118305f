"""A server on loopback that says exactly the bytes it is told to, at the pace it is told to."""

import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

Script = Callable[[socket.socket, threading.Event], None]
"""What to do with a connection whose request has been read; the event is set when the test is over."""


def saying(*pieces: bytes) -> Script:
    """Send these pieces and close."""

    def script(connection: socket.socket, _over: threading.Event) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return script


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer."""
    head = "".join(f"{header}\r\n" for header in headers)
    return f"HTTP/1.1 {status}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


class Loopback:
    """Serves one connection at a time, each with the next script; the last one is kept for all that follow."""

    def __init__(self, *scripts: Script) -> None:
        self._scripts = list(scripts)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.requests: list[bytes] = []

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        with socket.create_connection(("127.0.0.1", self.port), timeout=5):
            self._thread.join(timeout=10)
        self._listener.close()
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        while not self._over.is_set():
            connection, _ = self._listener.accept()
            with connection:
                if self._over.is_set():
                    return
                connection.settimeout(10)
                try:
                    self.requests.append(connection.recv(65536))
                    script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
                    script(connection, self._over)
                except OSError:  # the other side has had enough, which is what some tests are about
                    continue
