"""The report window: its pages, its keys, and what it tells the rest of the app."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from dossier import contradiction
from fairmeter.limits import FailureKind, Hint
from fairmeter.outlook import Outlook
from fairmeter.ui.report.billing_page import BillingPage
from fairmeter.ui.report.overview_page import OverviewPage
from fairmeter.ui.report.panel import Panel
from fairmeter.ui.report.refusals_page import RefusalsPage
from fairmeter.ui.report.window import BILLING, OVERVIEW, REFUSALS, ReportWindow
from fairmeter.view.theme import DARK, LIGHT, Theme
from fairmeter.view.who_paid import Work
from report_windows import full, looked_at, opened
from scenes import NOW, WORDING, failure, live

Ctrl = Qt.KeyboardModifier.ControlModifier
PAGES = (OVERVIEW, REFUSALS, BILLING)
STATES: dict[str, Callable[[], Outlook]] = {
    "full": full,
    "first-run": lambda: Outlook(at=NOW),
    "signed-out": lambda: Outlook(at=NOW, problem=failure(FailureKind.SIGNED_OUT, Hint.NO_LOGIN)),
    "no-money": live,
    "nothing-refused": lambda: replace(full(), refusals=(), charges=()),
}


def test_it_opens_on_the_overview_with_the_designs_size(qtbot: QtBot) -> None:
    window = opened(qtbot)
    assert (window.width(), window.height(), window.windowTitle()) == (980, 680, "Fairmeter")
    assert (window.minimumWidth(), window.minimumHeight()) == (820, 560)
    assert isinstance(window.page, OverviewPage)


@pytest.mark.parametrize(
    ("key", "kind"),
    [(Qt.Key.Key_1, OverviewPage), (Qt.Key.Key_2, RefusalsPage), (Qt.Key.Key_3, BillingPage)],
)
def test_a_number_opens_a_page(qtbot: QtBot, key: Qt.Key, kind: type[QWidget]) -> None:
    window = opened(qtbot, page=REFUSALS if kind is OverviewPage else OVERVIEW)
    QTest.keyClick(window, key, Ctrl)
    assert isinstance(window.page, kind)
    assert window.page.isVisible()
    assert [item.isChecked() for item in window.sidebar.items].count(True) == 1


def test_the_keyboard_goes_through_the_pages(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.sidebar.items[0].setFocus()
    QTest.keyClick(window.sidebar.items[0], Qt.Key.Key_Down)
    assert window.open_name == REFUSALS
    QTest.keyClick(window.sidebar.items[1], Qt.Key.Key_Up)
    assert window.open_name == OVERVIEW


def test_a_page_that_is_not_there_is_left_alone(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.open_page("forecast")
    assert window.open_name == OVERVIEW


def test_a_page_is_made_when_it_is_opened_first_and_kept(qtbot: QtBot) -> None:
    window = opened(qtbot)
    assert not window.findChildren(RefusalsPage)
    window.open_page(REFUSALS)
    first = window.page
    window.open_page(OVERVIEW)
    window.open_page(REFUSALS)
    assert window.page is first


def test_closing_ends_the_window(qtbot: QtBot) -> None:
    window = ReportWindow(fairmeter="1", platform="x")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    with qtbot.waitSignal(window.destroyed):
        QTest.keyClick(window, Qt.Key.Key_W, Ctrl)


def test_wishes_are_told(qtbot: QtBot) -> None:
    window = opened(qtbot)
    with qtbot.waitSignal(window.refresh_wished):
        QTest.keyClick(window, Qt.Key.Key_R, Ctrl)
    with qtbot.waitSignal(window.settings_wished):
        QTest.keyClick(window, Qt.Key.Key_Comma, Ctrl)


def test_the_sidebar_counts_the_contradictions_that_wait(qtbot: QtBot) -> None:
    window = opened(qtbot)
    refusals = window.sidebar.items[1]
    assert refusals.accessibleName() == "Refusals, 1 open contradiction"
    window.show_picture(looked_at(full()), NOW, WORDING, LIGHT)
    assert refusals.accessibleName() == "Refusals"


def test_the_foot_is_told_to_who_cannot_see_it(qtbot: QtBot) -> None:
    said = opened(qtbot).sidebar.accessibleDescription()
    assert said == "Ultra. Updated 2 min ago, API. Sends no telemetry."


@pytest.mark.parametrize(
    ("page", "start"),
    [
        (OVERVIEW, "# Fairmeter report\n"),
        (REFUSALS, "# Refused at 09:42 although 28% of your session was left\n"),
        (BILLING, "# Fairmeter report\n"),
    ],
)
def test_copying_takes_the_report_of_what_is_open(qtbot: QtBot, page: str, start: str) -> None:
    window = opened(qtbot, page=page)
    with qtbot.waitSignal(window.copied) as told:
        QTest.keyClick(window, Qt.Key.Key_C, Ctrl)
    assert QGuiApplication.clipboard().text().startswith(start)
    assert told.args == [QGuiApplication.clipboard().text()]


def test_nothing_is_copied_before_there_is_a_picture(qtbot: QtBot) -> None:
    window = ReportWindow(fairmeter="1", platform="x")
    qtbot.addWidget(window)
    QGuiApplication.clipboard().setText("before")
    window.copy_report()
    window.export_report()
    assert QGuiApplication.clipboard().text() == "before"
    assert not window.findChildren(QFileDialog)


def test_the_report_is_exported_in_the_form_that_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot)
    page = window.page
    assert isinstance(page, OverviewPage)
    QTest.mouseClick(page.export, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "fairmeter-report-2026-11-17-1618.md"
    dialog.fileSelected.emit(str(tmp_path / "all.html"))
    dialog.reject()
    assert (tmp_path / "all.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_chain_opens_the_billing_order(qtbot: QtBot) -> None:
    window = opened(qtbot)
    page = window.page
    assert isinstance(page, OverviewPage)
    page.chain.opener.setFocus()
    QTest.keyClick(page.chain.opener, Qt.Key.Key_Return)
    assert window.open_name == BILLING


def test_work_is_shown_when_it_comes(qtbot: QtBot) -> None:
    window = opened(qtbot, page=BILLING)
    page = window.page
    assert isinstance(page, BillingPage)
    window.show_work(Work(model="claude-fable-5"))
    assert "Fable\u00a05, in use." in page.table.accessibleDescription()


def test_every_page_tells_what_it_shows(qtbot: QtBot) -> None:
    window = opened(qtbot)
    for page in PAGES:
        window.open_page(page)
        panels = [panel for panel in window.page.findChildren(Panel) if panel.isVisible()]
        assert panels
        for panel in panels:
            told = panel.accessibleName() or panel.findChildren(QWidget)[0].accessibleName()
            assert told, panel


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("size", [(820, 560), (980, 680), (1500, 1000)], ids=["least", "usual", "large"])
def test_no_card_lies_over_another_or_outside(qtbot: QtBot, page: str, state: str, size: tuple[int, int]) -> None:
    window = opened(qtbot, STATES[state](), page)
    window.resize(*size)
    panels = [panel for panel in window.page.findChildren(Panel) if panel.isVisible() and panel.height() > 1]
    for panel in panels:
        box = QRect(panel.mapTo(window.page, panel.rect().topLeft()), panel.size())
        assert box.left() >= 0
        assert box.right() <= window.page.width()
        assert panel.height() >= panel.height_in(panel.width())
    for one, other in combinations(panels, 2):
        if one.parentWidget() is other.parentWidget():
            assert not one.geometry().intersects(other.geometry()), (one, other)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_page_takes_the_theme(qtbot: QtBot, page: str, theme: Theme) -> None:
    window = opened(qtbot, page=page, theme=theme)
    image = window.grab().toImage()
    corner = image.pixelColor(window.width() - 4, window.height() - 4)
    assert corner == QColor(theme.window)
    assert image.pixelColor(4, window.height() - 90) == QColor(theme.side)


def test_the_theme_changes_in_place(qtbot: QtBot) -> None:
    window = opened(qtbot, page=REFUSALS)
    window.show_picture(full(), NOW, WORDING, DARK)
    assert window.grab().toImage().pixelColor(window.width() - 4, window.height() - 4) == QColor(DARK.window)


def test_only_what_happened_has_the_outline_of_a_warning(qtbot: QtBot) -> None:
    window = opened(qtbot, page=REFUSALS)
    page = window.page
    assert isinstance(page, RefusalsPage)
    expected, happened = page.pane.orders
    image: QImage = window.grab().toImage()
    for card, colour in ((expected, LIGHT.hair), (happened, LIGHT.out)):
        at = card.mapTo(window, card.rect().center())
        assert image.pixelColor(card.mapTo(window, card.rect().topLeft()).x(), at.y()) == QColor(colour)


def test_a_picture_of_another_moment_keeps_the_page_and_the_choice(qtbot: QtBot) -> None:
    window = opened(qtbot, page=REFUSALS)
    page = window.page
    assert isinstance(page, RefusalsPage)
    chosen = page.list.chosen
    newer = replace(contradiction(), identity="newer", at=NOW)
    window.show_picture(replace(full(), refusals=(newer, *full().refusals)), NOW, WORDING, LIGHT)
    assert window.page is page
    assert page.list.chosen == chosen
