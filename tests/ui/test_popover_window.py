"""When the popover goes away, what it says then, and how it stands in for a tray as an ordinary window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fairmeter.outlook import Outlook
from fairmeter.ui.popover import Popover
from fairmeter.view.glyph import Glyph
from fairmeter.view.hint import NO_TRAY, stays_in_window
from fairmeter.view.placement import reopens
from fairmeter.view.theme import DARK, LIGHT
from popovers import opened, view_of
from scenes import NO_LOGIN, NOW, extra, live, session, weekly

# The platform without a screen says of two things that it cannot do them; it need not.
pytestmark = pytest.mark.qt_log_ignore(r"does not support (raise|propagateSizeHints)\(\)")


class Watch:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_a_frameless_tool_with_round_corners(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live()))
    flags = window.windowFlags()
    assert window.windowType() is Qt.WindowType.Tool
    assert flags & Qt.WindowType.FramelessWindowHint
    assert not flags & Qt.WindowType.NoDropShadowWindowHint
    image = window.grab().toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(339, window.height() - 1).alpha() == 0
    assert image.pixelColor(170, 0) == QColor(LIGHT.hair)
    assert image.pixelColor(170, 3) == QColor(LIGHT.window)


def test_it_closes_when_the_user_turns_to_another_window(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live()))
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitSignal(window.closed):
        other.show()
        other.activateWindow()
    assert not window.isVisible()


def test_it_says_when_it_closed_so_that_the_same_click_does_not_open_it_again(qtbot: QtBot) -> None:
    watch = Watch()
    window = Popover(reduced_motion=True, clock=watch)
    qtbot.addWidget(window)
    window.show_view(view_of(live()), LIGHT)
    window.show()
    watch.now = 107.5
    with qtbot.waitSignal(window.closed) as closing:
        window.hide()
    assert closing.args == [107.5]
    assert not reopens(closing.args[0], 107.58)
    assert reopens(closing.args[0], 108.0)


def test_a_popover_that_was_never_open_says_nothing(qtbot: QtBot) -> None:
    window = Popover(reduced_motion=True)
    qtbot.addWidget(window)
    with qtbot.assertNotEmitted(window.closed):
        window.hide()


def test_it_opens_again_as_it_was(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live(money=extra())))
    before = window.grab().toImage()
    window.close()
    window.show()
    assert window.grab().toImage() == before


def test_it_grows_with_its_content(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live(session())))
    low = window.height()
    window.show_view(view_of(live(session(), weekly())), LIGHT)
    assert window.height() == low + 63 + 18
    window.adjustSize()
    assert window.height() == low + 63 + 18


def test_in_the_lower_half_of_the_screen_it_keeps_its_foot(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live(session(), weekly())))
    window.move(100, 780 - window.height())
    window.show_view(view_of(live(money=extra())), LIGHT)
    assert window.y() + window.height() == 780
    window.move(100, 20)
    window.show_view(view_of(live(session(), weekly())), LIGHT)
    assert window.y() == 20


def test_a_larger_system_font_is_taken_over(qtbot: QtBot) -> None:
    """Sizes are those of the design; the family is the system's."""
    window = opened(qtbot, view_of(live()))
    before, usual = window.grab().toImage(), QApplication.font()
    try:
        QApplication.setFont(QFont("DejaVu Serif" if usual.family() != "DejaVu Serif" else "DejaVu Sans"))
        assert window.grab().toImage() != before
    finally:
        QApplication.setFont(usual)
    assert window.grab().toImage() == before


@pytest.fixture
def stand_in(qtbot: QtBot) -> Popover:
    window = Popover(as_window=NO_TRAY, reduced_motion=True)
    qtbot.addWidget(window)
    window.show_view(view_of(live(session(), weekly())), LIGHT)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def test_without_a_tray_it_is_an_ordinary_window_with_a_hint_on_top(stand_in: Popover) -> None:
    assert stand_in.windowType() is Qt.WindowType.Window
    assert not stand_in.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert stand_in.windowTitle() == "Fairmeter"
    assert stand_in.hint is not None
    assert stand_in.hint.isVisible()
    assert stand_in.hint.heading.text() == "This desktop shows no tray icons."
    assert stand_in.hint.text.text() == (
        "Fairmeter stays in this window. Closing it keeps the alerts on; start Fairmeter again to see it."
    )
    assert stand_in.hint.y() + stand_in.hint.height() < stand_in.verdict.y() + 1


def test_its_corners_are_filled(stand_in: Popover) -> None:
    image = stand_in.grab().toImage()
    for corner in (QPoint(0, 0), QPoint(339, 0), QPoint(0, stand_in.height() - 1)):
        assert image.pixelColor(corner) == QColor(LIGHT.window)


def test_the_hints_words_are_whole(stand_in: Popover) -> None:
    assert stand_in.hint is not None
    words = stand_in.hint.text
    assert " ".join(words.lines(words.width())) == words.text()
    assert stand_in.hint.rect().contains(words.geometry())


def test_another_reason_stands_in_the_hint(qtbot: QtBot) -> None:
    window = Popover(as_window="This desktop places no windows.", reduced_motion=True)
    qtbot.addWidget(window)
    window.show_view(view_of(Outlook(at=NOW, problem=NO_LOGIN)), DARK)
    assert window.hint is not None
    assert window.hint.heading.text() == "This desktop places no windows."
    assert window.hint.text.text().startswith("Fairmeter stays in this window.")


def test_it_stays_when_the_user_turns_to_another_window(qtbot: QtBot, stand_in: Popover) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.assertNotEmitted(stand_in.closed), qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    assert stand_in.isVisible()


def test_closing_it_only_hides_it(qtbot: QtBot, stand_in: Popover) -> None:
    with qtbot.waitSignal(stand_in.closed):
        assert not stand_in.close()
    assert not stand_in.isVisible()
    stand_in.show()
    assert stand_in.isVisible()


def test_closing_it_can_be_the_end(qtbot: QtBot) -> None:
    window = Popover(as_window=NO_TRAY, closing_hides=False, reduced_motion=True)
    qtbot.addWidget(window)
    window.show_view(view_of(live()), LIGHT)
    window.show()
    with qtbot.waitSignal(window.closed):
        assert window.close()


def test_the_hint_can_ask(qtbot: QtBot) -> None:
    window = Popover(as_window=NO_TRAY, answers=("How to add a tray", "Quit"), reduced_motion=True)
    qtbot.addWidget(window)
    window.show_view(view_of(live()), LIGHT)
    window.show()
    assert window.hint is not None
    first, second = window.hint.buttons
    assert (first.text(), second.text()) == ("How to add a tray", "Quit")
    assert window.hint.rect().contains(second.geometry())
    assert second.geometry().left() == first.geometry().right() + 1 + 8
    with qtbot.waitSignal(window.hint_answered) as answer:
        QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert answer.args == [1]


def test_the_words_of_the_hint() -> None:
    assert stays_in_window().glyph is Glyph.UNPROVEN
    assert stays_in_window("Why.", ("Quit",)) == replace(stays_in_window(), heading="Why.", answers=("Quit",))
