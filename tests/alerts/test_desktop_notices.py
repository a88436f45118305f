"""Notices over a real session bus, to a notification service that records and misbehaves as it is told."""

import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jeepney import message_bus

from desktop.stage.bus import BusService, Reply, SessionBus
from desktop.stage.notification_daemon import NAME, NotificationDaemon
from desktop.stage.programs import PATIENCE
from fairmeter.alerts import Action, Notice, Undelivered
from fairmeter.alerts.courier import Courier
from fairmeter.alerts.freedesktop import DesktopNotices

pytestmark = pytest.mark.desktop

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
NOTICE = Notice(
    key="refusal:session",
    title="Refused with 28% of session left",
    body="400: You're out of extra usage. <b>R&D</b>",
    actions=(Action("evidence", "Show evidence"), Action("copy", "Copy report")),
    urgent=True,
)
PLAIN = Notice(key="back:session", title="Back to quota", body="Your session was reset.")


@dataclass
class Wishes:
    """What was chosen, with a way to wait for it."""

    chosen: list[tuple[str, str]] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, key: str, action: str) -> None:
        with self.news:
            self.chosen.append((key, action))
            self.news.notify_all()

    def hears_anything_within(self, seconds: float) -> bool:
        with self.news:
            return self.news.wait(seconds)

    def wait_for(self, count: int) -> list[tuple[str, str]]:
        with self.news:
            assert self.news.wait_for(lambda: len(self.chosen) >= count, PATIENCE)
            return list(self.chosen)


@pytest.fixture
def wishes() -> Wishes:
    return Wishes()


@pytest.fixture
def notices(bus: SessionBus) -> Iterator[DesktopNotices]:
    handler = DesktopNotices({"DBUS_SESSION_BUS_ADDRESS": bus.address}, icon="fairmeter", patience=2.0)
    yield handler
    handler.close()
    no_listener_stays()


def listeners() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "fairmeter-notices"]


def no_listener_stays() -> None:
    for thread in listeners():
        thread.join(PATIENCE)
    assert listeners() == []


