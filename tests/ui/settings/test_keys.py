"""The settings window is operated by keyboard alone, and a screen reader is told what is what."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fairmeter.settings import IconStyle, Problem, Settings, Wrong
from fairmeter.ui.settings.window import SettingsWindow
from fairmeter.view.theme import LIGHT

OpenSettings = Callable[..., SettingsWindow]


class Opens(Protocol):
    """What a test sees of the fixture `opener`."""

    asked: list[str]


Key, Role, Text = Qt.Key, QAccessible.Role, QAccessible.Text
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def focused() -> str:
    """The words of what has the keyboard."""
    widget = QApplication.focusWidget()
    return widget.text() if isinstance(widget, QAbstractButton) else type(widget).__name__


def name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(Text.Name)


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_the_tabs_are_ready_when_it_opens_and_no_ring_is_seen(open_settings: OpenSettings) -> None:
    window = open_settings()
    assert QApplication.focusWidget() is window.tabs
    box = window.tabs.tab_box(0)
    edge = window.tabs.mapTo(window, QPoint(int(box.left()) - 2, int(box.center().y())))
    assert window.grab().toImage().pixelColor(edge) == QColor(LIGHT.side)


@pytest.mark.parametrize(
    ("tab", "stops"),
    [
        ("General", ["Used", "Time left", "Open folder", "TabBar"]),
        ("Polling", ["Normal", "TabBar"]),
        ("Appearance", ["Ring", "Template", "TabBar"]),
    ],
)
def test_tab_goes_from_top_to_bottom_and_round(open_settings: OpenSettings, tab: str, stops: list[str]) -> None:
    """Of a set that excludes one another, the one that is on has the keyboard."""
    open_settings(tab=tab)
    reached = []
    for _ in stops:
        press(Key.Key_Tab)
        reached.append(focused())
    assert reached == stops


def test_backtab_goes_the_other_way(open_settings: OpenSettings) -> None:
    open_settings()
    reached = []
    for _ in range(4):
        press(Key.Key_Backtab)
        reached.append(focused())
    assert reached == ["Open folder", "Time left", "Used", "TabBar"]


def test_the_settings_files_button_comes_first_while_there_are_problems(open_settings: OpenSettings) -> None:
    window = open_settings()
    window.show_settings(Settings(), [Problem("account", Wrong.NOT_TEXT, 4)], LIGHT)
    press(Key.Key_Tab)
    assert focused() == "Open file"
    press(Key.Key_Tab)
    assert focused() == "Used"


def test_the_arrow_keys_turn_the_pages(open_settings: OpenSettings) -> None:
    window = open_settings()
    titles = [window.windowTitle()]
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Left):
        press(key)
        titles.append(window.windowTitle())
    assert titles == ["General", "Polling", "Appearance", "Appearance", "Polling"]


@pytest.mark.parametrize(
    ("tab", "key", "change"),
    [
        ("General", Key.Key_Right, {"show_left": True}),
        ("Polling", Key.Key_Left, {"poll_interval_s": 600}),
        ("Polling", Key.Key_Right, {"poll_interval_s": 180}),
        ("Appearance", Key.Key_Right, {"icon_style": IconStyle.BARS}),
    ],
)
def test_the_arrow_keys_choose(open_settings: OpenSettings, tab: str, key: Qt.Key, change: dict[str, object]) -> None:
    window = open_settings(tab=tab)
    changes: list[Settings] = []
    window.changed.connect(changes.append)
    press(Key.Key_Tab)
    press(key)
    assert changes == [replace(Settings(), **change)]  # type: ignore[arg-type]  # the table names fields with values
    held = QApplication.focusWidget()
    assert isinstance(held, QAbstractButton)
    assert held.isChecked()


def test_a_chosen_style_that_cannot_be_shown_leaves_the_others_within_reach(open_settings: OpenSettings) -> None:
    open_settings(Settings(icon_style=IconStyle.PERCENT), tab="Appearance", square_icons=True)
    press(Key.Key_Tab)
    assert focused() == "Ring"


def test_an_interval_of_the_users_own_leaves_the_three_within_reach(open_settings: OpenSettings) -> None:
    window = open_settings(Settings(poll_interval_s=900), tab="Polling")
    press(Key.Key_Tab)
    assert focused() == "Careful"
    press(Key.Key_Space)
    assert window.state.settings == Settings(poll_interval_s=600)


def test_the_arrow_keys_pass_over_styles_that_cannot_be_shown(open_settings: OpenSettings) -> None:
    window = open_settings(tab="Appearance", square_icons=True)
    press(Key.Key_Tab)
    for _ in range(3):
        press(Key.Key_Right)
    assert focused() in {"Ring", "Two bars"}
    assert window.state.settings.icon_style in {IconStyle.RING, IconStyle.BARS}


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
def test_space_and_return_press(open_settings: OpenSettings, opener: Opens, key: Qt.Key) -> None:
    open_settings()
    for _ in range(3):
        press(Key.Key_Tab)
    press(key)
    assert len(opener.asked) == 1


@pytest.mark.parametrize(("key", "modifier"), [(Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Key.Key_W, CONTROL)])
def test_escape_and_control_w_close_and_end_it(
    qtbot: QtBot, open_settings: OpenSettings, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    window = open_settings()
    press(key, modifier)
    qtbot.waitUntil(lambda: not isValid(window))


def test_the_ring_is_around_what_the_keyboard_reached(open_settings: OpenSettings) -> None:
    window = open_settings()
    press(Key.Key_Tab)
    assert window.ring.around is QApplication.focusWidget()
    segment = QApplication.focusWidget()
    assert segment is not None
    left = segment.mapTo(window, QPoint(0, segment.height() // 2))
    assert window.grab().toImage().pixelColor(left - QPoint(2, 0)) == QColor(LIGHT.fine)


def test_a_click_shows_no_ring(open_settings: OpenSettings) -> None:
    window = open_settings()
    press(Key.Key_Tab)
    second = next(one for one in window.findChildren(QAbstractButton) if one.text() == "Left")
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert window.ring.around is None


def test_the_chosen_tab_has_a_ring_while_the_keyboard_is_there(open_settings: OpenSettings) -> None:
    window = open_settings()
    press(Key.Key_Right)
    box = window.tabs.tab_box(1)
    edge = window.tabs.mapTo(window, QPoint(int(box.left()) - 2, int(box.center().y())))
    assert window.grab().toImage().pixelColor(edge) == QColor(LIGHT.fine)
    press(Key.Key_Tab)
    assert window.grab().toImage().pixelColor(edge) == QColor(LIGHT.side)
    press(Key.Key_Backtab)
    assert window.grab().toImage().pixelColor(edge) == QColor(LIGHT.fine)
    QTest.mouseClick(window.tabs, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert window.grab().toImage().pixelColor(edge) == QColor(LIGHT.side)


def test_the_tabs_are_tabs_to_a_screen_reader(open_settings: OpenSettings) -> None:
    window = open_settings()
    bar = QAccessible.queryAccessibleInterface(window.tabs)
    tabs = [bar.child(place) for place in range(3)]
    assert bar.role() is Role.PageTabList
    assert [tab.role() for tab in tabs] == [Role.PageTab] * 3
    assert [tab.text(Text.Name) for tab in tabs] == ["General", "Polling", "Appearance"]


def test_a_choice_is_a_named_group_of_radio_buttons(open_settings: OpenSettings) -> None:
    window = open_settings()
    used = next(one for one in window.findChildren(QAbstractButton) if one.text() == "Used")
    group = used.parentWidget()
    assert group is not None
    assert (role(group), name(group)) == (Role.Grouping, "Words in the popover")
    assert QAccessible.queryAccessibleInterface(group).text(Text.Description) == "Bars always fill with what is used"
    assert (role(used), name(used)) == (Role.RadioButton, "Used")
    assert QAccessible.queryAccessibleInterface(used).state().checked


def test_the_styles_say_what_they_show_or_why_they_cannot(open_settings: OpenSettings) -> None:
    window = open_settings(tab="Appearance", square_icons=True)
    cards = [one for one in window.findChildren(QAbstractButton) if type(one).__name__ == "StyleCard"]
    group = cards[0].parentWidget()
    assert group is not None
    assert name(group) == "Menu bar icon"
    assert [role(card) for card in cards] == [Role.RadioButton] * 4
    told = [QAccessible.queryAccessibleInterface(card) for card in cards]
    assert [(one.text(Text.Name), one.text(Text.Description)) for one in told] == [
        ("Ring", "the binding limit"),
        ("Two bars", "5 h over 7 d"),
        ("Captions", "wide trays only"),
        ("Percent", "wide trays only"),
    ]
    assert [bool(one.state().disabled) for one in told] == [False, False, True, True]


def test_the_buttons_say_what_they_open(open_settings: OpenSettings) -> None:
    window = open_settings()
    window.show_settings(Settings(), [Problem("account", Wrong.NOT_TEXT, 4)], LIGHT)
    buttons = [one for one in window.findChildren(QAbstractButton) if one.text().startswith("Open")]
    assert sorted((name(one), role(one)) for one in buttons) == [
        ("Open data folder", Role.Button),
        ("Open settings file", Role.Button),
    ]
    assert all(one.accessibleDescription().startswith("/home/sam/") for one in buttons)


def test_everything_that_can_be_reached_has_a_name(open_settings: OpenSettings) -> None:
    window = open_settings()
    reachable = [one for one in window.findChildren(QAbstractButton) if type(one).__module__.startswith("fairmeter")]
    assert len(reachable) == 15
    assert all(name(one) for one in reachable)
