"""The stage as fixtures: one screen and one bus for all tests, everything else for the test that asks for it."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.stage.app_under_test import AppUnderTest
from desktop.stage.bus import SessionBus
from desktop.stage.notification_daemon import NotificationDaemon
from desktop.stage.programs import need
from desktop.stage.screen import Screen
from desktop.stage.screen_reader import ScreenReader
from desktop.stage.tray_watcher import TrayWatcher
from desktop.stage.trayer import Trayer
from fairmeter.simulator import Simulator

StartApp = Callable[..., AppUnderTest]


def nobodys_environment(runtime: Path, home: Path) -> dict[str, str]:
    """What a program on the stage gets, and nothing of whoever started us. Both folders are its own."""
    runtime.chmod(0o700)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "TMPDIR": str(runtime),
        "LANG": "C.UTF-8",
        "TZ": "Europe/Berlin",
        "QT_QPA_PLATFORM": "xcb",
    }


@pytest.fixture(scope="session")
def bare_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return nobodys_environment(tmp_path_factory.mktemp("run"), tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def bus(bare_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SessionBus]:
    """A session bus with nobody on it."""
    need("dbus-daemon")
    with SessionBus(tmp_path_factory.mktemp("bus"), bare_environment) as started:
        yield started


@pytest.fixture(scope="session")
def screen(bare_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """An empty screen."""
    need("Xvfb", "xdotool")
    with Screen(tmp_path_factory.mktemp("screen"), bare_environment) as started:
        yield started


@pytest.fixture
def session(screen: Screen, bus: SessionBus) -> dict[str, str]:
    """The environment of a program in this session: screen and bus, and neither tray nor notices."""
    screen.move_away()
    return {**screen.environment, "DBUS_SESSION_BUS_ADDRESS": bus.address}


@pytest.fixture
def watcher(bus: SessionBus) -> Iterator[TrayWatcher]:
    """A tray of the newer kind."""
    with TrayWatcher(bus) as started:
        yield started


@pytest.fixture
def trayer(screen: Screen, tmp_path: Path) -> Iterator[Trayer]:
    """A tray of the older kind."""
    need("trayer")
    with Trayer(screen, tmp_path) as started:
        yield started


@pytest.fixture
def reader(bus: SessionBus) -> Iterator[ScreenReader]:
    """A screen reader, to be asked for before a program is started."""
    with ScreenReader(bus) as started:
        yield started


@pytest.fixture
def daemon(bus: SessionBus) -> Iterator[NotificationDaemon]:
    """A notification service that records."""
    with NotificationDaemon(bus, "actions", "body", "body-markup", "persistence") as started:
        yield started


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[Simulator]:
    """The stand-in account at the beginning of its ordinary afternoon, in the real present."""
    with Simulator(folder=tmp_path / "simulator", start=datetime.now(UTC)) as started:
        yield started


@pytest.fixture
def start_app(session: dict[str, str], tmp_path: Path) -> Iterator[StartApp]:
    """Starts the program in this session; it is ended, and everything it said complained of, after the test."""
    with ExitStack() as running:

        def start(
            simulator: Simulator,
            arguments: Sequence[str] = ("-m", "fairmeter"),
            extra: Mapping[str, str] | None = None,
        ) -> AppUnderTest:
            app = AppUnderTest(session, simulator, tmp_path / "app", arguments, extra)
            return running.enter_context(app)

        yield start
