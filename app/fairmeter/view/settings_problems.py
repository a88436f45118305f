"""What is wrong with the settings file, and what that means for the choices made in the window."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairmeter.settings import Problem
from fairmeter.view.glyph import Glyph
from fairmeter.view.settings_state import SettingsState

MOST_LINES = 6
"""A file that is wrong throughout is not read out to its end."""

_VALUES_STAY = (
    "What is written there is not used, and not overwritten until you correct it or choose something else for it here."
)
_NOTHING_IS_WRITTEN = (
    "What you choose here counts until Fairmeter ends. Nothing is written to the file until it is corrected."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemsView:
    """A mark, a heading, the problems line by line, what follows from them, and the path of the file."""

    glyph: Glyph
    heading: str
    lines: tuple[str, ...]
    text: str
    path: str


def problems_view(state: SettingsState) -> ProblemsView | None:
    """The problems in words; None when there are none.

    A problem of the file as a whole says more than those of single values, for then nothing can be written.
    """
    problems = state.problems
    if not problems:
        return None
    whole = [problem for problem in problems if not problem.key]
    if whole:
        heading = "Your settings cannot be kept."
    else:
        heading = f"Your settings file has {'a mistake' if len(problems) == 1 else f'{len(problems)} mistakes'}."
    unopened = " The file could not be opened from here." if state.unopened == state.settings_file else ""
    return ProblemsView(
        glyph=Glyph.REFUSED if whole else Glyph.UNPROVEN,
        heading=heading,
        lines=_lines(whole or problems),
        text=(_NOTHING_IS_WRITTEN if whole else _VALUES_STAY) + unopened,
        path=state.settings_file,
    )


def _lines(problems: Sequence[Problem]) -> tuple[str, ...]:
    texts = [problem.text for problem in problems]
    if len(texts) <= MOST_LINES:
        return tuple(texts)
    return (*texts[: MOST_LINES - 1], f"and {len(texts) - MOST_LINES + 1} more")
