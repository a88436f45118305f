"""A choice as the settings window offers it: a name, what it means, and a few options of which one is on."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairmeter.settings import Settings


@dataclass(frozen=True, slots=True)
class Option:
    """One of the options: its label, and all settings as they are once it was picked."""

    label: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A row of options. `chosen` is the place of the one that is on; None when the settings hold none of them."""

    name: str
    second: str
    options: tuple[Option, ...]
    chosen: int | None


def choice(name: str, second: str, options: Iterable[Option], settings: Settings) -> ChoiceView:
    """The choice with the option on that would leave the settings as they are."""
    offered = tuple(options)
    chosen = next((place for place, option in enumerate(offered) if option.settings == settings), None)
    return ChoiceView(name, second, offered, chosen)
