"""Hints of the first steps: a card above everything else, one at a time."""

from dataclasses import dataclass

from fairmeter.view.glyph import Glyph

NO_TRAY = "This desktop shows no tray icons."
"""Why the popover is an ordinary window, in the usual case."""


@dataclass(frozen=True, slots=True)
class HintView:
    """A mark, a heading, a text, and at most two answers."""

    glyph: Glyph
    heading: str
    text: str
    answers: tuple[str, ...] = ()


def stays_in_window(reason: str = NO_TRAY, answers: tuple[str, ...] = ()) -> HintView:
    """The hint of a window that stands in for the popover; `reason` is why it does."""
    return HintView(
        Glyph.UNPROVEN,
        reason,
        "Fairmeter stays in this window. Closing it keeps the alerts on; start Fairmeter again to see it.",
        answers,
    )
