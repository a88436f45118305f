"""No bus, no service, and ones that die, hang, or are replaced while a notice is shown."""

import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from alerts.listening import NOTICE, PATIENCE, Wishes, no_listener_stays
from desktop.stage.bus import BusService, Reply, SessionBus
from desktop.stage.notification_daemon import NAME, NotificationDaemon
from fairmeter.alerts import Undelivered
from fairmeter.alerts.freedesktop import DesktopNotices

pytestmark = pytest.mark.desktop


def test_without_a_service_the_notice_is_not_shown_and_nothing_listens(notices: DesktopNotices, wishes: Wishes) -> None:
    with pytest.raises(Undelivered, match="ServiceUnknown"):
        notices.show(NOTICE, wishes)
    no_listener_stays()


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"},
        {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=1"},
        {"DBUS_SESSION_BUS_ADDRESS": "autolaunch:"},
        {"XDG_RUNTIME_DIR": "/nonexistent"},
    ],
)
def test_without_a_bus_the_notice_is_not_shown(environment: dict[str, str], wishes: Wishes) -> None:
    with pytest.raises(Undelivered, match="session bus"):
        DesktopNotices(environment).show(NOTICE, wishes)


def test_a_bus_that_is_not_named_is_looked_for_where_systemd_has_it(
    bus: SessionBus, daemon: NotificationDaemon, tmp_path: Path, wishes: Wishes
) -> None:
    socket = bus.address.partition("path=")[2].partition(",")[0]
    (tmp_path / "bus").symlink_to(socket)
    handler = DesktopNotices({"XDG_RUNTIME_DIR": str(tmp_path)})
    handler.show(NOTICE, wishes)
    assert daemon.wait_for(1).title == NOTICE.title
    handler.close()


def test_after_another_service_took_over_its_numbers_are_not_mistaken_for_ours(
    bus: SessionBus, notices: DesktopNotices, wishes: Wishes
) -> None:
    with NotificationDaemon(bus, "actions") as first:
        notices.show(NOTICE, wishes)
        first.wait_for(1)
    no_listener_stays()
    with NotificationDaemon(bus, "body-markup") as second:
        notices.show(NOTICE, wishes)
        shown = second.wait_for(1)
        assert (shown.replaces, shown.actions) == (0, ())
        assert "&amp;" in shown.body


class Answerer(BusService):
    """A service that answers one method as told, and never the other way."""

    def __init__(self, bus: SessionBus, notify: Reply | None) -> None:
        super().__init__(bus, NAME, "/org/freedesktop/Notifications", NAME)
        self.methods = {"GetCapabilities": lambda: ("as", ([],)), "Notify": lambda *_: notify}


def test_a_service_that_dies_over_a_notice_has_not_shown_it(bus: SessionBus, wishes: Wishes) -> None:
    handler = DesktopNotices({"DBUS_SESSION_BUS_ADDRESS": bus.address}, patience=PATIENCE)
    reached = threading.Event()
    service = Answerer(bus, None)
    service.methods["Notify"] = lambda *_: reached.set()
    with service:
        failures: list[str] = []

        def show() -> None:
            with pytest.raises(Undelivered) as caught:
                handler.show(NOTICE, wishes)
            failures.append(str(caught.value))

        sender = threading.Thread(target=show)
        sender.start()
        assert reached.wait(PATIENCE)
    sender.join(PATIENCE)
    assert failures == ["org.freedesktop.DBus.Error.NoReply"]
    no_listener_stays()


def test_a_service_that_hangs_costs_a_limited_time_and_only_once(
    bus: SessionBus, daemon: NotificationDaemon, wishes: Wishes
) -> None:
    handler = DesktopNotices({"DBUS_SESSION_BUS_ADDRESS": bus.address}, patience=0.3)
    daemon.is_deaf = True
    with pytest.raises(Undelivered, match="no answer in time"):
        handler.show(NOTICE, wishes)
    with pytest.raises(Undelivered, match="has not answered"):
        handler.show(replace(NOTICE, title="Refused twice"), wishes)
    assert [one.title for one in daemon.shown] == [NOTICE.title]
    # When it recovers, the late answer counts: the notice that did appear is heard and replaced.
    daemon.answer_again()
    daemon.catch_up()
    daemon.emit("ActionInvoked", "us", 1, "copy")
    assert wishes.wait_for(1) == [("refusal:session", "copy")]
    handler.show(NOTICE, wishes)
    assert daemon.wait_for(2).replaces == 1
    handler.close()


def test_closing_does_not_wait_for_a_service_that_hangs(
    bus: SessionBus, daemon: NotificationDaemon, wishes: Wishes
) -> None:
    handler = DesktopNotices({"DBUS_SESSION_BUS_ADDRESS": bus.address}, patience=PATIENCE)
    daemon.is_deaf = True
    failures: list[str] = []

    def show() -> None:
        with pytest.raises(Undelivered) as caught:
            handler.show(NOTICE, wishes)
        failures.append(str(caught.value))

    sender = threading.Thread(target=show)
    sender.start()
    daemon.wait_for(1)
    handler.close()
    sender.join(PATIENCE / 4)
    assert len(failures) == 1
    assert "gone" in failures[0]
    no_listener_stays()


def test_a_bus_that_ends_takes_notices_and_listener_along_and_a_new_one_is_used(
    bare_environment: dict[str, str], tmp_path: Path, wishes: Wishes
) -> None:
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    environment: dict[str, str] = {}
    handler = DesktopNotices(environment)
    with SessionBus(tmp_path / "first", bare_environment) as first, NotificationDaemon(first, "actions") as service:
        environment["DBUS_SESSION_BUS_ADDRESS"] = first.address
        handler.show(NOTICE, wishes)
        service.wait_for(1)
        first.daemon.end()
        no_listener_stays()
        with pytest.raises(Undelivered, match="no session bus"):
            handler.show(NOTICE, wishes)
    with SessionBus(tmp_path / "second", bare_environment) as second, NotificationDaemon(second, "actions") as again:
        environment["DBUS_SESSION_BUS_ADDRESS"] = second.address
        handler.show(NOTICE, wishes)
        assert again.wait_for(1).replaces == 0
        handler.close()


def test_a_bus_that_hangs_costs_a_limited_time(
    bare_environment: dict[str, str], tmp_path: Path, wishes: Wishes
) -> None:
    with SessionBus(tmp_path, bare_environment) as bus, NotificationDaemon(bus, "actions") as service:
        address = {"DBUS_SESSION_BUS_ADDRESS": bus.address}
        waiting, fresh = DesktopNotices(address, patience=0.3), DesktopNotices(address, patience=0.3)
        waiting.show(NOTICE, wishes)
        service.wait_for(1)
        bus.daemon.signal(signal.SIGSTOP)
        try:
            with pytest.raises(Undelivered, match="no answer in time"):
                waiting.show(NOTICE, wishes)
            with pytest.raises(Undelivered, match="no session bus"):
                fresh.show(NOTICE, wishes)
        finally:
            bus.daemon.signal(signal.SIGCONT)
        service.wait_for(2)
        waiting.close()
    no_listener_stays()
