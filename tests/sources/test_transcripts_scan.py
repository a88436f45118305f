"""A scan reads whole folders, in one process or two, and finds the same."""

import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from fairmeter.sources.transcripts import claude_dirs, projects_dirs
from fairmeter.sources.transcripts.scan import scan
from sources.transcript_lines import answer, ids, refusal

MANY = 250
SCAN = """
import sys
from fairmeter.sources.transcripts import scan
print(*(one.identity for one in scan(sys.argv[1:]).found))
"""
GIGABYTE = 1 << 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(MANY):
        content = answer() + (refusal(number) if number % 5 == 0 else b"")
        (tmp_path / f"{number}.jsonl").write_bytes(content)
    return tmp_path


def test_two_processes_find_what_one_finds(folder: Path) -> None:
    """In a process of its own, for a process with threads does not fork."""
    command = [sys.executable, "-c", SCAN, str(folder)]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    alone = scan([str(folder)], in_two=False)
    assert told == " ".join(one.identity for one in alone.found).split()
    assert len(alone.found) == MANY / 5
    assert alone.files == MANY


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_when_the_second_process_is_killed_the_first_does_its_work(folder: Path) -> None:
    """Its half is made long by a file of nothing but zeros, so that it cannot be done before."""
    with (folder / "1.jsonl").open("wb") as file:
        file.truncate(GIGABYTE // 2)
    killed = threading.Event()

    def kill() -> None:
        while not (children := multiprocessing.active_children()):
            continue
        children[0].kill()
        killed.set()

    killer = threading.Thread(target=kill)
    killer.start()
    whole = scan([str(folder)], in_two=True)
    killer.join(10)
    assert killed.is_set()
    assert (len(ids(whole.found)), whole.files) == (MANY / 5, MANY)


def test_a_file_may_be_named_itself_and_what_is_no_transcript_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pasted.txt").write_bytes(refusal(1))
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "pasted.txt")
    assert ids(scan([str(tmp_path)]).found) == []
    assert ids(scan([str(tmp_path / "pasted.txt"), str(tmp_path)]).found) == ["req_1"]
    assert scan([str(tmp_path / "none")]).files == 0


def test_where_claude_code_keeps_its_transcripts(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    other.mkdir()
    (tmp_path / "link").symlink_to(other)
    assert claude_dirs({}, home) == (home / ".claude",)
    assert claude_dirs({"CLAUDE_CONFIG_DIR": ""}, home) == (home / ".claude",)
    environment = {"CLAUDE_CONFIG_DIR": str(other)}
    also = [str(tmp_path / "link"), str(home / ".claude"), "~nobody-of-this-name/x"]
    assert claude_dirs(environment, home, also)[:2] == (other, home / ".claude")
    assert projects_dirs(environment, home, also[:2]) == (other / "projects", home / ".claude" / "projects")
