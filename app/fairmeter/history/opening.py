"""Opening the book: private from the first byte, checked, brought up to date; set aside if it cannot be the book."""

import os
import sqlite3
import stat
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fairmeter.history.aside import Flaw, SetAside, folder_held, set_aside
from fairmeter.history.schema import STEPS, is_foreign, migrate, shape_at, shape_of, version_of
from fairmeter.history.statements import writing
from fairmeter.history.trouble import FAILURES, BookTrouble, Trouble, is_damage, trouble_of_os

_PRIVATE = 0o600
_SMALLEST_PAGE = 512
_SETTINGS = (
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -1024",  # KiB; the book is read seldom, and memory is held all day
    "PRAGMA journal_size_limit = 4194304",
)

FileId = tuple[int, int]
"""Device and inode: which file a name stood for."""


@dataclass(frozen=True, slots=True)
class OpenBook:
    """An open book file: its connection, which file it is, and what was set aside for it."""

    connection: sqlite3.Connection
    file_id: FileId
    set_aside: SetAside | None


def open_book(path: Path, now: datetime, *, wait_s: float, is_suspect: bool) -> OpenBook:
    """Open the book at `path`, making it if it is not there. The folder must exist.

    `now` names a file that is set aside. A suspect book is checked with its indexes, which takes longer.

    Raises:
        BookTrouble: it could not be opened.
    """
    path = Path(os.path.realpath(path))
    kept = None
    with folder_held(path.parent, wait_s):
        try:
            found = _attempt(path, wait_s, is_suspect=is_suspect)
            if isinstance(found, Flaw):
                kept = set_aside(path, found, now)
                found = _attempt(path, wait_s, is_suspect=False)
            if isinstance(found, Flaw):
                raise BookTrouble(Trouble.BROKEN)
            return OpenBook(found, file_id(path), kept)
        except OSError as error:
            raise BookTrouble(trouble_of_os(error)) from error


def file_id(path: Path) -> FileId:
    """Which file the path names now; raises OSError when it names none."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _attempt(path: Path, wait_s: float, *, is_suspect: bool) -> sqlite3.Connection | Flaw:
    if _is_too_short(path):
        return Flaw.DAMAGED
    _make_private(path)
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, timeout=wait_s, isolation_level=None, check_same_thread=False
    )
    # A damaged text must not stop the rows around it from being read.
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        flaw = _flaw(connection, path, is_suspect=is_suspect)
        if flaw is None:
            _settle(connection)
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return flaw


def _make_private(path: Path) -> None:
    """Make the file, or what is there, readable for its owner alone; SQLite gives its side files the same mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
    except FileExistsError:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # a pipe would block us for ever
            raise BookTrouble(Trouble.READ_ONLY) from None
        if stat.S_IMODE(mode) & ~_PRIVATE:
            with suppress(OSError):
                path.chmod(_PRIVATE)


def _is_too_short(path: Path) -> bool:
    """Whether SQLite would take the file for an empty one and write over what is there.

    That is something shorter than the smallest page, or an empty file beside a journal that holds pages.
    """
    try:
        size = path.stat().st_size
        return 0 < size < _SMALLEST_PAGE or (size == 0 and Path(f"{path}-wal").stat().st_size > 0)
    except FileNotFoundError:
        return False


def _flaw(connection: sqlite3.Connection, path: Path, *, is_suspect: bool) -> Flaw | None:
    try:
        version = version_of(connection)
        if is_foreign(connection):
            return Flaw.FOREIGN
        if version > len(STEPS):
            return Flaw.NEWER
        check = "PRAGMA integrity_check(1)" if is_suspect else "PRAGMA quick_check(1)"
        is_sound = connection.execute(check).fetchone() == ("ok",)
        shape = shape_of(connection)
        if is_suspect and not _takes_writes(connection, path):
            return Flaw.DAMAGED
    except FAILURES as error:
        if is_damage(error):
            return Flaw.DAMAGED
        raise
    return None if is_sound and shape_at(version) <= shape else Flaw.DAMAGED


def _takes_writes(connection: sqlite3.Connection, path: Path) -> bool:
    """False when SQLite will not write though the system would: two bytes of the header ask for that."""
    try:
        with writing(connection):
            connection.execute(f"PRAGMA user_version = {version_of(connection)}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_READONLY and os.access(path, os.W_OK):
            return False
        raise
    else:
        return True


def _settle(connection: sqlite3.Connection) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
    # Some network disks cannot do it and answer with another mode, which works too.
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")
    migrate(connection)
