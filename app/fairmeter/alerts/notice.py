"""A notice as a value: what a desktop is asked to show, and what somebody who shows notices must be able to do."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeAlias

MOST_ACTIONS = 2
_LONGEST_TITLE, _LONGEST_BODY, _LONGEST_WORDS = 120, 600, 40
_NEVER_SHOWN = {"Cc", "Cs"}  # control characters and halves of a surrogate pair: no desktop's protocol carries them
_LINE_ENDS = {"Zl", "Zp"}

Acted: TypeAlias = Callable[[str, str], None]
"""Told the key of a notice and the id of the action that was chosen on it."""


@dataclass(frozen=True, slots=True)
class Action:
    """A button of a notice: what it is called inside the program, and what it says."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice.

    Attributes:
        key: The episode it is about; notices of one key are one notice whose words change.
        title: What happened; the design asks for at most 34 characters.
        body: Two or three short lines, without markup.
        actions: At most two. Where a notice can be clicked as a whole, that chooses the first one.
        urgent: Whether it concerns something that goes wrong now.
        replaces: Whether it takes the place of an earlier one of the same key that is still to be seen; otherwise it
            stands beside it.
    """

    key: str
    title: str
    body: str
    actions: tuple[Action, ...] = ()
    urgent: bool = False
    replaces: bool = True

    def __post_init__(self) -> None:
        if not self.key or not self.title:
            raise ValueError("a notice needs a key and a title")
        ids = [action.id for action in self.actions]
        if len(ids) > MOST_ACTIONS or len(set(ids)) != len(ids):
            raise ValueError(f"a notice has at most {MOST_ACTIONS} actions, each with its own id")

    def displayable(self) -> "Notice":
        """The same notice with nothing in its words that a desktop's protocol cannot carry, and of bounded length.

        Part of the words may be quoted from a transcript, so anything may be in them.
        """
        return replace(
            self,
            title=_one_line(self.title, _LONGEST_TITLE) or "Fairmeter",
            body=_bounded(_cleaned(self.body), _LONGEST_BODY),
            actions=tuple(Action(action.id, _one_line(action.words, _LONGEST_WORDS)) for action in self.actions),
        )


@dataclass(frozen=True, slots=True)
class Delivered:
    """That a notice was accepted: the name of the handler that took it, and when it was handed over."""

    handler: str
    at: datetime


class Undelivered(Exception):  # noqa: N818 - it names what happened
    """A handler could not show a notice; the text says why."""


class Handler(Protocol):
    """One way to show a notice."""

    @property
    def name(self) -> str:
        """What it is called in logs."""
        ...

    def show(self, notice: Notice, acted: Acted) -> None:
        """Show a notice.

        Args:
            notice: Only displayable characters are in it.
            acted: To be called when an action is chosen, on whatever thread hears of it, as long as the notice can be
                seen.

        Raises:
            Undelivered: It cannot be shown this way now.
        """
        ...

    def close(self) -> None:
        """Let go of everything; the program ends."""
        ...


def _cleaned(text: str) -> str:
    kept = []
    for character in text.replace("\r\n", "\n"):
        category = unicodedata.category(character)
        if character == "\n" or category in _LINE_ENDS:
            kept.append("\n")
        elif category not in _NEVER_SHOWN:
            kept.append(character)
        elif character in "\t\r":
            kept.append(" ")
    return "".join(kept).strip()


def _one_line(text: str, longest: int) -> str:
    return _bounded(" ".join(_cleaned(text).split("\n")), longest)


def _bounded(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rstrip()}…"
