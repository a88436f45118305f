"""Popovers that tests look at."""

from PySide6.QtGui import QCursor
from pytestqt.qtbot import QtBot

from fairmeter.outlook import Outlook
from fairmeter.ui.popover import Popover
from fairmeter.view.popover import PopoverView, popover
from fairmeter.view.theme import LIGHT, Theme
from scenes import NOW, WORDING


def view_of(outlook: Outlook) -> PopoverView:
    """What the popover shows of a picture now."""
    return popover(outlook, NOW, WORDING)


def opened(qtbot: QtBot, view: PopoverView, theme: Theme = LIGHT) -> Popover:
    """A popover on the screen that has the keyboard; nothing in it moves by itself."""
    QCursor.setPos(799, 799)
    window = Popover(reduced_motion=True)
    qtbot.addWidget(window)
    window.show_view(view, theme)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window
