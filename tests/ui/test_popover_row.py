"""A row is one element: what it is called, what its parts do when clicked, and how it changes in place."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from fairmeter.ui.limit_row import LimitRow, Spot
from fairmeter.ui.palette import colours
from fairmeter.ui.popover import Popover
from fairmeter.view.glyph import Tone
from fairmeter.view.popover import popover
from fairmeter.view.theme import DARK, LIGHT
from popovers import opened, view_of
from scenes import NOW, WORDING, extra, fable, live, session, weekly

# The platform without a screen says of two things that it cannot do them; it need not.
pytestmark = pytest.mark.qt_log_ignore(r"does not support (raise|propagateSizeHints)\(\)")

LEFT, RIGHT, FIGURES, TITLE = 20, 296, 46, 15


@pytest.fixture
def window(qtbot: QtBot) -> Popover:
    return opened(qtbot, view_of(live(money=extra())))


def click(qtbot: QtBot, row: LimitRow, x: int, y: int) -> None:
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(x, y))


def test_a_screen_reader_hears_each_row_as_one_button_with_one_sentence(window: Popover) -> None:
    for row in window.limits.rows:
        told = QAccessible.queryAccessibleInterface(row)
        assert row.view is not None
        assert told.role() is QAccessible.Role.Button
        assert told.text(QAccessible.Text.Name) == row.view.spoken
        assert row.bar.accessibleDescription() == row.view.tip


def test_sentence_footer_and_money_have_words_for_a_screen_reader(window: Popover) -> None:
    for words in (window.verdict.first, window.verdict.second, window.footer.words):
        told = QAccessible.queryAccessibleInterface(words)
        assert told.role() is QAccessible.Role.StaticText
        assert told.text(QAccessible.Text.Name) == words.text()
    assert window.extra.accessibleName().startswith("Extra usage on.")


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_click_opens_the_row(qtbot: QtBot, window: Popover, index: int) -> None:
    with qtbot.waitSignal(window.row_opened) as opening:
        click(qtbot, window.limits.rows[index], 150, TITLE)
    assert opening.args == [index]


def test_a_click_on_the_used_value_toggles_used_and_left_and_opens_nothing(qtbot: QtBot, window: Popover) -> None:
    with qtbot.assertNotEmitted(window.row_opened), qtbot.waitSignal(window.used_left_toggled):
        click(qtbot, window.limits.rows[1], LEFT, FIGURES)


def test_a_click_on_the_reset_toggles_the_wording_and_opens_nothing(qtbot: QtBot, window: Popover) -> None:
    with qtbot.assertNotEmitted(window.row_opened), qtbot.waitSignal(window.wording_toggled):
        click(qtbot, window.limits.rows[1], RIGHT, FIGURES)


def test_between_the_two_figures_a_click_opens_the_row(qtbot: QtBot, window: Popover) -> None:
    row = window.limits.rows[0]
    between = next(x for x in range(60, 200) if row.spot(QPoint(x, FIGURES)) is Spot.ROW)
    with qtbot.waitSignal(window.row_opened):
        click(qtbot, row, between, FIGURES)


def test_a_press_that_is_let_go_elsewhere_does_nothing(qtbot: QtBot, window: Popover) -> None:
    row = window.limits.rows[0]
    with (
        qtbot.assertNotEmitted(window.row_opened),
        qtbot.assertNotEmitted(window.wording_toggled),
        qtbot.assertNotEmitted(window.used_left_toggled),
    ):
        QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(RIGHT, FIGURES))
        QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(LEFT, FIGURES))
        QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(150, TITLE))
        QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(150, 200))


def test_a_right_click_does_nothing(qtbot: QtBot, window: Popover) -> None:
    with qtbot.assertNotEmitted(window.row_opened), qtbot.assertNotEmitted(window.wording_toggled):
        QTest.mouseClick(window.limits.rows[0], Qt.MouseButton.RightButton, pos=QPoint(RIGHT, FIGURES))
        QTest.mouseClick(window.limits.rows[0], Qt.MouseButton.RightButton, pos=QPoint(150, TITLE))


def test_other_figures_come_into_the_same_rows(window: Popover) -> None:
    before = window.limits.rows
    window.show_view(view_of(live(session(48.0), weekly(42.0), fable(64.0), money=extra())), LIGHT)
    assert window.limits.rows == before
    assert [row.view.used for row in before if row.view] == ["48% used", "42% used", "64% used"]
    assert [row.bar.value() for row in before] == [48, 42, 64]


def test_a_limit_more_keeps_the_rows_that_are_there(window: Popover) -> None:
    before = window.limits.rows
    window.show_view(view_of(live(session(), weekly(), fable(), fable(3.0, "Opus"), money=extra())), LIGHT)
    assert window.limits.rows[:3] == before
    assert (len(window.limits.rows), window.limits.height()) == (4, 250)


def test_a_limit_less_drops_the_last_row_and_shrinks(qtbot: QtBot, window: Popover) -> None:
    before, tall = window.limits.rows, window.height()
    with qtbot.waitSignal(before[2].destroyed):
        window.show_view(view_of(live(session(), weekly(), money=extra())), LIGHT)
    assert window.limits.rows == before[:2]
    assert window.height() == tall - 62


class PaintCount(QObject):
    """Counts how often the watched widgets are painted."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_only_what_changed_is_painted_again(qtbot: QtBot) -> None:
    view = view_of(live(money=extra()))
    window = opened(qtbot, view)
    first, second, _ = window.limits.rows
    QApplication.processEvents()
    firsts, seconds = PaintCount(first), PaintCount(second)
    window.show_view(replace(view), LIGHT)
    QApplication.processEvents()
    assert (firsts.count, seconds.count) == (0, 0)
    rows = (view.rows[0], replace(view.rows[1], used="43% used"), view.rows[2])
    window.show_view(replace(view, rows=rows), LIGHT)
    QApplication.processEvents()
    assert seconds.count > 0


