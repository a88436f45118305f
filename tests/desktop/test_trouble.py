"""When the service answers nonsense, refuses, breaks or hangs, the last figures stay, with their age."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.stage.app_under_test import FAST, TITLE
from desktop.stage.fixtures import StartApp
from desktop.stage.measure import IDLE, bars, ink_in_ring, ring_share
from desktop.stage.screen import Screen, until
from desktop.stage.screen_reader import ScreenReader
from desktop.stage.tray_watcher import TrayItem, TrayWatcher
from fairmeter.simulator import Fault, Simulator

pytestmark = pytest.mark.desktop

SPEED = 600.0  # ten minutes in a second: figures are old after a quarter of an hour
PERCENTS = (46, 41, 64)
REASONS = {
    Fault.HTML: "The usage service sent an answer that cannot be read.",
    Fault.RATE_LIMITED: "The usage service is busy until",
    Fault.SERVER_ERROR: "The usage service has trouble of its own.",
    Fault.SLOW: "No answer has come since.",
}


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Simulator]:
    """The account on a fast clock."""
    with Simulator(folder=tmp_path / "simulator", start=datetime.now(UTC), speed=SPEED) as started:
        yield started


@pytest.fixture
def item(watcher: TrayWatcher, reader: ScreenReader, hurried: Simulator, start_app: StartApp) -> Iterator[TrayItem]:
    """The icon of a program on the same fast clock that has had its first answer."""
    start_app(hurried, FAST, {"FAIRMETER_TEST_SPEED": str(SPEED)})
    with watcher.item() as started:
        started.until_words("Session: 46% used")
        yield started


@pytest.mark.parametrize("fault", REASONS)
def test_the_last_figures_stay_with_their_age(
    fault: Fault, screen: Screen, reader: ScreenReader, hurried: Simulator, item: TrayItem
) -> None:
    asked = len(hurried.service.requests)
    hurried.service.fault = fault
    assert hurried.service.wait_for_requests(asked + 1)

    item.click()
    window = screen.window(TITLE)
    words = reader.until_words("As of")
    assert REASONS[fault] in words
    assert all(f"{percent} percent used" in words for percent in PERCENTS)
    shown = until(lambda: bars(screen.picture(screen.box(window)), IDLE), "no bar in the colour of old figures")
    assert shown == pytest.approx([percent / 100 for percent in PERCENTS], abs=0.015)

    told = item.until_words("As of")
    assert all(f"{percent}% used" in told for percent in PERCENTS)
    icon = item.pixmaps()[0]
    assert ink_in_ring(icon) == 0
    low, high = ring_share(icon)
    assert low - 0.02 <= PERCENTS[0] / 100 <= high + 0.02


def test_when_the_service_is_well_again_the_figures_are_fresh_again(
    screen: Screen, reader: ScreenReader, hurried: Simulator, item: TrayItem
) -> None:
    hurried.service.fault = Fault.SERVER_ERROR
    item.click()
    screen.focus(screen.window(TITLE))
    reader.until_words("As of")
    hurried.service.fault = None
    screen.press("ctrl+r")
    assert "As of" not in reader.until_words("Your session has 54% left.")
    assert item.until_words("Your session has 54% left.")
