"""The page "Polling" of the settings: how often the usage service is asked, and what that costs.

The sentences follow the rules of `polling.cadence`, so that the page cannot promise what the program does not do.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from fairmeter.polling.cadence import BUDGET, QUIET, RESERVE, STILL
from fairmeter.settings import Settings
from fairmeter.view.clock import MINUTE, span
from fairmeter.view.settings_choices import ChoiceView, Option, choice
from fairmeter.view.settings_state import SettingsState

RHYTHMS = {"Careful": 600, "Normal": 300, "Close": 180}
"""Seconds between two asks; the last is the shortest interval that the cadence keeps to."""

_HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class FactView:
    """A row that says how something is and offers nothing: its name, a second line, and the value."""

    name: str
    second: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollingView:
    """The page from top to bottom."""

    rhythm: ChoiceView
    cost: FactView
    stop: FactView


def polling(state: SettingsState) -> PollingView:
    """The page for a state."""
    settings = state.settings
    options = [Option(label, replace(settings, poll_interval_s=seconds)) for label, seconds in RHYTHMS.items()]
    return PollingView(
        rhythm=choice("Rhythm", _pace(settings), options, settings),
        cost=FactView(
            "What it costs",
            f"Your account has {BUDGET} requests an hour; Claude Code's own are among them",
            f"about {_an_hour(settings)} of {BUDGET}",
        ),
        stop=FactView(
            "Stops by itself",
            f"The last {RESERVE} are kept for when you press Refresh",
            f"at {BUDGET - RESERVE} of {BUDGET}",
        ),
    )


def _pace(settings: Settings) -> str:
    """The interval in words, and the slower one of an idle account where it is slower."""
    interval = timedelta(seconds=settings.poll_interval_s)
    every = f"Every {_length(interval)}"
    if settings.poll_interval_s not in RHYTHMS.values():
        every += ", as your settings file has it"
    if interval >= QUIET:
        return every
    return f"{every}; every {_length(QUIET)} once no figure has moved for {_length(STILL)}"


def _length(length: timedelta) -> str:
    """A length in whole minutes where it has no seconds; nothing is rounded away."""
    if length % MINUTE:
        return f"{length.total_seconds():.0f} s"
    return span(length)


def _an_hour(settings: Settings) -> int:
    return round(_HOUR_S / settings.poll_interval_s)
