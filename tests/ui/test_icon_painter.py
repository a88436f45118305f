"""The painted icon shows what its face says: shapes are measured, not compared byte by byte."""

import math
from collections.abc import Callable, Iterable
from itertools import combinations, groupby

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

from fairmeter.ui.icon_painter import icon, paint, panel_ink
from fairmeter.ui.icon_sketch import Sketch, blank, menu_bar_font
from fairmeter.ui.palette import colours
from fairmeter.view.icon_face import IconFace, IconState, IconStyle, Meter
from fairmeter.view.icon_grid import pixels
from fairmeter.view.icon_samples import Sample, sample
from fairmeter.view.theme import DARK, LIGHT

pytestmark = pytest.mark.usefixtures("qapp")

BLACK = QColor("black")
FINE_SCALES = (2, 3)
DRAWN = (IconStyle.RING, IconStyle.BARS, IconStyle.CAPTIONS)


class Seen:
    """A painted icon, measured in points."""

    def __init__(self, face: IconFace, scale: int, ink: QColor = BLACK) -> None:
        self.image = paint(face, scale, ink, LIGHT)
        self.scale = scale

    def alpha(self, x: float, y: float) -> float:
        """Alpha, 0 to 1, of the pixel that holds a point."""
        return self.image.pixelColor(int(x * self.scale), int(y * self.scale)).alphaF()

    def around(self, radius: float, turns: Iterable[float], centre: tuple[float, float] = (9, 9)) -> list[float]:
        """Alphas on a circle, at shares of a turn clockwise from the top."""
        return [
            self.alpha(centre[0] + radius * math.sin(math.tau * turn), centre[1] - radius * math.cos(math.tau * turn))
            for turn in turns
        ]

    def ink(self, left: float, top: float, right: float, bottom: float) -> float:
        """How much ink lies in a rectangle, in square points."""
        across = range(round(left * self.scale), round(right * self.scale))
        down = range(round(top * self.scale), round(bottom * self.scale))
        return sum(self.image.pixelColor(x, y).alphaF() for y in down for x in across) / self.scale**2

    def all_ink(self) -> float:
        return self.ink(0, 0, self.image.width() / self.scale, self.image.height() / self.scale)


TURNS = [step / 720 for step in range(720)]


def _ring(used: float | None, time_gone: float | None = None, state: IconState = IconState.FINE) -> IconFace:
    return IconFace(style=IconStyle.RING, state=state, ring=Meter(used, time_gone, state))


def _bars(upper: Meter | None, lower: Meter | None = None, state: IconState = IconState.FINE) -> IconFace:
    return IconFace(style=IconStyle.BARS, state=state, ring=Meter(), upper=upper, lower=lower)


def _same_figures(style: IconStyle, which: Sample) -> IconFace:
    """A face whose states differ in nothing but the state: no arc or bar is longer than another's."""
    state = IconState.FINE if which is Sample.REFUSED else IconState(which)
    meter = Meter(0.6, 0.4, state)
    return IconFace(
        style=style, state=state, ring=meter, upper=Meter(0.6, 0.4), lower=meter, badge=which is Sample.REFUSED
    )


@pytest.mark.parametrize("scale", FINE_SCALES)
@pytest.mark.parametrize("used", [0.0, 0.03, 0.25, 0.46, 0.5, 0.72, 0.97, 1.0])
def test_the_arc_covers_the_used_share_from_the_top_clockwise(used: float, scale: int) -> None:
    full = [alpha > 0.66 for alpha in Seen(_ring(used), scale).around(6.5, TURNS)]
    assert sum(full) / len(full) == pytest.approx(used, abs=0.015)
    inside, outside = (int(len(full) * edge) for edge in (used - 0.015, used + 0.015))
    assert all(full[5 : max(5, inside)])
    assert not any(full[outside : len(full) - 5])


