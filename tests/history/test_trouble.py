"""When the book cannot be used, every method says so with one exception of a closed kind, and works again later."""

import os
import resource
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fairmeter.history import Book, BookTrouble, FileMark, FoundRefusal, Trouble
from fairmeter.polling.gate import Gate, Setback
from history.samples import ALICE, NOW, minutes, reading

MARK = FileMark(inode=1, device=2, offset=3, size=4, mtime_ns=5, head_digest="ab")
GATE = Gate(since=NOW, until=NOW + minutes(5), setback=Setback.OFFLINE)
FOUND = FoundRefusal(identity="r1", at=NOW, account=ALICE, refusal_json="{}")

WRITES: dict[str, Callable[[Book], object]] = {
    "append": lambda book: book.append(reading()),
    "note_asks": lambda book: book.note_asks(NOW, 1),
    "set_gate": lambda book: book.set_gate("api", GATE),
    "clear_gate": lambda book: book.clear_gate("api"),
    "set_failures": lambda book: book.set_failures("api", 1),
    "keep_refusal": lambda book: book.keep_refusal("r1", NOW, None, "{}"),
    "keep_verdict": lambda book: book.keep_verdict("r1", NOW, "{}"),
    "keep_charge": lambda book: book.keep_charge("c1", NOW, None, "{}"),
    "mark_looked_at": lambda book: book.mark_looked_at("r1"),
    "set_offsets": lambda book: book.set_offsets({"/a": MARK}),
    "forget_offsets": lambda book: book.forget_offsets(["/a"]),
    "commit_scan": lambda book: book.commit_scan([FOUND], {"/a": MARK}),
    "set_episode": lambda book: book.set_episode("k", NOW, "v"),
    "prune": lambda book: book.prune(NOW),
}
READS: dict[str, Callable[[Book], object]] = {
    "last_account": lambda book: book.last_account(),
    "last_readings": lambda book: book.last_readings(),
    "readings": lambda book: list(book.readings(ALICE, NOW, NOW)),
    "asks_since": lambda book: book.asks_since(NOW),
    "gate": lambda book: book.gate("api"),
    "failures": lambda book: book.failures("api"),
    "refusals": lambda book: book.refusals(NOW),
    "charges": lambda book: book.charges(NOW),
    "offsets": lambda book: book.offsets(),
    "episode": lambda book: book.episode("k"),
}
EVERYTHING = WRITES | READS


def trouble_with(book: Book, use: Callable[[Book], object]) -> Trouble:
    with pytest.raises(BookTrouble) as raised:
        use(book)
    return raised.value.trouble


def test_the_lists_of_uses_are_complete() -> None:
    public = {name for name in dir(Book) if not name.startswith("_")}
    assert public == {*EVERYTHING, "close", "notice"}


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_place_where_no_file_can_be_is_read_only_trouble(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.db").mkdir()
    os.mkfifo(tmp_path / "pipe.db")
    for path in ("file/book.db", "absent/book.db", "folder.db", "pipe.db"):
        book = Book(tmp_path / path)
        assert trouble_with(book, EVERYTHING[name]) is Trouble.READ_ONLY
        book.close()
    assert list((tmp_path / "folder.db").iterdir()) == []
    assert stat.S_ISFIFO((tmp_path / "pipe.db").stat().st_mode)


_USE_AS_ANYBODY = """
import os, sys
from pathlib import Path
from datetime import UTC, datetime
from fairmeter.history import Book, BookTrouble
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
book = Book(Path(sys.argv[1]))
try:
    book.set_episode("k", datetime(2026, 11, 17, tzinfo=UTC), "v")
except BookTrouble as trouble:
    print(trouble.trouble.value)
book.close()
"""


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """A folder that another user may read, since permissions do not bind the user that tests may run as."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


@pytest.mark.parametrize("exists", [False, True])
def test_a_folder_without_permission_to_write_is_read_only_trouble(readable_folder: Path, *, exists: bool) -> None:
    path = readable_folder / "book.db"
    if exists:
        book = Book(path)
        book.append(reading())
        book.close()
        path.chmod(0o444)
    readable_folder.chmod(0o555)
    run = subprocess.run(
        [sys.executable, "-c", _USE_AS_ANYBODY, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (run.stdout, run.stderr) == ("read_only\n", "")
    assert [one.name for one in readable_folder.iterdir()] == (["book.db"] if exists else [])


@pytest.mark.parametrize("name", WRITES)
def test_a_full_disk_is_full_trouble_and_nothing_is_half_done(tmp_path: Path, name: str) -> None:
    book = Book(tmp_path / "book.db")
    book.append(reading())
    pages = book._rows("PRAGMA page_count")[0][0]
    book._rows(f"PRAGMA max_page_count = {pages}")
    seen = set()
    for count in range(400):  # until what is free in the pages is used up
        try:
            book.commit_scan([FoundRefusal(identity=f"x{count}", at=NOW, account=None, refusal_json="y" * 500)], {})
            book.set_offsets({f"/{count}": MARK})
        except BookTrouble as trouble:
            seen.add(trouble.trouble)
            break
    assert seen == {Trouble.FULL}
    kept = [one.identity for one in book.refusals(NOW)]
    assert kept == [f"x{count}" for count in reversed(range(len(kept)))]
    try:
        WRITES[name](book)
    except BookTrouble as trouble:
        assert trouble.trouble is Trouble.FULL  # noqa: PT017 - it may also fit into what is left
    book._rows("PRAGMA max_page_count = 100000")
    WRITES[name](book)
    book.close()


_WRITE_UNTIL_FULL = """
import resource, sys
from pathlib import Path
from datetime import UTC, datetime
from fairmeter.history import Book, BookTrouble
at = datetime(2026, 11, 17, tzinfo=UTC)
book = Book(Path(sys.argv[1]))
book.last_account()
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))
kept = 0
try:
    for count in range(5000):
        book.keep_refusal(f"r{count}", at, None, "x" * 2000)
        kept += 1
