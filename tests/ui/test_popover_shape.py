"""The popover's parts stand where the design has them, for any number of limits and in every state."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fairmeter.limits import Window
from fairmeter.outlook import Outlook
from fairmeter.ui.popover import Popover
from fairmeter.view.glyph import Glyph
from fairmeter.view.popover import PopoverView
from fairmeter.view.theme import LIGHT
from popovers import opened, view_of
from scenes import BUSY, NO_LOGIN, NOW, extra, fable, live, local, session, snapshot, weekly

# The platform without a screen says of two things that it cannot do them; it need not.
pytestmark = pytest.mark.qt_log_ignore(r"does not support (raise|propagateSizeHints)\(\)")

MODELS = ("Fable", "Opus", "Sonnet", "Haiku", "Mythos")
BRIEF = "Fullest of the others: Weekly, 41% used"


def limits(count: int) -> tuple[Window, ...]:
    return (session(), weekly(), *(fable(20.0, model) for model in MODELS))[:count]


def with_second(view: PopoverView, second: str) -> PopoverView:
    return replace(view, headline=replace(view.headline, second=second))


def place(window: Popover, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(
    ("count", "card", "whole"),
    [(1, 62, 155), (2, 125, 218), (3, 187, 280), (4, 250, 343), (5, 250, 343), (6, 250, 343), (7, 250, 343)],
)
def test_heights_for_one_to_seven_limits(qtbot: QtBot, count: int, card: int, whole: int) -> None:
    """59 above the card, the card, 34 below it; from the fifth limit on they scroll in the room of four."""
    window = opened(qtbot, with_second(view_of(live(*limits(count))), BRIEF))
    assert window.limits.height() == card
    assert (window.width(), window.height()) == (340, whole)
    assert window.sizeHint() == window.size()


def test_the_parts_of_the_usual_popover(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live(money=extra())))
    assert place(window, window.limits) == QRect(12, 59, 316, 187)
    assert place(window, window.extra) == QRect(12, 254, 316, 50)
    assert place(window, window.chain) == QRect(12, 312, 316, 84)
    assert place(window, window.footer) == QRect(0, 396, 340, 34)
    assert window.height() == 59 + 187 + 58 + 92 + 34 == 430
    assert place(window, window.verdict.first) == QRect(41, 12, 283, 20)
    assert place(window, window.verdict.second).topLeft() == QPoint(16, 34)
    assert not window.login.isVisible()
    assert not window.notice.isVisible()


def test_a_rows_bar_is_292_wide_and_begins_24_from_the_edge(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live()))
    assert [place(window, row.bar) for row in window.limits.rows] == [
        QRect(24, 59 + 25, 292, 14),
        QRect(24, 59 + 63 + 25, 292, 14),
        QRect(24, 59 + 125 + 25, 292, 14),
    ]


def test_rows_neither_overlap_nor_leave_the_card(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live(*limits(4))))
    boxes = [place(window, row) for row in window.limits.rows]
    card = place(window, window.limits)
    assert all(card.contains(box) for box in boxes)
    assert all(not above.intersects(below) for above, below in pairwise(boxes))


def test_the_fifth_limit_can_be_scrolled_to(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live(*limits(7))))
    last = window.limits.rows[-1]
    assert last.visibleRegion().isEmpty()
    window.limits.reveal(last)
    assert last.visibleRegion().boundingRect().height() == 62


def test_a_bar_in_the_extra_card_takes_14_more(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live(session(), weekly(100.0), money=extra(spent=214, balance=1786))))
    assert window.extra.height() == 64
    assert place(window, window.extra.bar).translated(-place(window, window.extra).topLeft()) == QRect(12, 26, 292, 14)
    assert window.extra.bar.isVisible()


def test_amounts_too_long_for_one_line_get_two(qtbot: QtBot) -> None:
    view = view_of(live(money=extra()))
    assert view.extra is not None
    long = replace(view.extra, spent="Spent CHF 1,204.50 of CHF 50,000.00 cap", balance="Balance CHF 12,987.65")
    assert opened(qtbot, replace(view, extra=long)).extra.height() == 66


def test_signed_out_shows_the_one_action_and_no_rows(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(Outlook(at=NOW, problem=NO_LOGIN)))
    assert window.login.isVisible()
    assert window.login.button.height() == 26
    assert not window.limits.isVisible()
    assert not window.extra.isVisible()
    assert window.login.rect().contains(window.login.button.geometry())


def test_the_first_run_is_two_lines_and_a_footer(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(Outlook(at=NOW)))
    assert window.height() == 11 + 1 + 20 + 2 + 16 + 1 + 34
    assert [part for part in window.parts if part.isVisible()] == [window.verdict, window.footer]


def test_a_sentence_takes_two_lines_at_most(qtbot: QtBot) -> None:
    view = view_of(Outlook(at=NOW, problem=NO_LOGIN))
    long = replace(view, headline=replace(view.headline, first="word " * 60, second="more words " * 60))
    window = opened(qtbot, long)
    assert (window.verdict.first.height(), window.verdict.second.height()) == (40, 32)


def test_an_empty_second_line_takes_no_room(qtbot: QtBot) -> None:
    assert place_of_card(opened(qtbot, with_second(view_of(live(session())), ""))) == 11 + 1 + 20 + 1 + 8


def place_of_card(window: Popover) -> int:
    return place(window, window.limits).top()


TWO_LINES = "a second line that is much too long to stand in one line of the popover"


def test_a_calm_popover_cuts_its_second_line_rather_than_grow_beyond_its_limit(qtbot: QtBot) -> None:
    """With all its parts it is 430 tall, so there is no room for a second line of 32 instead of 16."""
    view = with_second(view_of(live(money=extra())), TWO_LINES)
    window = opened(qtbot, view)
    assert (window.verdict.second.height(), window.height()) == (16, 430)
    worse = replace(view, headline=replace(view.headline, glyph=Glyph.OUT))
    assert opened(qtbot, worse).height() == 446
    roomy = opened(qtbot, replace(view, chain=None))
    assert (roomy.verdict.second.height(), roomy.height()) == (32, 354)


def test_money_in_two_lines_takes_the_place_of_the_second_line(qtbot: QtBot) -> None:
    view = with_second(view_of(live(money=extra())), TWO_LINES)
    assert view.extra is not None
    long = replace(view, extra=replace(view.extra, spent="Spent CHF 1,204.50 of CHF 50,000.00 cap"))
    window = opened(qtbot, long)
    assert not window.verdict.second.isVisible()
    assert window.height() == 428
    window.show_view(view, LIGHT)
    assert window.verdict.second.isVisible()
    assert (window.verdict.second.height(), window.height()) == (16, 430)


def test_a_notice_stands_above_the_footer(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(replace(live(money=extra()), notice="book_full")))
    notice = place(window, window.notice)
    assert window.notice.words.text() == "The history cannot be written: the disk is full."
    assert notice.top() == place(window, window.chain).bottom() + 1 + 8
    assert notice.bottom() + 1 == place(window, window.footer).top()


def test_the_footers_buttons(qtbot: QtBot) -> None:
    window = opened(qtbot, view_of(live()))
    footer = window.footer
    tops = place(window, footer).top() + 3
    assert [place(window, button) for button in (footer.refresh, footer.report, footer.settings)] == [
        QRect(240, tops, 28, 28),
        QRect(268, tops, 28, 28),
        QRect(296, tops, 28, 28),
    ]
    assert not place(window, footer.words).intersects(place(window, footer.refresh))


def test_the_texts_are_those_of_the_view(qtbot: QtBot) -> None:
    old = snapshot(taken_at=NOW - timedelta(minutes=41))
    outlook = Outlook(at=NOW, snapshot=old, problem=BUSY, blocked_until=local(17, 17, 20))
    view = view_of(outlook)
    window = opened(qtbot, view)
    assert window.verdict.first.text() == "As of 41 min ago."
    assert window.verdict.second.text() == view.headline.second
    assert window.verdict.glyph is view.headline.glyph
    assert [row.view for row in window.limits.rows] == list(view.rows)
    assert window.footer.words.text() == view.footer


def test_a_popover_without_anything_to_show_yet_is_only_its_footer(qtbot: QtBot) -> None:
    window = Popover(reduced_motion=True)
    qtbot.addWidget(window)
    window.show()
    assert (window.width(), window.height()) == (340, 34)
