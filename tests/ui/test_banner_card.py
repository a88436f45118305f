"""The banner stands in the place of the verdict sentence, says all it has to say, and passes on what is wished."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fairmeter.ui.popover import Popover
from fairmeter.view.popover import PopoverView, popover
from fairmeter.view.theme import DARK, LIGHT, Theme
from mornings import AFTER, case, morning
from popovers import opened, view_of
from scenes import WORDING, extra, live

# The platform without a screen says of two things that it cannot do them; it need not.
pytestmark = pytest.mark.qt_log_ignore(r"does not support (raise|propagateSizeHints)\(\)")

IDENTITY = case().identity


def view() -> PopoverView:
    return popover(morning(), AFTER, WORDING)


def with_words(heading: str, order_seen: str) -> PopoverView:
    shown = view()
    assert shown.banner is not None
    return replace(shown, banner=replace(shown.banner, heading=heading, order_seen=order_seen))


@pytest.fixture
def window(qtbot: QtBot) -> Popover:
    return opened(qtbot, view())


def place(window: Popover, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_it_replaces_the_verdict_sentence(window: Popover) -> None:
    assert window.banner.isVisible()
    assert not window.verdict.isVisible()
    assert place(window, window.banner).topLeft() == QPoint(12, 11)
    assert place(window, window.limits).top() == 11 + window.banner.height() + 8


def test_its_measures(qtbot: QtBot) -> None:
    """Two lines of heading, one of the error, two of the order, and the buttons: 144; all parts together 543."""
    window = opened(qtbot, with_words("Refused at 09:42 although it was left", "word " * 12))
    banner = window.banner
    assert (banner.heading.height(), banner.error.height(), banner.order_seen.height()) == (38, 16, 32)
    assert (banner.width(), banner.height()) == (316, 144)
    assert window.height() == 11 + 144 + 8 + 187 + 58 + 8 + 93 + 34 == 543


def test_the_buttons_stand_under_the_text_eight_apart(window: Popover) -> None:
    banner = window.banner
    assert banner.evidence.y() == banner.order_seen.geometry().bottom() + 1 + 9
    assert banner.copy_report.x() == banner.evidence.geometry().right() + 1 + 8
    assert banner.evidence.x() == banner.heading.x() == banner.error.x()
    assert banner.height() == banner.evidence.geometry().bottom() + 1 + 11
    assert banner.rect().contains(banner.copy_report.geometry())
    assert not banner.dismiss.geometry().intersects(banner.heading.geometry())


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_its_ground_and_outline(window: Popover, theme: Theme) -> None:
    window.show_view(view(), theme)
    image = window.grab().toImage()
    box = place(window, window.banner)
    assert image.pixelColor(box.center().x(), box.bottom() - 4) == QColor(theme.out_wash)
    assert image.pixelColor(box.center().x(), box.bottom()) == QColor(theme.banner_edge)
    assert image.pixelColor(box.left() + 21, box.top() + 13) == QColor(theme.out)


def test_what_it_says(window: Popover) -> None:
    shown = view().banner
    assert shown is not None
    banner = window.banner
    texts = (banner.heading, banner.error, banner.times, banner.order_seen)
    assert [words.text() for words in texts] == [shown.heading, shown.error, "", shown.order_seen]
    assert [button.text() for button in (banner.evidence, banner.copy_report)] == ["Show evidence", "Copy report"]
    assert banner.accessibleName() == shown.heading
    assert banner.dismiss.accessibleName() == "Dismiss"


def test_a_count_takes_one_line_more(qtbot: QtBot, window: Popover) -> None:
    before = window.banner.height()
    shown = view()
    assert shown.banner is not None
    counted = opened(qtbot, replace(shown, banner=replace(shown.banner, times="5 times since 09:34")))
    assert counted.banner.height() == before + 16
    assert counted.banner.times.height() == 16


@pytest.mark.parametrize(
    ("button", "wish"),
    [("evidence", "evidence_wished"), ("copy_report", "copy_wished"), ("dismiss", "dismissed")],
)
def test_each_button_says_which_refusal_is_meant(qtbot: QtBot, window: Popover, button: str, wish: str) -> None:
    with qtbot.waitSignal(getattr(window, wish)) as wished:
        QTest.mouseClick(getattr(window.banner, button), Qt.MouseButton.LeftButton)
    assert wished.args == [IDENTITY]


def test_the_evidence_has_the_keyboard_when_it_opens(qtbot: QtBot, window: Popover) -> None:
    assert QApplication.focusWidget() is window.banner.evidence
    with qtbot.waitSignal(window.evidence_wished):
        QTest.keyClick(window.banner.evidence, Qt.Key.Key_Return)


def test_tab_goes_through_it_from_the_top(window: Popover) -> None:
    banner = window.banner
    for goal in (banner.copy_report, banner.dismiss, window.limits.rows[0]):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is goal


def test_control_c_copies_the_report_of_what_is_shown(qtbot: QtBot, window: Popover) -> None:
    with qtbot.waitSignal(window.copy_wished) as wished:
        QTest.keyClick(window.banner.evidence, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert wished.args == [IDENTITY]
    window.show_view(view_of(live(money=extra())), LIGHT)
    with qtbot.assertNotEmitted(window.copy_wished):
        QTest.keyClick(window.limits.rows[0], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_when_it_was_looked_at_the_sentence_comes_back(window: Popover) -> None:
    window.show_view(popover(morning(case(was_looked_at=True)), AFTER, WORDING), LIGHT)
    assert not window.banner.isVisible()
    assert window.verdict.isVisible()
    assert window.verdict.first.text() == "Your session has 28% left."
    assert window.height() == 430
