"""What a bar paints, pixel by pixel, against its values; and what a screen reader is told of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fairmeter.ui.limit_bar import LimitBar
from fairmeter.ui.palette import colours
from fairmeter.view.glyph import Tone
from fairmeter.view.rows import BarView
from fairmeter.view.theme import DARK, LIGHT, Theme

WIDTH, MIDDLE = 292, 7
HOURS = (0.2, 0.4, 0.6, 0.8)


def bar_of(view: BarView, theme: Theme = LIGHT) -> LimitBar:
    bar = LimitBar(reduced_motion=True)
    bar.resize(WIDTH, 14)
    bar.show_bar(view, colours(theme), "in words")
    return bar


def painted(view: BarView, theme: Theme = LIGHT) -> QImage:
    bar = bar_of(view, theme)
    image = QImage(bar.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(theme.card))
    bar.render(image, renderFlags=LimitBar.RenderFlag(0))
    return image


def colour(image: QImage, x: int, y: int = MIDDLE) -> str:
    return str(image.pixelColor(x, y).name()).upper()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", [Tone.FINE, Tone.CLOSE, Tone.OUT, Tone.IDLE])
def test_used_is_filled_in_the_verdicts_colour_the_rest_is_track(qapp: QApplication, theme: Theme, tone: Tone) -> None:
    image = painted(BarView(used=0.46, tone=tone), theme)
    fill = str(getattr(theme, tone.value)).upper()
    assert [colour(image, x) for x in (3, 60, 132)] == [fill] * 3
    assert [colour(image, x) for x in (136, 200, 288)] == [theme.track.upper()] * 3


def test_the_track_is_six_tall_with_round_ends(qapp: QApplication) -> None:
    image = painted(BarView(used=0.0, tone=Tone.FINE))
    rows = [y for y in range(14) if colour(image, 100, y) == LIGHT.track]
    assert rows == [4, 5, 6, 7, 8, 9]
    assert colour(image, 0, 4) != LIGHT.track
    assert colour(image, 291, 9) != LIGHT.track


def test_the_pace_tick_has_a_halo_of_the_card(qapp: QApplication) -> None:
    """Half of 292 is 146: the tick is 145 and 146, its halo one pixel more on either side."""
    image = painted(BarView(used=0.8, tone=Tone.FINE, pace=0.5))
    assert [colour(image, x) for x in range(143, 149)] == [
        LIGHT.fine,
        LIGHT.card,
        LIGHT.text,
        LIGHT.text,
        LIGHT.card,
        LIGHT.fine,
    ]
    assert [y for y in range(14) if colour(image, 145, y) == LIGHT.text] == list(range(2, 12))
    assert colour(image, 144, 2) == LIGHT.card


@pytest.mark.parametrize(("pace", "left"), [(0.0, 0), (1.0, 290)])
def test_the_pace_tick_is_whole_at_either_end(qapp: QApplication, pace: float, left: int) -> None:
    image = painted(BarView(used=0.5, tone=Tone.FINE, pace=pace))
    assert [colour(image, left), colour(image, left + 1)] == [LIGHT.text] * 2


def test_dividers_are_gaps_in_the_track_and_in_the_fill(qapp: QApplication) -> None:
    """58.4, 116.8, 175.2 and 233.6 points, one point each, on whole pixels."""
    image = painted(BarView(used=0.46, tone=Tone.FINE, dividers=HOURS))
    gaps = [x for x in range(5, 287) if colour(image, x) == LIGHT.card]
    assert gaps == [58, 116, 175, 233]


def test_a_little_use_can_be_seen(qapp: QApplication) -> None:
    image = painted(BarView(used=0.001, tone=Tone.FINE))
    assert [colour(image, 1), colour(image, 2), colour(image, 3)] == [LIGHT.fine, LIGHT.fine, LIGHT.track]


@pytest.mark.parametrize("used", [0.0, None])
def test_no_use_and_no_figure_are_an_empty_track(qapp: QApplication, used: float | None) -> None:
    image = painted(BarView(used=used, tone=Tone.IDLE))
    assert {colour(image, x) for x in range(4, 288)} == {LIGHT.track}


@given(used=st.floats(0.02, 1.0), theme=st.sampled_from([LIGHT, DARK]))
def test_the_fill_ends_where_the_value_is(qapp: QApplication, used: float, theme: Theme) -> None:
    image = painted(BarView(used=used, tone=Tone.OUT), theme)
    end = used * WIDTH
    inside, outside = int(end) - 2, int(end) + 2
    assert colour(image, max(3, inside)) == theme.out.upper()
    if outside < WIDTH - 4:
        assert colour(image, outside) == theme.track.upper()


def test_a_screen_reader_hears_a_progress_bar_in_percent(qapp: QApplication) -> None:
    bar = bar_of(BarView(used=0.46, tone=Tone.FINE))
    told = QAccessible.queryAccessibleInterface(bar)
    assert told.role() is QAccessible.Role.ProgressBar
    assert told.text(QAccessible.Text.Description) == "in words"
    assert (bar.minimum(), bar.value(), bar.maximum()) == (0, 46, 100)


def test_no_figure_is_no_value(qapp: QApplication) -> None:
    bar = bar_of(BarView(used=0.46, tone=Tone.FINE))
    bar.show_bar(BarView(used=None, tone=Tone.IDLE), colours(LIGHT))
    assert bar.value() < bar.minimum()
    assert bar.text() == ""


def test_a_change_glides_and_ends_at_the_value(qtbot: QtBot) -> None:
    bar = LimitBar()
    qtbot.addWidget(bar)
    bar.resize(WIDTH, 14)
    bar.show_bar(BarView(used=0.2, tone=Tone.FINE), colours(LIGHT))
    with qtbot.waitExposed(bar):
        bar.show()
    bar.show_bar(BarView(used=0.9, tone=Tone.FINE), colours(LIGHT))
    before = bar.grab().toImage()
    assert colour(before, 200) != LIGHT.fine
    assert bar.value() == 90
    qtbot.waitUntil(lambda: colour(bar.grab().toImage(), 260) == LIGHT.fine, timeout=3000)


def test_with_reduced_motion_a_change_jumps(qtbot: QtBot) -> None:
    bar = bar_of(BarView(used=0.2, tone=Tone.FINE))
    qtbot.addWidget(bar)
    with qtbot.waitExposed(bar):
        bar.show()
    bar.show_bar(BarView(used=0.9, tone=Tone.FINE), colours(LIGHT))
    assert colour(bar.grab().toImage(), 260) == LIGHT.fine


def test_the_bar_leaves_clicks_to_its_row(qapp: QApplication) -> None:
    assert bar_of(BarView(used=0.2, tone=Tone.FINE)).testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
