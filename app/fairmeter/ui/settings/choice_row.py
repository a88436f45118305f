"""A row that offers a choice between a few words."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.rows import Row
from fairmeter.ui.settings.segmented import Segmented
from fairmeter.view.settings_choices import ChoiceView


class ChoiceRow(Row):
    """Shows a `ChoiceView`."""

    chosen = Signal(object)
    """All settings as the option that was picked makes them."""

    def __init__(self, parent: QWidget) -> None:
        self.segmented = Segmented(parent)
        super().__init__(parent, self.segmented)
        self.segmented.picked.connect(self._picked)
        self._view: ChoiceView | None = None

    def show_choice(self, view: ChoiceView, palette: Palette) -> None:
        """Show the choice as it stands."""
        self._view = view
        self.segmented.show_choice(view, palette)
        self.say(view.name, view.second, palette)

    @Slot(int)
    def _picked(self, place: int) -> None:
        if self._view is not None:
            self.chosen.emit(self._view.options[place].settings)
