"""Real processes on one book: two that write at once, and one that is killed at any moment."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from fairmeter.history import Book
from history.samples import ALICE, NOW, minutes

_WRITE_MANY = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from fairmeter.history import Book, FoundRefusal
from fairmeter.limits import Reading, SourceName, Window
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
now = datetime(2026, 11, 17, 15, 18, tzinfo=UTC)
print("ready", flush=True)
sys.stdin.readline()
book = Book(path, wait_s=30)
for number in range(count):
    at = now + timedelta(minutes=number)
    window = Window(kind="session", used_pct=float(number % 90))
    book.append(Reading(source=SourceName.API, account="account-alice", taken_at=at, windows=(window,)))
    book.keep_refusal(f"shared-{number}", at, None, "{}")
    book.keep_refusal(f"{name}-{number}", at, None, "{}")
book.close()
print("done", flush=True)
"""


def test_two_processes_that_begin_and_write_a_book_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    path, count = tmp_path / "book.db", 60
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITE_MANY, str(path), name, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("tray", "terminal")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.communicate(timeout=120) == ("done\n", "")
    book = Book(path)
    kept = sorted(one.identity for one in book.refusals(NOW))
    assert kept == sorted(f"{name}-{at}" for name in ("shared", "tray", "terminal") for at in range(count))
    series = list(book.readings(ALICE, NOW, NOW + minutes(count)))
    assert [one.taken_at for one in series] == [NOW + minutes(at) for at in range(count)]
    book.close()
    assert book.notice is None


_SCAN_FOR_EVER = """
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from fairmeter.history import Book, FileMark, FoundRefusal
now = datetime(2026, 11, 17, 15, 18, tzinfo=UTC)
book = Book(Path(sys.argv[1]), wait_s=30)
mark = book.offsets().get("/log.jsonl", FileMark(inode=1, device=1, offset=0, size=0, mtime_ns=0, head_digest=""))
while True:
    number = mark.offset
    mark = replace(mark, offset=number + 1)
    found = FoundRefusal(identity=f"line-{number}", at=now + timedelta(seconds=number), account=None, refusal_json="{}")
    new = book.commit_scan([found], {"/log.jsonl": mark})
    assert new == (found.identity,), "a refusal was found twice"
    print(number, flush=True)
"""


def killed_while_scanning(path: Path, after: int) -> int:
    """Let a real process scan, kill it at an unforeseeable point past some commits; says the last one it reported."""
    with subprocess.Popen(
        [sys.executable, "-c", _SCAN_FOR_EVER, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as scanner:
        assert scanner.stdout is not None
        assert scanner.stderr is not None
        said = [int(scanner.stdout.readline()) for _ in range(after)]
        scanner.kill()
        said += [int(line) for line in scanner.stdout.read().split("\n") if line.strip()]
        assert scanner.stderr.read() == ""
    return said[-1]


def test_a_process_killed_at_any_moment_loses_nothing_it_reported_and_doubles_nothing(tmp_path: Path) -> None:
    dice = random.Random(20261117)  # noqa: S311 - a repeatable choice, no secret
    path = tmp_path / "book.db"
    for _ in range(20):
        last = killed_while_scanning(path, dice.randint(1, 40))
        book = Book(path)
        refusals = book.refusals(NOW)
        read_up_to = book.offsets()["/log.jsonl"].offset
        book.close()
        assert read_up_to > last
        assert [one.identity for one in reversed(refusals)] == [f"line-{number}" for number in range(read_up_to)]
    assert book.notice is None


@pytest.mark.parametrize("after_ms", [0, 1, 2, 4, 8, 16, 32])
def test_a_process_killed_while_it_begins_a_book_leaves_one_that_can_be_begun(tmp_path: Path, after_ms: int) -> None:
    path = tmp_path / "book.db"
    with subprocess.Popen(
        [sys.executable, "-c", _WRITE_MANY, str(path), "x", "1000000"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        writer.stdin.write("go\n")
        writer.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(after_ms / 1000)
        writer.kill()
    book = Book(path)
    assert book.keep_refusal("after", NOW, None, "{}")
    book.close()
    assert book.notice is None
