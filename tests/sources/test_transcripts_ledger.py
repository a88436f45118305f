"""Every refusal is found once, whatever becomes of the files between two looks."""

import os
import resource
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from fairmeter.history import FileMark
from fairmeter.sources.transcripts.ledger import Ledger
from fairmeter.sources.transcripts.mark import Kept
from fairmeter.sources.transcripts.scanned import Scanned
from sources.transcript_lines import answer, ids, prompt, refusal

DAY_NS = 86_400 * 10**9


class Watched:
    """A projects folder and the ledger over it."""

    def __init__(self, folder: Path, marks: Mapping[str, Kept] | None = None, fresh_since_ns: int = 0) -> None:
        self.ledger = Ledger([str(folder)], marks or {}, fresh_since_ns=fresh_since_ns)

    def sweep(self) -> Scanned:
        for path in self.ledger.changed():
            self.ledger.look(path)
        self.ledger.settle()
        return self.ledger.take()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "projects" / "-home-ada"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def watched(folder: Path) -> Watched:
    return Watched(folder.parent)


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "s-1.jsonl"


def append(path: Path, content: bytes) -> None:
    with path.open("ab") as file:
        file.write(content)


def test_only_what_is_new_is_found(watched: Watched, path: Path) -> None:
    path.write_bytes(answer() + refusal(1))
    assert ids(watched.sweep()) == ["req_1"]
    append(path, prompt() + refusal(2))
    assert ids(watched.sweep()) == ["req_2"]
    assert not watched.sweep()


def test_a_line_waits_until_it_is_complete(watched: Watched, path: Path) -> None:
    whole = refusal(1)
    for cut in range(0, len(whole) - 1, 50):
        path.write_bytes(answer() + whole[:cut])
        assert ids(watched.sweep()) == []
    append(path, whole[len(path.read_bytes()) - len(answer()) :])
    assert ids(watched.sweep()) == ["req_1"]


def test_a_whole_record_counts_without_its_line_break_and_once(watched: Watched, path: Path) -> None:
    """A client that was killed may never write the line break."""
    path.write_bytes(answer() + refusal(1)[:-1])
    assert ids(watched.sweep()) == ["req_1"]
    append(path, b"\n" + refusal(2))
    assert ids(watched.sweep()) == ["req_2"]


def test_the_marks_of_a_run_are_where_the_next_one_begins(watched: Watched, folder: Path, path: Path) -> None:
    path.write_bytes(refusal(1) + refusal(2)[:99])
    kept = watched.sweep().marks
    append(path, refusal(2)[99:])
    (folder / "new.jsonl").write_bytes(refusal(3))
    again = Watched(folder.parent, {name: FileMark(**asdict(mark)) for name, mark in kept.items()})
    assert sorted(ids(again.sweep())) == ["req_2", "req_3"]


def test_what_was_not_kept_is_found_again(watched: Watched, folder: Path, path: Path) -> None:
    path.write_bytes(refusal(1))
    kept = watched.sweep().marks
    append(path, refusal(2))
    watched.sweep()  # and nobody keeps it
    assert ids(Watched(folder.parent, kept).sweep()) == ["req_2"]


def test_a_file_that_nobody_has_touched_is_not_even_opened(watched: Watched, folder: Path, path: Path) -> None:
    path.write_bytes(refusal(1))
    kept = watched.sweep().marks
    assert list(Watched(folder.parent, kept).ledger.changed()) == []


def test_another_file_under_the_name_is_read_from_its_beginning(watched: Watched, path: Path) -> None:
    path.write_bytes(refusal(1) * 3)
    watched.sweep()
    path.unlink()
    path.with_suffix(".part").write_bytes(answer() * 9 + refusal(2))
    path.with_suffix(".part").rename(path)
    assert ids(watched.sweep()) == ["req_2"]


def test_a_file_cut_short_is_read_from_its_beginning(watched: Watched, path: Path) -> None:
    path.write_bytes(answer() + refusal(1))
    watched.sweep()
    path.write_bytes(refusal(2))
    assert ids(watched.sweep()) == ["req_2"]


