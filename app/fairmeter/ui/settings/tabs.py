"""The tabs of the settings window, in the order they stand in."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fairmeter.ui.settings.appearance import AppearancePage
from fairmeter.ui.settings.general import GeneralPage
from fairmeter.ui.settings.page import Page
from fairmeter.ui.settings.polling import PollingPage
from fairmeter.ui.settings.tab_bar import TabIcon


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its title, which is also the window's, its icon, and how its page is made."""

    title: str
    icon: TabIcon
    page: Callable[[QWidget], Page]


TABS = (
    Tab("General", TabIcon.SLIDERS, GeneralPage),
    Tab("Polling", TabIcon.REFRESH, PollingPage),
    Tab("Appearance", TabIcon.HALF, AppearancePage),
)
