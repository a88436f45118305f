"""The shelf of readings: a row for each change, in order of time whatever order they come in, thinned with age."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from fairmeter.history import Book
from fairmeter.limits import Reading, SourceName
from history.samples import ALICE, BORIS, NOW, minutes, reading, readings, seen_at

LONG_AGO, FAR_AHEAD = NOW - timedelta(days=4000), NOW + timedelta(days=4000)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    opened = Book(tmp_path / "book.db")
    yield opened
    opened.close()


def rows(book: Book) -> int:
    count: int = book._rows("SELECT count(*) FROM reading")[0][0]
    return count


def series(book: Book, account: str = ALICE) -> list[Reading]:
    return list(book.readings(account, LONG_AGO, FAR_AHEAD))


def drawn(book: Book) -> list[tuple[float, float | None]]:
    """Minutes after NOW, and the session's percentage."""
    return [((one.taken_at - NOW) / minutes(1), one.windows[0].used_pct) for one in series(book)]


def test_a_new_book_knows_nothing(book: Book) -> None:
    assert book.last_account() is None
    assert book.last_readings() == ()
    assert series(book) == []


def test_a_reading_comes_back_as_it_was_after_a_restart(tmp_path: Path) -> None:
    first = Book(tmp_path / "book.db")
    first.append(reading())
    first.close()
    again = Book(tmp_path / "book.db")
    assert again.last_readings() == (reading(),)
    assert again.last_account() == ALICE
    again.close()


def test_equal_readings_share_a_row_that_says_from_when_to_when(book: Book) -> None:
    for minute in (0, 5, 10):
        book.append(seen_at(reading(), NOW + minutes(minute), digest=f"at {minute}"))
    assert rows(book) == 1
    assert series(book) == [
        seen_at(reading(), NOW, digest="at 0"),
        seen_at(reading(), NOW + minutes(10), digest="at 10"),
    ]
    assert book.last_readings() == (seen_at(reading(), NOW + minutes(10), digest="at 10"),)


def test_the_jitter_of_a_reset_is_no_change(book: Book) -> None:
    book.append(reading(wander=timedelta(milliseconds=400)))
    book.append(seen_at(reading(wander=timedelta(milliseconds=-600)), NOW + minutes(5)))
    assert rows(book) == 1


def test_a_change_is_a_row(book: Book) -> None:
    book.append(reading(used=46))
    book.append(reading(NOW + minutes(5), used=47))
    book.append(reading(NOW + minutes(10), used=46))
    assert rows(book) == 3
    assert drawn(book) == [(0, 46), (5, 47), (10, 46)]


def test_a_quiet_time_has_at_least_one_row_an_hour(book: Book) -> None:
    for minute in range(0, 181, 5):
        book.append(seen_at(reading(), NOW + minutes(minute)))
    assert rows(book) == 4
    assert [minute for minute, _ in drawn(book)] == [0, 55, 60, 115, 120, 175, 180]


def test_accounts_and_sources_are_kept_apart(book: Book) -> None:
    book.append(reading(used=10))
    book.append(reading(NOW + minutes(1), used=11, source=SourceName.STATUS_LINE))
    book.append(reading(NOW + minutes(2), used=90, account=BORIS))
    book.append(reading(NOW + minutes(3), used=10))
    assert drawn(book) == [(0, 10), (1, 11), (3, 10)]
    assert rows(book) == 3
    assert {(one.account, one.source, one.taken_at) for one in book.last_readings()} == {
        (ALICE, SourceName.API, NOW + minutes(3)),
        (ALICE, SourceName.STATUS_LINE, NOW + minutes(1)),
        (BORIS, SourceName.API, NOW + minutes(2)),
    }
    assert [one.account for one in book.last_readings(BORIS)] == [BORIS]
    assert book.last_readings("nobody") == ()
    assert book.last_account() == ALICE


def test_a_late_reading_takes_its_place_in_time(book: Book) -> None:
    book.append(reading(used=46))
    book.append(reading(NOW + minutes(10), used=48))
    book.append(reading(NOW + minutes(5), used=47))
    assert drawn(book) == [(0, 46), (5, 47), (10, 48)]
    assert book.last_readings()[0].taken_at == NOW + minutes(10)


def test_a_late_reading_within_a_run_of_others_parts_it(book: Book) -> None:
    book.append(reading(used=46))
    book.append(reading(NOW + minutes(20), used=46))
    book.append(reading(NOW + minutes(5), used=45))
    assert drawn(book) == [(0, 46), (5, 45), (20, 46)]
    assert book.last_readings()[0].windows[0].used_pct == 46


def test_the_same_readings_again_add_nothing(book: Book) -> None:
    told = [reading(NOW + minutes(at), used=used) for at, used in ((0, 46), (5, 46), (7, 45), (20, 46), (90, 50))]
    for one in (*told, *told, *reversed(told)):
        book.append(one)
    before = drawn(book)
    for one in told:
        book.append(one)
    assert drawn(book) == before
    assert [at for at, _ in before] == [0, 5, 7, 20, 90]


