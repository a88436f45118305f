"""Report windows that tests look at."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from dossier import charge, meters, week
from fairmeter.outlook import Outlook
from fairmeter.ui.report.window import OVERVIEW, ReportWindow
from fairmeter.view.theme import LIGHT, Theme
from scenes import NOW, READ, WORDING


def full() -> Outlook:
    """A week with refusals and a charge, read two minutes ago."""
    snapshot = meters(46.0, 41.0, 64.0, taken_at=READ)
    return Outlook(at=NOW, snapshot=snapshot, refusals=week(), charges=(charge(),), asks_last_hour=12)


def looked_at(outlook: Outlook) -> Outlook:
    """The same after the user has seen everything."""
    return replace(outlook, refusals=tuple(replace(case, was_looked_at=True) for case in outlook.refusals))


def opened(qtbot: QtBot, outlook: Outlook | None = None, page: str = OVERVIEW, theme: Theme = LIGHT) -> ReportWindow:
    """A window on the screen that has the keyboard."""
    window = ReportWindow(fairmeter="1.0.0", platform="macOS 15.1, arm64")
    qtbot.addWidget(window)
    window.show_picture(outlook if outlook is not None else full(), NOW, WORDING, theme)
    window.open_page(page)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window
