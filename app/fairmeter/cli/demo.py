"""`fairmeter demo --once`: one simulator story, told in the terminal by the same monitor that runs in the tray."""

import argparse
import tempfile
from pathlib import Path
from typing import TextIO

from fairmeter.assembly import Parts, parts, simulated
from fairmeter.monitor import Monitor
from fairmeter.simulator import Event, Refused, Simulator, stories
from fairmeter.sources.transcripts import scan
from fairmeter.view.status import lines
from fairmeter.view.wording import Wording


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `demo` to the command line."""
    parser = commands.add_parser("demo", help="the same on the built-in simulator")
    parser.add_argument("--once", action="store_true", help="play one story in the terminal and end")
    parser.add_argument("--story", choices=sorted(stories.STORIES), help="which one")


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Play one story in simulated time and print what the monitor makes of it."""
    story = stories.STORIES[args.story or stories.SEED.name]
    with tempfile.TemporaryDirectory(prefix="fairmeter-demo-") as folder:
        home = Path(folder)
        with Simulator(story, folder=home, speed=0) as simulator:
            own = parts(simulated(simulator.base_url, simulator.claude_dir, home), home)
            try:
                _tell(simulator, own, own.wording(), out)
            finally:
                own.close()
    return 0


def _tell(simulator: Simulator, own: Parts, wording: Wording, out: TextIO) -> None:
    story = simulator.story
    print(f"A story of the built-in simulator: {story.title}.", file=out)
    monitor = own.monitor(lambda _: None, simulated=True)
    monitor.restore(simulator.clock.now())
    told = _look(simulator, monitor, wording, out, "")
    while (event := simulator.player.step()) is not None:
        said = _sentence(event, wording)
        if said:
            print(f"\n{said}", file=out)
            found = scan([str(simulator.claude_dir / "projects")]).found
            monitor.refused(found, {}, simulator.clock.now())
        if said or monitor.decision(simulator.clock.now()).due:
            told = _look(simulator, monitor, wording, out, told)


def _look(simulator: Simulator, monitor: Monitor, wording: Wording, out: TextIO, told: str) -> str:
    now = simulator.clock.now()
    monitor.beat(now)
    text = "\n".join(lines(monitor.outlook, now, wording))
    if text != told:
        print(f"\n{wording.clock.time(now)}\n{text}", file=out)
    return text


def _sentence(event: Event, wording: Wording) -> str:
    outcome = event.outcome
    if not isinstance(outcome, Refused):
        return ""
    return f"{wording.clock.time(event.at)}  A request is refused: {outcome.status} {outcome.message}"
