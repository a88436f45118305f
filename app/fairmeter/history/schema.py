"""The shape of the book, as the steps that lead to it: `PRAGMA user_version` counts the steps that were taken.

A step that has been released is never changed; a new shape is a new step at the end.
Times are whole microseconds since 1970, UTC, within Python's calendar. Paths are bytes, for a file name need not be
text. Inode and device numbers are text, for they can exceed SQLite's signed 64 bits. The tables are STRICT, so that a
value of another type than declared, which a damaged page can hold, is found by the check at the start.
"""

import sqlite3

from fairmeter.history.statements import EARLIEST, LATEST, writing

APPLICATION_ID = 0x46724D74
"""Marks a SQLite file as this book, so that another program's file is not taken for an old one of ours."""

_A_TIME = f"BETWEEN {EARLIEST} AND {LATEST}"

STEPS: tuple[tuple[str, ...], ...] = (
    (  # 1: readings; `taken_at` and `body` are of the first in a run of equal ones, `last_at` and `digest` of the last
        f"PRAGMA application_id = {APPLICATION_ID}",
        f"""CREATE TABLE reading (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            source TEXT NOT NULL,
            taken_at INTEGER NOT NULL CHECK (taken_at {_A_TIME}),
            last_at INTEGER NOT NULL CHECK (last_at {_A_TIME} AND last_at >= taken_at),
            content TEXT NOT NULL,
            digest TEXT,
            body TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX reading_by_start ON reading (account, source, taken_at)",
        "CREATE INDEX reading_by_end ON reading (account, source, last_at)",
        "CREATE INDEX account_by_start ON reading (account, taken_at)",
        "CREATE INDEX account_by_end ON reading (account, last_at)",
    ),
    (  # 2: what the service was asked, and when it may be asked again
        f"""CREATE TABLE ask (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL CHECK (at {_A_TIME}),
            count INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX ask_by_time ON ask (at)",
        f"""CREATE TABLE gate (
            source TEXT NOT NULL PRIMARY KEY,
            since INTEGER NOT NULL CHECK (since {_A_TIME}),
            until INTEGER NOT NULL CHECK (until {_A_TIME}),
            setback TEXT NOT NULL
        ) STRICT""",
        "CREATE TABLE failure (source TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL) STRICT",
    ),
    (  # 3: refusals and charges with their judgements
        f"""CREATE TABLE refusal (
            identity TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL CHECK (at {_A_TIME}),
            account TEXT,
            body TEXT NOT NULL,
            is_seen INTEGER NOT NULL DEFAULT 0
        ) STRICT""",
        "CREATE INDEX refusal_by_time ON refusal (at)",
        f"""CREATE TABLE verdict (
            id INTEGER PRIMARY KEY,
            identity TEXT NOT NULL REFERENCES refusal (identity),
            at INTEGER NOT NULL CHECK (at {_A_TIME}),
            body TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX verdict_by_refusal ON verdict (identity, at)",
        f"""CREATE TABLE charge (
            identity TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL CHECK (at {_A_TIME}),
            account TEXT,
            body TEXT NOT NULL,
            is_seen INTEGER NOT NULL DEFAULT 0
        ) STRICT""",
        "CREATE INDEX charge_by_time ON charge (at)",
    ),
    (  # 4: how far each transcript was read, and which alerts were sent
        """CREATE TABLE transcript (
            path BLOB NOT NULL PRIMARY KEY,
            inode TEXT NOT NULL,
            device TEXT NOT NULL,
            offset INTEGER NOT NULL,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            head_digest TEXT NOT NULL
        ) STRICT""",
        f"""CREATE TABLE episode (
            key TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL CHECK (at {_A_TIME}),
            value TEXT NOT NULL
        ) STRICT""",
    ),
)


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps the file has taken."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether the file is neither this book nor empty."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark == APPLICATION_ID:
        return False
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(mark or tables or version_of(connection))


def shape_at(version: int) -> frozenset[tuple[str, str]]:
    """The tables and indexes that a file of a version must have, as (name, SQL)."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _take(connection, 0, version)
        return shape_of(connection)
    finally:
        connection.close()


def shape_of(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """The tables and indexes that a file has, as (name, SQL)."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return frozenset((name, sql) for name, sql in rows)


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that the file still lacks, all in one transaction."""
    if version_of(connection) >= len(STEPS):
        return
    with writing(connection):
        version = version_of(connection)  # again, now that nobody else can take a step
        _take(connection, version, len(STEPS))
        connection.execute(f"PRAGMA user_version = {max(version, len(STEPS))}")


def _take(connection: sqlite3.Connection, start: int, stop: int) -> None:
    for step in STEPS[start:stop]:
        for statement in step:
            connection.execute(statement)
