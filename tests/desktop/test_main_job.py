"""The main job, on a real desktop: what the service says stands on the screen, and follows it."""

import os
import signal
from datetime import timedelta

import pytest

from desktop.stage.app_under_test import TITLE
from desktop.stage.fixtures import StartApp
from desktop.stage.measure import bars, ring_share
from desktop.stage.screen import Screen, until
from desktop.stage.screen_reader import ScreenReader
from desktop.stage.tray_watcher import TrayItem, TrayWatcher
from fairmeter.simulator import Ask, Simulator
from fairmeter.simulator.steps import FABLE

pytestmark = pytest.mark.desktop

RING_TOLERANCE = 0.02
BAR_TOLERANCE = 0.015
MENU = ["Refresh", "Open report", "Copy report of the last refusal", "Pause notifications", "Settings", "Quit"]


def percents(simulator: Simulator) -> tuple[int, ...]:
    """What the service says, in the order of the popover: session, week, week of a model."""
    return tuple(meter.percent for meter in simulator.account.look().meters)


def said(simulator: Simulator) -> tuple[str, ...]:
    """The same as the tooltip should have it."""
    names = ("Session", "Weekly", "Weekly Fable")
    return tuple(f"{name}: {percent}% used" for name, percent in zip(names, percents(simulator), strict=True))


def shows_ring(item: TrayItem, percent: int) -> bool:
    low, high = ring_share(item.pixmaps()[0])
    return low - RING_TOLERANCE <= percent / 100 <= high + RING_TOLERANCE


def shown_bars(screen: Screen) -> list[float]:
    return bars(screen.picture(screen.box(screen.window(TITLE))))


def are_bars(screen: Screen, expected: tuple[int, ...]) -> bool:
    shown = shown_bars(screen)
    return len(shown) == len(expected) and all(
        abs(share - percent / 100) <= BAR_TOLERANCE for share, percent in zip(shown, expected, strict=True)
    )


def until_bars(screen: Screen, expected: tuple[int, ...]) -> None:
    """Wait until the bars have glided to where they belong."""
    try:
        until(lambda: are_bars(screen, expected), "")
    except AssertionError:
        pytest.fail(f"the bars show {shown_bars(screen)}, the service says {expected}")


def test_what_the_service_says_is_on_the_screen_and_follows_it(
    screen: Screen, watcher: TrayWatcher, reader: ScreenReader, simulator: Simulator, start_app: StartApp
) -> None:
    app = start_app(simulator)
    with watcher.item() as item:
        before = percents(simulator)
        words = item.until_words(said(simulator)[0])
        assert all(line in words for line in said(simulator))
        assert shows_ring(item, before[0])

        item.click()
        window = screen.window(TITLE)
        screen.focus(window)
        until_bars(screen, before)
        assert all(f"{percent} percent used" in reader.words() for percent in before)

        screen.press("Escape")
        screen.no_window(TITLE)
        screen.rest_the_hand()
        item.click()
        window = screen.window(TITLE)
        screen.focus(window)

        simulator.player.ask(Ask(model=FABLE, cost_units=25.0))
        after = percents(simulator)
        assert after[0] == before[0] + 25
        assert after != before
        screen.press("ctrl+r")
        item.until_words(said(simulator)[0])
        until_bars(screen, after)
        low, high = ring_share(item.pixmaps()[0])
        assert abs((low + high) / 2 - after[0] / 100) <= RING_TOLERANCE
        assert all(f"{percent} percent used" in reader.words() for percent in after)

        assert [entry.words for entry in item.menu() if entry.words] == MENU
        item.choose("Pause notifications")
        until(lambda: "Resume notifications" in {entry.words for entry in item.menu()}, "the menu's other words")
        item.choose("Quit")
        app.ended_cleanly()
    assert watcher.is_empty()


def test_the_session_ends_the_program_at_once(watcher: TrayWatcher, simulator: Simulator, start_app: StartApp) -> None:
    app = start_app(simulator)
    with watcher.item() as item:
        item.until_words(said(simulator)[0])
    os.kill(app.pid, signal.SIGTERM)
    app.ended_cleanly()
    assert watcher.is_empty()


def test_a_second_start_shows_what_the_first_has_and_ends(
    screen: Screen, watcher: TrayWatcher, simulator: Simulator, start_app: StartApp
) -> None:
    start_app(simulator)
    with watcher.item() as item:
        item.until_words(said(simulator)[0])
        assert screen.windows(TITLE) == []
        start_app(simulator).ended_cleanly()
        screen.window(TITLE)


def test_figures_from_the_last_run_are_there_before_the_service_answers(
    watcher: TrayWatcher, simulator: Simulator, start_app: StartApp
) -> None:
    first = start_app(simulator)
    with watcher.item() as item:
        expected = item.until_words(said(simulator)[0])
        item.choose("Quit")
        first.ended_cleanly()
    asked = len(simulator.service.requests)
    start_app(simulator)
    with watcher.item() as item:
        assert item.until_words(said(simulator)[0]) == expected
    assert len(simulator.service.requests) == asked  # it was asked seconds ago


def test_a_session_that_is_over_is_not_said_to_be_used(
    watcher: TrayWatcher, simulator: Simulator, start_app: StartApp
) -> None:
    simulator.clock.advance(timedelta(hours=3))
    start_app(simulator)
    with watcher.item() as item:
        words = item.until_words("Weekly: 41% used")
        assert words.startswith("Your session has not started.")
        assert ring_share(item.pixmaps()[0])[0] == 0
