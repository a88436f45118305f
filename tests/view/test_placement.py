"""The popover opens by its icon, wholly on the screen; the click that closed it does not open it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.view.placement import LATCH_S, MARGIN, Point, Rect, Size, place, reopens

POPOVER = Size(340, 430)
NOWHERE = Point(0, 0)

MAC = Rect(0, 24, 1440, 876)
"""A 1440 x 900 screen less a menu bar of 24."""

places = st.integers(-4000, 4000)
sizes = st.integers(0, 3000)


def test_it_hangs_centred_under_the_icon_of_a_menu_bar() -> None:
    assert place(POPOVER, Rect(900, 0, 32, 24), NOWHERE, MAC) == Point(916 - 170, 24 + 8)


def test_an_icon_smaller_than_its_bar_does_not_pull_the_popover_over_the_bar() -> None:
    assert place(POPOVER, Rect(900, 3, 18, 18), NOWHERE, MAC).y == 24 + 8


def test_it_keeps_a_margin_at_the_right_edge() -> None:
    assert place(POPOVER, Rect(1400, 0, 32, 24), NOWHERE, MAC) == Point(1440 - 8 - 340, 32)


def test_it_stands_above_an_icon_in_a_panel_at_the_bottom() -> None:
    free = Rect(0, 0, 1920, 1040)
    assert place(POPOVER, Rect(1500, 1044, 32, 32), NOWHERE, free) == Point(1516 - 170, 1040 - 8 - 430)


def test_it_stands_beside_an_upright_panel_at_the_left() -> None:
    free = Rect(48, 0, 1872, 1080)
    assert place(POPOVER, Rect(8, 500, 32, 32), NOWHERE, free) == Point(48 + 8, 516 - 215)


def test_it_stands_beside_an_upright_panel_at_the_right() -> None:
    free = Rect(0, 0, 1872, 1080)
    assert place(POPOVER, Rect(1880, 1000, 32, 32), NOWHERE, free) == Point(1872 - 8 - 340, 1080 - 8 - 430)


def test_a_second_screen_left_of_the_first_has_negative_places() -> None:
    left = Rect(-1920, 30, 1920, 1050)
    assert place(POPOVER, Rect(-200, 4, 22, 22), NOWHERE, left) == Point(-189 - 170, 38)


@pytest.mark.parametrize("anchor", [None, Rect(0, 0, 0, 0), Rect(12, 12, 0, 20)])
def test_without_the_icons_place_it_opens_at_the_cursor(anchor: Rect | None) -> None:
    assert place(POPOVER, anchor, Point(700, 12), MAC) == Point(700 - 170, 32)


def test_without_the_icons_place_it_opens_above_a_cursor_in_a_panel_at_the_bottom() -> None:
    free = Rect(0, 0, 1920, 1040)
    assert place(POPOVER, None, Point(1000, 1060), free) == Point(830, 1040 - 8 - 430)


def test_where_neither_side_has_room_it_takes_the_larger_and_stays_on_the_screen() -> None:
    short = Rect(0, 0, 800, 500)
    assert place(POPOVER, Rect(400, 400, 20, 20), NOWHERE, short) == Point(240, 8)
    assert place(POPOVER, Rect(400, 100, 20, 20), NOWHERE, short) == Point(240, 500 - 8 - 430)


def test_a_screen_too_small_shows_the_top_left() -> None:
    assert place(POPOVER, Rect(100, 0, 20, 20), NOWHERE, Rect(10, 20, 300, 200)) == Point(18, 28)


@given(
    anchor=st.none() | st.builds(Rect, places, places, sizes, sizes),
    cursor=st.builds(Point, places, places),
    screen=st.builds(Rect, places, places, st.integers(356, 5000), st.integers(446, 5000)),
)
def test_it_is_always_wholly_on_the_screen(anchor: Rect | None, cursor: Point, screen: Rect) -> None:
    at = place(POPOVER, anchor, cursor, screen)
    assert screen.left + MARGIN <= at.x <= screen.right - MARGIN - POPOVER.width
    assert screen.top + MARGIN <= at.y <= screen.bottom - MARGIN - POPOVER.height


@given(x=st.integers(8, 1900), y=st.integers(8, 1060))
def test_it_never_covers_its_icon_where_there_is_room_on_one_side(x: int, y: int) -> None:
    icon, free = Rect(x, y, 22, 22), Rect(0, 0, 1920, 1080)
    at = place(POPOVER, icon, NOWHERE, free)
    covers_rows = at.y < icon.bottom and icon.top < at.y + POPOVER.height
    assert not covers_rows


def test_the_click_that_closed_it_does_not_open_it_again() -> None:
    assert not reopens(closed_at=100.0, clicked_at=100.08)
    assert not reopens(closed_at=100.0, clicked_at=100.0)


def test_the_next_click_opens_it() -> None:
    assert reopens(closed_at=100.0, clicked_at=100.25)
    assert reopens(closed_at=100.0, clicked_at=160.0)


def test_a_popover_that_never_closed_opens() -> None:
    assert reopens(closed_at=None, clicked_at=0.0)


def test_a_clock_that_went_back_does_not_keep_it_shut() -> None:
    assert reopens(closed_at=100.0, clicked_at=40.0)


@given(closed_at=st.floats(0, 1e6), wait=st.floats(LATCH_S * 1.01, 1e6))
def test_the_latch_lets_go(closed_at: float, wait: float) -> None:
    assert reopens(closed_at, closed_at + wait)
