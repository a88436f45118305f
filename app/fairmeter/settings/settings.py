"""What the user may choose, and which values are a choice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from enum import StrEnum
from typing import TypeGuard

LEAST_INTERVAL_S, MOST_INTERVAL_S = 180, 3600
"""Bounds of the poll interval, seconds. More often would spend the service's own hourly limit (usage contract)."""

MOST_THRESHOLDS = 4
"""As many levels as the settings window has chips for."""

ASK = "ask"
"""How a permission that was neither given nor refused is written: TOML has no null."""

_NOT_CHOSEN: dict[str, object] = {"quiet_hours": [], "allow_keychain": ASK, "allow_claude_code": ASK}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class IconStyle(StrEnum):
    """How the icon is drawn."""

    RING = "ring"
    BARS = "bars"
    CAPTIONS = "captions"
    PERCENT = "percent"


class Wrong(StrEnum):
    """What can be wrong with the settings."""

    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_YES_NO_OR_ASK = "not_yes_no_or_ask"
    NOT_WHOLE = "not_whole"
    OUT_OF_BOUNDS = "out_of_bounds"
    NOT_TEXT = "not_text"
    NOT_TEXTS = "not_texts"
    NOT_A_STYLE = "not_a_style"
    NOT_A_LANGUAGE = "not_a_language"
    NOT_LEVELS = "not_levels"
    NOT_HOURS = "not_hours"
    NOT_TOML = "not_toml"
    """The file as a whole cannot be understood."""
    NOT_OURS = "not_ours"
    """What stands in the file's place is not a regular file of this user."""
    UNREADABLE = "unreadable"
    UNWRITABLE = "unwritable"
    FULL = "full"


