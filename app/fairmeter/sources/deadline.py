"""How long one reading may take, whatever the other side does."""

import socket
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds: to connect, for each piece of an answer, and in all for one reading."""

    connect: float = 5.0
    read: float = 10.0
    total: float = 20.0


class Deadline:
    """A point in monotonic time that one reading must not pass, however many requests it takes."""

    def __init__(self, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._end = monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left; zero once it has passed."""
        return max(0.0, self._end - self._monotonic())


class Listener:
    """Hears from the HTTP library which socket it opened, to shut it down when the time is up.

    The library's own limits are for each piece received: a service that sent its headers a byte at a time would stay
    within them for hours.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_over = False

    def __call__(self, event: str, about: Mapping[str, object]) -> None:
        """Take note of an event, as the library's trace extension reports it."""
        if event not in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            return
        tell = getattr(about.get("return_value"), "get_extra_info", None)
        opened = tell("socket") if tell else None
        with self._lock:
            self._socket = opened if isinstance(opened, socket.socket) else None
            if self._is_over:
                self._shut_down()

    def cut(self) -> None:
        """Shut the socket down, now or as soon as there is one; the reading thread wakes with an error."""
        with self._lock:
            self._is_over = True
            self._shut_down()

    def _shut_down(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # the other side may have closed it already
                # The plain socket's method: the one of TLS would change the object under the reading thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@contextmanager
def cut_off(deadline: Deadline) -> Generator[Listener, None, None]:
    """A listener that cuts the exchange inside the block off at the deadline."""
    listener = Listener()
    timer = threading.Timer(deadline.left, listener.cut)
    timer.daemon = True
    timer.start()
    try:
        yield listener
    finally:
        timer.cancel()