@pytest.mark.parametrize("scale", FINE_SCALES)
@pytest.mark.parametrize("time_gone", [0.0, 0.13, 0.4, 0.525, 0.69, 0.81])
def test_the_tick_points_at_even_pace_and_stands_free(time_gone: float, scale: int) -> None:
    seen = Seen(_ring(0.0, time_gone), scale)
    away = [(turn - time_gone + 0.5) % 1 - 0.5 for turn in TURNS]
    shown = [apart for apart, alpha in zip(away, seen.around(6.5, TURNS), strict=True) if alpha > 0.5]
    assert shown
    assert sum(shown) / len(shown) == pytest.approx(0, abs=0.015)
    assert max(abs(apart) for apart in shown) < 0.03
    assert max(seen.around(8.25, (time_gone,))) > 0.5
    beside = 1.06 / (math.tau * 6.5)  # the middle of the gap on either side
    on_a_full_ring = Seen(_ring(1.0, time_gone), scale)
    assert max(on_a_full_ring.around(6.5, (time_gone - beside, time_gone + beside))) < 0.8
    assert on_a_full_ring.all_ink() < Seen(_ring(1.0), scale).all_ink() - 3


@pytest.mark.parametrize("scale", FINE_SCALES)
def test_track_is_a_third_of_the_ink_and_a_stale_fill_lies_between(scale: int) -> None:
    stale = Seen(sample(IconStyle.RING, Sample.STALE), scale)
    assert stale.alpha(2.6, 9.2) == pytest.approx(0.32, abs=0.01)
    assert 0.5 < stale.alpha(15.4, 9.2) < 0.75
    assert max(stale.around(8.4, TURNS)) < 0.1  # no tick


@pytest.mark.parametrize("scale", FINE_SCALES)
def test_marks_stand_in_the_middle_of_the_ring_and_nowhere_else(scale: int) -> None:
    middle = {which: Seen(_same_figures(IconStyle.RING, which), scale).ink(6.5, 6, 11.5, 12) for which in list(Sample)}
    assert middle[Sample.FINE] < 0.5
    assert middle[Sample.REFUSED] < 0.5
    for marked in (Sample.CLOSE, Sample.OUT, Sample.STALE, Sample.SIGNED_OUT):
        assert middle[marked] > 4


@pytest.mark.parametrize("scale", [1, *FINE_SCALES])
@pytest.mark.parametrize("style", DRAWN)
def test_the_badge_is_a_dot_that_stands_free(style: IconStyle, scale: int) -> None:
    with_badge, without = (Seen(sample(style, which), scale) for which in (Sample.REFUSED, Sample.FINE))
    centre = (style.width - 3.5, 3.5)
    assert with_badge.alpha(*centre) == 1
    assert without.alpha(*centre) < 1
    if scale > 1:
        lower_left = [turn for turn in TURNS if 0.5 < turn < 0.75]
        assert max(with_badge.around(3.75, lower_left, centre)) < 0.1


@pytest.mark.parametrize("scale", FINE_SCALES)
def test_used_up_is_a_full_disc_with_an_x_cut_out(scale: int) -> None:
    seen = Seen(sample(IconStyle.RING, Sample.USED_UP), scale)
    assert seen.alpha(9, 9) == 0
    assert min(seen.around(6, TURNS)) == 1
    arms = 2 * (2 * 2.6 * math.sqrt(2) * 2) - 4 + math.pi * 2
    assert seen.all_ink() == pytest.approx(math.pi * 64 - arms, abs=2)


@pytest.mark.parametrize("scale", FINE_SCALES)
def test_signed_out_is_a_track_of_eight_dashes(scale: int) -> None:
    around = Seen(sample(IconStyle.RING, Sample.SIGNED_OUT), scale).around(6.5, TURNS)
    dashes = [lit for lit, _ in groupby(alpha > 0.16 for alpha in around)].count(True)
    assert dashes in {8, 9}  # nine when the walk begins within one
    assert max(around) == pytest.approx(0.32, abs=0.01)


