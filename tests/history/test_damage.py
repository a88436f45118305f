"""A damaged file is set aside and never deleted; a fresh book begins, and no damage raises anything but BookTrouble."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fairmeter.history import Book, BookTrouble, FileMark, Flaw, Trouble
from history.samples import ALICE, NOW, minutes, reading


def filled(path: Path) -> Path:
    """A closed book of some sixty pages."""
    book = Book(path)
    for count in range(150):
        book.append(reading(NOW + minutes(count), used=float(count)))
        book.keep_refusal(f"r{count}", NOW + minutes(count), ALICE, '{"text": "refused"}')
    mark = FileMark(inode=1, device=2, offset=3, size=4, mtime_ns=5, head_digest="ab")
    book.set_offsets({"/a.jsonl": mark})
    book.close()
    return path


def read_all(book: Book) -> int:
    book.last_account()
    book.last_readings()
    book.offsets()
    book.asks_since(NOW - timedelta(days=9))
    book.charges(NOW - timedelta(days=9))
    book.gate("api")
    refusals = book.refusals(NOW - timedelta(days=9))
    return len(refusals) + sum(1 for _ in book.readings(ALICE, NOW - timedelta(days=9), NOW + timedelta(days=9)))


def set_aside_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if ".broken-" in path.name)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10_000])


def cut_within_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def overwritten_with_text(path: Path) -> None:
    path.write_text("Dear diary, this is no database.\n" * 100)


def short_text(path: Path) -> None:
    path.write_text("x")


def first_page_zeroed(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes(4096) + content[4096:])


def later_pages_zeroed(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + bytes(len(content) - 8192))


@pytest.mark.parametrize(
    "harm",
    [
        truncated,
        cut_within_the_header,
        overwritten_with_text,
        short_text,
        first_page_zeroed,
        later_pages_zeroed,
    ],
)
def test_a_damaged_file_is_set_aside_as_it_was_and_a_fresh_book_begun(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    path = filled(tmp_path / "book.db")
    harm(path)
    damaged = path.read_bytes()
    book = Book(path, clock=lambda: NOW)
    book.append(reading(used=1.0))
    assert [one.windows[0].used_pct for one in book.last_readings()] == [1.0]
    assert book.refusals(NOW - timedelta(days=9)) == ()
    book.close()
    assert book.notice is not None
    assert book.notice.flaw is Flaw.DAMAGED
    assert book.notice.path == tmp_path / "book.db.broken-20261117T151800Z"
    assert book.notice.path.read_bytes() == damaged


def test_a_file_that_lost_everything_but_its_journal_is_set_aside_with_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    path.touch()
    (tmp_path / "book.db-wal").write_bytes(b"pages")
    book = Book(path, clock=lambda: NOW)
    book.append(reading())
    book.close()
    assert (tmp_path / "book.db.broken-20261117T151800Z-wal").read_bytes() == b"pages"


def test_two_in_one_second_get_two_names(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    for _ in range(3):
        short_text(path)
        book = Book(path, clock=lambda: NOW)
        book.last_account()
        book.close()
    stem = "book.db.broken-20261117T151800Z"
    assert set_aside_in(tmp_path) == [stem, f"{stem}-2", f"{stem}-3"]


def test_damage_that_shows_while_the_book_is_open_begins_a_fresh_one_in_the_same_call(tmp_path: Path) -> None:
    path = filled(tmp_path / "book.db")
    book = Book(path)
    assert book.last_account() == ALICE
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    book._rows("PRAGMA shrink_memory")  # it would else not look at the file again for what it remembers
    book.append(reading(used=2.0))
    assert [one.windows[0].used_pct for one in book.last_readings()] == [2.0]
    book.close()
    assert book.notice is not None
    assert len(set_aside_in(tmp_path)) >= 1


def test_damage_in_pages_that_nobody_reads_is_found_by_the_daily_care(tmp_path: Path) -> None:
    path = filled(tmp_path / "book.db")
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'charge_by_time'").fetchone()
    connection.close()
    book = Book(path)
    book.last_account()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    book.prune(NOW)
    assert book.notice is not None
    book.append(reading())
    book.close()


def test_a_file_that_was_taken_away_is_begun_anew_and_no_ghost_is_written(tmp_path: Path) -> None:
    path = filled(tmp_path / "book.db")
    book = Book(path)
    book.last_account()
    for left in tmp_path.iterdir():
        left.unlink()
    book.append(reading(used=3.0))
    book.close()
    again = Book(path)
    assert [one.windows[0].used_pct for one in again.last_readings()] == [3.0]
    again.close()


_HOLD_OPEN = """
import sys
from pathlib import Path
from fairmeter.history import Book
book = Book(Path(sys.argv[1]))
book.last_account()
print("open", flush=True)
sys.stdin.readline()
"""


def test_a_file_that_another_process_has_open_is_not_taken_from_under_it(tmp_path: Path) -> None:
    """SQLite would delete the fresh book's journal, by its name, when that process closes."""
    path = filled(tmp_path / "book.db")
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD_OPEN, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with path.open("r+b") as file:
            file.seek(8192)
            file.write(b"\xff" * 40_000)
        book = Book(path)
        with pytest.raises(BookTrouble) as raised:
            book.append(reading())
        assert raised.value.trouble is Trouble.BROKEN
        assert set_aside_in(tmp_path) == []
        other.communicate("go\n", timeout=30)
    book.append(reading(used=4.0))
    assert book.last_readings()[0].windows[0].used_pct == 4.0
    book.close()
    assert set_aside_in(tmp_path) != []


@pytest.mark.parametrize("seed", [*range(40), 1121])
def test_flipped_bytes_anywhere_never_raise_and_never_lose_the_file(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    path = filled(tmp_path / "book.db")
    content = bytearray(path.read_bytes())
    for _ in range(dice.choice([1, 1, 3, 30])):
        content[dice.randrange(dice.choice([100, 4096, len(content)]))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)
    copy = shutil.copy(path, tmp_path / "as-it-was")
    book = Book(path)
    found = read_all(book)
    book.prune(NOW)
    book.append(reading(NOW + timedelta(days=1), used=99.0))
    assert 99.0 in {one.windows[0].used_pct for one in book.last_readings()}
    book.close()
    if book.notice is None:
        assert found > 250
    else:
        assert book.notice.path.stat().st_size == Path(copy).stat().st_size
