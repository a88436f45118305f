"""A row that says how something is and offers nothing."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from fairmeter.ui.fonts import NOTE, font, width
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.rows import Row
from fairmeter.view.settings_polling import FactView


class Value(Words):
    """A value in one line, as wide as it is."""

    def sizeHint(self) -> QSize:
        """The size of its words."""
        return QSize(round(width(self.text(), font(self.role)) + 0.49), self.role.line)


class FactRow(Row):
    """Shows a `FactView`."""

    def __init__(self, parent: QWidget) -> None:
        self.value = Value(NOTE, parent)
        super().__init__(parent, self.value)

    def show_fact(self, view: FactView, palette: Palette) -> None:
        """Show the fact as it stands."""
        self.value.say(view.value, palette.text_2)
        self.say(view.name, view.second, palette)
