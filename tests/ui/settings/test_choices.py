"""Everything in the settings window works at once, and every control changes exactly its own field."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from fairmeter.settings import IconStyle, Problem, Settings, Wrong
from fairmeter.ui.settings.appearance import AppearancePage
from fairmeter.ui.settings.general import GeneralPage
from fairmeter.ui.settings.polling import PollingPage
from fairmeter.ui.settings.window import SettingsWindow
from fairmeter.view.theme import LIGHT

OpenSettings = Callable[..., SettingsWindow]


class Opens(Protocol):
    """What a test sees of the fixture `opener`."""

    asked: list[str]
    can: bool


# Nothing here is a default, so that a field which was lost on the way would be seen.
CHOSEN = Settings(
    claude_dirs=("/work/claude",),
    poll_interval_s=600,
    icon_style=IconStyle.BARS,
    icon_coloured=True,
    show_left=True,
    relative_first=False,
    language="de",
    launch_at_login=True,
    notifications=False,
    thresholds=(50,),
    quiet_hours=("22:00", "07:00"),
    explained_refusals_notify=True,
    account="sam",
    allow_keychain=True,
    allow_claude_code=False,
)
CONTROLS: list[tuple[str, str, dict[str, object]]] = [
    ("General", "Used", {"show_left": False}),
    ("General", "Time left", {"relative_first": True}),
    ("Polling", "Normal", {"poll_interval_s": 300}),
    ("Polling", "Close", {"poll_interval_s": 180}),
    ("Appearance", "Ring", {"icon_style": IconStyle.RING}),
    ("Appearance", "Captions", {"icon_style": IconStyle.CAPTIONS}),
    ("Appearance", "Percent", {"icon_style": IconStyle.PERCENT}),
    ("Appearance", "Template", {"icon_coloured": False}),
]


def button(window: SettingsWindow, words: str) -> QAbstractButton:
    return next(one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.text() == words)


def click(window: SettingsWindow, words: str) -> None:
    QTest.mouseClick(button(window, words), Qt.MouseButton.LeftButton)


def heard(window: SettingsWindow) -> list[Settings]:
    all_of_them: list[Settings] = []
    window.changed.connect(all_of_them.append)
    return all_of_them


def on(window: SettingsWindow) -> list[str]:
    """The words of what is on in the page that is shown."""
    return [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible() and one.isChecked()]


@pytest.mark.parametrize(("tab", "words", "change"), CONTROLS)
def test_a_control_changes_its_field_and_no_other(
    open_settings: OpenSettings, tab: str, words: str, change: dict[str, object]
) -> None:
    window = open_settings(CHOSEN, tab=tab)
    changes = heard(window)
    click(window, words)
    assert changes == [replace(CHOSEN, **change)]  # type: ignore[arg-type]  # the table names fields with their values
    assert window.state.settings == changes[0]
    assert words in on(window)


@pytest.mark.parametrize(
    ("tab", "words", "now_on"),
    [
        ("General", "Left", ["Left", "Time left"]),
        ("Polling", "Careful", ["Careful"]),
        ("Appearance", "Two bars", ["Two bars", "Template"]),
        ("Appearance", "Coloured", ["Ring", "Coloured"]),
    ],
)
def test_what_was_on_goes_off(open_settings: OpenSettings, tab: str, words: str, now_on: list[str]) -> None:
    window = open_settings(tab=tab)
    click(window, words)
    assert on(window) == now_on


def test_every_choice_builds_on_the_one_before(open_settings: OpenSettings) -> None:
    window = open_settings()
    changes = heard(window)
    click(window, "Left")
    click(window, "Clock time")
    click(window, "Used")
    assert changes == [
        Settings(show_left=True),
        Settings(show_left=True, relative_first=False),
        Settings(relative_first=False),
    ]


@pytest.mark.parametrize(("tab", "words"), [("General", "Used"), ("Polling", "Normal"), ("Appearance", "Ring")])
def test_choosing_what_is_on_already_changes_nothing(open_settings: OpenSettings, tab: str, words: str) -> None:
    window = open_settings(tab=tab)
    changes = heard(window)
    click(window, words)
    assert changes == []
    assert words in on(window)


def test_settings_that_change_elsewhere_are_shown_and_not_announced(open_settings: OpenSettings) -> None:
    window = open_settings()
    changes = heard(window)
    window.show_settings(Settings(show_left=True, relative_first=False), (), LIGHT)
    assert on(window) == ["Left", "Clock time"]
    assert changes == []


def test_an_interval_of_the_users_own_is_none_of_the_three_until_one_is_chosen(open_settings: OpenSettings) -> None:
    window = open_settings(tab="Polling")
    window.show_settings(Settings(poll_interval_s=900), (), LIGHT)
    assert on(window) == []
    page = window.pages[1]
    assert isinstance(page, PollingPage)
    assert page.rhythm.second.text() == "Every 15 min, as your settings file has it"
    click(window, "Close")
    assert on(window) == ["Close"]
    assert page.rhythm.second.text().startswith("Every 3 min")


def test_the_cost_follows_the_rhythm(open_settings: OpenSettings) -> None:
    window = open_settings(tab="Polling")
    page = window.pages[1]
    assert isinstance(page, PollingPage)
    costs = []
    for words in ("Careful", "Normal", "Close"):
        click(window, words)
        costs.append(page.cost.value.text())
    assert costs == ["about 6 of 28", "about 12 of 28", "about 20 of 28"]


def test_a_style_that_the_menu_bar_cannot_show_cannot_be_chosen(open_settings: OpenSettings) -> None:
    window = open_settings(tab="Appearance", square_icons=True)
    changes = heard(window)
    for words in ("Captions", "Percent"):
        assert not button(window, words).isEnabled()
        click(window, words)
    assert changes == []
    assert on(window) == ["Ring", "Template"]


def test_the_states_are_drawn_in_the_chosen_style(open_settings: OpenSettings) -> None:
    window = open_settings(tab="Appearance")
    page = window.pages[2]
    assert isinstance(page, AppearancePage)
    before = page.icon.states.grab().toImage()
    click(window, "Two bars")
    assert {state.face.style.value for state in page.icon.states.states} == {"bars"}
    assert page.icon.states.grab().toImage() != before


class TestFolders:
    def test_the_data_folder_opens(self, open_settings: OpenSettings, opener: Opens) -> None:
        window = open_settings()
        click(window, "Open folder")
        assert opener.asked == ["/home/sam/.local/share/fairmeter"]
        assert general(window).folder.second.text() == "/home/sam/.local/share/fairmeter"

    def test_a_folder_that_cannot_be_opened_is_not_passed_over(
        self, open_settings: OpenSettings, opener: Opens
    ) -> None:
        window = open_settings()
        opener.can = False
        click(window, "Open folder")
        assert general(window).folder.second.text() == "Could not be opened: /home/sam/.local/share/fairmeter"
        opener.can = True
        click(window, "Open folder")
        assert general(window).folder.second.text() == "/home/sam/.local/share/fairmeter"

    def test_the_settings_file_opens_from_its_problems(self, open_settings: OpenSettings, opener: Opens) -> None:
        window = open_settings()
        window.show_settings(Settings(), [Problem("account", Wrong.NOT_TEXT, 4)], LIGHT)
        click(window, "Open file")
        assert opener.asked == ["/home/sam/.config/fairmeter/settings.toml"]

    def test_a_settings_file_that_cannot_be_opened_is_not_passed_over(
        self, open_settings: OpenSettings, opener: Opens
    ) -> None:
        window = open_settings()
        window.show_settings(Settings(), [Problem("account", Wrong.NOT_TEXT, 4)], LIGHT)
        opener.can = False
        click(window, "Open file")
        assert general(window).problems.text.text().endswith("The file could not be opened from here.")


def general(window: SettingsWindow) -> GeneralPage:
    page = window.pages[0]
    assert isinstance(page, GeneralPage)
    return page


def test_choosing_keeps_the_problems_in_view(open_settings: OpenSettings, qtbot: QtBot) -> None:
    window = open_settings()
    window.show_settings(Settings(), [Problem("account", Wrong.NOT_TEXT, 4)], LIGHT)
    click(window, "Left")
    assert general(window).problems.isVisible()
