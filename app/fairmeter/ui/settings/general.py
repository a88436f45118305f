"""The page "General"."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import TextButton
from fairmeter.ui.fonts import SMALL
from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.choice_row import ChoiceRow
from fairmeter.ui.settings.page import Page
from fairmeter.ui.settings.problems_card import ProblemsCard
from fairmeter.ui.settings.rows import Group, PathWords, Row
from fairmeter.view.settings_general import general
from fairmeter.view.settings_state import SettingsState


class GeneralPage(Page):
    """How things are said, where they are kept, and what is wrong with the settings file."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.problems = ProblemsCard(self)
        self.words = Group(self, "Words")
        self.figures = ChoiceRow(self)
        self.times = ChoiceRow(self)
        self.words.hold(self.figures, self.times)
        self.places = Group(self, "Data")
        self.folder_button = TextButton("Open folder", self)
        self.folder = Row(self, self.folder_button, PathWords(SMALL, self))
        self.places.hold(self.folder)
        self.hold(self.problems, self.words, self.places)
        for row in (self.figures, self.times):
            row.chosen.connect(self.chosen)
        self.folder_button.clicked.connect(self._open_folder)
        self.problems.open_wished.connect(self.open_wished)
        self._data_folder = ""

    def show_state(self, state: SettingsState, palette: Palette) -> None:
        """Show how things stand."""
        view = general(state)
        self._data_folder = view.data_folder
        self.problems.show_problems(view.problems, palette)
        self.figures.show_choice(view.figures, palette)
        self.times.show_choice(view.times, palette)
        self.folder.say("Data folder", view.place, palette)
        self.folder.setToolTip(view.data_folder)
        self.folder_button.use(palette)
        self.folder_button.setAccessibleName("Open data folder")
        self.folder_button.setAccessibleDescription(view.data_folder)
        for group in (self.words, self.places):
            group.use(palette)

    def stops(self) -> tuple[QWidget, ...]:
        """The controls, top to bottom."""
        return (
            self.problems.button,
            *self.figures.segmented.segments,
            *self.times.segmented.segments,
            self.folder_button,
        )

    @Slot()
    def _open_folder(self) -> None:
        self.open_wished.emit(self._data_folder)
