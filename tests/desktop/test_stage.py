"""The stage itself, proved with a program of thirty lines before it judges Fairmeter."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.stage import neighbour, tray_program
from desktop.stage.bus import SessionBus, wait_for_name
from desktop.stage.programs import Program, need
from desktop.stage.screen import Screen
from desktop.stage.screen_reader import ScreenReader
from desktop.stage.tray_watcher import TrayWatcher
from desktop.stage.trayer import PANEL, Trayer

pytestmark = pytest.mark.desktop


@pytest.fixture
def run(session: dict[str, str], tmp_path: Path) -> Iterator[list[Program]]:
    """Programs to be ended after the test."""
    programs: list[Program] = []
    yield programs
    for program in programs:
        program.end()


def stand_in(session: dict[str, str], folder: Path) -> Program:
    return Program((sys.executable, tray_program.__file__ or ""), session, folder / "stand-in.txt")


def test_an_icon_in_the_newer_tray_shows_its_pixels_and_words_and_hears_a_click(
    session: dict[str, str], screen: Screen, watcher: TrayWatcher, run: list[Program], tmp_path: Path
) -> None:
    run.append(stand_in(session, tmp_path))
    with watcher.item() as item:
        assert item.words() == tray_program.WORDS
        pixmap = item.pixmaps()[-1]
        assert (pixmap.width, pixmap.height) == (tray_program.SIZE, tray_program.SIZE)
        assert pixmap.pixel(3, 3) == (255, *tray_program.INK)
        item.click()
        screen.window(tray_program.TITLE)
        item.click()
        screen.no_window(tray_program.TITLE)
        item.choose("Quit")
        assert (run[0].wait(), run[0].output) == (0, "")
    assert watcher.is_empty()


def test_an_icon_in_the_older_tray_is_seen_and_hears_a_real_click(
    session: dict[str, str], screen: Screen, trayer: Trayer, run: list[Program], tmp_path: Path
) -> None:
    run.append(stand_in(session, tmp_path))
    icon = trayer.icon()
    assert screen.picture(PANEL).colour(*icon.centre) == tray_program.INK
    screen.click(*icon.centre)
    screen.window(tray_program.TITLE)
    screen.click(*icon.centre)
    screen.no_window(tray_program.TITLE)
    run[0].end()
    assert (run[0].wait(), run[0].output) == (0, "")


def test_a_screen_reader_hears_what_a_window_says(
    session: dict[str, str], watcher: TrayWatcher, reader: ScreenReader, run: list[Program], tmp_path: Path
) -> None:
    run.append(stand_in(session, tmp_path))
    with watcher.item() as item:
        assert tray_program.WORDS not in reader.words()
        item.click()
        assert tray_program.WORDS in reader.until_words(tray_program.WORDS)


def test_a_click_gives_the_keyboard_to_another_programs_window(
    session: dict[str, str], screen: Screen, run: list[Program], tmp_path: Path
) -> None:
    run.append(Program((sys.executable, neighbour.__file__ or ""), session, tmp_path / "neighbour.txt"))
    window = screen.window(neighbour.TITLE)
    screen.click(*screen.box(window).centre)
    screen.focus(window)


def test_a_name_on_the_bus_can_be_waited_for(bus: SessionBus) -> None:
    with TrayWatcher(bus):
        wait_for_name(bus, "org.kde.StatusNotifierWatcher")
    wait_for_name(bus, "org.kde.StatusNotifierWatcher", owned=False)


def test_a_missing_program_skips_a_test_and_fails_it_where_everything_must_be_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs xvfb, xdotool"):
        need("Xvfb", "xdotool")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="needs dunst"):
        need("dunst")
    (tmp_path / "dunst").symlink_to(sys.executable)
    need("dunst")
