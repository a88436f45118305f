"""The book: everything that Fairmeter keeps, in one SQLite file of its user."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from fairmeter.history.marks import FileMark, MarkShelf, set_marks
from fairmeter.history.polling_notes import ASKS_FOR, PollingShelf
from fairmeter.history.readings import ReadingShelf, thin
from fairmeter.history.refusals import FoundRefusal, RefusalShelf, keep_found
from fairmeter.history.statements import micros, run


class Book(ReadingShelf, PollingShelf, RefusalShelf, MarkShelf):
    """All shelves in one file, `Book(path)`; the folder must be there.

    It opens on first use and belongs to the thread that used it first, until `close`. Another process may have the same
    file open. A process opens a file once: SQLite's locks do not tell two openings in one process apart. A file that
    is damaged, newer or not ours is set aside, and `notice` says so.

    Every method raises BookTrouble when the book cannot be used; nothing is half done then, and the caller goes on.
    """

    def commit_scan(self, refusals: Sequence[FoundRefusal], marks: Mapping[str, FileMark]) -> tuple[str, ...]:
        """Keep what a scan found together with how far it read, all or nothing, so that a kill between loses none.

        Returns the identities that are new, in the order given.
        """

        def commit(connection: sqlite3.Connection) -> tuple[str, ...]:
            new = tuple(found.identity for found in refusals if keep_found(connection, found))
            set_marks(connection, marks)
            return new

        return self._write(commit)

    def prune(self, now: datetime) -> None:
        """The daily care: thin out old readings, drop requests that no longer count, and look for damage.

        Refusals, charges and verdicts stay. A tray that runs for weeks would else not notice damage in pages that it
        never reads, while the command line stands before it.
        """

        def drop(connection: sqlite3.Connection) -> None:
            thin(connection, now)
            run(connection, "DELETE FROM ask WHERE at < ?", micros(now - ASKS_FOR))

        def check(connection: sqlite3.Connection) -> None:
            run(connection, "PRAGMA shrink_memory")  # or it would look at what it remembers of the pages
            if run(connection, "PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("the check found damage")

        self._write(drop)
        self._do(check)
