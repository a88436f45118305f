"""The bus, the screen and the notification service of the stage; the desktop they belong to is a Linux one."""

import sys

if sys.platform == "linux":
    from desktop.stage.fixtures import bare_environment, bus, daemon, screen

    __all__ = ["bare_environment", "bus", "daemon", "screen"]
else:
    collect_ignore_glob = ["test_desktop_notices.py", "test_dunst.py"]
