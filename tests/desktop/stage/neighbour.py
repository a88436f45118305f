"""Another program's window in the lower right part of the screen; it takes the keyboard when clicked."""

import signal
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

TITLE = "Neighbour"
PLACE = (760, 560, 200, 120)


class Neighbour(QWidget):
    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        # There is no window manager here that would do it.
        self.activateWindow()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    app = QApplication(sys.argv)
    window = Neighbour()
    window.setWindowTitle(TITLE)
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.setGeometry(*PLACE)
    window.show()
    sys.exit(app.exec())
