"""The bus, the screen and the notification service of the stage; the desktop they belong to is a Linux one."""

import sys
from collections.abc import Iterator

import pytest

from alerts.listening import Wishes, no_listener_stays

if sys.platform == "linux":
    from desktop.stage.bus import SessionBus
    from desktop.stage.fixtures import bare_environment, bus, daemon, screen
    from fairmeter.alerts.freedesktop import DesktopNotices

    __all__ = ["bare_environment", "bus", "daemon", "screen"]

    @pytest.fixture
    def notices(bus: SessionBus) -> Iterator[DesktopNotices]:
        """The handler under test, which must leave no listener behind."""
        handler = DesktopNotices({"DBUS_SESSION_BUS_ADDRESS": bus.address}, icon="fairmeter", patience=2.0)
        yield handler
        handler.close()
        no_listener_stays()
else:
    collect_ignore_glob = ["test_desktop_notices*.py", "test_dunst.py"]


@pytest.fixture
def wishes() -> Wishes:
    """Somebody who waits for what is chosen."""
    return Wishes()
