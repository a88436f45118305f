"""A tray that speaks the StatusNotifierItem protocol: keeps the list of icons, and sees and clicks one of them."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, message_bus

from desktop.stage.bus import PROPERTIES, BusService, Reply, SessionBus, ask
from desktop.stage.programs import PATIENCE, TooSlow

_WATCHER = "org.kde.StatusNotifierWatcher"
_ITEM = "org.kde.StatusNotifierItem"
_MENU = "com.canonical.dbusmenu"
T = TypeVar("T")

Pixel = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Pixmap:
    """One size of an icon as it travels over the bus: alpha, red, green, blue."""

    width: int
    height: int
    data: bytes

    def pixel(self, x: int, y: int) -> Pixel:
        at = (y * self.width + x) * 4
        alpha, red, green, blue = self.data[at : at + 4]
        return alpha, red, green, blue


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of a menu; a separator has no words."""

    number: int
    words: str
    enabled: bool


class TrayWatcher(BusService):
    """The list of icons, together with the assurance that somebody shows them."""

    def __init__(self, bus: SessionBus) -> None:
        super().__init__(bus, _WATCHER, "/StatusNotifierWatcher", _WATCHER)
        self._news = threading.Condition()
        self._items: list[tuple[str, str]] = []
        self.methods = {"RegisterStatusNotifierItem": self._register, "RegisterStatusNotifierHost": lambda _: ("", ())}
        self.properties = {
            "RegisteredStatusNotifierItems": lambda: ("as", [name + path for name, path in self._items]),
            "IsStatusNotifierHostRegistered": lambda: ("b", True),
            "ProtocolVersion": lambda: ("i", 0),
        }

    def __enter__(self) -> Self:
        super().__enter__()
        self.subscribe(MatchRule(type="signal", sender=message_bus.bus_name, member="NameOwnerChanged"))
        return self

    def item(self) -> "TrayItem":
        """Wait for the one icon there is."""
        with self._news:
            if not self._news.wait_for(lambda: self._items, PATIENCE):
                raise TooSlow("no icon came to the tray")
            (name, path), *others = self._items
        assert not others, "more than one icon"
        return TrayItem(self._bus, name, path)

    def is_empty(self) -> bool:
        """Wait until no icon is left."""
        with self._news:
            return self._news.wait_for(lambda: not self._items, PATIENCE)

    def heard(self, signal: Message) -> None:
        if signal.header.fields[HeaderFields.member] == "NameOwnerChanged":
            name, _, new = signal.body
            with self._news:
                self._items = [item for item in self._items if new or item[0] != name]
                self._news.notify_all()

    def _register(self, service: str) -> Reply:
        # Some name a service and some only a path; the caller itself is meant then.
        item = (self.sender, service) if service.startswith("/") else (service, "/StatusNotifierItem")
        with self._news:
            self._items.append(item)
            self._news.notify_all()
        self.emit("StatusNotifierItemRegistered", "s", "".join(item))
        return "", ()


class TrayItem:
    """One icon in the tray; a context manager."""

    def __init__(self, bus: SessionBus, name: str, path: str) -> None:
        self._item = DBusAddress(path, bus_name=name, interface=_ITEM)
        self._connection = bus.connect()
        self._signals: deque[Message] = deque()
        rule = MatchRule(type="signal", sender=name, interface=_ITEM)
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE)
        # Signals carry the sender's unique name, so the filter asks for less than the rule.
        self._connection.filter(MatchRule(type="signal", interface=_ITEM), queue=self._signals)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def words(self) -> str:
        """The tooltip."""
        _, _, title, text = self._get("ToolTip")
        return "\n".join(part for part in (title, text) if part)

    def pixmaps(self) -> tuple[Pixmap, ...]:
        """Every size of the icon, the smallest first."""
        sizes = (Pixmap(width, height, data) for width, height, data in self._get("IconPixmap"))
        return tuple(sorted(sizes, key=lambda pixmap: pixmap.width))

    def until(self, look: Callable[[], T], complaint: str) -> T:
        """Look whenever the icon says that it has changed, until something is there, and return it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := look()):
            try:
                self._connection.recv_until_filtered(self._signals, timeout=deadline - time.monotonic())
            except TimeoutError:
                raise TooSlow(f"{complaint}; the tooltip says:\n{self.words()}") from None
        return found

    def until_words(self, part: str) -> str:
        """Wait until the tooltip contains something, and return all of it."""
        return self.until(lambda: self.words() if part in self.words() else "", f"the tooltip never says {part!r}")

    def click(self, x: int = 0, y: int = 0) -> None:
        ask(self._connection, self._item, "Activate", "ii", x, y)

    def menu(self) -> tuple[MenuEntry, ...]:
        _, (_, _, children) = ask(self._connection, self._menu, "GetLayout", "iias", 0, -1, [])
        return tuple(_entry(child) for _, child in children)

    def choose(self, words: str) -> None:
        """Choose a line of the menu."""
        number = next(entry.number for entry in self.menu() if entry.words == words)
        ask(self._connection, self._menu, "Event", "isvu", number, "clicked", ("s", ""), 0)

    @property
    def _menu(self) -> DBusAddress:
        return DBusAddress(self._get("Menu"), bus_name=self._item.bus_name, interface=_MENU)

    def _get(self, name: str) -> Any:
        _, value = ask(self._connection, self._item.with_interface(PROPERTIES), "Get", "ss", _ITEM, name)
        return value


def _entry(child: tuple[int, dict[str, tuple[str, Any]], list[Any]]) -> MenuEntry:
    number, properties, _ = child
    values = {name: value for name, (_, value) in properties.items()}
    words = values.get("label", "").replace("_", "")  # an underscore marks the key that chooses the line
    return MenuEntry(number, words, values.get("enabled", True))
