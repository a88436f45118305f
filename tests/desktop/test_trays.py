"""The kinds of desktops: a panel that swallows icons, no panel at all, and nobody signed in."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.stage import neighbour
from desktop.stage.app_under_test import TITLE
from desktop.stage.fixtures import StartApp
from desktop.stage.measure import bars, gaps_in_ring, ink_in_ring
from desktop.stage.programs import Program
from desktop.stage.screen import Box, Screen, until
from desktop.stage.screen_reader import ScreenReader
from desktop.stage.tray_watcher import TrayWatcher
from desktop.stage.trayer import Trayer
from fairmeter.simulator import Simulator, stories

pytestmark = pytest.mark.desktop

NEAR = 16  # pixels between the icon and what opens under it, the design's 8 and a little for the panel's own edge


@pytest.fixture
def other_window(screen: Screen, session: dict[str, str], tmp_path: Path) -> Iterator[Box]:
    """Where another program's window stands."""
    program = Program((sys.executable, neighbour.__file__ or ""), session, tmp_path / "neighbour.txt")
    yield screen.box(screen.window(neighbour.TITLE))
    program.end()


@pytest.fixture
def signed_out(tmp_path: Path) -> Iterator[Simulator]:
    """An account into which nobody is signed in on this computer."""
    with Simulator(stories.SIGNED_OUT, folder=tmp_path / "simulator", start=datetime.now(UTC)) as started:
        yield started


def test_a_click_on_the_icon_of_a_panel_opens_the_popover_under_it_and_a_click_elsewhere_closes_it(
    screen: Screen, trayer: Trayer, other_window: Box, simulator: Simulator, start_app: StartApp
) -> None:
    start_app(simulator)
    icon = trayer.icon()
    assert simulator.service.wait_for_requests(1)
    screen.click(*icon.centre)
    window = screen.window(TITLE)
    screen.focus(window)
    popover = screen.box(window)
    assert icon.y + icon.height <= popover.y <= icon.y + icon.height + NEAR
    assert popover.x - NEAR <= icon.centre[0] <= popover.x + popover.width
    until(lambda: len(bars(screen.picture(popover))) == 3, "the popover shows no three bars")

    screen.click(*other_window.centre)
    screen.no_window(TITLE)

    screen.rest_the_hand()
    screen.click(*icon.centre)
    screen.focus(screen.window(TITLE))
    screen.rest_the_hand()
    screen.click(*icon.centre)
    screen.no_window(TITLE)


def test_without_any_tray_the_popover_is_a_window_that_says_why(
    screen: Screen, reader: ScreenReader, simulator: Simulator, start_app: StartApp
) -> None:
    start_app(simulator)
    window = screen.window(TITLE)
    words = reader.until_words("46 percent used")
    assert "This desktop shows no tray icons." in words
    assert {"How to add a tray", "Quit"} <= set(words.splitlines())
    assert len(bars(screen.picture(screen.box(window)))) == 3
    assert "Open report" in words


def test_signed_out_the_icon_is_dashed_and_the_popover_says_what_to_do(
    screen: Screen, watcher: TrayWatcher, reader: ScreenReader, signed_out: Simulator, start_app: StartApp
) -> None:
    start_app(signed_out)
    with watcher.item() as item:
        assert item.until_words("Sign in").startswith("Sign in to Claude Code to see your limits.")
        icon = item.pixmaps()[0]
        assert gaps_in_ring(icon) == 8
        assert ink_in_ring(icon) == 0
        item.click()
        screen.window(TITLE)
        words = reader.until_words("Sign in to Claude Code to see your limits.")
        assert "No login was found on this computer." in words
        assert "%" not in words
    assert signed_out.service.requests == ()
