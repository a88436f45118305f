"""The eyes of the stage are sharp enough: drawn shares are read back, from icons and from bars."""

import pytest
from PySide6.QtGui import QColor

from desktop.stage.measure import FINE, TRACK, bars, gaps_in_ring, ring_share
from desktop.stage.screen import Picture
from desktop.stage.tray_watcher import Pixmap
from fairmeter.ui.icon_painter import paint
from fairmeter.view.icon_face import IconFace, IconState, IconStyle, Meter
from fairmeter.view.theme import LIGHT

pytestmark = pytest.mark.usefixtures("qapp")


def painted(used: float | None, pace: float | None, state: IconState = IconState.FINE) -> Pixmap:
    face = IconFace(style=IconStyle.RING, state=state, ring=Meter(used, pace, state))
    image = paint(face, 1, QColor("black"), LIGHT)
    places = ((x, y) for y in range(18) for x in range(18))
    data = b"".join(bytes((QColor(image.pixelColor(x, y)).alpha(), 0, 0, 0)) for x, y in places)
    return Pixmap(18, 18, data)


@pytest.mark.parametrize("pace", [None, 0.0, 0.2, 0.5, 0.53, 0.8])
@pytest.mark.parametrize("percent", range(1, 100, 3))
def test_the_share_of_a_ring_is_read_to_two_percent(percent: int, pace: float | None) -> None:
    low, high = ring_share(painted(percent / 100, pace))
    assert low - 0.02 <= percent / 100 <= high + 0.02
    near_mark = pace is not None and abs(pace - percent / 100) < 0.08
    assert high - low < (0.15 if near_mark else 0.05)


def test_the_share_of_a_ring_with_old_figures_is_read_too() -> None:
    low, high = ring_share(painted(0.46, 0.53, IconState.STALE))
    assert low - 0.02 <= 0.46 <= high + 0.02
    assert high - low < 0.05


def test_the_dashes_of_a_ring_are_counted() -> None:
    assert gaps_in_ring(painted(None, None, IconState.SIGNED_OUT)) == 8


def test_bars_are_found_among_other_things_and_read_in_their_order() -> None:
    def line(*runs: tuple[int, tuple[int, int, int]]) -> bytes:
        return b"".join(bytes((blue, green, red, 0)) * count for count, (red, green, blue) in runs)

    white = (255, 255, 255)
    empty = line((340, white))
    first = line((24, white), (73, FINE), (219, TRACK), (24, white))
    second = line((24, white), (20, FINE), (4, white), (195, FINE), (73, TRACK), (24, white))
    word = line((24, white), (30, FINE), (286, white))
    frame = line((12, white), (316, FINE), (12, white))
    framed = line((12, white), (2, FINE), (10, white), (146, FINE), (146, TRACK), (10, white), (2, FINE), (12, white))
    rows = [empty, *[first] * 6, empty, word, empty, *[second] * 6, empty, *[frame] * 2, *[framed] * 6, *[frame] * 2]
    assert bars(Picture(340, len(rows), b"".join(rows))) == [0.25, 0.75, 0.5]
