"""Times become numbers and come back exact; a transaction is whole, and takes its turn at its start."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.history.statements import EARLIEST, LATEST, micros, moment, run, writing


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Two openings of one file, as two processes would have them."""
    opened = [sqlite3.connect(tmp_path / "x.db", isolation_level=None, timeout=0) for _ in range(2)]
    opened[0].execute("CREATE TABLE word (it TEXT)")
    yield opened[0], opened[1]
    for connection in opened:
        connection.close()


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_instant_comes_back_exact(at: datetime) -> None:
    assert moment(micros(at)) == at
    assert EARLIEST <= micros(at) <= LATEST


def test_an_instant_counts_the_same_in_every_zone() -> None:
    here = datetime(2026, 11, 17, 16, 18, tzinfo=timezone(timedelta(hours=1)))
    assert micros(here) == 1_794_928_680_000_000
    assert moment(micros(here)).tzinfo is UTC


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(TypeError):
        micros(datetime(2026, 11, 17))  # noqa: DTZ001 - the point of the test


def test_a_transaction_takes_its_turn_before_it_reads(pair: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    """Two that read first and write then would both have read the old state, and one would fail."""
    ours, theirs = pair
    with writing(ours):
        run(ours, "SELECT * FROM word").fetchall()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            theirs.execute("BEGIN IMMEDIATE")


def test_a_transaction_that_fails_leaves_nothing_and_the_next_one_works(
    pair: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ours, theirs = pair

    def half() -> None:
        with writing(ours):
            run(ours, "INSERT INTO word VALUES (?)", "half")
            raise KeyError("stop")

    with pytest.raises(KeyError):
        half()
    with writing(ours):
        run(ours, "INSERT INTO word VALUES (?)", "whole")
    assert run(theirs, "SELECT it FROM word").fetchall() == [("whole",)]
