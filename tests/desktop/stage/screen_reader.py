"""A screen reader: hears what a program says of its windows (AT-SPI), so that tests can read words without pictures."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Self

from jeepney import DBusAddress
from jeepney.wrappers import DBusErrorResponse

from desktop.stage.bus import PROPERTIES, BusService, Reply, SessionBus, ask
from desktop.stage.programs import PATIENCE, TooSlow
from desktop.stage.screen import until

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = "/org/a11y/atspi/accessible/root"
_SHOWING = 25  # number of the state "can be seen now"


@dataclass(frozen=True, slots=True)
class Element:
    """Something that can be seen now."""

    role: str
    name: str
    description: str


class ScreenReader:
    """Makes programs speak that are started after it; a context manager."""

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus
        self._stack = ExitStack()
        self._arrived = threading.Condition()
        self._program = ""

    def __enter__(self) -> Self:
        registry = BusService(self._bus, "org.a11y.atspi.Registry", _ROOT, "org.a11y.atspi.Socket")
        registry.methods = {
            "Embed": lambda _program: self._embed(registry),
            "Unembed": lambda _program: ("", ()),
            "GetRegisteredEvents": lambda: ("a(ss)", ([],)),
        }
        entry = BusService(self._bus, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus")
        # The usual desktop has a bus of its own for this; one bus will do here.
        entry.methods = {"GetAddress": lambda: ("s", (self._bus.address,))}
        entry.properties = {"IsEnabled": lambda: ("b", True), "ScreenReaderEnabled": lambda: ("b", True)}
        self._stack.enter_context(registry)
        self._stack.enter_context(entry)
        self._connection = self._stack.enter_context(self._bus.connect())
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def elements(self) -> tuple[Element, ...]:
        """Everything that can be seen of the program's windows, in its own order."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: self._program, PATIENCE):
                raise TooSlow("no program speaks")
        return tuple(self._below(DBusAddress(_ROOT, bus_name=self._program, interface=_ACCESSIBLE)))

    def words(self) -> str:
        """All names that can be seen, a line each."""
        return "\n".join(element.name for element in self.elements() if element.name)

    def until_words(self, part: str) -> str:
        """Wait until something is said, and return all that is said then."""
        said = ""

        def look() -> bool:
            nonlocal said
            said = self.words()
            return part in said

        try:
            until(look, "")
        except TooSlow:
            raise TooSlow(f"nothing says {part!r}, only:\n{said}") from None
        return said

    def _below(self, where: DBusAddress) -> Iterator[Element]:
        for name, path in ask(self._connection, where, "GetChildren"):
            child = DBusAddress(path, bus_name=name, interface=_ACCESSIBLE)
            with suppress(DBusErrorResponse):  # it has gone since its parent named it
                low, _ = ask(self._connection, child, "GetState")
                if low >> _SHOWING & 1:
                    role = ask(self._connection, child, "GetRoleName")
                    yield Element(role, self._property(child, "Name"), self._property(child, "Description"))
                    yield from self._below(child)

    def _property(self, where: DBusAddress, name: str) -> str:
        _, value = ask(self._connection, where.with_interface(PROPERTIES), "Get", "ss", _ACCESSIBLE, name)
        return str(value)

    def _embed(self, registry: BusService) -> Reply:
        with self._arrived:
            self._program = registry.sender
            self._arrived.notify_all()
        return "(so)", (("org.a11y.atspi.Registry", _ROOT),)
