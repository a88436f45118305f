"""The shelf of readings: a row for each run of equal readings, thinned as they age."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from fairmeter.history.fields import ReadingUnreadable
from fairmeter.history.reading_codec import content_of, from_json, to_json
from fairmeter.history.shelf import Shelf
from fairmeter.history.statements import EARLIEST, Row, micros, moment, run
from fairmeter.limits import Reading

LONGEST_RUN = timedelta(hours=1)
"""Equal readings share a row for less than this, so that a quiet time is told from one without readings."""

RAW_FOR = timedelta(days=30)
FINE_FOR = timedelta(days=365)
FINE, COARSE = timedelta(minutes=5), timedelta(hours=1)
"""Of readings older than `RAW_FOR` one is kept in every `FINE`, older than `FINE_FOR` one in every `COARSE`."""

_PAGE = 500

_COVERED = """
    UPDATE reading SET digest = CASE WHEN last_at = ?4 THEN ?5 ELSE digest END
    WHERE id = (SELECT id FROM reading WHERE account = ?1 AND source = ?2 AND content = ?3
                AND taken_at <= ?4 AND last_at >= ?4 LIMIT 1)"""
_BEFORE = """
    SELECT id, taken_at, content FROM reading WHERE account = ? AND source = ? AND taken_at <= ?
    ORDER BY taken_at DESC, id DESC LIMIT 1"""
_LONGER = "UPDATE reading SET last_at = ?, digest = ? WHERE id = ?"
_NEW = "INSERT INTO reading (account, source, taken_at, last_at, content, digest, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
# Both ends of every run in order of time, from behind the place (time, row, end) of the last one that was seen.
_SERIES = """
    SELECT taken_at, id, 0, digest, body FROM reading
    WHERE account = ?1 AND taken_at <= ?2 AND (taken_at, id, 0) > (?3, ?4, ?5)
    UNION ALL
    SELECT last_at, id, 1, digest, body FROM reading
    WHERE account = ?1 AND last_at <= ?2 AND (last_at, id, 1) > (?3, ?4, ?5) AND last_at > taken_at
    ORDER BY 1, 2, 3 LIMIT ?6"""
_SPOKEN = "SELECT DISTINCT account, source FROM reading WHERE ?1 IS NULL OR account = ?1 ORDER BY account, source"
_NEWEST = """
    SELECT last_at, digest, body FROM reading WHERE account = ? AND source = ? ORDER BY last_at DESC, id DESC LIMIT 9"""
_THIN = """
    DELETE FROM reading WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (
                PARTITION BY account, source, (taken_at - ?1) / ?2 ORDER BY last_at DESC, id DESC) AS place
            FROM reading WHERE taken_at < ?3)
        WHERE place > 1)"""


class ReadingShelf(Shelf):
    """What the sources said, and when."""

    def append(self, reading: Reading) -> None:
        """Keep a reading; it may come late, and the same one may come twice.

        A reading that says what the one before it said only makes that one's row longer. Resets that differ by their
        jitter are the same (usage contract).

        Raises:
            BookTrouble: it could not be kept.
            ValueError: a time without a zone, or a percentage that is no finite number.
        """
        content, body = content_of(reading), to_json(reading)
        at = micros(reading.taken_at)

        def keep(connection: sqlite3.Connection) -> None:
            whose = reading.account, reading.source.value
            if run(connection, _COVERED, *whose, content, at, reading.digest).rowcount:
                return
            before = run(connection, _BEFORE, *whose, at).fetchone()
            if before is not None and before[2] == content and moment(at) - moment(before[1]) < LONGEST_RUN:
                run(connection, _LONGER, at, reading.digest, before[0])
            else:
                run(connection, _NEW, *whose, at, at, content, reading.digest, body)

        self._write(keep)

    def last_account(self) -> str | None:
        """The account of the newest reading, None while there is none."""
        rows = self._rows("SELECT account FROM reading ORDER BY last_at DESC, id DESC LIMIT 1")
        return rows[0][0] if rows else None

    def last_readings(self, account: str | None = None) -> tuple[Reading, ...]:
        """The newest reading of each account and source, or of one account's sources; dated when it was last said."""
        newest = (self._newest(*whose) for whose in self._rows(_SPOKEN, account))
        return tuple(reading for reading in newest if reading is not None)

    def readings(self, account: str, since: datetime, until: datetime) -> Iterator[Reading]:
        """Everything that was said of an account from `since` to `until`, both included, in order of time.

        A run of equal readings comes as two, its first and its last, so that a level line is drawn level. It may be
        left in the middle, for no lock is held between two readings.
        """
        end, place = micros(until), (micros(since), -1, -1)
        while rows := self._rows(_SERIES, account, end, *place, _PAGE):
            place = rows[-1][:3]
            for at, _, _, digest, body in rows:
                yield from _decoded((at, digest, body))

    def _newest(self, account: str, source: str) -> Reading | None:
        return next((reading for row in self._rows(_NEWEST, account, source) for reading in _decoded(row)), None)


def thin(connection: sqlite3.Connection, now: datetime) -> None:
    """Keep fewer of the old readings: in each stretch the newest, so that the newest of all is never lost."""
    for age, stretch in ((RAW_FOR, FINE), (FINE_FOR, COARSE)):
        run(connection, _THIN, EARLIEST, stretch // timedelta(microseconds=1), micros(now - age))


def _decoded(row: Row) -> Iterator[Reading]:
    """The reading of a row (time, digest, body); none when it cannot be understood, which must not hide the others."""
    at, digest, body = row
    with suppress(ReadingUnreadable):
        reading = from_json(body)
        yield replace(reading, taken_at=moment(at), digest=digest if moment(at) != reading.taken_at else reading.digest)