@pytest.mark.parametrize("scale", FINE_SCALES)
@pytest.mark.parametrize("used", [0.001, 0.25, 0.46, 0.71, 0.999, 1.0])
def test_a_bar_fills_to_the_used_share(used: float, scale: int) -> None:
    seen = Seen(_bars(Meter(used)), scale)
    row = [seen.alpha((x + 0.5) / scale, 5.1) for x in range(18 * scale)]
    filled = sum(alpha > 0.9 for alpha in row) / scale
    assert filled == pytest.approx(used * 16, abs=1 / scale)
    assert (filled > 0, filled < 16) == (True, used < 1)
    straight = row[3 * scale : 15 * scale]
    assert all(alpha == pytest.approx(0.32, abs=0.01) for alpha in straight if alpha <= 0.9)  # no blurred end


@pytest.mark.parametrize("scale", FINE_SCALES)
@pytest.mark.parametrize(("time_gone", "column"), [(0.0, 2), (0.53, 9), (1.0, 15)])
def test_the_ticks_of_the_bars_are_whole_points_that_point_apart(time_gone: float, column: int, scale: int) -> None:
    meter = Meter(0.5, time_gone)
    seen = Seen(_bars(meter, meter), scale)
    for overhang in (2.5, 15.5):
        lit = [x / scale for x in range(18 * scale) if seen.alpha((x + 0.5) / scale, overhang) > 0]
        assert (min(lit), len(lit)) == (column, scale)
    for beside in (column - 0.5, column + 1.5):
        assert seen.alpha(beside, 5) == 0


@pytest.mark.parametrize("scale", FINE_SCALES)
def test_the_mark_of_a_row_has_the_end_of_the_row_to_itself(scale: int) -> None:
    late = Meter(0.95, 0.98, IconState.OUT)
    seen = Seen(_bars(Meter(0.95, 0.98), late), scale)
    assert seen.ink(11, 8, 11.5, 18) == 0
    assert 14 < seen.ink(11.5, 8, 16.5, 18) < 18
    assert seen.ink(16.5, 8, 18, 18) == 0


@pytest.mark.parametrize("scale", [1, *FINE_SCALES])
@pytest.mark.parametrize("style", DRAWN)
def test_every_two_states_differ_in_shape_alone(style: IconStyle, scale: int) -> None:
    seen = {which: Seen(_same_figures(style, which), scale) for which in Sample}
    for one, other in combinations(Sample, 2):
        assert _apart(seen[one].image, seen[other].image) / scale**2 > 5, f"{one} looks like {other}"


@pytest.mark.parametrize("scale", [1, *FINE_SCALES])
def test_percent_tells_apart_all_states_it_can(scale: int) -> None:
    seen = {which: Seen(_same_figures(IconStyle.PERCENT, which), scale) for which in Sample}
    alike = {Sample.FINE, Sample.CLOSE, Sample.OUT}
    for one, other in combinations(Sample, 2):
        apart = _apart(seen[one].image, seen[other].image) / scale**2
        assert apart == 0 if {one, other} <= alike else apart > 5, f"{one} and {other}"


def _apart(one: QImage, other: QImage) -> float:
    return sum(
        abs(one.pixelColor(x, y).alphaF() - other.pixelColor(x, y).alphaF())
        for y in range(one.height())
        for x in range(one.width())
    )


@pytest.mark.parametrize("which", Sample)
@pytest.mark.parametrize("style", [IconStyle.RING, IconStyle.BARS])
def test_a_coarse_screen_gets_the_pixel_grid_itself(style: IconStyle, which: Sample) -> None:
    face = sample(style, which)
    image = paint(face, 1, BLACK, LIGHT)
    for y, row in enumerate(pixels(face)):
        for x, pixel in enumerate(row):
            assert abs(image.pixelColor(x, y).alpha() - pixel.alpha * 2.55) < 1.5


