"""Everything in the popover can be reached and done with the keyboard, and the ring shows where one is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fairmeter.outlook import Outlook
from fairmeter.ui.popover import Popover
from fairmeter.view.theme import LIGHT
from popovers import opened, view_of
from scenes import NO_LOGIN, NOW, extra, fable, live, local, session, weekly

# The platform without a screen says of two things that it cannot do them; it need not.
pytestmark = pytest.mark.qt_log_ignore(r"does not support (raise|propagateSizeHints)\(\)")

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> Popover:
    return opened(qtbot, view_of(live(money=extra())))


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def test_the_first_row_is_ready_when_it_opens_and_no_ring_is_seen(window: Popover) -> None:
    assert QApplication.focusWidget() is window.limits.rows[0]
    assert window.ring.around is None


def test_tab_goes_from_top_to_bottom_and_round(qtbot: QtBot, window: Popover) -> None:
    footer = window.footer
    stops: list[QWidget] = [*window.limits.rows, window.chain.chain, footer.refresh, footer.report, footer.settings]
    for goal in [*stops[1:], stops[0]]:
        press(qtbot, Key.Key_Tab)
        assert QApplication.focusWidget() is goal


def test_tab_order_follows_rows_that_came_later(qtbot: QtBot, window: Popover) -> None:
    window.show_view(view_of(live(session(), weekly(), fable(), fable(1.0, "Opus"), money=extra())), LIGHT)
    for goal in [*window.limits.rows[1:], window.chain.chain, window.footer.refresh]:
        press(qtbot, Key.Key_Tab)
        assert QApplication.focusWidget() is goal


def test_up_and_down_go_between_rows_and_stop_at_the_ends(qtbot: QtBot, window: Popover) -> None:
    rows = window.limits.rows
    reached = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up, Key.Key_Up):
        press(qtbot, key)
        reached.append(QApplication.focusWidget())
    assert reached == [rows[1], rows[2], rows[2], rows[1], rows[0], rows[0]]


def test_down_scrolls_to_a_row_that_is_not_seen(qtbot: QtBot) -> None:
    models = (fable(20.0, name) for name in ("A", "B", "C", "D", "E"))
    window = opened(qtbot, view_of(live(session(), weekly(), *models)))
    for _ in range(6):
        press(qtbot, Key.Key_Down)
    last = window.limits.rows[-1]
    assert QApplication.focusWidget() is last
    assert last.visibleRegion().boundingRect().height() == 62


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_return_and_space_open_the_row(qtbot: QtBot, window: Popover, key: Qt.Key) -> None:
    press(qtbot, Key.Key_Down)
    with qtbot.waitSignal(window.row_opened) as opening:
        press(qtbot, key)
    assert opening.args == [1]


def test_control_r_refreshes(qtbot: QtBot, window: Popover) -> None:
    with qtbot.waitSignal(window.refresh_wished):
        press(qtbot, Key.Key_R, CONTROL)


def test_no_refresh_while_the_service_asks_to_wait(qtbot: QtBot, window: Popover) -> None:
    window.show_view(view_of(replace(live(), blocked_until=local(17, 17, 20))), LIGHT)
    assert not window.footer.refresh.isEnabled()
    assert window.footer.refresh.toolTip() == "The usage service asks to wait until 17:20"
    with qtbot.assertNotEmitted(window.refresh_wished):
        press(qtbot, Key.Key_R, CONTROL)
        QTest.mouseClick(window.footer.refresh, Qt.MouseButton.LeftButton)


def test_control_comma_opens_the_settings(qtbot: QtBot, window: Popover) -> None:
    with qtbot.waitSignal(window.settings_wished):
        press(qtbot, Key.Key_Comma, CONTROL)


@pytest.mark.parametrize(("key", "modifier"), [(Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Key.Key_W, CONTROL)])
def test_escape_and_control_w_close(qtbot: QtBot, window: Popover, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    with qtbot.waitSignal(window.closed):
        press(qtbot, key, modifier)
    assert not window.isVisible()


@pytest.mark.parametrize("name", ["refresh", "report", "settings"])
def test_the_footers_buttons_wish_by_click_and_by_return(qtbot: QtBot, window: Popover, name: str) -> None:
    button = getattr(window.footer, name)
    wish = getattr(window, f"{name}_wished")
    with qtbot.waitSignal(wish):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    with qtbot.waitSignal(wish):
        press(qtbot, Key.Key_Return)


def test_the_footers_buttons_say_what_they_do(window: Popover) -> None:
    footer = window.footer
    buttons = (footer.refresh, footer.report, footer.settings)
    assert [button.accessibleName() for button in buttons] == ["Refresh", "Open report", "Settings"]
    assert all(button.toolTip() for button in buttons)


def test_the_login_is_one_button(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(Outlook(at=NOW, problem=NO_LOGIN)))
    assert window.login.button.text() == "Open Claude Code login"
    with qtbot.waitSignal(window.login_wished):
        QTest.mouseClick(window.login.button, Qt.MouseButton.LeftButton)


def test_the_ring_is_drawn_two_points_outside_of_what_the_keyboard_reached(qtbot: QtBot, window: Popover) -> None:
    press(qtbot, Key.Key_Tab)
    row = window.limits.rows[1]
    assert window.ring.around is row
    left = row.mapTo(window, QPoint(0, 31))
    image = window.grab().toImage()
    assert image.pixelColor(left - QPoint(2, 0)) == QColor(LIGHT.fine)
    assert image.pixelColor(left - QPoint(5, 0)) == QColor(LIGHT.window)


def test_a_click_shows_no_ring(qtbot: QtBot, window: Popover) -> None:
    press(qtbot, Key.Key_Tab)
    QTest.mouseClick(window.limits.rows[2], Qt.MouseButton.LeftButton, pos=QPoint(150, 15))
    assert window.ring.around is None


def test_the_ring_goes_with_the_row_that_goes(qtbot: QtBot, window: Popover) -> None:
    for _ in range(2):
        press(qtbot, Key.Key_Tab)
    gone = window.limits.rows[2]
    assert window.ring.around is gone
    with qtbot.waitSignal(gone.destroyed):
        window.show_view(view_of(live(session(), weekly())), LIGHT)
    window.grab()
    assert window.ring.around is not gone


def test_the_refresh_icon_turns_once(qtbot: QtBot) -> None:
    window = Popover()
    qtbot.addWidget(window)
    window.show_view(view_of(live()), LIGHT)
    turned = window.footer.refresh
    window.footer.ask()
    assert turned.is_turning
    qtbot.waitUntil(lambda: not turned.is_turning, timeout=3000)


def test_with_reduced_motion_the_icon_stands_still(window: Popover) -> None:
    window.footer.ask()
    assert not window.footer.refresh.is_turning
