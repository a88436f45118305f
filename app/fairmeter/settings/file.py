"""The settings file: read with care, written whole or not at all, and never against the user's own hand."""

import errno
import os
import re
import stat
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from fairmeter.settings.settings import DEFAULTS, KEYS, Problem, Settings, Wrong, settings_from, table_of

MOST_BYTES = 64 * 1024
"""A larger file is none of ours; it is not read."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings that count now, and what was wrong with the file."""

    settings: Settings
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Document:
    """The file's text and the table it stands for; an absent file is an empty one."""

    text: str
    table: Mapping[str, object]


class SettingsFile:
    """The settings in one TOML file of the user, who may edit it, comment it and link it from elsewhere."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last_good: Settings | None = None

    def load(self) -> Loaded:
        """Read the file. Nothing is raised: what is wrong comes as problems.

        A wrong value keeps the last good one, and a file that cannot be understood keeps all of them: those of the
        last `load` or `save` of this object, and the defaults before.
        """
        known = self._last_good or DEFAULTS
        document = _read(self._path)
        if isinstance(document, Problem):
            return Loaded(known, (document,))
        settings, problems = settings_from(document.table, known)
        self._last_good = settings
        return Loaded(settings, tuple(replace(one, line=_line_of(one.key, document.text)) for one in problems))

    def save(self, settings: Settings) -> Problem | None:
        """Write what was changed since the last `load` or `save`, and nothing else.

        What the user has written beside it stays: comments, unknown keys, other values that were edited meanwhile.
        None when it is done. A problem when it was refused, and the file is as it was: it cannot be understood at
        present, it is not the user's own regular file, a value is no choice, or it cannot be written.
        """
        wanted = table_of(settings)
        unfit = settings_from(wanted)[1]
        if unfit:
            return unfit[0]
        target, document = _target(self._path), _read(self._path)
        if isinstance(target, Problem):
            return target
        if isinstance(document, Problem):
            return document
        before = table_of(self._last_good or settings_from(document.table)[0])
        changed = {key: wanted[key] for key in KEYS if wanted[key] != before[key]}
        text = _with_changes(document, changed) if changed else document.text
        if isinstance(text, Problem):
            return text
        problem = _write(target, text) if changed else None
        if problem is None:
            self._last_good = settings
        return problem


def _read(path: Path) -> _Document | Problem:
    try:
        # Not blocking, for a pipe in the file's place would keep us waiting for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return _Document("", {})
    except OSError:
        return Problem("", Wrong.UNREADABLE)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return Problem("", Wrong.NOT_OURS)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return _understood(file.read(MOST_BYTES + 1))
    except OSError:
        return Problem("", Wrong.UNREADABLE)
    finally:
        os.close(handle)


def _understood(content: bytes) -> _Document | Problem:
    if len(content) > MOST_BYTES:
        return Problem("", Wrong.NOT_TOML)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem("", Wrong.NOT_TOML, content.count(b"\n", 0, error.start) + 1)
    try:
        return _Document(text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return Problem("", Wrong.NOT_TOML, _line_in(str(error), text))
    except (ValueError, RecursionError):  # a number of thousands of digits, lists within lists within lists
        return Problem("", Wrong.NOT_TOML)


def _line_in(message: str, text: str) -> int:
    """The line that a parser's message names; a file that ends too early is wrong at its last line."""
    named = re.search(r"\(at line (\d+), column \d+\)$", message)
    return int(named[1]) if named else text.rstrip("\n").count("\n") + 1


def _line_of(key: str, text: str) -> int | None:
    """The line that sets a key of the top table. Lines within a longer value look alike and do not count."""
    lines = text.split("\n")
    sets_it = re.compile(rf"""\s*(?:\[\[?\s*)?["']?{key}["']?\s*[=.\]]""")
    for number, line in enumerate(lines):
        if sets_it.match(line):
            with suppress(tomllib.TOMLDecodeError):
                tomllib.loads("".join(f"{before}\n" for before in lines[:number]))
                return number + 1
    return None


def _target(path: Path) -> Path | Problem:
    """The file to replace: a link is written through, but only to a regular file of this user."""
    try:
        is_link = stat.S_ISLNK(path.lstat().st_mode)
    except FileNotFoundError:
        return path
    except OSError:
        return Problem("", Wrong.UNWRITABLE)
    target = Path(os.path.realpath(path)) if is_link else path
    try:
        found = target.stat()
    except OSError:
        return Problem("", Wrong.NOT_OURS)
    is_ours = sys.platform == "win32" or found.st_uid == os.geteuid()
    return target if stat.S_ISREG(found.st_mode) and is_ours else Problem("", Wrong.NOT_OURS)


def _with_changes(document: _Document, changed: Mapping[str, object]) -> str | Problem:
    """The text with some values changed, checked before it replaces anything."""
    # Only saving needs this library, and starting should not pay for it.
    import tomlkit  # noqa: PLC0415
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    try:
        edited = tomlkit.parse(document.text)
        for key, value in changed.items():
            edited[key] = value
        text = tomlkit.dumps(edited)
    except TOMLKitError:
        return Problem("", Wrong.NOT_TOML)
    again = _understood(text.encode())
    if isinstance(again, Problem):
        return again
    return text if _shown(again.table) == _shown({**document.table, **changed}) else Problem("", Wrong.NOT_TOML)


def _shown(table: Mapping[str, object]) -> dict[str, str]:
    """A table for comparing: a value that is no number is not equal to itself, but it looks the same."""
    return {key: repr(value) for key, value in table.items()}


def _write(target: Path, text: str) -> Problem | None:
    """Replace a file by a new one that is on the disk before it takes the name."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        return _unwritten(error)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(handle)
        Path(name).replace(target)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        return _unwritten(error)
    _sync_folder(target.parent)
    return None


def _unwritten(error: OSError) -> Problem:
    is_full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return Problem("", Wrong.FULL if is_full else Wrong.UNWRITABLE)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