@pytest.mark.parametrize("scale", [1, *FINE_SCALES])
@pytest.mark.parametrize("style", IconStyle)
def test_a_template_is_ink_and_alpha_alone(style: IconStyle, scale: int) -> None:
    for which in Sample:
        image = paint(sample(style, which), scale, panel_ink(dark_panel=True), DARK)
        for y in range(image.height()):
            for x in range(image.width()):
                colour = image.pixelColor(x, y)
                assert colour.alpha() == 0 or (colour.red(), colour.green(), colour.blue()) == (255, 255, 255)


@pytest.mark.parametrize("scale", [1, *FINE_SCALES])
@pytest.mark.parametrize(
    ("which", "mark"),
    [(Sample.FINE, "fine"), (Sample.CLOSE, "close"), (Sample.OUT, "out"), (Sample.USED_UP, "out")],
)
def test_a_coloured_ring_takes_the_verdict_of_its_theme(which: Sample, mark: str, scale: int) -> None:
    for theme in (LIGHT, DARK):
        image = paint(sample(IconStyle.RING, which, coloured=True), scale, BLACK, theme)
        assert image.pixelColor(int(14.5 * scale), 8 * scale).name().upper() == getattr(theme, mark)


def test_the_tick_and_the_words_keep_the_ink_when_coloured() -> None:
    ring = paint(sample(IconStyle.RING, Sample.FINE, coloured=True), 2, panel_ink(dark_panel=True), DARK)
    assert ring.pixelColor(16, 33).name() == "#ffffff"
    percent = paint(sample(IconStyle.PERCENT, Sample.FINE, coloured=True), 3, BLACK, LIGHT)
    solid = [percent.pixelColor(x, y) for y in range(54) for x in range(90) if percent.pixelColor(x, y).alpha() == 255]
    assert {colour.name().upper() for colour in solid} == {"#000000", LIGHT.fine}


@pytest.mark.parametrize("scale", [1, *FINE_SCALES])
def test_width_never_changes_with_what_is_shown(scale: int) -> None:
    for style in IconStyle:
        for which in Sample:
            image = paint(sample(style, which), scale, BLACK, LIGHT)
            assert (image.width(), image.height()) == (style.width * scale, 18 * scale)
            assert image.devicePixelRatio() == scale


@pytest.mark.parametrize("scale", [1, *FINE_SCALES])
def test_captions_stay_clear_of_the_bars(scale: int) -> None:
    seen = Seen(sample(IconStyle.CAPTIONS, Sample.FINE), scale)
    assert seen.ink(0, 1, 12, 9) > 8
    assert seen.ink(0, 9, 12, 17) > 8
    assert seen.ink(13, 0, 14, 18) == 0


@pytest.mark.parametrize("scale", [1, *FINE_SCALES])
def test_number_and_word_are_right_aligned_and_the_number_of_a_stale_face_is_grey(scale: int) -> None:
    for which in Sample:
        seen = Seen(sample(IconStyle.PERCENT, which), scale)
        assert seen.ink(15, 10.5, 29.5, 18) > 4  # a word
        assert seen.ink(29.5, 0, 30, 18) < 0.5
    stale, fine = (Seen(sample(IconStyle.PERCENT, which), scale) for which in (Sample.STALE, Sample.FINE))
    assert stale.ink(0, 0, 30, 9) == pytest.approx(0.55 * fine.ink(0, 0, 30, 9), rel=0.05)


def test_a_word_with_the_badge_leaves_room_for_it() -> None:
    face = IconFace(
        style=IconStyle.PERCENT,
        state=IconState.USED_UP,
        ring=Meter(1.0, None, IconState.USED_UP),
        badge=True,
    )
    seen = Seen(face, 3)
    assert seen.alpha(2.9, 13.8) == 1
    assert seen.ink(5.4, 10.5, 6.2, 18) < 0.1


def _written(room: float, right: float) -> QImage:
    image = blank(60, 18, 2)
    painter = QPainter(image)
    sketch = Sketch(painter, 2, BLACK, colours(LIGHT))
    sketch.words("eingeschränkt", menu_bar_font(7.5, QFont.Weight.Medium), QPointF(right, 12), room, BLACK)
    painter.end()
    return image


