"""What can go wrong with the book, as a closed set: the caller goes on without it and a face can say why."""

import errno
import sqlite3
from enum import StrEnum


class Trouble(StrEnum):
    """Why the book could not be used."""

    READ_ONLY = "read_only"
    """The file, or the folder it belongs in, cannot be opened or written."""
    FULL = "full"
    """No more can be written: the disk, a quota, or a size limit."""
    LOCKED = "locked"
    """Another process kept it to itself for longer than we wait."""
    BROKEN = "broken"
    """Its content is damaged, and it could not be set aside just now."""


class BookTrouble(Exception):  # noqa: N818 - trouble is the word for it here, with a closed set of kinds
    """The book did not do what was asked; nothing was half done. Asking again later is right for every kind."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"the history book: {trouble.value}")
        self.trouble = trouble


FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What a SQLite call can raise. The second comes when SQLite's own message quotes a text that is damaged."""

SqliteFailure = sqlite3.Error | UnicodeDecodeError

_SQLITE = {
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_PROTOCOL: Trouble.LOCKED,
    # A write that fails for another reason than ENOSPC: a file size limit, or a quota.
    sqlite3.SQLITE_IOERR_WRITE: Trouble.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Trouble.FULL,
    sqlite3.SQLITE_IOERR_SHMOPEN: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR_LOCK: Trouble.LOCKED,
    sqlite3.SQLITE_IOERR_SHMLOCK: Trouble.LOCKED,
}
_PRIMARY = 0xFF
"""The low byte of an extended SQLite code is the family it belongs to."""

_ERRNO = dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), Trouble.FULL)


_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}


def is_damage(error: SqliteFailure) -> bool:
    """Whether an error, raised by statements that are right, proves that the file's content is wrong.

    An error without a code comes from Python's own reading of a value. Failing reads of a disk are no proof.
    """
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & _PRIMARY in _DAMAGE


def trouble_of_sqlite(error: SqliteFailure) -> Trouble:
    """The kind of trouble a SQLite error is; whatever is not known by its code means a file that is not right."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return Trouble.BROKEN
    return _SQLITE.get(code) or _SQLITE.get(code & _PRIMARY) or Trouble.BROKEN


def trouble_of_os(error: OSError) -> Trouble:
    """The kind of trouble a failed file operation is."""
    return _ERRNO.get(error.errno or 0, Trouble.READ_ONLY)
