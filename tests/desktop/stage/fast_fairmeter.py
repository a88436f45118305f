"""Fairmeter from its own composition root, on a clock that runs fast from now on."""

import os
import sys
from datetime import UTC, datetime, timedelta

from fairmeter.simulator.clock import SimClock
from fairmeter.ui.app import Start, run

if __name__ == "__main__":
    clock = SimClock(datetime.now(UTC), float(os.environ["FAIRMETER_TEST_SPEED"]))
    sys.exit(run(Start(environment=os.environ, clock=clock.now, beat=timedelta(seconds=0.2))))
