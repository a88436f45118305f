"""A program with nothing but a tray icon: a disc on a square, and a window that its click opens.

Run as a program, it proves that the stage works before the stage is used to judge anything else.
"""

import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QSystemTrayIcon

INK = (200, 30, 60)
SIZE = 22
TITLE = "Stand-in"
WORDS = "A stand-in, 46% used"


def main() -> int:
    app = QApplication(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    signal.signal(signal.SIGTERM, lambda *_: app.quit())
    # Python looks after signals only between two of its own instructions.
    beat = QTimer()
    beat.timeout.connect(lambda: None)
    beat.start(50)
    pixmap = QPixmap(SIZE, SIZE)
    pixmap.fill(QColor(*INK))
    window = QLabel(WORDS)
    window.setWindowTitle(TITLE)
    window.setGeometry(300, 300, 200, 100)  # not over its own icon
    menu = QMenu()
    menu.addAction("Quit").triggered.connect(app.quit)
    tray = QSystemTrayIcon(QIcon(pixmap))
    tray.setToolTip(WORDS)
    tray.setContextMenu(menu)
    tray.activated.connect(lambda _reason: window.setVisible(not window.isVisible()))
    tray.show()
    status = app.exec()
    tray.hide()
    return status


if __name__ == "__main__":
    sys.exit(main())
