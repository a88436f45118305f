"""The settings window has the measures of the design, in both themes and for any length of words."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fairmeter.settings import IconStyle, Problem, Settings, Wrong
from fairmeter.ui.settings.appearance import AppearancePage
from fairmeter.ui.settings.general import GeneralPage
from fairmeter.ui.settings.window import HEADER, SettingsWindow
from fairmeter.view.icon_face import IconFace, IconState, Meter
from fairmeter.view.icon_face import IconStyle as Shape
from fairmeter.view.settings_state import LiveIcon
from fairmeter.view.theme import DARK, LIGHT, MENU_BAR_DARK, MENU_BAR_LIGHT, Theme, increased_contrast

OpenSettings = Callable[..., SettingsWindow]
MISTAKE = Problem("poll_interval_s", Wrong.OUT_OF_BOUNDS, 4)
LIVE = LiveIcon(IconFace(style=Shape.RING, state=IconState.CLOSE, ring=Meter(0.71, 0.69)), "Session", 71.0)


def place(window: SettingsWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def general(window: SettingsWindow) -> GeneralPage:
    page = window.pages[0]
    assert isinstance(page, GeneralPage)
    return page


def appearance(window: SettingsWindow) -> AppearancePage:
    page = window.pages[2]
    assert isinstance(page, AppearancePage)
    return page


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_it_is_640_wide_and_as_tall_as_its_page(open_settings: OpenSettings) -> None:
    window = open_settings()
    sizes = []
    for tab in range(3):
        window.tabs.setCurrentIndex(tab)
        sizes.append((window.width(), window.height()))
    assert sizes == [(640, HEADER + 211), (640, HEADER + 176), (640, HEADER + 315)]
    assert window.minimumSize() == window.maximumSize()


def test_its_title_is_that_of_the_tab(open_settings: OpenSettings) -> None:
    window = open_settings()
    titles = []
    for tab in range(3):
        window.tabs.setCurrentIndex(tab)
        titles.append(window.windowTitle())
        assert [page.isVisible() for page in window.pages] == [place == tab for place in range(3)]
    assert titles == ["General", "Polling", "Appearance"]


def test_it_is_an_ordinary_window_that_ends_when_it_is_closed(qtbot: QtBot, open_settings: OpenSettings) -> None:
    window = open_settings()
    assert window.windowType() is Qt.WindowType.Window
    assert not window.windowFlags() & Qt.WindowType.WindowMaximizeButtonHint
    closings: list[bool] = []
    window.closed.connect(lambda: closings.append(True))
    window.close()
    qtbot.waitUntil(lambda: not isValid(window))
    assert closings == [True]


def test_the_tabs_are_84_by_46_and_in_the_middle(open_settings: OpenSettings) -> None:
    window = open_settings()
    boxes = [window.tabs.tab_box(tab).translated(window.tabs.pos()).toRect() for tab in range(3)]
    assert boxes == [QRect(190, 4, 84, 46), QRect(278, 4, 84, 46), QRect(366, 4, 84, 46)]


def test_cards_are_600_wide_with_rows_of_41_and_controls_of_24(open_settings: OpenSettings) -> None:
    window = open_settings()
    page = general(window)
    assert place(window, page.words.sheet) == QRect(20, HEADER + 14 + 23, 600, 82)
    rows = (page.figures, page.times)
    assert [row.height() for row in rows] == [41, 41]
    assert [row.segmented.height() for row in rows] == [24, 24]
    assert {place(window, row.control).right() + 1 for row in (*rows, page.folder)} == {606}
    assert place(window, page.places.heading).top() == place(window, page.words.sheet).bottom() + 1 + 12


def test_four_equal_cards_stand_10_apart(open_settings: OpenSettings) -> None:
    page = appearance(open_settings(tab="Appearance"))
    boxes = [card.geometry() for card in page.icon.styles.cards]
    assert {box.height() for box in boxes} == {80}
    assert {box.width() for box in boxes} <= {135, 136}
    assert [after.left() - before.right() - 1 for before, after in pairwise(boxes)] == [10] * 3
    assert (boxes[0].left(), boxes[-1].right() + 1) == (0, 572)


def test_the_chosen_card_has_the_selections_ground_and_an_edge_of_two(open_settings: OpenSettings) -> None:
    page = appearance(open_settings(Settings(icon_style=IconStyle.BARS), tab="Appearance"))
    ring, bars, *_ = (picture(card) for card in page.icon.styles.cards)
    assert bars.pixelColor(0, 40) == bars.pixelColor(1, 40) == QColor(LIGHT.fine)
    assert bars.pixelColor(4, 40) == QColor(LIGHT.selection)
    assert ring.pixelColor(0, 40) == QColor(LIGHT.control_edge)
    assert ring.pixelColor(1, 40) == ring.pixelColor(4, 40) == QColor(LIGHT.card)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_samples_lie_on_a_light_and_a_dark_menu_bar_in_every_theme(open_settings: OpenSettings, theme: Theme) -> None:
    window = open_settings(tab="Appearance")
    window.show_settings(Settings(), (), theme)
    page = appearance(window)
    card, states = picture(page.icon.styles.cards[0]), picture(page.icon.states)
    assert card.pixelColor(15, 12) == states.pixelColor(2, 12) == QColor(MENU_BAR_LIGHT)
    assert card.pixelColor(120, 12) == states.pixelColor(2, 40) == QColor(MENU_BAR_DARK)


def test_a_radio_that_is_on_is_a_ring_in_the_buttons_colour(open_settings: OpenSettings) -> None:
    cards = appearance(open_settings(tab="Appearance")).icon.styles.cards
    on, off = picture(cards[0]), picture(cards[1])
    assert on.pixelColor(8 + 2, 48) == QColor(LIGHT.button)
    assert on.pixelColor(8 + 7, 48) == QColor(LIGHT.selection)
    assert off.pixelColor(8 + 4, 48) == off.pixelColor(8 + 7, 48) == QColor(LIGHT.card)


def test_a_style_that_cannot_be_shown_keeps_its_sample_and_says_why(open_settings: OpenSettings) -> None:
    wide, square = (
        appearance(open_settings(tab="Appearance", square_icons=square)).icon.styles.cards[2]
        for square in (False, True)
    )
    strip = QRect(12, 10, 110, 20)
    assert picture(wide).copy(strip) == picture(square).copy(strip)
    assert square.view is not None
    assert square.view.second == "wide trays only"
    assert not square.isEnabled()


def test_seven_states_are_named_under_their_icons(open_settings: OpenSettings) -> None:
    page = appearance(open_settings(tab="Appearance"))
    labels = ["fine", "close", "will run out", "refused", "stale", "used up", "signed out"]
    assert [state.label for state in page.icon.states.states] == labels
    assert page.icon.title.text() == "In each state"
    assert page.icon.live.text() == ""
    image = picture(page.icon.states)
    column = 572 / 7
    for place_ in range(7):
        middle = int((place_ + 0.5) * column)
        for top, ground in ((4, MENU_BAR_LIGHT), (30, MENU_BAR_DARK)):
            icon = image.copy(middle - 9, top, 18, 18)
            inks = {icon.pixelColor(x, y).name() for x in range(18) for y in range(18)}
            assert inks - {QColor(ground).name()}


def test_the_live_icon_comes_first(open_settings: OpenSettings) -> None:
    window = open_settings(tab="Appearance")
    window.show_live(LIVE)
    page = appearance(window)
    assert page.icon.title.text() == "Now and in other states"
    assert page.icon.live.text() == "live: session, 71% used"
    assert [state.label for state in page.icon.states.states][:3] == ["now, close", "fine", "will run out"]
    assert page.icon.states.accessibleName().startswith("Samples of the icon: now, close; fine;")
    window.show_settings(Settings(show_left=True), (), LIGHT)
    assert page.icon.live.text() == "live: session, 29% left"
    window.show_live(None)
    assert page.icon.live.text() == ""


def test_problems_stand_above_everything_else_until_they_are_gone(open_settings: OpenSettings) -> None:
    window = open_settings()
    page, before = general(window), window.height()
    assert not page.problems.isVisible()
    window.show_settings(Settings(), [MISTAKE], LIGHT)
    assert page.problems.isVisible()
    assert place(window, page.problems).top() == HEADER + 14
    assert page.problems.heading.text() == "Your settings file has a mistake."
    assert page.problems.path.text() == "/home/sam/.config/fairmeter/settings.toml"
    assert page.problems.lines[0].text() == "line 4: poll_interval_s must be from 180 to 3600"
    assert [line.isVisible() for line in page.problems.lines] == [True, *[False] * 5]
    assert window.height() == before + page.problems.height() + 12
    window.show_settings(Settings(), (), LIGHT)
    assert not page.problems.isVisible()
    assert window.height() == before


def test_the_problems_words_are_whole_and_inside_the_card(open_settings: OpenSettings) -> None:
    window = open_settings()
    window.show_settings(Settings(), [MISTAKE, replace(MISTAKE, key="account", why=Wrong.NOT_TEXT)] * 4, LIGHT)
    card = general(window).problems
    for words in (card.heading, *card.lines, card.text):
        assert " ".join(words.lines(words.width())) == words.text()
        assert card.rect().contains(words.geometry())
        assert not words.geometry().intersects(card.button.geometry())
    assert [line.text() for line in card.lines][-1] == "and 3 more"


def test_a_long_path_is_cut_in_its_middle(qtbot: QtBot) -> None:
    path = Path("/home/sam") / "/".join(["folder"] * 40) / "fairmeter"
    window = SettingsWindow(data_folder=path, settings_file=path / "settings.toml")
    window.show_settings(Settings(), (), LIGHT)
    row = general(window).folder
    (shown,) = row.second.lines(row.second.width())
    assert shown.startswith("/home/sam/folder")
    assert shown.endswith("folder/fairmeter")
    assert "…" in shown
    assert row.toolTip() == str(path)
    window.close()
    qtbot.waitUntil(lambda: not isValid(window))


def test_another_theme_is_taken_over_while_it_is_open(open_settings: OpenSettings) -> None:
    window = open_settings()
    light = picture(window)
    window.show_settings(Settings(), (), DARK)
    dark = picture(window)
    for image, theme in ((light, LIGHT), (dark, DARK)):
        assert image.pixelColor(5, 5) == QColor(theme.side)
        assert image.pixelColor(5, HEADER - 1) == QColor(theme.hair)
        assert image.pixelColor(5, HEADER + 5) == QColor(theme.window)
        assert image.pixelColor(24, HEADER + 14 + 23 + 20) == QColor(theme.card)
    window.show_settings(Settings(), (), LIGHT)
    assert picture(window) == light


@pytest.mark.parametrize("tab", ["General", "Polling", "Appearance"])
def test_nothing_of_the_light_theme_is_left_in_the_dark(open_settings: OpenSettings, tab: str) -> None:
    turned, fresh = open_settings(tab=tab), open_settings(tab=tab)
    turned.show_settings(Settings(), [MISTAKE], LIGHT)
    for window in (turned, fresh):
        window.show_settings(Settings(), [MISTAKE], DARK)
        window.tabs.clearFocus()
    assert picture(turned) == picture(fresh)


def test_more_contrast_makes_quiet_words_loud(open_settings: OpenSettings) -> None:
    window = open_settings()
    before = picture(general(window).figures)
    window.show_settings(Settings(), (), increased_contrast(LIGHT))
    assert picture(general(window).figures) != before


def test_another_system_font_moves_everything(open_settings: OpenSettings) -> None:
    window = open_settings()
    before, usual = picture(window), QApplication.font()
    try:
        QApplication.setFont(QFont("DejaVu Serif" if usual.family() != "DejaVu Serif" else "DejaVu Sans"))
        assert picture(window) != before
    finally:
        QApplication.setFont(usual)
    assert picture(window) == before


def test_words_and_controls_never_overlap(open_settings: OpenSettings) -> None:
    window = open_settings()
    page = general(window)
    for row in (page.figures, page.times, page.folder):
        assert not row.second.geometry().intersects(row.control.geometry())
        assert not row.name.geometry().intersects(row.second.geometry())
        assert row.rect().contains(row.second.geometry())


def test_a_second_line_too_long_for_one_gets_two(open_settings: OpenSettings) -> None:
    window = open_settings()
    row = general(window).figures
    before = row.wanted_height()
    row.second.setText("word " * 40)
    assert row.wanted_height() == before + 15
