"""Composition root of the tray app: makes the parts, ties them together, and takes them apart again.

The worker's libraries are imported before Qt on purpose: Qt's core replaces the import function with one that looks
into every later module, which costs time and memory.
"""

import logging
import sys

from fairmeter.assembly import FolderRefused, parts
from fairmeter.ui.workroom import Start, Workroom, utc_now

# isort: split
from PySide6.QtWidgets import QApplication

from fairmeter.ui.desk import Desk
from fairmeter.ui.single_instance import SingleInstance
from fairmeter.ui.stop import StopOnSignal

CANNOT_START = 1


def run(start: Start) -> int:
    """Run until the user quits; the status for the shell."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        own = parts(start.environment)
    except (FolderRefused, OSError) as error:
        print(f"fairmeter: {error}", file=sys.stderr)  # noqa: T201 - there is no window yet to say it in
        return CANNOT_START
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Fairmeter")
    app.setDesktopFileName("fairmeter")
    app.setQuitOnLastWindowClosed(False)
    instance = SingleInstance(own.folders.data)
    if not instance.claim():
        return 0
    desk = Desk(start, own)
    instance.called.connect(desk.open_report)
    stop = StopOnSignal(desk.quit)
    desk.start()
    try:
        return app.exec()
    finally:
        desk.stop()
        stop.close()
        instance.close()


__all__ = ["Start", "Workroom", "run", "utc_now"]
