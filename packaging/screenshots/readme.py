"""The pictures in the README: the popover in light and dark, as it shows the simulator's account over real HTTP.

    .venv/bin/python packaging/screenshots/readme.py

writes resources/screenshots/popover-light.png and popover-dark.png.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from popover import render  # type: ignore[import-not-found]  # the script beside this one
from PySide6.QtWidgets import QApplication

from fairmeter.assembly import parts, simulated
from fairmeter.simulator import Simulator, stories
from fairmeter.view.clock import Clock
from fairmeter.view.popover import popover
from fairmeter.view.theme import DARK, LIGHT
from fairmeter.view.wording import Wording

SCALE = 2.0
TARGET = Path(__file__).parents[2] / "resources" / "screenshots"


def main() -> int:
    """Poll the simulator once, draw what came of it, and say where the pictures are."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Simulator(stories.SHOWCASE, folder=home, speed=0) as simulator:
            own = parts(simulated(simulator.base_url, simulator.claude_dir, home), home)
            monitor = own.monitor(lambda _: None)
            monitor.restore(simulator.clock.now())
            monitor.beat(simulator.clock.now())
            own.close()
            view = popover(monitor.outlook, simulator.clock.now(), Wording(clock=Clock()))
    for name, theme in (("light", LIGHT), ("dark", DARK)):
        path = TARGET / f"popover-{name}.png"
        render(view, theme, SCALE).save(str(path))
        print(path)
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
