"""Notices through the desktop's notification service (the Desktop Notifications Specification).

A line to the bus is open only while a notice of ours can be seen: some desktops take a program's notices away when its
connection ends, and what is chosen on a notice is told to that connection. Nothing is polled meanwhile.
"""

import html
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call

from fairmeter.alerts.freedesktop.bus_line import BusLine, LineTrouble, bus_address
from fairmeter.alerts.notice import Acted, Notice, Undelivered

PATIENCE_S = 5.0
_FAREWELL_S = 1.0
_NAME = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_WHOLE_NOTICE = "default"  # what the specification calls a click on the notice itself
_NORMAL, _CRITICAL = 1, 2
_AS_LONG_AS_USUAL = -1


@dataclass(frozen=True, slots=True)
class _Shown:
    notice: Notice
    acted: Acted


class DesktopNotices:
    """Shows notices on the desktop and hears what is chosen on them.

    Args:
        environment: Says where the session's bus is.
        icon: Name of an icon of the desktop's theme, or the `file://` address of one.
        patience: For how many seconds a notice is tried at most.
    """

    name = "org.freedesktop.Notifications"

    def __init__(
        self, environment: Mapping[str, str], *, icon: str = "fairmeter", patience: float = PATIENCE_S
    ) -> None:
        self._environment = environment
        self._icon = icon
        self._patience = patience
        self._turn = threading.Lock()  # one notice after the other
        self._lock = threading.Lock()  # guards what follows; never held while waiting
        self._line: BusLine | None = None
        self._is_sending = False
        self._skills: frozenset[str] | None = None
        self._owner: str | None = None
        self._open: dict[int, _Shown] = {}

    def show(self, notice: Notice, acted: Acted) -> None:
        """Show a notice, in the place of the one of the same key if that can still be seen.

        Raises:
            Undelivered: There is no bus or no notification service, or it did not answer in time.
        """
        with self._turn:
            self._is_sending = True
            try:
                self._notify(notice, acted, time.monotonic() + self._patience)
            except LineTrouble as trouble:
                raise Undelivered(str(trouble)) from trouble
            finally:
                self._is_sending = False
                self._hang_up_if_idle()

    @property
    def is_listening(self) -> bool:
        """Whether a line to the bus is open."""
        with self._lock:
            return self._line is not None

    def close(self) -> None:
        """Take away the notices that offer an action, since nobody will hear it any more, and end the line.

        A notice that is being shown meanwhile is waited for only for a moment, then it fails.
        """
        if self._turn.acquire(timeout=_FAREWELL_S):
            try:
                self._take_away(time.monotonic() + _FAREWELL_S)
            finally:
                self._turn.release()
        with self._lock:
            line, self._line = self._line, None
            self._forget_all()
        if line is not None:
            line.close()

    def _take_away(self, deadline: float) -> None:
        with self._lock:
            line = self._line
            numbers = [number for number, shown in self._open.items() if shown.notice.actions]
        if line is None:
            return
        try:
            for number in numbers:
                line.call(new_method_call(_SERVICE, "CloseNotification", "u", (number,)), deadline=deadline)
        except LineTrouble:
            pass  # then they stay; the desktop's affair

    def _notify(self, notice: Notice, acted: Acted, deadline: float) -> None:
        line = self._connected(deadline)
        if line.is_waiting:
            # A service that hangs would show all of them at once when it recovers, and each would hold us up.
            raise Undelivered("the notification service has not answered for an earlier notice")
        skills = self._asked_for_skills(line, deadline)
        line.call(
            new_method_call(_SERVICE, "Notify", "susssasa{sv}i", self._arguments(notice, skills)),
            deadline=deadline,
            then=lambda answer: self._accepted(answer, _Shown(notice, acted)),
        )

    def _connected(self, deadline: float) -> BusLine:
        with self._lock:
            line = self._line
        if line is not None:
            return line
        line = BusLine(bus_address(self._environment), self._heard, self._ended, deadline=deadline)
        with self._lock:
            self._line = line
        told = MatchRule(type="signal", sender=_NAME, interface=_NAME, path=_SERVICE.object_path)
        moved = MatchRule(type="signal", sender=message_bus.bus_name, interface=message_bus.interface)
        moved.add_arg_condition(0, _NAME)
        for rule in (told, moved):
            line.call(message_bus.AddMatch(rule), deadline=deadline)
        return line

    def _asked_for_skills(self, line: BusLine, deadline: float) -> frozenset[str]:
        """What the service can do; asked again whenever another one has taken over."""
        with self._lock:
            known = self._skills
        if known is not None:
            return known
        line.call(new_method_call(_SERVICE, "GetCapabilities"), deadline=deadline, then=self._learnt)
        with self._lock:
            return self._skills or frozenset()

    def _arguments(self, notice: Notice, skills: frozenset[str]) -> tuple[Any, ...]:
        with self._lock:
            earlier = [number for number, shown in self._open.items() if shown.notice.key == notice.key]
        actions = []
        if "actions" in skills and notice.actions:
            named = {action.id: action.words for action in notice.actions}
            actions = [text for pair in ({_WHOLE_NOTICE: notice.actions[0].words} | named).items() for text in pair]
        hints = {
            "urgency": ("y", _CRITICAL if notice.urgent else _NORMAL),
            "desktop-entry": ("s", "fairmeter"),
        }
        return (
            "Fairmeter",
            earlier[-1] if notice.replaces and earlier else 0,
            self._icon,
            notice.title,
            html.escape(notice.body, quote=False) if "body-markup" in skills else notice.body,
            actions,
            hints,
            _AS_LONG_AS_USUAL,
        )

    # What follows runs on the line's thread.

    def _learnt(self, answer: Message) -> None:
        if answer.header.message_type is MessageType.method_return:
            with self._lock:
                self._skills = frozenset(answer.body[0])

    def _accepted(self, answer: Message, shown: _Shown) -> None:
        if answer.header.message_type is MessageType.method_return:
            with self._lock:
                self._owner = answer.header.fields.get(HeaderFields.sender)
                # The newest of a key stands last, also when it took the number of an older one.
                self._open.pop(answer.body[0], None)
                self._open[answer.body[0]] = shown
        self._hang_up_if_idle()

    def _heard(self, line: BusLine, signal: Message) -> None:
        if line is not self._line:
            return
        fields = signal.header.fields
        match fields.get(HeaderFields.member), signal.body:
            case "NameOwnerChanged", (name, _, _) if name == _NAME:
                with self._lock:
                    self._forget_all()
            case "ActionInvoked", (number, action) if fields.get(HeaderFields.sender) == self._owner:
                self._chosen(number, action)
            case "NotificationClosed", (number, _) if fields.get(HeaderFields.sender) == self._owner:
                with self._lock:
                    self._open.pop(number, None)
        self._hang_up_if_idle()

    def _chosen(self, number: int, action: str) -> None:
        with self._lock:
            shown = self._open.get(number)
        if shown is None or not shown.notice.actions:
            return
        ids = [one.id for one in shown.notice.actions]
        if action == _WHOLE_NOTICE and action not in ids:
            action = ids[0]
        if action in ids:
            shown.acted(shown.notice.key, action)

    def _forget_all(self) -> None:
        """Another service, or none: its numbers mean nothing to the next one, or worse, somebody else's notice."""
        self._open.clear()
        self._skills = None
        self._owner = None

    def _ended(self, line: BusLine) -> None:
        with self._lock:
            if self._line is line:
                self._line = None
                self._forget_all()

    def _hang_up_if_idle(self) -> None:
        with self._lock:
            line = self._line
            if line is None or self._is_sending or self._open or line.is_waiting:
                return
            self._line = None
            self._forget_all()
        line.close()
