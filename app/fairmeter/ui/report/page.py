"""A page of the report window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fairmeter.report import Report
from fairmeter.ui.report.picture import Picture


class Page(QWidget):
    """What stands at the right of the sidebar. A page is given a picture only while it is open."""

    looked_at = Signal(str)
    """A refusal or a charge was shown to the user."""
    refusal_wished = Signal(str)
    """The evidence of a refusal is wished for, on whichever page it is."""
    charge_wished = Signal(str)
    page_wished = Signal(str)

    def show_picture(self, picture: Picture) -> None:
        """Show other values in place."""
        raise NotImplementedError

    def report(self) -> Report | None:
        """The report of what has the focus on this page; None for the report of everything."""
        return None

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard reaches on this page, in reading order."""
        return ()

    def say(self, words: str) -> None:
        """Tell the user what became of a wish, such as "Copied"."""
