"""A notification service that shows nothing, remembers everything, and does to a notice what a test says."""

import threading
import time
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress

from desktop.stage.bus import BusService, Reply, SessionBus, ask
from desktop.stage.programs import PATIENCE, TooSlow

NAME = "org.freedesktop.Notifications"
DISMISSED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One call of Notify, and the number that it got."""

    number: int
    at: float
    sender: str
    app_name: str
    replaces: int
    icon: str
    title: str
    body: str
    actions: tuple[tuple[str, str], ...]
    hints: dict[str, Any]
    expires_ms: int


class NotificationDaemon(BusService):
    """The service; a context manager.

    Attributes:
        capabilities: What it says that it can do.
        is_deaf: Whether it takes a notice and does not answer until `answer_again`.
    """

    def __init__(self, bus: SessionBus, *capabilities: str) -> None:
        super().__init__(bus, NAME, "/org/freedesktop/Notifications", NAME)
        self.capabilities = capabilities
        self.is_deaf = False
        self._speaking = threading.Event()
        self._news = threading.Condition()
        self._shown: list[Shown] = []
        self._withdrawn: list[int] = []
        self._last = 0
        self.methods = {
            "GetCapabilities": lambda: ("as", (list(self.capabilities),)),
            "GetServerInformation": lambda: ("ssss", ("recorder", "Fairmeter", "1", "1.2")),
            "Notify": self._notify,
            "CloseNotification": self._close,
        }

    def __exit__(self, *arguments: object) -> None:
        self._speaking.set()
        super().__exit__(*arguments)

    @property
    def shown(self) -> tuple[Shown, ...]:
        with self._news:
            return tuple(self._shown)

    @property
    def withdrawn(self) -> tuple[int, ...]:
        with self._news:
            return tuple(self._withdrawn)

    def wait_for(self, count: int) -> Shown:
        """Wait for so many notices and return the last of them."""
        with self._news:
            if not self._news.wait_for(lambda: len(self._shown) >= count, PATIENCE):
                raise TooSlow(f"{len(self._shown)} of {count} notices came")
            return self._shown[count - 1]

    def choose(self, number: int, action: str) -> None:
        """Somebody presses a button; the notice goes with it."""
        self.emit("ActionInvoked", "us", number, action)
        self.dismiss(number)

    def dismiss(self, number: int) -> None:
        """Somebody closes a notice."""
        self.emit("NotificationClosed", "uu", number, DISMISSED)

    def answer_again(self) -> None:
        """Let the answers go that it holds back, and hold back no more."""
        self.is_deaf = False
        self._speaking.set()

    def catch_up(self) -> None:
        """Wait until everything that has been asked so far is answered."""
        with self._bus.connect() as connection:
            service = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
            ask(connection, service, "GetServerInformation")

    def _notify(self, *call: Any) -> Reply:
        app, replaces, icon, title, body, actions, hints, expires = call
        if not replaces:
            self._last += 1
        number = replaces or self._last
        shown = Shown(
            number=number,
            at=time.monotonic(),
            sender=self.sender,
            app_name=app,
            replaces=replaces,
            icon=icon,
            title=title,
            body=body,
            actions=tuple(zip(actions[::2], actions[1::2], strict=True)),
            hints={name: value for name, (_, value) in hints.items()},
            expires_ms=expires,
        )
        with self._news:
            self._shown.append(shown)
            self._news.notify_all()
        if self.is_deaf:
            self._speaking.wait(PATIENCE)
        return "u", (number,)

    def _close(self, number: int) -> Reply:
        with self._news:
            self._withdrawn.append(number)
        self.emit("NotificationClosed", "uu", number, 3)
        return "", ()
