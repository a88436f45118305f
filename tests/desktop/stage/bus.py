"""A session bus of our own, and services on it that tests write."""

import contextlib
import socket
import threading
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from desktop.stage.programs import PATIENCE, Program, Whisper

_CONFIG = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
PROPERTIES = "org.freedesktop.DBus.Properties"

Reply = tuple[str, tuple[Any, ...]]
"""A signature and the values that go with it."""


class SessionBus:
    """A bus that starts no service by itself, so that a test knows who is there; a context manager.

    Args:
        folder: Where its socket and its output lie; private to it.
        environment: What it gets.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = environment
        self.address = ""

    def __enter__(self) -> Self:
        config = self._folder / "session.conf"
        config.write_text(_CONFIG.format(folder=self._folder), encoding="utf-8")
        whisper = Whisper()
        arguments = ("dbus-daemon", f"--config-file={config}", f"--print-address={whisper.writer}", "--nofork")
        output = self._folder / "dbus-daemon.txt"
        self._daemon = Program(arguments, self._environment, output, pass_fds=(whisper.writer,))
        self.address = whisper.line(self._daemon)
        return self

    def __exit__(self, *_: object) -> None:
        self._daemon.end()

    @property
    def daemon(self) -> Program:
        return self._daemon

    def connect(self) -> DBusConnection:
        return open_dbus_connection(self.address, auth_timeout=PATIENCE)


def ask(connection: DBusConnection, where: DBusAddress, method: str, signature: str = "", *body: object) -> Any:
    """Call a method and return its values: nothing, the only one, or all of them."""
    call = new_method_call(where, method, signature or None, body)
    answer = connection.send_and_get_reply(call, timeout=PATIENCE)
    if answer.header.message_type is MessageType.error:
        raise DBusErrorResponse(answer)
    return answer.body[0] if len(answer.body) == 1 else answer.body


def wait_for_name(bus: SessionBus, name: str, *, owned: bool = True) -> None:
    """Wait until a name has an owner, or has none any more."""
    rule = MatchRule(type="signal", sender=message_bus.bus_name, member="NameOwnerChanged")
    rule.add_arg_condition(0, name)
    changes: deque[Message] = deque()
    with bus.connect() as connection, connection.filter(rule, queue=changes):
        connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE)
        answer = connection.send_and_get_reply(message_bus.NameHasOwner(name), timeout=PATIENCE)
        is_owned = bool(answer.body[0])
        while is_owned is not owned:
            is_owned = bool(connection.recv_until_filtered(changes, timeout=PATIENCE).body[2])


class BusService:
    """A name on the bus and what answers under it, in a thread of its own; a context manager.

    Args:
        bus: The bus.
        name: The name it takes.
        path: The one object it has.
        interface: The interface of its signals and properties.
    """

    def __init__(self, bus: SessionBus, name: str, path: str, interface: str) -> None:
        self._bus = bus
        self._name = name
        self._own = DBusAddress(path, interface=interface)
        self.methods: dict[str, Callable[..., Reply | None]] = {}
        self.properties: dict[str, Callable[[], tuple[str, Any]]] = {}
        self.sender = ""
        self._sending = threading.Lock()

    def __enter__(self) -> Self:
        self._connection = self._bus.connect()
        # A flag of 4: do not wait in line. An answer of 1: it is ours.
        answer = self._connection.send_and_get_reply(message_bus.RequestName(self._name, 4), timeout=PATIENCE)
        assert answer.body == (1,), f"{self._name} is taken"
        self._thread = threading.Thread(target=self._serve, name=self._name)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):  # the bus may have gone first
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        self._connection.close()

    def emit(self, member: str, signature: str = "", *body: object) -> None:
        self._send(new_signal(self._own, member, signature or None, body))

    def heard(self, signal: Message) -> None:
        """Called for signals that were subscribed to."""

    def subscribe(self, rule: MatchRule) -> None:
        """Ask for signals; they come to `heard`."""
        self._send(message_bus.AddMatch(rule))

    def _serve(self) -> None:
        while True:
            try:
                self._take(self._connection.receive())
            except OSError:  # the bus has gone, or we have
                return

    def _take(self, message: Message) -> None:
        if message.header.message_type is MessageType.method_call:
            answer = self._answer(message)
            if answer is not None:
                self._send(answer)
        elif message.header.message_type is MessageType.signal:
            self.heard(message)

    def _answer(self, call: Message) -> Message | None:
        fields = call.header.fields
        member = fields[HeaderFields.member]
        self.sender = fields[HeaderFields.sender]
        if fields.get(HeaderFields.interface) == PROPERTIES:
            return self._property(call, member)
        if member not in self.methods:
            return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")
        reply = self.methods[member](*call.body)
        return None if reply is None else new_method_return(call, *reply)

    def _property(self, call: Message, member: str) -> Message:
        if member == "GetAll":
            values = {name: value() for name, value in self.properties.items()}
            return new_method_return(call, "a{sv}", (values,))
        wanted = call.body[1]
        if member != "Get" or wanted not in self.properties:
            return new_error(call, "org.freedesktop.DBus.Error.UnknownProperty")
        return new_method_return(call, "v", (self.properties[wanted](),))

    def _send(self, message: Message) -> None:
        with self._sending:
            self._connection.send(message)