def _columns(image: QImage, lit: Callable[[QColor], bool]) -> list[int]:
    return [x for x in range(image.width()) if any(lit(image.pixelColor(x, y)) for y in range(image.height()))]


def test_words_that_are_a_little_too_long_are_narrowed_and_those_much_too_long_left_out() -> None:
    wide = _columns(_written(60, 60), lambda colour: colour.alpha() > 40)
    width = (wide[-1] - wide[0] + 1) / 2
    narrowed = _columns(_written(width * 0.85, 60), lambda colour: colour.alpha() > 40)
    assert 0 < (narrowed[-1] - narrowed[0] + 1) / 2 <= width * 0.86
    assert _columns(_written(width * 0.5, 60), lambda colour: colour.alpha() > 0) == []


def test_the_icon_has_a_pixmap_for_each_scale() -> None:
    made = icon(sample(IconStyle.RING, Sample.FINE), LIGHT, template=True)
    assert {size.height() for size in made.availableSizes()} == {18, 36, 54}
    for ratio in (1, 2, 3):
        pixmap = made.pixmap(QSize(18, 18), float(ratio))
        assert (pixmap.width(), pixmap.devicePixelRatio()) == (18 * ratio, ratio)


def test_only_a_template_is_a_mask_and_a_mask_is_black() -> None:
    plain, coloured = (sample(IconStyle.RING, Sample.FINE, coloured=coloured) for coloured in (False, True))
    made = icon(plain, DARK, template=True)
    assert made.isMask()
    assert _colour_of_arc(made) == "#000000"
    assert not icon(plain, DARK, template=False).isMask()
    assert not icon(coloured, DARK, template=True).isMask()


def test_without_a_template_the_ink_goes_with_the_theme_or_with_the_panel() -> None:
    face = sample(IconStyle.RING, Sample.FINE)
    assert _colour_of_arc(icon(face, LIGHT, template=False)) == "#000000"
    assert _colour_of_arc(icon(face, DARK, template=False)) == "#ffffff"
    always_dark = panel_ink(dark_panel=True)
    assert _colour_of_arc(icon(face, LIGHT, ink=always_dark, template=False)) == "#ffffff"


def _colour_of_arc(made: QIcon) -> str:
    return made.pixmap(QSize(18, 18), 1.0).toImage().pixelColor(14, 8).name()


def test_scribbling_on_an_image_does_not_spoil_the_next_one() -> None:
    face = sample(IconStyle.RING, Sample.FINE)
    first = paint(face, 2, BLACK, LIGHT)
    first.fill(QColor("red"))
    assert paint(face, 2, BLACK, LIGHT).pixelColor(0, 0).alpha() == 0


def test_a_changed_system_font_changes_the_words(qapp: QApplication) -> None:
    face = sample(IconStyle.PERCENT, Sample.FINE)
    before, usual = paint(face, 2, BLACK, LIGHT), qapp.font()
    try:
        qapp.setFont(QFont("DejaVu Serif"))
        assert _apart(paint(face, 2, BLACK, LIGHT), before) > 5
    finally:
        qapp.setFont(usual)
    assert _apart(paint(face, 2, BLACK, LIGHT), before) == 0


@pytest.mark.parametrize("height", [22, 24, 36, 44, 48, 54, 64])
def test_a_panel_that_counts_in_pixels_finds_its_own_size(height: int) -> None:
    """Linux trays are told plain sizes; the drawing stands in the middle with a clear margin, never blown up."""
    made = icon(sample(IconStyle.RING, Sample.FINE), LIGHT, template=False)
    sized = made.pixmap(QSize(height, height), 1.0).toImage()
    assert (sized.width(), sized.height()) == (height, height)
    inked = [(x, y) for x in range(height) for y in range(height) if sized.pixelColor(x, y).alpha() > 0]
    left, right = min(x for x, _ in inked), max(x for x, _ in inked)
    assert abs(left - (height - 1 - right)) <= 4
