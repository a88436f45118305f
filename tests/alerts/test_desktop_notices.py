"""Notices over a real session bus, to a notification service that records."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jeepney import message_bus

from alerts.listening import NOTICE, PATIENCE, PLAIN, Wishes, listeners, no_listener_stays
from desktop.stage.bus import BusService, SessionBus
from desktop.stage.notification_daemon import NAME, NotificationDaemon
from fairmeter.alerts.courier import Courier
from fairmeter.alerts.freedesktop import DesktopNotices

pytestmark = pytest.mark.desktop

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


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
