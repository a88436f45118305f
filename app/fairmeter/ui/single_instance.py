"""One Fairmeter at a time: a second start tells the first to show itself, and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1_000
_SHOW = b"show\n"


class SingleInstance(QObject):
    """Holds the place of the running app for one data folder, so that two users or two homes never meet."""

    called = Signal()
    """A second start asks to be shown."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._name = f"fairmeter-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)

    def claim(self) -> bool:
        """Become the running app; False when there is one already, which has then been asked to show itself.

        A socket that a killed app left behind answers nobody and is taken over.
        """
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE_MS):
            socket.write(_SHOW)
            socket.waitForBytesWritten(_PATIENCE_MS)
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Give the place up."""
        self._server.close()

    @Slot()
    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()