def test_what_is_old_is_quieter(window: Popover) -> None:
    row = window.limits.rows[0]
    assert row.view is not None
    assert row.figures(row.view).left_tone is Tone.PLAIN
    old = popover(live(), NOW + timedelta(hours=1), WORDING)
    assert row.figures(old.rows[0]).left_tone is Tone.QUIET


def test_the_pointer_brings_a_wash_and_then_a_tip(qtbot: QtBot, window: Popover) -> None:
    row = window.limits.rows[0]
    spot = row.mapTo(window, QPoint(5, 55))
    plain = window.grab().toImage().pixelColor(spot)
    QTest.mouseMove(window.footer)
    QTest.mouseMove(row, QPoint(150, 30))
    qtbot.waitUntil(row.underMouse)
    washed = window.grab().toImage().pixelColor(spot)
    assert plain == QColor(LIGHT.card)
    assert washed != plain
    assert washed.lightness() > 230
    qtbot.waitUntil(lambda: QToolTip.text() == row.toolTip() == "46% used. Even pace 53%.")
    QToolTip.hideText()


def test_another_theme_repaints_everything(qtbot: QtBot) -> None:
    view = view_of(live(money=extra()))
    window = opened(qtbot, view)
    places = {
        "window": QPoint(170, 4),
        "card": QPoint(170, 62),
        "fine": QPoint(30, 59 + 32),
        "track": QPoint(310, 59 + 32),
    }
    for theme in (LIGHT, DARK, LIGHT):
        window.show_view(view, theme)
        image = window.grab().toImage()
        for token, at in places.items():
            assert image.pixelColor(at) == getattr(colours(theme), token), token


def test_the_colours_are_the_themes_whatever_the_desktops_palette_is(qtbot: QtBot) -> None:
    view = view_of(live(money=extra()))
    window = opened(qtbot, view, DARK)
    before = window.grab().toImage()
    palette = window.palette()
    for role in (
        palette.ColorRole.Window,
        palette.ColorRole.WindowText,
        palette.ColorRole.Base,
        palette.ColorRole.Text,
    ):
        palette.setColor(role, QColor("#00FF00"))
    window.setPalette(palette)
    assert window.grab().toImage() == before
