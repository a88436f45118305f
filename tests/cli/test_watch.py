"""`watch`: a new block for every new picture, in place on a terminal, until it is stopped."""

import io
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from cli.stand_in import WORDING, StandIn, stand_in
from fairmeter.cli import watch


class Scripted(threading.Event):
    """Stands in for waiting: does the next thing instead, and stops when there is none left."""

    def __init__(self, *steps: Callable[[], None]) -> None:
        super().__init__()
        self._steps = list(steps)

    def wait(self, timeout: float | None = None) -> bool:
        if self._steps:
            self._steps.pop(0)()
        else:
            self.set()
        return self.is_set()


class Terminal(io.StringIO):
    """Output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(user: StandIn, out: io.StringIO, *steps: Callable[[], None]) -> str:
    with user.parts() as own:
        assert watch.run(own, user.simulator.clock.now, WORDING, out, Scripted(*steps)) == 0
    return out.getvalue()


def test_a_block_for_every_change_and_none_without(tmp_path: Path) -> None:
    with stand_in(tmp_path) as user:

        def pass_six_minutes() -> None:
            user.simulator.clock.advance(timedelta(minutes=6))

        text = shown(user, io.StringIO(), lambda: None, pass_six_minutes)
    assert text.count("Session (5 h)") == 2
    assert "Resets in 2 hr 22 min" in text
    assert "Resets in 2 hr 16 min" in text


def test_on_a_terminal_it_draws_in_place(tmp_path: Path) -> None:
    with stand_in(tmp_path) as user:
        assert shown(user, Terminal()).startswith("\x1b[H\x1b[2J")
