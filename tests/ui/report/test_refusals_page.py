"""The page of the refusals: its list, the evidence beside it, and what can be done with it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from dossier import REFUSED_AT, charge, contradiction, meters, refused, week
from fairmeter.ui.report.billing_page import BillingPage
from fairmeter.ui.report.refusals_page import RefusalsPage
from fairmeter.ui.report.window import BILLING, REFUSALS, ReportWindow
from fairmeter.view.theme import LIGHT
from report_windows import full, looked_at, opened
from scenes import NOW, WORDING

CONTRADICTION = contradiction().identity
NEWEST = week()[0].identity


def page_of(window: ReportWindow) -> RefusalsPage:
    page = window.page
    assert isinstance(page, RefusalsPage)
    return page


def heading(page: RefusalsPage) -> str:
    return page.pane.heading.first.text()


def test_what_asks_to_be_looked_at_is_chosen_first(qtbot: QtBot) -> None:
    page = page_of(opened(qtbot, page=REFUSALS))
    assert page.list.chosen == CONTRADICTION
    assert heading(page) == "Refused at 09:42 although 28% of your session was left"


def test_else_the_newest_is(qtbot: QtBot) -> None:
    assert page_of(opened(qtbot, looked_at(full()), REFUSALS)).list.chosen == NEWEST


def test_what_is_shown_has_been_looked_at_once(qtbot: QtBot) -> None:
    window = ReportWindow(fairmeter="1", platform="x")
    qtbot.addWidget(window)
    told: list[str] = []
    window.looked_at.connect(told.append)
    window.show_picture(full(), NOW, WORDING, LIGHT)
    window.open_page(REFUSALS)
    assert told == []
    window.show()
    window.show_picture(full(), NOW, WORDING, LIGHT)
    window.show_picture(looked_at(full()), NOW, WORDING, LIGHT)
    assert told == [CONTRADICTION]


def test_the_arrow_keys_go_through_the_list(qtbot: QtBot) -> None:
    window = opened(qtbot, page=REFUSALS)
    page = page_of(window)
    page.list.setFocus()
    with qtbot.waitSignal(window.looked_at) as told:
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert heading(page) == "Refused at 22:36, explained: plan used up"
    assert told.args == [page.list.chosen]
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    assert page.list.chosen == NEWEST


def test_a_click_shows_the_evidence(qtbot: QtBot) -> None:
    page = page_of(opened(qtbot, page=REFUSALS))
    place = page.list.visualRect(page.list.model().index(3, 0)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heading(page) == "Failed at 17:20, not about quota"
    assert not any(order.isVisible() for order in page.pane.orders)


def test_contradictions_alone_and_back(qtbot: QtBot) -> None:
    page = page_of(opened(qtbot, page=REFUSALS))
    all_of_them, contradictions = page.filter.parts
    assert (all_of_them.text(), contradictions.text()) == ("All 5", "Contradictions 1")
    QTest.mouseClick(contradictions, Qt.MouseButton.LeftButton)
    assert [item.identity for item in page.list.shown] == [CONTRADICTION]
    QTest.keyClick(contradictions, Qt.Key.Key_Left)
    assert len(page.list.shown) == 5
    assert page.list.chosen == CONTRADICTION


def test_a_refusal_that_the_filter_hides_is_shown_all_the_same(qtbot: QtBot) -> None:
    window = opened(qtbot, page=REFUSALS)
    page = page_of(window)
    QTest.mouseClick(page.filter.parts[1], Qt.MouseButton.LeftButton)
    window.open_refusal(NEWEST)
    assert page.list.chosen == NEWEST
    assert heading(page) == "Refused at 15:02, explained: long context"


def test_a_refusal_that_is_gone_changes_nothing(qtbot: QtBot) -> None:
    window = opened(qtbot, page=REFUSALS)
    window.open_refusal("nobody")
    assert page_of(window).list.chosen == CONTRADICTION


def test_nothing_is_said_where_there_is_nothing(qtbot: QtBot) -> None:
    page = page_of(opened(qtbot, replace(full(), refusals=()), REFUSALS))
    assert page.list.shown == ()
    assert not page.pane.isVisible()
    assert page.report() is None


def test_the_last_one_can_go(qtbot: QtBot) -> None:
    window = opened(qtbot, page=REFUSALS)
    window.show_picture(replace(full(), refusals=()), NOW, WORDING, LIGHT)
    assert not page_of(window).pane.isVisible()


def test_the_evidence_is_copied_as_markdown(qtbot: QtBot) -> None:
    page = page_of(opened(qtbot, page=REFUSALS))
    QTest.mouseClick(page.pane.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("# Refused at 09:42 although")
    assert page.pane.note.text() == "Copied"
    page.list.choose(NEWEST)
    assert page.pane.note.text() == "Contains no prompt text"


@pytest.mark.parametrize(("button", "name"), [("save_json", "json"), ("save_pdf", "pdf")])
def test_the_evidence_is_saved_where_the_user_says(qtbot: QtBot, tmp_path: Path, button: str, name: str) -> None:
    window = opened(qtbot, page=REFUSALS)
    page = page_of(window)
    QTest.mouseClick(getattr(page.pane, button), Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == f"fairmeter-refusal-2026-11-17-0942.{name}"
    path = tmp_path / f"mine.{name}"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert page.pane.note.text() == f"Saved as mine.{name}"
    if name == "json":
        assert json.loads(path.read_text(encoding="utf-8"))["verdict"] == "contradiction"
    else:
        assert path.read_bytes().startswith(b"%PDF")


def test_a_file_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, page=REFUSALS)
    page = page_of(window)
    QTest.mouseClick(page.pane.save_json, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "no" / "such.json"))
    dialog.reject()
    assert page.pane.note.text() == "Not saved: No such file or directory"


def test_another_filter_of_the_dialog_ends_the_name_otherwise(qtbot: QtBot) -> None:
    window = opened(qtbot)
    window.export_report()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.filterSelected.emit("JSON (*.json)")
    assert Path(dialog.selectedFiles()[0]).name == "fairmeter-report-2026-11-17-1618.json"
    dialog.reject()


def test_the_evidence_of_a_charge_stands_in_the_same_place(qtbot: QtBot) -> None:
    window = opened(qtbot, page=BILLING)
    page = window.page
    assert isinstance(page, BillingPage)
    refusal, charged = page.lanes.links
    with qtbot.waitSignal(window.looked_at) as told:
        QTest.mouseClick(charged, Qt.MouseButton.LeftButton)
    shown = page_of(window)
    assert heading(shown) == "$1.53 charged at 10:20 although 66% of session and 9% of Fable were left"
    assert told.args == [charge().identity]
    assert shown.list.chosen is None
    assert not shown.pane.error.isVisible()
    report = shown.report()
    assert report is not None
    assert report.stem == "fairmeter-charge-2026-11-12-1020"
    window.show_picture(full(), NOW, WORDING, LIGHT)
    assert heading(shown).startswith("$1.53")
    shown.list.choose(NEWEST)
    assert heading(shown) == "Refused at 15:02, explained: long context"
    window.open_page(BILLING)
    QTest.mouseClick(refusal, Qt.MouseButton.LeftButton)
    assert shown.list.chosen == CONTRADICTION


def test_an_item_is_one_sentence_to_a_screen_reader(qtbot: QtBot) -> None:
    page = page_of(opened(qtbot, page=REFUSALS))
    index = page.list.model().index(1, 0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Contradiction, Tue 09:42: You're out of extra usage. Add more at claude.ai/settings/usage and keep going. "
        "Fable 5. Not looked at yet."
    )
    interface = QAccessible.queryAccessibleInterface(page.list)
    assert interface.text(QAccessible.Text.Name) == "Refusals"


def test_the_evidence_is_told_card_by_card(qtbot: QtBot) -> None:
    pane = page_of(opened(qtbot, page=REFUSALS)).pane
    assert pane.meters.accessibleDescription() == (
        "Session: 72% used. Weekly: 38% used. Fable: 58% used. Extra: $0.00, On, cap $40.00. "
        "read 09:41:20, 40 s before, API."
    )
    assert "Likely: Taken for a third-party app. A recent commit message names one." in (
        pane.lines.accessibleDescription()
    )
    assert pane.error.accessibleDescription().endswith("Request req_011CVbq8mZ4yT6nH2xKd. No reset time was given.")


def test_a_very_long_error_scrolls_and_leaves_the_actions_alone(qtbot: QtBot) -> None:
    case = refused("API Error: 400 " + "word " * 900, seen=meters())
    page = page_of(opened(qtbot, replace(full(), refusals=(case,)), REFUSALS))
    assert page.pane.copy.geometry().bottom() < page.height()
    assert page.pane.error.height() < 400


def test_many_refusals_are_no_burden(qtbot: QtBot) -> None:
    many = tuple(
        replace(contradiction(), identity=f"case {number}", at=REFUSED_AT, was_looked_at=True) for number in range(500)
    )
    page = page_of(opened(qtbot, replace(full(), refusals=many), REFUSALS))
    QTest.keyClick(page.list, Qt.Key.Key_End)
    assert page.list.chosen == "case 499"


def test_the_tab_key_reaches_everything(qtbot: QtBot) -> None:
    window = opened(qtbot, page=REFUSALS)
    page = page_of(window)
    window.sidebar.items[1].setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in range(12):
        focused = window.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
    assert {page.list, page.pane.copy, page.pane.save_json, page.pane.save_pdf} <= set(reached)
    assert window.ring.around is not None
