"""Says what is on the clipboard, as soon as there is text on it, and ends: a program into which somebody pastes."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication


def main() -> int:
    app = QGuiApplication(sys.argv)
    clipboard = QGuiApplication.clipboard()

    def look() -> None:
        if text := clipboard.text():
            clipboard.dataChanged.disconnect(look)
            sys.stdout.buffer.write(text.encode())
            app.quit()

    clipboard.dataChanged.connect(look)
    QTimer.singleShot(0, look)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