def test_a_file_written_anew_in_place_is_read_though_it_begins_alike_and_is_longer(
    watched: Watched, path: Path
) -> None:
    path.write_bytes(answer() * 20 + refusal(1))
    watched.sweep()
    path.write_bytes(answer() * 20 + refusal(2) + answer() * 20)
    assert ids(watched.sweep()) == ["req_2"]


def test_a_line_that_was_begun_and_taken_back_hides_nothing(watched: Watched, path: Path) -> None:
    path.write_bytes(answer() + b"x" * 2_000)
    watched.sweep()
    path.write_bytes(answer() + refusal(1) + prompt("y" * 3_000))
    assert ids(watched.sweep()) == ["req_1"]


def test_a_file_under_another_name_is_not_read_again(watched: Watched, folder: Path, path: Path) -> None:
    path.write_bytes(refusal(1))
    watched.sweep()
    path.rename(folder / "moved.jsonl")
    append(folder / "moved.jsonl", refusal(2))
    scanned = watched.sweep()
    assert ids(scanned) == ["req_2"]
    assert scanned.gone == (str(path),)
    append(folder / "moved.jsonl", refusal(3))
    assert ids(watched.sweep()) == ["req_3"]


def test_a_copy_tells_of_the_same_refusal(watched: Watched, folder: Path, path: Path) -> None:
    path.write_bytes(refusal(1) + refusal(2, request_id=None))
    shutil.copy(path, folder / "resumed.jsonl")
    append(folder / "resumed.jsonl", refusal(3))
    identities = [one.identity for one in watched.sweep().refusals]
    assert len(identities) == len(set(identities)) == 3


def test_a_file_that_is_gone_is_told_and_a_new_one_is_read(watched: Watched, path: Path) -> None:
    path.write_bytes(refusal(1))
    watched.sweep()
    path.unlink()
    gone = watched.sweep()
    assert (gone.gone, gone.marks, gone.refusals) == ((str(path),), {}, ())
    path.write_bytes(refusal(1))
    assert ids(watched.sweep()) == ["req_1"]


def test_a_folder_that_is_not_there_takes_no_marks_with_it(watched: Watched, folder: Path, path: Path) -> None:
    """A disk that is not attached, say: when it is back, nothing is read twice."""
    path.write_bytes(refusal(1))
    watched.sweep()
    folder.parent.rename(folder.parent.with_name("elsewhere"))
    assert not watched.sweep()
    assert watched.ledger.missing() == (str(folder.parent),)
    folder.parent.with_name("elsewhere").rename(folder.parent)
    assert not watched.sweep()


def test_new_folders_at_any_depth_are_found(watched: Watched, folder: Path) -> None:
    deep = folder / "session" / "subagents"
    deep.mkdir(parents=True)
    (deep / "agent-1.jsonl").write_bytes(refusal(1, sidechain=True))
    (folder.parent / "x.jsonl").mkdir()
    ((folder.parent / "x.jsonl") / "y.jsonl").write_bytes(refusal(2))
    (folder / "history.json").write_bytes(refusal(3))
    assert sorted(ids(watched.sweep())) == ["req_1", "req_2"]


def test_links_lead_nowhere(watched: Watched, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "other.jsonl").write_bytes(refusal(1))
    (folder / "file.jsonl").symlink_to(outside / "other.jsonl")
    (folder.parent / "folder").symlink_to(outside)
    (folder.parent / "circle").symlink_to(folder.parent)
    assert not watched.sweep()
    for told in (folder.parent / "folder" / "other.jsonl", folder.parent / "folder", folder / "file.jsonl"):
        assert not watched.ledger.is_inside(str(told))
    assert not watched.ledger.is_inside(str(outside / "other.jsonl"))
    assert watched.ledger.is_inside(str(folder / "new.jsonl"))


def test_a_projects_folder_that_is_itself_a_link_is_the_users_own_choice(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "link").symlink_to(folder.parent)
    watched = Watched(tmp_path / "link")
    (folder / "a.jsonl").write_bytes(refusal(1))
    assert ids(watched.sweep()) == ["req_1"]
    assert watched.ledger.is_inside(str(tmp_path / "link" / folder.name / "b.jsonl"))


