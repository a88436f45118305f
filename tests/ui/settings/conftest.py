"""Settings windows that tests look at and operate."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QCursor
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fairmeter.settings import DEFAULTS, Settings
from fairmeter.ui.settings.window import SettingsWindow
from fairmeter.view.theme import LIGHT

DATA, FILE = Path("/home/sam/.local/share/fairmeter"), Path("/home/sam/.config/fairmeter/settings.toml")
OpenSettings = Callable[..., SettingsWindow]


class Opener:
    """Stands in for the desktop: remembers what it was asked to open."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.can = True

    def __call__(self, url: QUrl) -> bool:
        self.asked.append(url.toLocalFile())
        return self.can


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def open_settings(qtbot: QtBot, opener: Opener) -> Iterator[OpenSettings]:
    """Opens settings windows that have the keyboard; what a test has not closed is closed after it."""
    made: list[SettingsWindow] = []

    def opened(settings: Settings = DEFAULTS, *, tab: str = "General", square_icons: bool = False) -> SettingsWindow:
        QCursor.setPos(799, 799)
        window = SettingsWindow(data_folder=DATA, settings_file=FILE, square_icons=square_icons, opens=opener)
        made.append(window)
        window.show_settings(settings, (), LIGHT)
        window.tabs.setCurrentIndex([window.tabs.tabText(place) for place in range(window.tabs.count())].index(tab))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield opened
    for window in made:
        if isValid(window):
            window.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says of two things that it cannot do them; it need not."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(r"does not support (raise|propagateSizeHints)\(\)"))