_WORDS = {
    Wrong.NOT_YES_OR_NO: "must be true or false",
    Wrong.NOT_YES_NO_OR_ASK: f'must be true, false or "{ASK}"',
    Wrong.NOT_WHOLE: "must be a whole number",
    Wrong.OUT_OF_BOUNDS: f"must be from {LEAST_INTERVAL_S} to {MOST_INTERVAL_S}",
    Wrong.NOT_TEXT: "must be a text without control characters",
    Wrong.NOT_TEXTS: "must be a list of folders",
    Wrong.NOT_A_STYLE: f"must be one of {', '.join(IconStyle)}",
    Wrong.NOT_A_LANGUAGE: 'must be a language such as "de" or "pt-BR"',
    Wrong.NOT_LEVELS: f"must be at most {MOST_THRESHOLDS} whole percentages from 1 to 100",
    Wrong.NOT_HOURS: 'must be two different times such as ["22:00", "07:00"], or []',
    Wrong.NOT_TOML: "the file cannot be understood",
    Wrong.NOT_OURS: "the file's place is taken by something that is not a file of yours",
    Wrong.UNREADABLE: "the file cannot be read",
    Wrong.UNWRITABLE: "the file cannot be written",
    Wrong.FULL: "the disk is full",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: with the value of `key`, or with the file as a whole when `key` is empty.

    `line` is where, counted from 1, when that is known.
    """

    key: str
    why: Wrong
    line: int | None = None

    @property
    def text(self) -> str:
        """The problem in words, for the terminal and the log."""
        words = f"{self.key} {_WORDS[self.why]}" if self.key else _WORDS[self.why]
        return words if self.line is None else f"line {self.line}: {words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the user may choose; the defaults are what a new user gets.

    `claude_dirs` empty: where the environment says. `thresholds` are percent used, rising. `quiet_hours` are two local
    times "HH:MM" and may span midnight; None: none. `language` empty: the system's. `account`: which one the icon
    shows; empty: the one in use. `allow_keychain` and `allow_claude_code`: None until the user was asked.
    """

    claude_dirs: tuple[str, ...] = ()
    poll_interval_s: int = 300
    icon_style: IconStyle = IconStyle.RING
    icon_coloured: bool = False
    show_left: bool = False
    relative_first: bool = True
    language: str = ""
    launch_at_login: bool = False
    notifications: bool = True
    thresholds: tuple[int, ...] = (80, 95)
    quiet_hours: tuple[str, str] | None = None
    explained_refusals_notify: bool = False
    account: str = ""
    allow_keychain: bool | None = None
    allow_claude_code: bool | None = None


DEFAULTS = Settings()
KEYS = tuple(field.name for field in fields(Settings))


def settings_from(table: Mapping[str, object], last_good: Settings = DEFAULTS) -> tuple[Settings, tuple[Problem, ...]]:
    """Read settings out of a table as TOML gives it.

    A key that is absent has its default. A value that is no choice keeps the one of `last_good`, and is told as a
    problem. Keys that are not known are nobody's problem: another version may know them.
    """
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for key in KEYS:
        if key not in table:
            continue
        value = _CHECKS[key](table[key])
        if isinstance(value, Wrong):
            problems.append(Problem(key, value))
            values[key] = getattr(last_good, key)
        else:
            values[key] = value
    return replace(DEFAULTS, **values), tuple(problems)  # type: ignore[arg-type]  # each check returns its field's type


def table_of(settings: Settings) -> dict[str, object]:
    """The settings as a table that TOML can hold; `settings_from` gives them back."""
    return {key: _in_toml(getattr(settings, key), _NOT_CHOSEN.get(key)) for key in KEYS}


def _in_toml(value: object, not_chosen: object) -> object:
    if value is None:
        return not_chosen
    if isinstance(value, IconStyle):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _is_whole(value: object) -> TypeGuard[int]:
    """Whether it is a whole number; Python counts true and false among them, nobody else does."""
    return isinstance(value, int) and not isinstance(value, bool)


def _flag(value: object) -> bool | Wrong:
    return value if isinstance(value, bool) else Wrong.NOT_YES_OR_NO


def _permission(value: object) -> bool | Wrong | None:
    if value == ASK:
        return None
    return value if isinstance(value, bool) else Wrong.NOT_YES_NO_OR_ASK


def _interval(value: object) -> int | Wrong:
    if not _is_whole(value):
        return Wrong.NOT_WHOLE
    return value if LEAST_INTERVAL_S <= value <= MOST_INTERVAL_S else Wrong.OUT_OF_BOUNDS


def _style(value: object) -> IconStyle | Wrong:
    if isinstance(value, str) and value in set(IconStyle):
        return IconStyle(value)
    return Wrong.NOT_A_STYLE


def _text(value: object) -> str | Wrong:
    return value if isinstance(value, str) and not _UNPRINTABLE.search(value) else Wrong.NOT_TEXT


def _language(value: object) -> str | Wrong:
    if isinstance(value, str) and re.fullmatch(r"(?:[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)?", value):
        return value
    return Wrong.NOT_A_LANGUAGE


def _folders(value: object) -> tuple[str, ...] | Wrong:
    if not isinstance(value, list):
        return Wrong.NOT_TEXTS
    folders = tuple(one for one in value if isinstance(one, str) and one.strip() and not _UNPRINTABLE.search(one))
    return folders if len(folders) == len(value) else Wrong.NOT_TEXTS


def _levels(value: object) -> tuple[int, ...] | Wrong:
    """Levels in rising order, each once."""
    if not isinstance(value, list):
        return Wrong.NOT_LEVELS
    levels = {one for one in value if _is_whole(one) and 1 <= one <= 100}  # noqa: PLR2004 - percent
    if len(levels) > MOST_THRESHOLDS or any(not _is_whole(one) or one not in levels for one in value):
        return Wrong.NOT_LEVELS
    return tuple(sorted(levels))


def _hours(value: object) -> tuple[str, str] | Wrong | None:
    """Two times, written as text or as TOML's own time of day."""
    if value == []:
        return None
    if not isinstance(value, list) or len(value) != len(("from", "to")):
        return Wrong.NOT_HOURS
    start, end = (_hour(one) for one in value)
    return Wrong.NOT_HOURS if start is None or end is None or start == end else (start, end)


def _hour(value: object) -> str | None:
    text = f"{value:%H:%M}" if isinstance(value, time) else value
    return text if isinstance(text, str) and re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", text) else None


_CHECKS: Mapping[str, Callable[[object], object]] = {
    "claude_dirs": _folders,
    "poll_interval_s": _interval,
    "icon_style": _style,
    "icon_coloured": _flag,
    "show_left": _flag,
    "relative_first": _flag,
    "language": _language,
    "launch_at_login": _flag,
    "notifications": _flag,
    "thresholds": _levels,
    "quiet_hours": _hours,
    "explained_refusals_notify": _flag,
    "account": _text,
    "allow_keychain": _permission,
    "allow_claude_code": _permission,
}
"""What each key may be: the value for its field, or what is wrong with it."""
