"""A real desktop for tests. It is a Linux one; elsewhere nothing of this folder is collected."""

import sys

if sys.platform == "linux":
    from desktop.stage.fixtures import (
        bare_environment,
        bus,
        daemon,
        reader,
        screen,
        session,
        simulator,
        start_app,
        trayer,
        watcher,
    )

    __all__ = [
        "bare_environment",
        "bus",
        "daemon",
        "reader",
        "screen",
        "session",
        "simulator",
        "start_app",
        "trayer",
        "watcher",
    ]
else:
    collect_ignore_glob = ["test_*.py"]
