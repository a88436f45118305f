"""The story that Fairmeter was made for, in the real present: told up to the first refusal, then refused on demand."""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fairmeter.simulator import Ask, Refused, Simulator, stories

BEFORE_THE_FIRST_REFUSAL = timedelta(minutes=6, seconds=59)
"""Of the story: one request was answered, and the service has begun to ask the extra usage first."""
REFUSED_ASKS = tuple(step for step in stories.SEED.steps if isinstance(step, Ask))[1:]


@dataclass(frozen=True, slots=True)
class Written:
    """A refusal as the simulator knows it.

    Attributes:
        outcome: What the service said.
        line: The line of the transcript, without its end.
        complete_at: When the line was on the disk, monotonic seconds.
    """

    outcome: Refused
    line: bytes
    complete_at: float

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.record["timestamp"])

    @property
    def text(self) -> str:
        text: str = self.record["message"]["content"][0]["text"]
        return text

    @property
    def record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self.line)
        return record


def told(folder: Path, speed: float = 1.0) -> Simulator:
    """The account of the story; `begin` brings it to the first refusal."""
    start = datetime.now(UTC) - BEFORE_THE_FIRST_REFUSAL
    return Simulator(stories.SEED, folder=folder, speed=speed, start=start)


def begin(simulator: Simulator) -> Simulator:
    simulator.player.run_until(simulator.clock.now() + BEFORE_THE_FIRST_REFUSAL)
    return simulator


def refuse(simulator: Simulator, ask: Ask = REFUSED_ASKS[0]) -> Written:
    """One more request, which is refused and written down."""
    outcome = simulator.player.ask(ask)
    complete_at = time.monotonic()
    assert isinstance(outcome, Refused)
    *_, line = simulator.player.transcript.path.read_bytes().splitlines()
    return Written(outcome, line, complete_at)
