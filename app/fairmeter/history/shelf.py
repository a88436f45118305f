"""The open book: one connection, one thread, and every failure as one closed kind of trouble."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from fairmeter.history.aside import SetAside
from fairmeter.history.opening import OpenBook, file_id, open_book
from fairmeter.history.statements import Row, run, writing
from fairmeter.history.trouble import FAILURES, BookTrouble, Trouble, trouble_of_sqlite

T = TypeVar("T")

WAIT_S = 3.0
"""How long to wait for another process, such as the command line beside the tray."""

_WORTH_A_LOOK = {Trouble.BROKEN, Trouble.READ_ONLY}
"""Trouble that damage can be behind."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Shelf:
    """What all shelves of the book stand on: opens the file on first use, and opens it anew when it has to.

    The thread that first uses it owns it until `close`. `clock` only names a file that is set aside.
    """

    def __init__(self, path: Path, *, wait_s: float = WAIT_S, clock: Callable[[], datetime] = _utc_now) -> None:
        self._path = path
        self._wait_s = wait_s
        self._clock = clock
        self._open: OpenBook | None = None
        self._owner: int | None = None
        self._notice: SetAside | None = None

    @property
    def notice(self) -> SetAside | None:
        """The file that was last set aside since this book was made, for a face to tell; None as a rule."""
        return self._notice

    def close(self) -> None:
        """Let go of the file; the next use opens it again, from any thread.

        Another thread than the owner may call this once the owner has stopped.
        """
        held, self._open, self._owner = self._open, None, None
        if held is not None:
            with suppress(sqlite3.Error):  # what was committed is kept whether or not the closing goes well
                held.connection.close()

    def _rows(self, sql: str, *values: object) -> list[Row]:
        return self._do(lambda connection: run(connection, sql, *values).fetchall())

    def _change(self, sql: str, *values: object) -> int:
        """Run one statement that writes; says how many rows it touched."""
        return self._write(lambda connection: run(connection, sql, *values).rowcount)

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work in one transaction."""

        def kept_together(connection: sqlite3.Connection) -> T:
            with writing(connection):
                return work(connection)

        return self._do(kept_together)

    def _do(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do work; when the file turns out to be damaged, begin a fresh one and do it there."""
        try:
            return work(self._connection())
        except FAILURES as error:
            trouble = trouble_of_sqlite(error)
            if trouble not in _WORTH_A_LOOK:
                raise BookTrouble(trouble) from error
        self.close()
        try:
            return work(self._connection(is_suspect=True))
        except FAILURES as error:
            raise BookTrouble(trouble_of_sqlite(error)) from error

    def _connection(self, *, is_suspect: bool = False) -> sqlite3.Connection:
        if self._open is not None and self._owner != threading.get_ident():
            raise RuntimeError("the book belongs to the thread that opened it")
        if self._open is not None and not self._is_still_there(self._open):
            self.close()
        if self._open is None:
            self._open = open_book(self._path, self._clock(), wait_s=self._wait_s, is_suspect=is_suspect)
            self._owner = threading.get_ident()
            self._notice = self._open.set_aside or self._notice
        return self._open.connection

    def _is_still_there(self, held: OpenBook) -> bool:
        """Whether the name still stands for our file: the user, or another process, may have taken it away."""
        try:
            return file_id(self._path) == held.file_id
        except OSError:
            return False
