"""The page "General" of the settings: how things are said, and where they are kept."""

from dataclasses import dataclass, replace

from fairmeter.view.settings_choices import ChoiceView, Option, choice
from fairmeter.view.settings_problems import ProblemsView, problems_view
from fairmeter.view.settings_state import SettingsState


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralView:
    """The page from top to bottom; `problems` is there only when the settings file has some.

    `place` says where the data folder is, or that it could not be opened; `data_folder` is its path alone.
    """

    problems: ProblemsView | None
    figures: ChoiceView
    times: ChoiceView
    data_folder: str
    place: str


def general(state: SettingsState) -> GeneralView:
    """The page for a state."""
    settings = state.settings
    return GeneralView(
        problems=problems_view(state),
        figures=choice(
            "Words in the popover",
            "Bars always fill with what is used",
            (
                Option("Used", replace(settings, show_left=False)),
                Option("Left", replace(settings, show_left=True)),
            ),
            settings,
        ),
        times=choice(
            "Reset times",
            "What comes first; both are shown where there is room",
            (
                Option("Time left", replace(settings, relative_first=True)),
                Option("Clock time", replace(settings, relative_first=False)),
            ),
            settings,
        ),
        data_folder=state.data_folder,
        place=f"Could not be opened: {state.data_folder}" if state.unopened == state.data_folder else state.data_folder,
    )
