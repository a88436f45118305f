"""The page "General": what each option leaves changed, and what is said of a settings file with mistakes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from fairmeter.settings import Problem, Settings, Wrong, settings_from, table_of
from fairmeter.view.glyph import Glyph
from fairmeter.view.settings_choices import ChoiceView, Option, choice
from fairmeter.view.settings_general import GeneralView, general
from fairmeter.view.settings_problems import MOST_LINES, problems_view
from fairmeter.view.settings_state import SettingsState

STATE = SettingsState(settings=Settings(), data_folder="/data/fairmeter", settings_file="/config/settings.toml")
INTERVAL = Problem("poll_interval_s", Wrong.OUT_OF_BOUNDS, 4)
ACCOUNT = Problem("account", Wrong.NOT_TEXT)
BROKEN = Problem("", Wrong.NOT_TOML, 7)


def test_the_option_that_changes_nothing_is_the_one_that_is_on() -> None:
    here, there = Settings(), Settings(show_left=True)
    options = [Option("Used", here), Option("Left", there)]
    assert choice("Name", "Second", options, here).chosen == 0
    assert choice("Name", "Second", options, there).chosen == 1
    assert choice("Name", "Second", options, Settings(account="other")).chosen is None


@pytest.mark.parametrize(
    ("row", "field", "labels", "values"),
    [
        (lambda view: view.figures, "show_left", ["Used", "Left"], [False, True]),
        (lambda view: view.times, "relative_first", ["Time left", "Clock time"], [True, False]),
    ],
    ids=["figures", "times"],
)
def test_each_row_offers_the_values_of_one_field(
    row: Callable[[GeneralView], ChoiceView], field: str, labels: list[str], values: list[bool]
) -> None:
    settings = Settings(account="sam", poll_interval_s=900, quiet_hours=("22:00", "07:00"))
    offered = row(general(replace(STATE, settings=settings))).options
    assert [option.label for option in offered] == labels
    for place, value in enumerate(values):
        assert offered[place].settings == replace(settings, **{field: value})  # type: ignore[arg-type]  # flags both
        assert row(general(replace(STATE, settings=offered[place].settings))).chosen == place


def test_where_the_data_is() -> None:
    assert general(STATE).place == "/data/fairmeter"
    unopened = general(replace(STATE, unopened="/data/fairmeter"))
    assert unopened.place == "Could not be opened: /data/fairmeter"
    assert unopened.data_folder == "/data/fairmeter"
    assert general(replace(STATE, unopened="/config/settings.toml")).place == "/data/fairmeter"


def test_a_file_in_order_has_no_card() -> None:
    assert general(STATE).problems is None


def test_a_mistake_is_told_by_its_line_and_left_as_it_is() -> None:
    view = problems_view(replace(STATE, problems=(INTERVAL,)))
    assert view is not None
    assert view.heading == "Your settings file has a mistake."
    assert view.lines == ("line 4: poll_interval_s must be from 180 to 3600",)
    assert "not used, and not overwritten until you correct it" in view.text
    assert view.glyph is Glyph.UNPROVEN
    assert view.path == "/config/settings.toml"


def test_two_mistakes() -> None:
    view = problems_view(replace(STATE, problems=(INTERVAL, ACCOUNT)))
    assert view is not None
    assert view.heading == "Your settings file has 2 mistakes."
    assert view.lines[1] == "account must be a text without control characters"


def test_a_file_that_cannot_be_understood_says_that_nothing_is_written() -> None:
    view = problems_view(replace(STATE, problems=(INTERVAL, BROKEN)))
    assert view is not None
    assert view.heading == "Your settings cannot be kept."
    assert view.lines == ("line 7: the file cannot be understood",)
    assert "Nothing is written to the file until it is corrected." in view.text
    assert view.glyph is Glyph.REFUSED


@pytest.mark.parametrize("why", [Wrong.NOT_OURS, Wrong.UNREADABLE, Wrong.UNWRITABLE, Wrong.FULL])
def test_whatever_keeps_the_file_from_being_written_is_told(why: Wrong) -> None:
    view = problems_view(replace(STATE, problems=(Problem("", why),)))
    assert view is not None
    assert view.heading == "Your settings cannot be kept."
    assert view.lines == (Problem("", why).text,)


@pytest.mark.parametrize(("count", "last"), [(6, INTERVAL.text), (7, "and 2 more"), (15, "and 10 more")])
def test_a_file_that_is_wrong_throughout_is_not_read_out_to_its_end(count: int, last: str) -> None:
    view = problems_view(replace(STATE, problems=(INTERVAL,) * count))
    assert view is not None
    assert len(view.lines) == MOST_LINES
    assert view.lines[-1] == last


def test_the_words_hold_for_what_is_really_read_from_a_file() -> None:
    settings, problems = settings_from(table_of(Settings()) | {"poll_interval_s": 5, "show_left": "yes"})
    view = general(replace(STATE, settings=settings, problems=problems))
    assert view.problems is not None
    assert view.problems.heading == "Your settings file has 2 mistakes."
    assert view.figures.chosen == 0


def test_a_file_that_could_not_be_opened_is_told() -> None:
    view = problems_view(replace(STATE, problems=(INTERVAL,), unopened="/config/settings.toml"))
    assert view is not None
    assert view.text.endswith(" The file could not be opened from here.")
