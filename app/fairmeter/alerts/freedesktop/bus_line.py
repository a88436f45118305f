"""A line to the session's D-Bus: calls with a time limit, and a thread that sleeps until something comes."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from jeepney import HeaderFields, Message, MessageType, Parser, message_bus
from jeepney.bus import get_connectable_addresses
from jeepney.io.blocking import prep_socket
from jeepney.wrappers import DBusErrorResponse

_CHUNK = 64 * 1024
_JOIN_S = 1.0

Body = tuple[Any, ...]


class LineTrouble(Exception):  # noqa: N818 - it names what happened
    """No bus, no answer in time, or an error for an answer; the text says which."""


class BusLine:
    """An open connection. `close` or the loss of the bus ends it and its thread; it is never opened again.

    Args:
        where: Address of the bus, as `DBUS_SESSION_BUS_ADDRESS` has it.
        heard: Given the line and every signal that comes on it, on the line's own thread.
        ended: Given the line on that thread, once, when it has ended for whatever reason.
        deadline: When opening it must have succeeded, in monotonic seconds.

    Raises:
        LineTrouble: It could not be opened.
    """

    def __init__(
        self,
        where: str,
        heard: Callable[["BusLine", Message], None],
        ended: Callable[["BusLine"], None],
        *,
        deadline: float,
    ) -> None:
        self._heard = heard
        self._ended = ended
        self._serials = count(1)
        self._lock = threading.Lock()
        self._waiting: dict[int, tuple[Future[Message], Callable[[Message], None]]] = {}
        self._over = False
        try:
            self._socket = prep_socket(next(get_connectable_addresses(where)), timeout=_left(deadline))
        except (OSError, ValueError, RuntimeError) as error:  # not there, strangely addressed, of no kind that we know
            raise LineTrouble(f"no session bus: {error}") from error
        # A limit for sending alone: a bus that reads nothing must not hold us, while receiving is meant to wait.
        limit = struct.pack("@ll", max(1, int(_left(deadline))), 0)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        self._thread = threading.Thread(target=self._listen, name="fairmeter-notices", daemon=True)
        self._thread.start()
        try:
            self.call(message_bus.Hello(), deadline=deadline)
        except LineTrouble:
            self.close()
            raise

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still outstanding."""
        with self._lock:
            return bool(self._waiting)

    def call(self, message: Message, *, deadline: float, then: Callable[[Message], None] | None = None) -> Body:
        """Call a method and wait for what it returns.

        Args:
            message: The call.
            deadline: When to give up, in monotonic seconds.
            then: Given the answer on the line's thread, before whatever arrives after it is looked at, and also when
                it comes after the deadline.

        Raises:
            LineTrouble: No answer, or an error for an answer.
        """
        answer: Future[Message] = Future()
        serial = next(self._serials)
        with self._lock:
            if self._over:
                raise LineTrouble("the session bus is gone")
            self._waiting[serial] = (answer, then or _nothing)
        try:
            self._socket.sendall(message.serialise(serial=serial))
            return _body(answer.result(_left(deadline)))
        except TimeoutError as error:
            raise LineTrouble("no answer in time") from error
        except OSError as error:
            self.close()  # a message may have gone out by half
            raise LineTrouble(f"the session bus is gone: {error}") from error
        except DBusErrorResponse as error:
            raise LineTrouble(str(error.name)) from error

    def close(self) -> None:
        """End the line. May be called from any thread, also the line's own, and more than once."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        if self._thread is not threading.current_thread():
            self._thread.join(_JOIN_S)

    def _listen(self) -> None:
        parser = Parser()
        try:
            while data := self._socket.recv(_CHUNK):
                for message in parser.feed(data):
                    self._take(message)
        except (OSError, ValueError):  # the bus is gone, or speaks what cannot be understood
            pass
        finally:
            self._end()

    def _take(self, message: Message) -> None:
        if message.header.message_type is MessageType.signal:
            self._heard(self, message)
            return
        with self._lock:
            answer, then = self._waiting.pop(message.header.fields.get(HeaderFields.reply_serial), (None, _nothing))
        if answer is not None:
            then(message)
            answer.set_result(message)

    def _end(self) -> None:
        with self._lock:
            self._over = True
            unanswered = [answer for answer, _ in self._waiting.values()]
            self._waiting.clear()
        self._socket.close()
        for answer in unanswered:
            answer.set_exception(ConnectionResetError("the connection ended"))
        self._ended(self)


def bus_address(environment: Mapping[str, str]) -> str:
    """The address of this session's bus; where none is named, the place where a session of systemd has it."""
    named = environment.get("DBUS_SESSION_BUS_ADDRESS")
    if named:
        return named
    runtime = environment.get("XDG_RUNTIME_DIR")
    if runtime and (Path(runtime) / "bus").is_socket():
        return f"unix:path={runtime}/bus"
    raise LineTrouble("no session bus is named")


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


def _body(answer: Message) -> Body:
    if answer.header.message_type is MessageType.error:
        raise DBusErrorResponse(answer)
    body: Body = answer.body
    return body


def _nothing(_message: Message) -> None:
    """Nobody listens."""
