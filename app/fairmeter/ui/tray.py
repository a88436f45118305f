"""The icon in the menu bar or tray."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QAction, QCursor, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

Reason = QSystemTrayIcon.ActivationReason


@dataclass(frozen=True, slots=True)
class MenuLine:
    """One line of the context menu: its words and what it does; an empty line is a separator."""

    words: str
    does: Callable[[], None] | None = None


class Tray(QObject):
    """Shows an icon with a sentence, says when it was clicked, and offers the menu.

    On macOS no context menu is set: with one, any click opens it and the popover cannot be reached (and the path that
    tracks it is where clicks abort on macOS 27). There `activated` tells a right click apart and the menu is popped up
    by hand. Elsewhere it is set, because the panel draws it over D-Bus.
    """

    clicked = Signal()

    def __init__(self, menu: tuple[MenuLine, ...], *, macos: bool = sys.platform == "darwin") -> None:
        super().__init__()
        self._macos = macos
        self._menu = QMenu()
        for line in menu:
            self._add(line)
        self._icon = QSystemTrayIcon(self)
        self._icon.activated.connect(self._activated)
        if not macos:
            self._icon.setContextMenu(self._menu)

    def show_face(self, icon: QIcon, words: str) -> None:
        """Show an icon; `words` are its tooltip and its accessible name."""
        self._icon.setIcon(icon)
        self._icon.setToolTip(words)
        if not self._icon.isVisible():
            self._icon.show()

    def rename(self, before: str, after: str) -> None:
        """Give a line of the menu other words, because it does the opposite now."""
        for action in self._menu.actions():
            if action.text() == before:
                action.setText(after)

    def geometry(self) -> QRect:
        """Where the icon is on the screen; empty where the desktop does not tell."""
        return self._icon.geometry()

    @property
    def menu(self) -> QMenu:
        """The context menu."""
        return self._menu

    def hide(self) -> None:
        """Take the icon away; to be done before quitting, or some panels keep a ghost of it."""
        self._icon.hide()

    def _add(self, line: MenuLine) -> None:
        if line.does is None:
            self._menu.addSeparator()
            return
        action = QAction(line.words, self._menu)
        action.triggered.connect(line.does)
        self._menu.addAction(action)

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: Reason) -> None:
        if reason in {Reason.Trigger, Reason.DoubleClick}:
            self.clicked.emit()
        elif reason is Reason.Context and self._macos:
            self._menu.popup(QCursor.pos())


def has_tray() -> bool:
    """Whether this desktop shows tray icons now."""
    return QSystemTrayIcon.isSystemTrayAvailable()