def test_what_is_no_file_is_let_be_until_it_is_one(watched: Watched, path: Path) -> None:
    """A pipe would hold up whoever opens it; looking at one must return."""
    os.mkfifo(path)
    assert not watched.sweep()
    watched.ledger.look(str(path))
    path.unlink()
    path.mkdir()
    watched.ledger.look(str(path))
    assert not watched.sweep()
    path.rmdir()
    path.write_bytes(refusal(1))
    assert ids(watched.sweep()) == ["req_1"]


@contextmanager
def nothing_can_be_opened() -> Iterator[None]:
    """The administrator may read every file, so permissions refuse nothing here; the system's own limit does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_file_that_cannot_be_read_is_counted_and_tried_again(watched: Watched, folder: Path, path: Path) -> None:
    path.write_bytes(refusal(1))
    watched.sweep()
    append(path, refusal(2))
    (folder / "new.jsonl").write_bytes(refusal(3))
    with nothing_can_be_opened():
        watched.ledger.look(str(path))
        watched.ledger.look(str(folder / "new.jsonl"))
    assert watched.ledger.unreadable == {str(path), str(folder / "new.jsonl")}
    assert not watched.ledger.take()
    assert sorted(ids(watched.sweep())) == ["req_2", "req_3"]
    assert watched.ledger.unreadable == set()


def test_folders_that_cannot_be_listed_cost_no_marks(watched: Watched, path: Path) -> None:
    path.write_bytes(refusal(1))
    watched.sweep()
    with nothing_can_be_opened():
        assert not watched.sweep()
    assert not watched.sweep()


def test_a_line_of_fifty_megabytes_passes_through_in_pieces(watched: Watched, path: Path) -> None:
    """It is searched once however often it grows, and what stands before and behind it is found."""
    piece = b'{"type":"user","text":"' + b"x" * 5_000_000
    append(path, refusal(1))
    spent = time.process_time()
    for number in range(10):
        append(path, piece if number == 0 else b"y" * 5_000_000)
        watched.sweep()
    append(path, b'"}\n' + answer("claude-fable-5") + refusal(2))
    scanned = watched.sweep()
    assert time.process_time() - spent < 2
    assert ids(scanned) == ["req_2"]
    assert scanned.refusals[0].request.model == "claude-fable-5"
    assert scanned.marks[str(path)].offset == path.stat().st_size


def test_the_first_time_old_files_count_as_read(folder: Path) -> None:
    old, fresh = folder / "old.jsonl", folder / "fresh.jsonl"
    old.write_bytes(refusal(1) + prompt() + b'{"cut":')
    fresh.write_bytes(refusal(2))
    now = time.time_ns()
    os.utime(old, ns=(now - 9 * DAY_NS, now - 9 * DAY_NS))
    watched = Watched(folder.parent, fresh_since_ns=now - 8 * DAY_NS)
    scanned = watched.sweep()
    assert ids(scanned) == ["req_2"]
    assert scanned.marks[str(old)].offset == len(refusal(1) + prompt())
    append(old, b"1}\n" + refusal(3))
    assert ids(watched.sweep()) == ["req_3"]


def test_later_an_old_file_that_turns_up_is_news(folder: Path) -> None:
    now = time.time_ns()
    (folder / "a.jsonl").write_bytes(refusal(1))
    watched = Watched(folder.parent, fresh_since_ns=now - 8 * DAY_NS)
    kept = watched.sweep().marks
    restored = folder / "restored.jsonl"
    restored.write_bytes(refusal(2))
    os.utime(restored, ns=(now - 9 * DAY_NS, now - 9 * DAY_NS))
    assert ids(watched.sweep()) == ["req_2"]
    assert ids(Watched(folder.parent, kept, fresh_since_ns=now - 8 * DAY_NS).sweep()) == ["req_2"]


def test_what_could_not_be_kept_is_added_to_what_comes_next(watched: Watched, folder: Path, path: Path) -> None:
    path.write_bytes(refusal(1))
    (folder / "b.jsonl").write_bytes(refusal(2))
    first = watched.sweep()
    append(path, refusal(3))
    (folder / "b.jsonl").unlink()
    both = first + watched.sweep()
    assert sorted(ids(both)) == ["req_1", "req_2", "req_3"]
    assert both.marks.keys() == {str(path)}
    assert both.marks[str(path)].size == path.stat().st_size
    assert both.gone == (str(folder / "b.jsonl"),)
    assert not Scanned()
    assert Scanned() + both == both
