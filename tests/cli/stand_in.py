"""A whole user on the simulator: real HTTP on loopback, a real login file, a real book."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fairmeter.assembly import Parts, parts, simulated
from fairmeter.cli import doctor, status
from fairmeter.cli.main import parser
from fairmeter.simulator import Simulator, Story, stories
from fairmeter.view.clock import Clock
from fairmeter.view.wording import Wording

WORDING = Wording(clock=Clock())


@dataclass
class StandIn:
    """A simulated user, and how to run a command as them at the simulator's time."""

    simulator: Simulator
    home: Path

    @contextmanager
    def parts(self) -> Iterator[Parts]:
        own = parts(simulated(self.simulator.base_url, self.simulator.claude_dir, self.home), self.home)
        try:
            yield own
        finally:
            own.close()

    def run(self, command: str, *flags: str) -> tuple[int, str]:
        """The exit status and the output of `status` or `doctor`."""
        args, out = parser().parse_args([command, *flags]), io.StringIO()
        with self.parts() as own:
            face = {"status": status.run, "doctor": doctor.run}[command]
            return face(args, own, self.simulator.clock.now, WORDING, out), out.getvalue()


@contextmanager
def stand_in(folder: Path, story: Story = stories.SHOWCASE, start: datetime | None = None) -> Iterator[StandIn]:
    """A user at the beginning of a story, at its own date or another; time stands still until it is moved."""
    with Simulator(story, folder=folder / "user", speed=0, start=start) as simulator:
        yield StandIn(simulator, folder / "home")
