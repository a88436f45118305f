"""The file's shape: made from nothing, brought up to date from every earlier version, private, and never half done."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from fairmeter.history import Book, Flaw
from fairmeter.history.reading_codec import content_of, to_json
from fairmeter.history.schema import STEPS, shape_at, shape_of
from fairmeter.history.statements import micros
from fairmeter.polling.gate import Gate, Setback
from history.samples import ALICE, NOW, reading


def at_version(path: Path, version: int) -> sqlite3.Connection:
    """A file as a Fairmeter of that version would have left it."""
    connection = sqlite3.connect(path, isolation_level=None)
    for step in STEPS[:version]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {version}")
    return connection


def use_every_shelf(book: Book) -> None:
    book.append(reading())
    book.note_asks(NOW, 1)
    book.set_gate("api", Gate(since=NOW, until=NOW, setback=Setback.OFFLINE))
    book.set_failures("api", 1)
    assert book.keep_refusal("r1", NOW, ALICE, "{}")
    assert book.keep_verdict("r1", NOW, "{}")
    assert book.keep_charge("c1", NOW, ALICE, "{}")
    book.set_offsets({})
    book.set_episode("k", NOW, "v")


@pytest.mark.parametrize("version", range(len(STEPS) + 1))
def test_a_file_of_every_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    at_version(tmp_path / "book.db", version).close()
    book = Book(tmp_path / "book.db")
    use_every_shelf(book)
    book.close()
    with sqlite3.connect(tmp_path / "book.db") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
        assert shape_of(connection) == shape_at(len(STEPS))
    connection.close()
    assert book.notice is None


def test_what_an_earlier_version_kept_is_still_there(tmp_path: Path) -> None:
    one = reading()
    at = micros(one.taken_at)
    old = at_version(tmp_path / "book.db", 1)
    old.execute(
        "INSERT INTO reading (account, source, taken_at, last_at, content, digest, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (one.account, one.source.value, at, at, content_of(one), one.digest, to_json(one)),
    )
    old.close()
    book = Book(tmp_path / "book.db")
    assert book.last_readings() == (one,)
    book.close()


def test_an_empty_file_becomes_a_book(tmp_path: Path) -> None:
    (tmp_path / "book.db").touch()
    book = Book(tmp_path / "book.db")
    use_every_shelf(book)
    book.close()
    assert book.notice is None


def test_a_file_of_a_newer_version_is_set_aside_whole(tmp_path: Path) -> None:
    newer = at_version(tmp_path / "book.db", len(STEPS))
    newer.execute("CREATE TABLE tomorrow (x)")
    newer.execute("INSERT INTO tomorrow VALUES (42)")
    newer.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    newer.close()
    book = Book(tmp_path / "book.db", clock=lambda: NOW)
    use_every_shelf(book)
    book.close()
    assert book.notice is not None
    assert (book.notice.flaw, book.notice.path.name) == (Flaw.NEWER, "book.db.broken-20261117T151800Z")
    with sqlite3.connect(book.notice.path) as kept:
        assert kept.execute("SELECT x FROM tomorrow").fetchone() == (42,)
    kept.close()


def test_another_programs_file_is_set_aside_whole(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "book.db") as other:
        other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    book = Book(tmp_path / "book.db")
    use_every_shelf(book)
    book.close()
    assert book.notice is not None
    assert book.notice.flaw is Flaw.FOREIGN


def test_a_book_that_lacks_one_of_its_tables_is_set_aside(tmp_path: Path) -> None:
    lacking = at_version(tmp_path / "book.db", len(STEPS))
    lacking.execute("DROP TABLE episode")
    lacking.close()
    book = Book(tmp_path / "book.db")
    use_every_shelf(book)
    book.close()
    assert book.notice is not None
    assert book.notice.flaw is Flaw.DAMAGED


def test_an_index_that_the_user_added_is_no_damage(tmp_path: Path) -> None:
    own = at_version(tmp_path / "book.db", len(STEPS))
    own.execute("CREATE INDEX mine ON reading (digest)")
    own.close()
    book = Book(tmp_path / "book.db")
    use_every_shelf(book)
    book.close()
    assert book.notice is None


def test_the_book_is_kept_as_the_house_wants_it(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.db")

    def pragma(name: str) -> object:
        return book._rows(f"PRAGMA {name}")[0][0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 1
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 3000
    book.close()


@pytest.fixture
def open_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


@pytest.mark.usefixtures("open_umask")
def test_the_file_and_its_side_files_are_private_under_an_open_umask(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.db")
    book.append(reading())
    assert modes(tmp_path) == {"book.db": 0o600, "book.db-wal": 0o600, "book.db-shm": 0o600}
    book.close()


@pytest.mark.usefixtures("open_umask")
def test_a_file_that_was_open_to_others_is_made_private(tmp_path: Path) -> None:
    at_version(tmp_path / "book.db", 2).close()
    (tmp_path / "book.db").chmod(0o666)
    book = Book(tmp_path / "book.db")
    book.append(reading())
    assert set(modes(tmp_path).values()) == {0o600}
    book.close()


def test_nothing_is_made_before_the_first_use(tmp_path: Path) -> None:
    Book(tmp_path / "book.db").close()
    assert list(tmp_path.iterdir()) == []


def test_a_name_full_of_signs_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a b?mode=ro#%41é.db"
    book = Book(path)
    book.append(reading())
    book.close()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_link_leads_to_the_book_and_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "book.db").symlink_to(tmp_path / "elsewhere" / "real.db")
    book = Book(tmp_path / "book.db")
    book.append(reading())
    book.close()
    assert (tmp_path / "book.db").is_symlink()
    assert (tmp_path / "elsewhere" / "real.db").stat().st_size > 0
