"""The shelf of marks: how far each transcript was read, and which alerts were sent."""

import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fairmeter.history.shelf import Shelf
from fairmeter.history.statements import micros, run


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """How far a file was read, and how to tell that it is still the same file.

    `offset`, `size` are bytes; `head_digest` is a digest of the file's beginning, which tells a new file under an old
    name from one that has only grown.
    """

    inode: int
    device: int
    offset: int
    size: int
    mtime_ns: int
    head_digest: str


_MARKS = "SELECT path, inode, device, offset, size, mtime_ns, head_digest FROM transcript"
_SET_MARK = """
    INSERT OR REPLACE INTO transcript (path, inode, device, offset, size, mtime_ns, head_digest)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""


class MarkShelf(Shelf):
    """Marks of transcripts by path, and of alerts by their key."""

    def offsets(self) -> dict[str, FileMark]:
        """The marks of all files, by path."""
        return {
            os.fsdecode(path): FileMark(
                inode=int(inode),
                device=int(device),
                offset=offset,
                size=size,
                mtime_ns=mtime_ns,
                head_digest=head_digest,
            )
            for path, inode, device, offset, size, mtime_ns, head_digest in self._rows(_MARKS)
        }

    def set_offsets(self, marks: Mapping[str, FileMark]) -> None:
        """Set the marks of some files; those of other files stay."""
        self._write(lambda connection: set_marks(connection, marks))

    def forget_offsets(self, paths: Iterable[str]) -> None:
        """Drop the marks of files that are gone."""
        gone = [os.fsencode(path) for path in paths]

        def forget(connection: sqlite3.Connection) -> None:
            for path in gone:
                run(connection, "DELETE FROM transcript WHERE path = ?", path)

        self._write(forget)

    def episode(self, key: str) -> str | None:
        """What was noted of an episode, None when nothing was."""
        rows = self._rows("SELECT value FROM episode WHERE key = ?", key)
        return rows[0][0] if rows else None

    def set_episode(self, key: str, at: datetime, value: str) -> None:
        """Note an episode, such as an alert that was sent, so that it is sent once, restarts included."""
        self._change("INSERT OR REPLACE INTO episode (key, at, value) VALUES (?, ?, ?)", key, micros(at), value)


def set_marks(connection: sqlite3.Connection, marks: Mapping[str, FileMark]) -> None:
    """Set marks within a transaction."""
    for path, mark in marks.items():
        name = os.fsencode(path)
        inode, device = str(mark.inode), str(mark.device)
        run(connection, _SET_MARK, name, inode, device, mark.offset, mark.size, mark.mtime_ns, mark.head_digest)