def test_a_notice_arrives_with_all_that_the_service_can_show(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    notices.show(NOTICE, wishes)
    shown = daemon.wait_for(1)
    assert (shown.app_name, shown.icon, shown.title) == ("Fairmeter", "fairmeter", NOTICE.title)
    assert shown.body == "400: You're out of extra usage. &lt;b&gt;R&amp;D&lt;/b&gt;"
    assert shown.actions == (("default", "Show evidence"), ("evidence", "Show evidence"), ("copy", "Copy report"))
    assert shown.hints == {"urgency": 2, "desktop-entry": "fairmeter"}
    assert (shown.replaces, shown.expires_ms) == (0, -1)


def test_a_service_that_can_do_little_gets_little(bus: SessionBus, notices: DesktopNotices, wishes: Wishes) -> None:
    with NotificationDaemon(bus, "body") as plain:
        notices.show(replace(NOTICE, urgent=False), wishes)
        shown = plain.wait_for(1)
        assert shown.body == NOTICE.body  # without markup nothing must be escaped
        assert shown.actions == ()
        assert shown.hints["urgency"] == 1


def test_a_burst_of_one_key_is_one_notice_whose_words_change(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    for count in range(1, 4):
        notices.show(replace(NOTICE, title=f"Refused {count} times"), wishes)
    shown = daemon.shown
    assert [(one.replaces, one.title) for one in shown] == [
        (0, "Refused 1 times"),
        (shown[0].number, "Refused 2 times"),
        (shown[0].number, "Refused 3 times"),
    ]
    assert {one.sender for one in shown} == {shown[0].sender}
    assert len(listeners()) == 1


def test_notices_of_two_keys_stand_beside_each_other(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    notices.show(NOTICE, wishes)
    notices.show(PLAIN, wishes)
    assert [one.replaces for one in daemon.shown] == [0, 0]


def test_a_notice_that_does_not_replace_stands_beside_the_earlier_one(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    notices.show(NOTICE, wishes)
    notices.show(replace(NOTICE, replaces=False), wishes)
    notices.show(NOTICE, wishes)
    assert [one.replaces for one in daemon.shown] == [0, 0, daemon.shown[1].number]


def test_what_is_chosen_reaches_whoever_sent_the_notice(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    notices.show(NOTICE, wishes)
    notices.show(PLAIN, wishes)
    daemon.choose(daemon.shown[0].number, "copy")
    assert wishes.wait_for(1) == [("refusal:session", "copy")]


def test_a_click_on_the_notice_itself_is_the_first_action(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    notices.show(NOTICE, wishes)
    daemon.choose(daemon.wait_for(1).number, "default")
    assert wishes.wait_for(1) == [("refusal:session", "evidence")]


def test_actions_on_notices_of_others_and_unknown_actions_are_left_alone(
    bus: SessionBus, daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    notices.show(NOTICE, wishes)
    number = daemon.wait_for(1).number
    with BusService(bus, "org.example.Impostor", "/org/freedesktop/Notifications", NAME) as impostor:
        impostor.emit("ActionInvoked", "us", number, "copy")
    daemon.emit("ActionInvoked", "us", number + 100, "copy")
    daemon.emit("ActionInvoked", "us", number, "format-disk")
    daemon.emit("ActionInvoked", "us", number, "evidence")
    assert wishes.wait_for(1) == [("refusal:session", "evidence")]


def test_nothing_listens_before_the_first_notice_and_after_the_last_was_closed(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    assert listeners() == []
    notices.show(NOTICE, wishes)
    notices.show(PLAIN, wishes)
    was_listening = notices.is_listening
    daemon.dismiss(daemon.shown[0].number)
    daemon.dismiss(daemon.shown[1].number)
    no_listener_stays()
    assert (was_listening, notices.is_listening) == (True, False)
    notices.show(NOTICE, wishes)
    assert daemon.wait_for(3).replaces == 0  # the earlier one was closed


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


def test_at_the_end_notices_whose_buttons_nobody_hears_any_more_are_taken_away(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    notices.show(NOTICE, wishes)
    notices.show(PLAIN, wishes)
    numbers = [one.number for one in daemon.shown]
    notices.close()
    assert daemon.withdrawn == (numbers[0],)
    assert listeners() == []


def test_closing_with_nothing_open_asks_nothing(bus: SessionBus, notices: DesktopNotices) -> None:
    notices.close()
    with bus.connect() as connection:
        names = connection.send_and_get_reply(message_bus.ListNames(), timeout=PATIENCE).body[0]
    assert len([name for name in names if name.startswith(":")]) == 1  # the one who asks


def test_a_waiting_listener_uses_no_processor_time(
    daemon: NotificationDaemon, notices: DesktopNotices, wishes: Wishes
) -> None:
    notices.show(NOTICE, wishes)
    (thread,) = listeners()
    assert thread.native_id is not None
    stat = Path(f"/proc/self/task/{thread.native_id}/status")
    before = switches(stat)
    assert not wishes.hears_anything_within(0.2)  # that nothing happens is what is measured
    assert switches(stat) == before


def switches(status: Path) -> int:
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    return int(lines["voluntary_ctxt_switches"])


def test_a_courier_with_nobody_listening_falls_back_and_with_a_service_does_not(
    bus: SessionBus, notices: DesktopNotices, wishes: Wishes
) -> None:
    courier = Courier([notices], wishes)
    assert courier.deliver(NOTICE, NOW) is None
    with NotificationDaemon(bus, "actions") as service:
        delivered = courier.deliver(NOTICE, NOW)
        assert delivered is not None
        assert (delivered.handler, delivered.at) == (NAME, NOW)
        service.choose(service.shown[0].number, "evidence")
        assert wishes.wait_for(1) == [("refusal:session", "evidence")]
