"""Ending on Control-C and on the session's own request to end."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Slot


class StopOnSignal(QObject):
    """Calls `stop` on the Qt thread when SIGINT or SIGTERM arrives.

    Python's own handlers run only between two bytecodes, and there are none while Qt waits; the wake-up socket makes
    Qt's loop notice at once, without a timer that would wake the process all day.
    """

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__()
        self._stop = stop
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)
        self._fd_before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._before = {name: signal.signal(name, _noted) for name in (signal.SIGINT, signal.SIGTERM)}

    @Slot()
    def _arrived(self) -> None:
        try:
            self._reader.recv(64)
        except BlockingIOError:
            return
        self._stop()

    def close(self) -> None:
        """Put back what was there before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._fd_before)
        for name, handler in self._before.items():
            signal.signal(name, handler)
        self._reader.close()
        self._writer.close()


def _noted(_number: int, _frame: object) -> None:
    """Python must have a handler of its own, or the default one ends the process before Qt hears of it."""
