"""`fairmeter watch`: the popover, live in a terminal."""

import argparse
import threading
from datetime import datetime
from typing import TextIO

from fairmeter.assembly import Clock, Parts
from fairmeter.outlook import Outlook
from fairmeter.view.status import lines
from fairmeter.view.wording import Wording

BEAT_S = 15.0
_CLEAR = "\x1b[H\x1b[2J"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `watch` to the command line."""
    commands.add_parser("watch", help="live in the terminal")


def run(parts: Parts, clock: Clock, wording: Wording, out: TextIO, stop: threading.Event) -> int:
    """Show every new picture until `stop` is set; on a terminal in place, elsewhere one block after another."""
    monitor = parts.monitor(lambda _: None)
    shown = ""
    monitor.restore(clock())
    while not stop.is_set():
        now = clock()
        monitor.beat(now)
        shown = _show(monitor.outlook, now, wording, out, shown)
        stop.wait(BEAT_S)
    return 0


def _show(outlook: Outlook, now: datetime, wording: Wording, out: TextIO, shown: str) -> str:
    text = "\n".join(lines(outlook, now, wording))
    if text == shown:
        return shown
    if out.isatty():
        print(f"{_CLEAR}{text}", file=out, flush=True)
    else:
        print(f"{text}\n", file=out, flush=True)
    return text
