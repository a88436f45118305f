"""The same with a notification service that people really use, and a real click on what it draws."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from jeepney import DBusAddress

from desktop.stage.bus import PROPERTIES, SessionBus, ask, wait_for_name
from desktop.stage.programs import PATIENCE, Program, need
from desktop.stage.screen import Screen, until
from fairmeter.alerts import Action, Notice
from fairmeter.alerts.freedesktop import DesktopNotices

pytestmark = pytest.mark.desktop

CONFIG = """\
[global]
mouse_left_click = do_action
mouse_right_click = close_current
idle_threshold = 0
"""
TITLE = "Dunst"
NOTICE = Notice(
    key="refusal:session",
    title="Refused with 28% of session left",
    body="400: You're out of extra usage. <R&D>",
    actions=(Action("evidence", "Show evidence"), Action("copy", "Copy report")),
    urgent=True,
)


@dataclass
class Chosen:
    """What was chosen first."""

    wish: tuple[str, str] | None = None
    came: threading.Event = field(default_factory=threading.Event)

    def __call__(self, key: str, action: str) -> None:
        self.wish = key, action
        self.came.set()


@pytest.fixture
def dunst(screen: Screen, bus: SessionBus, tmp_path: Path) -> Iterator[Program]:
    need("dunst")
    config = tmp_path / "dunstrc"
    config.write_text(CONFIG, encoding="utf-8")
    environment = {**screen.environment, "DBUS_SESSION_BUS_ADDRESS": bus.address}
    program = Program(("dunst", "-conf", str(config)), environment, tmp_path / "dunst.txt")
    wait_for_name(bus, "org.freedesktop.Notifications")
    yield program
    program.end()
    wait_for_name(bus, "org.freedesktop.Notifications", owned=False)


@pytest.fixture
def notices(bus: SessionBus) -> Iterator[DesktopNotices]:
    handler = DesktopNotices({"DBUS_SESSION_BUS_ADDRESS": bus.address})
    yield handler
    handler.close()


def displayed(bus: SessionBus) -> int:
    """How many notices dunst says that it shows."""
    control = DBusAddress("/org/freedesktop/Notifications", bus_name="org.freedesktop.Notifications")
    with bus.connect() as connection:
        where = control.with_interface(PROPERTIES)
        _, count = ask(connection, where, "Get", "ss", "org.dunstproject.cmd0", "displayedLength")
    return int(count)


@pytest.mark.usefixtures("dunst")
def test_a_notice_is_shown_replaced_chosen_and_closed_by_hand(
    screen: Screen, bus: SessionBus, notices: DesktopNotices
) -> None:
    chosen = Chosen()
    notices.show(NOTICE, chosen)
    window = screen.window(TITLE)
    small = screen.box(window)
    notices.show(replace(NOTICE, body=f"{NOTICE.body}\nIt happened again.\nAnd again."), chosen)
    until(lambda: screen.box(window).height > small.height, "the notice does not take the longer words")
    assert displayed(bus) == 1

    screen.click(*screen.box(window).centre)
    assert chosen.came.wait(PATIENCE)
    assert chosen.wish == ("refusal:session", "evidence")

    screen.click(*screen.box(window).centre, button=3)
    screen.no_window(TITLE)
    until(lambda: not notices.is_listening, "the listener stays although nothing can be chosen")


def test_a_service_that_was_started_anew_is_used_again(
    dunst: Program, screen: Screen, bus: SessionBus, notices: DesktopNotices, tmp_path: Path
) -> None:
    notices.show(NOTICE, Chosen())
    screen.window(TITLE)
    dunst.end()
    wait_for_name(bus, "org.freedesktop.Notifications", owned=False)
    until(lambda: not notices.is_listening, "the listener stays without a service")
    environment = {**screen.environment, "DBUS_SESSION_BUS_ADDRESS": bus.address}
    again = Program(("dunst", "-conf", str(tmp_path / "dunstrc")), environment, tmp_path / "again.txt")
    try:
        wait_for_name(bus, "org.freedesktop.Notifications")
        notices.show(NOTICE, Chosen())
        screen.window(TITLE)
        assert displayed(bus) == 1
        notices.close()
        screen.no_window(TITLE)
    finally:
        again.end()
