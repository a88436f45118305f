"""The page "Polling"."""

from PySide6.QtWidgets import QWidget

from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.choice_row import ChoiceRow
from fairmeter.ui.settings.fact_row import FactRow
from fairmeter.ui.settings.page import Page
from fairmeter.ui.settings.rows import Group
from fairmeter.view.settings_polling import polling
from fairmeter.view.settings_state import SettingsState


class PollingPage(Page):
    """How often the usage service is asked, and what that costs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.group = Group(self, "Asking the usage service")
        self.rhythm = ChoiceRow(self)
        self.cost = FactRow(self)
        self.stop = FactRow(self)
        self.group.hold(self.rhythm, self.cost, self.stop)
        self.hold(self.group)
        self.rhythm.chosen.connect(self.chosen)

    def show_state(self, state: SettingsState, palette: Palette) -> None:
        """Show how things stand."""
        view = polling(state)
        self.rhythm.show_choice(view.rhythm, palette)
        self.cost.show_fact(view.cost, palette)
        self.stop.show_fact(view.stop, palette)
        self.group.use(palette)

    def stops(self) -> tuple[QWidget, ...]:
        """The controls, top to bottom."""
        return self.rhythm.segmented.segments
