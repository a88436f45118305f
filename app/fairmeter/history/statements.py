"""The few moves that every shelf of the book makes with SQLite: run, keep together, and turn times into numbers."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

Row = tuple[Any, ...]
"""One row, with values of the types that the schema declares."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

EARLIEST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
LATEST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND


def micros(at: datetime) -> int:
    """An aware instant as whole microseconds since 1970, exact.

    Raises:
        TypeError: the instant has no zone.
    """
    return (at - _EPOCH) // _MICROSECOND


def moment(count: int) -> datetime:
    """The instant, as aware UTC, that `micros` counted."""
    return _EPOCH + timedelta(microseconds=count)


def run(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Cursor:
    """Execute one statement. Half a character, which JSON can carry and SQLite cannot, is kept as a question mark."""
    return connection.execute(sql, tuple(_storable(value) for value in values))


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that takes the write lock at its start: all of it is kept, or nothing.

    Taking the lock late would make two processes that read before they write fail instead of wait.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _storable(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
