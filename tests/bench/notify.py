"""Measures how long it takes from a refusal in a transcript to its notice on the desktop.

    python tests/bench/notify.py [--times 200] [--output notify.json]

The whole program runs under a screen, a session bus, a tray and a notification service of its own, and reads the
simulator. Each refusal falls into another session run, so that each is an episode of its own: the simulator's clock,
which the program follows, is pushed past the reset, one request is answered, the figures are fetched by way of the
icon's menu, and the next request is refused. The watch starts when the write of the refusal's line has returned and
stops when Notify is with the notification service. Then the notice is dismissed, so that the next one finds neither a
line to the bus nor an earlier notice. All of it takes two to three minutes, and never more than four.
"""

import argparse
import json
import math
import os
import platform
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import qVersion

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop.stage import pushed_fairmeter
from desktop.stage.app_under_test import AppUnderTest
from desktop.stage.bus import SessionBus
from desktop.stage.fixtures import nobodys_environment
from desktop.stage.notification_daemon import NotificationDaemon
from desktop.stage.screen import Screen
from desktop.stage.seed_case import refuse
from desktop.stage.tray_watcher import TrayItem, TrayWatcher
from fairmeter.simulator import Ask, Fault, Order, Served, Simulator, stories
from fairmeter.simulator.steps import SONNET

LIMIT_S = 190.0
"""When to end with fewer; what was begun and the taking apart come on top of it."""
A_SESSION = timedelta(hours=5, minutes=1)
PAUSES_S = (0.1, 0.6)
"""Between the figures and the refusal, at random, so that no rhythm of the program is met again and again."""
AIM_MEDIAN_MS, AIM_P99_MS = 300.0, 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured, milliseconds; `p99_ms` is by nearest rank."""

    n: int
    median_ms: float
    p99_ms: float
    max_ms: float
    machine: str
    at: str
    each_ms: Sequence[float]

    @property
    def are_good(self) -> bool:
        """Whether they are what was aimed at."""
        return self.median_ms < AIM_MEDIAN_MS and self.p99_ms < AIM_P99_MS


@dataclass(frozen=True, slots=True)
class Stage:
    """The program and everything around it."""

    simulator: Simulator
    daemon: NotificationDaemon
    icon: TrayItem

    def open_session(self, number: int) -> None:
        """Let the session end, open another with a request that is answered, and have its figures fetched.

        The service holds its answers meanwhile, or the program might read the moment between the two sessions.
        """
        self.simulator.service.fault = Fault.SLOW
        self.simulator.clock.advance(A_SESSION)
        used = 2 + number % 2  # percent; another one each time, so that the new figures are told from the old
        assert isinstance(self.simulator.player.ask(Ask(model=SONNET, cost_units=float(used))), Served)
        self.simulator.service.release()
        self.icon.choose("Refresh")
        self.icon.until_words(f"Session: {used}% used")

    def refuse(self) -> float:
        """Have a request refused, and return how many seconds it took until the notice was there."""
        known = len(self.daemon.shown)
        self.simulator.account.set_order(Order.EXTRA_FIRST)
        written = refuse(self.simulator)
        self.simulator.account.set_order(Order.PLAN_FIRST)
        shown = self.daemon.wait_for(known + 1)
        assert any(written.outcome.request_id in name for name, _ in shown.actions), "a notice of another refusal"
        assert not shown.replaces
        self.daemon.dismiss(shown.number)
        return shown.at - written.complete_at


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Everything started, in a folder of its own; everything ended after it."""
    places = [folder / name for name in ("run", "home", "bus", "screen")]
    for place in places:
        place.mkdir()
    run, home, bus_folder, screen_folder = places
    environment = nobodys_environment(run, home)
    clock_file = folder / "clock"
    story = replace(stories.SEED, steps=())
    with ExitStack() as stack:
        bus = stack.enter_context(SessionBus(bus_folder, environment))
        screen = stack.enter_context(Screen(screen_folder, environment))
        watcher = stack.enter_context(TrayWatcher(bus))
        daemon = stack.enter_context(NotificationDaemon(bus, "actions", "body", "body-markup", "persistence"))
        simulator = stack.enter_context(Simulator(story, folder=folder / "simulator", start=datetime.now(UTC)))
        pushed_fairmeter.follow(simulator.clock, clock_file)
        session = {**screen.environment, "DBUS_SESSION_BUS_ADDRESS": bus.address}
        program = (pushed_fairmeter.__file__,)
        extra = {"FAIRMETER_TEST_CLOCK": str(clock_file)}
        stack.enter_context(AppUnderTest(session, simulator, folder / "app", program, extra))
        icon = stack.enter_context(watcher.item())
        icon.until_words("Session: 72% used")
        yield Stage(simulator, daemon, icon)


def measure(times: int, seed: int) -> list[float]:
    """So many refusals, or fewer when time is up; seconds each."""
    lots = random.Random(seed)  # noqa: S311 - it makes pauses
    deadline = time.monotonic() + LIMIT_S
    pause = threading.Event()
    taken: list[float] = []
    with tempfile.TemporaryDirectory(prefix="fairmeter-notify-") as name, stage(Path(name)) as on_stage:
        while len(taken) < times and time.monotonic() < deadline:
            on_stage.open_session(len(taken))
            pause.wait(lots.uniform(*PAUSES_S))
            taken.append(on_stage.refuse())
    return taken


def figures(taken: Sequence[float]) -> Figures:
    """The seconds in figures."""
    each = sorted(second * 1000 for second in taken)
    return Figures(
        n=len(each),
        median_ms=round(statistics.median(each), 1),
        p99_ms=round(each[math.ceil(0.99 * len(each)) - 1], 1),
        max_ms=round(each[-1], 1),
        machine=machine(),
        at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        each_ms=[round(second * 1000, 2) for second in taken],
    )


def machine() -> str:
    """Where it was measured."""
    about = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in about if line.startswith("model name")), "unknown CPU")
    versions = f"Python {platform.python_version()}, Qt {qVersion()}, Linux {platform.release()}"
    return f"{os.cpu_count()} cores, {model}, {versions}, load {os.getloadavg()[0]:.1f}"


def main() -> int:
    """Measure, say it, write it down; 0 when it is as good as it should be."""
    parser = argparse.ArgumentParser(description="how long it takes from a refusal to its notice")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path("notify.json"))
    args = parser.parse_args()
    found = figures(measure(args.times, args.seed))
    args.output.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")
    said = f"n {found.n}: median {found.median_ms} ms, 99th percentile {found.p99_ms} ms, max {found.max_ms} ms"
    sys.stdout.write(f"{said}\n{found.machine}\n")
    return 0 if found.n == args.times and found.are_good else 1


if __name__ == "__main__":
    sys.exit(main())