def test_the_series_includes_both_ends(book: Book) -> None:
    for minute in (0, 5, 10, 15):
        book.append(reading(NOW + minutes(minute), used=minute))
    chosen = book.readings(ALICE, NOW + minutes(5), NOW + minutes(10))
    assert [one.windows[0].used_pct for one in chosen] == [5, 10]


def test_a_long_series_comes_whole_and_in_order_page_by_page(book: Book) -> None:
    for count in range(1300):
        book.append(reading(NOW + minutes(count), used=count % 97))
    assert [at for at, _ in drawn(book)] == list(range(1300))


def test_the_book_can_be_written_while_a_series_is_half_read(book: Book) -> None:
    for count in range(3):
        book.append(reading(NOW + minutes(count), used=count))
    half_read = book.readings(ALICE, LONG_AGO, FAR_AHEAD)
    next(half_read)
    book.append(reading(NOW + minutes(9), used=9))
    assert book.last_readings()[0].windows[0].used_pct == 9


def test_a_row_that_cannot_be_read_does_not_hide_the_others(book: Book) -> None:
    book.append(reading(used=46))
    book.append(reading(NOW + minutes(5), used=47))
    book._change("UPDATE reading SET body = 'scribble' WHERE taken_at = last_at AND id = 2")
    assert drawn(book) == [(0, 46)]
    assert book.last_readings()[0].windows[0].used_pct == 46


@given(st.permutations([reading(NOW + minutes(7 * at), used=used) for at, used in enumerate((1, 1, 2, 2, 1, 3))]))
def test_whatever_the_order_of_arrival_the_series_is_in_order_of_time_and_right(arrived: list[Reading]) -> None:
    with TemporaryDirectory() as folder:
        book = Book(Path(folder) / "book.db")
        for one in arrived:
            book.append(one)
        found = drawn(book)
        book.close()
    truth = {7.0 * at: used for at, used in enumerate((1, 1, 2, 2, 1, 3))}
    assert found == sorted(found)
    assert all(truth[at] == used for at, used in found)
    # Only the one at 7 has equal readings before and after it (0 and 28), so it may pass for the inside of a run.
    assert {at for at, _ in found} | {7.0} == set(truth)


@hypothesis_settings(max_examples=30)
@given(st.lists(readings, min_size=1, max_size=4))
def test_every_reading_there_can_be_is_kept(told: list[Reading]) -> None:
    with TemporaryDirectory() as folder:
        book = Book(Path(folder) / "book.db")
        for one in told:
            book.append(one)
        kept = book.last_readings()
        book.close()
    for one in told:
        assert max(other.taken_at for other in kept if _whose(other) == _whose(one)) >= one.taken_at


def _whose(one: Reading) -> tuple[str, SourceName]:
    return one.account.encode("utf-8", "replace").decode(), one.source


def filled(book: Book, start: timedelta, every: timedelta, count: int) -> None:
    for number in range(count):
        book.append(reading(NOW - start + every * number, used=float(number)))


def test_pruning_leaves_the_last_thirty_days_alone(book: Book) -> None:
    filled(book, timedelta(days=29, hours=23), minutes(1), 50)
    before = series(book)
    book.prune(NOW)
    assert series(book) == before


def test_readings_older_than_thirty_days_are_thinned_to_one_in_five_minutes(book: Book) -> None:
    filled(book, timedelta(days=100), minutes(1), 60)
    book.prune(NOW)
    kept = [one.taken_at for one in series(book)]
    assert 12 <= len(kept) <= 13
    assert all(late - early >= minutes(5) for early, late in pairwise(kept[:-1]))
    assert kept[-1] == NOW - timedelta(days=100) + minutes(59)


def test_readings_older_than_a_year_are_thinned_to_one_in_an_hour(book: Book) -> None:
    filled(book, timedelta(days=400), minutes(10), 60)
    book.prune(NOW)
    assert 10 <= rows(book) <= 11


def test_pruning_again_changes_nothing_and_never_takes_the_newest(book: Book) -> None:
    filled(book, timedelta(days=500), minutes(2), 40)
    newest = book.last_readings()
    book.prune(NOW)
    once = series(book)
    book.prune(NOW)
    assert series(book) == once
    assert book.last_readings() == newest


def test_pruning_keeps_accounts_and_sources_apart(book: Book) -> None:
    at = NOW - timedelta(days=800)
    for one in (reading(at), reading(at, source=SourceName.STATUS_LINE), reading(at, account=BORIS)):
        book.append(one)
    book.prune(NOW)
    assert len(book.last_readings()) == 3


def test_the_series_is_read_along_its_indexes_and_never_sorted(book: Book, tmp_path: Path) -> None:
    """A year of readings is some ten thousand rows; sorting them for each page would cost seconds."""
    from fairmeter.history.readings import _SERIES  # noqa: PLC0415 - the one statement this test is about

    book.append(reading())
    with sqlite3.connect(tmp_path / "book.db") as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {_SERIES}", (ALICE, 9, 0, -1, -1, 500)).fetchall()
    connection.close()
    steps = " ".join(step[3] for step in plan)
    assert "account_by_start" in steps
    assert "account_by_end" in steps
    assert "TEMP B-TREE" not in steps
