"""The command line as a program: real processes, their output and their status."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.stand_in import stand_in
from fairmeter import __version__
from fairmeter.__main__ import has_display
from fairmeter.assembly import simulated

CONTRADICTION = "although 28% of your session was left"
DISPLAYS = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}


def run(*words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAYS} | extra
    return subprocess.run(
        [sys.executable, "-m", "fairmeter", *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"Fairmeter {__version__}\n")


def test_demo_once_tells_the_seed_story_and_ends(tmp_path: Path) -> None:
    """What a fresh machine without a display shows: the meters, then the refusal that contradicts them."""
    done = run("demo", "--once", TZ="UTC", FAIRMETER_HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("72% used", "68% used", "3% used", "Balance $0.00", "400 You're out of extra usage.", CONTRADICTION):
        assert words in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_without_a_display_the_tray_app_says_what_works_here() -> None:
    done = run()
    assert done.returncode == 4
    assert "fairmeter watch" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "platform", "shows"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_shown(environment: dict[str, str], platform: str, *, shows: bool) -> None:
    assert has_display(environment, platform) is shows


def test_status_as_a_process(tmp_path: Path) -> None:
    """The whole way from the shell over real HTTP and back, private files included."""
    with stand_in(tmp_path, start=datetime.now(UTC)) as user:
        environment = simulated(user.simulator.base_url, user.simulator.claude_dir, user.home)
        done = run("status", TZ="UTC", **environment)
    assert done.stderr == ""
    assert "46% used" in done.stdout
    kept = [path for path in (user.home / "fairmeter").rglob("*") if path.is_file()]
    assert kept
    assert {path.stat().st_mode & 0o077 for path in kept} == {0}


def test_a_reader_that_goes_away_is_no_error() -> None:
    """As in `fairmeter demo --once | head -1`."""
    with subprocess.Popen(
        [sys.executable, "-m", "fairmeter", "demo", "--once"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0
