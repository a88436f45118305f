"""`fairmeter demo`: the tray app on the built-in simulator."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fairmeter.assembly import simulated
from fairmeter.simulator import EndpointBudget, Simulator, stories
from fairmeter.ui.app import Start
from fairmeter.ui.app import run as run_app

_SPEED = 60.0
"""A simulated minute in a second: a reading every few seconds, a session in five minutes."""
_BEAT = timedelta(seconds=2)


def run(story_name: str | None) -> int:
    """Run the app on a story until the user quits; nothing of it is kept."""
    story = stories.STORIES[story_name or stories.SHOWCASE.name]
    with tempfile.TemporaryDirectory(prefix="fairmeter-demo-") as folder:
        home = Path(folder)
        start = datetime.now(UTC)
        with Simulator(story, folder=home, speed=_SPEED, start=start, budget=EndpointBudget()) as simulator:
            simulator.live()
            environment = simulated(simulator.base_url, simulator.claude_dir, home, os.environ)
            return run_app(Start(environment=environment, clock=simulator.clock.now, beat=_BEAT, simulated=True))
