"""Fairmeter from its own composition root, on a clock that is pushed from outside: hours pass at once.

The clock is the real one and the seconds that stand in the file `FAIRMETER_TEST_CLOCK`.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fairmeter.simulator import SimClock
from fairmeter.ui.app import Start, run


def follow(clock: SimClock, file: Path) -> None:
    """Keep the file right, so that a program on the pushed clock has the simulator's time; for the simulator's side."""

    def push() -> None:
        draft = file.with_suffix(".draft")
        draft.write_text(str((clock.now() - datetime.now(UTC)).total_seconds()))
        draft.replace(file)

    clock.on_advance(push)
    push()


if __name__ == "__main__":
    ahead = Path(os.environ["FAIRMETER_TEST_CLOCK"])
    pushed = Start(
        environment=os.environ, clock=lambda: datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()))
    )
    sys.exit(run(pushed))