except BookTrouble as trouble:
    print(trouble.trouble.value, kept, len(book.refusals(at)))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(book.keep_refusal("after", at, None, "{}"))
book.close()
"""


def test_a_size_limit_of_the_system_is_full_trouble_and_passes(tmp_path: Path) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] in {-1, resource.RLIM_INFINITY}
    run = subprocess.run(
        [sys.executable, "-c", _WRITE_UNTIL_FULL, str(tmp_path / "book.db")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.stderr == ""
    (word, kept, readable), (again,) = (line.split() for line in run.stdout.splitlines())
    assert (word, again) == ("full", "True")
    assert int(kept) == int(readable) > 0


@pytest.mark.parametrize("name", WRITES)
def test_a_book_that_another_writer_holds_is_locked_trouble_and_works_afterwards(tmp_path: Path, name: str) -> None:
    book = Book(tmp_path / "book.db", wait_s=0.01)
    book.append(reading())
    other = sqlite3.connect(tmp_path / "book.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert trouble_with(book, WRITES[name]) is Trouble.LOCKED
    assert book.last_account() == ALICE  # reading goes on meanwhile
    other.execute("ROLLBACK")
    other.close()
    WRITES[name](book)
    book.close()


def test_a_short_lock_is_waited_for(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.db", wait_s=30)
    book.append(reading())
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        other = sqlite3.connect(tmp_path / "book.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        held.set()
        let_go.wait(30)
        other.execute("ROLLBACK")
        other.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(30)
    soon = threading.Timer(0.05, let_go.set)
    soon.start()
    book.append(reading(NOW + minutes(5), used=50))
    holder.join(30)
    soon.join(30)
    assert len(list(book.readings(ALICE, NOW, NOW + minutes(9)))) == 2
    book.close()


def test_a_folder_that_another_process_is_opening_a_book_in_is_waited_for_and_then_locked(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    book = Book(tmp_path / "book.db", wait_s=0.01)
    assert trouble_with(book, READS["last_account"]) is Trouble.LOCKED
    os.close(handle)
    assert book.last_account() is None
    book.close()


def test_the_thread_that_first_uses_it_owns_it_until_it_is_closed(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.db")
    said: list[str] = []

    def use() -> None:
        try:
            book.append(reading())
            said.append("kept")
        except RuntimeError as error:
            said.append(str(error))

    def elsewhere(work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(30)

    elsewhere(use)
    with pytest.raises(RuntimeError, match="thread"):
        book.last_account()
    elsewhere(book.close)
    assert book.last_account() == ALICE
    elsewhere(use)
    assert said == ["kept", "the book belongs to the thread that opened it"]
    book.close()


def test_closing_twice_or_unopened_is_no_matter(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.db")
    book.close()
    book.append(reading())
    book.close()
    book.close()
    assert not (tmp_path / "book.db-wal").exists()


def test_the_words_of_the_trouble_are_a_closed_set_and_name_no_path(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BookTrouble) as raised:
        Book(tmp_path / "file" / "book.db").last_account()
    assert str(raised.value) == "the history book: read_only"
    assert {one.value for one in Trouble} == {"read_only", "full", "locked", "broken"}


def test_an_old_reading_can_be_asked_for_from_the_beginning_of_time(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.db")
    book.append(reading())
    assert len(list(book.readings(ALICE, NOW - timedelta(days=700_000), NOW))) == 1
    book.close()
