"""Verdict marks and button icons: every one has a shape of its own and stays inside its box at any size."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from fairmeter.ui.glyphs import Tool, draw, draw_tool
from fairmeter.ui.palette import colours
from fairmeter.view.glyph import GLYPH_TONES, Glyph, Tone
from fairmeter.view.theme import DARK, LIGHT, Theme

pytestmark = pytest.mark.usefixtures("qapp")

FILLED = [Glyph.FINE, Glyph.CLOSE, Glyph.OUT, Glyph.REFUSED, Glyph.CONTRADICTION, Glyph.STALE]
OPEN = [Glyph.EXPLAINED, Glyph.UNPROVEN, Glyph.NOT_QUOTA]
SHAPE, GROUND = QColor("black"), QColor("white")


def _sheet(side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(GROUND)
    return image


def _glyph(glyph: Glyph, side: int = 56, rect: QRectF | None = None) -> QImage:
    image = _sheet(side)
    painter = QPainter(image)
    draw(painter, glyph, rect or QRectF(0, 0, side, side), SHAPE, GROUND)
    painter.end()
    return image


def _tool(tool: Tool, side: int = 60) -> QImage:
    image = _sheet(side)
    painter = QPainter(image)
    draw_tool(painter, tool, QRectF(0, 0, side, side), SHAPE)
    painter.end()
    return image


def _ink(image: QImage, x: float, y: float, units: float = 14) -> float:
    """How black the pixel at a place in the box is, 0 to 1."""
    across = min(image.width() - 1, int(x / units * image.width()))
    down = min(image.height() - 1, int(y / units * image.height()))
    return 1 - image.pixelColor(across, down).lightnessF()


def _apart(one: QImage, other: QImage) -> float:
    """The share of the box in which two pictures differ."""
    pairs = (
        abs(one.pixelColor(x, y).lightnessF() - other.pixelColor(x, y).lightnessF())
        for y in range(one.height())
        for x in range(one.width())
    )
    return sum(pairs) / (one.width() * one.height())


@pytest.mark.parametrize("side", [12, 17, 56])
def test_every_two_verdicts_differ_in_shape_alone(side: int) -> None:
    pictures = {glyph: _glyph(glyph, side) for glyph in Glyph}
    for one, other in combinations(Glyph, 2):
        assert _apart(pictures[one], pictures[other]) > 0.025, f"{one} looks like {other}"


@pytest.mark.parametrize("glyph", FILLED)
def test_verdicts_that_matter_are_filled_and_the_ground_shows_through(glyph: Glyph) -> None:
    picture = _glyph(glyph)
    assert _ink(picture, 7, 11.9) == 1
    inside = [_ink(picture, x / 4, y / 4) for x in range(16, 40) for y in range(16, 40)]
    assert min(inside) == 0


@pytest.mark.parametrize("glyph", OPEN)
def test_quiet_verdicts_are_outlines(glyph: Glyph) -> None:
    picture = _glyph(glyph)
    assert _ink(picture, 7, 11.2) == 0
    assert _ink(picture, 7, 12.7) == 1


@pytest.mark.parametrize(
    ("glyph", "in_shape", "in_ground"),
    [
        (Glyph.FINE, [(7, 3), (11.5, 9)], [(6.2, 9.0), (9.6, 5.3), (4.5, 7.5)]),
        (Glyph.CLOSE, [(7, 2.5), (2, 12), (12, 12), (7, 9.3)], [(7, 6), (7, 8), (7, 10.6), (2, 4), (12, 4)]),
        (Glyph.OUT, [(7, 2), (7, 4.8), (12, 7)], [(7, 7), (5, 5), (9, 5), (5, 9), (9, 9), (1.2, 1.2)]),
        (Glyph.REFUSED, [(7, 4), (7, 10)], [(4.5, 7), (7, 7), (9.5, 7), (12.8, 12.8)]),
        (Glyph.CONTRADICTION, [(4.5, 7), (9.5, 7)], [(4.5, 5.6), (9.5, 8.4), (7, 7), (8.4, 4)]),
        (Glyph.EXPLAINED, [(1.4, 7), (6.3, 8.7), (9.1, 5.6)], [(7, 5), (4, 9)]),
        (Glyph.UNPROVEN, [(7, 4.1), (7.1, 9.9), (8.5, 5.4)], [(7.1, 8.9), (6.9, 5.6), (4, 7)]),
        (Glyph.NOT_QUOTA, [(1.2, 4), (12.8, 10), (4, 7), (10, 7)], [(7, 4), (7, 10), (0.9, 0.9)]),
        (Glyph.STALE, [(7, 7), (3, 7)], [(5.4, 6), (8.6, 8), (5.4, 9)]),
    ],
)
def test_a_verdict_has_its_shape(
    glyph: Glyph, in_shape: list[tuple[float, float]], in_ground: list[tuple[float, float]]
) -> None:
    picture = _glyph(glyph, 112)
    assert [_ink(picture, *place) for place in in_shape] == pytest.approx([1] * len(in_shape), abs=0.1)
    assert [_ink(picture, *place) for place in in_ground] == pytest.approx([0] * len(in_ground), abs=0.1)


@pytest.mark.parametrize("glyph", Glyph)
def test_a_verdict_stays_in_the_middle_of_the_place_it_is_given(glyph: Glyph) -> None:
    picture = _glyph(glyph, 100, QRectF(20, 30, 60, 28))
    lit = [(x, y) for y in range(100) for x in range(100) if picture.pixelColor(x, y) != GROUND]
    xs, ys = [x for x, _ in lit], [y for _, y in lit]
    assert min(xs) >= 36
    assert max(xs) < 64
    assert min(ys) >= 30
    assert max(ys) < 58
    assert (min(xs) + max(xs) + 1) / 2 == pytest.approx(50, abs=1)


@pytest.mark.parametrize("tool", Tool)
def test_a_tool_fills_its_box_without_leaving_it(tool: Tool) -> None:
    picture = _tool(tool)
    border = range(60)
    edges = [picture.pixelColor(x, y) for x in border for y in (0, 59)]
    edges += [picture.pixelColor(x, y) for y in border for x in (0, 59)]
    assert set(map(QColor.name, edges)) == {"#ffffff"}
    lit = [x for x in range(60) for y in range(60) if picture.pixelColor(x, y) != GROUND]
    assert max(lit) - min(lit) > 38


def test_every_two_tools_look_different() -> None:
    for one, other in combinations(Tool, 2):
        assert _apart(_tool(one), _tool(other)) > 0.1


def test_the_arrow_of_refresh_leaves_its_circle_open() -> None:
    picture = _tool(Tool.REFRESH)
    assert _ink(picture, 2.6, 7.5, 15) == 1
    assert _ink(picture, 12.4, 8.5, 15) == 1
    assert _ink(picture, 11.05, 2.5, 15) == 1  # the head
    assert _ink(picture, 11.9, 5.6, 15) == 0  # the gap after it
    assert _ink(picture, 7.5, 7.5, 15) == 0


def test_bars_of_the_chart_stand_on_a_line_and_knobs_sit_on_the_sliders() -> None:
    chart, sliders = _tool(Tool.CHART), _tool(Tool.SLIDERS)
    assert [_ink(chart, x, 11, 15) for x in (4.1, 5.8, 7.5, 9.2, 10.9)] == [1, 0, 1, 0, 1]
    assert [_ink(chart, x, 5, 15) for x in (4.1, 7.5, 10.9)] == [0, 1, 0]
    assert [_ink(sliders, x, 4.25, 15) for x in (4, 7.7, 9.5, 12.5)] == [1, 1, 0, 1]
    assert [_ink(sliders, x, 10.75, 15) for x in (2.5, 5.5, 7.3, 12)] == [1, 0, 1, 1]


def test_a_painter_is_left_as_it_was() -> None:
    image = _sheet(20)
    painter = QPainter(image)
    pen = QPen(QColor("red"), 3)
    painter.setPen(pen)
    before = painter.transform()
    draw(painter, Glyph.UNPROVEN, QRectF(2, 2, 14, 14), SHAPE, GROUND)
    draw_tool(painter, Tool.REFRESH, QRectF(2, 2, 15, 15), SHAPE)
    assert painter.pen() == pen
    assert painter.transform() == before
    assert painter.brush().style() is Qt.BrushStyle.NoBrush
    assert not painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.end()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_every_verdict_has_a_colour_for_its_mark_and_one_for_its_words(theme: Theme) -> None:
    palette = colours(theme)
    assert {glyph: palette.mark(GLYPH_TONES[glyph]).name().upper() for glyph in Glyph} == {
        Glyph.FINE: theme.fine,
        Glyph.CLOSE: theme.close,
        Glyph.OUT: theme.out,
        Glyph.REFUSED: theme.out,
        Glyph.CONTRADICTION: theme.out,
        Glyph.EXPLAINED: theme.idle,
        Glyph.UNPROVEN: theme.idle,
        Glyph.NOT_QUOTA: theme.idle,
        Glyph.STALE: theme.idle,
    }
    assert {tone: palette.words(tone).name().upper() for tone in Tone} == {
        Tone.PLAIN: theme.text,
        Tone.QUIET: theme.text_2,
        Tone.IDLE: theme.text_2,
        Tone.FINE: theme.fine_text,
        Tone.CLOSE: theme.close_text,
        Tone.OUT: theme.out_text,
    }
