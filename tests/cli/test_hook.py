"""`fairmeter hook` keeps the refusal it is told of, and whatever happens it is silent, quick and content."""

import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import meters
from fairmeter.cli import hook
from fairmeter.denials import Judged, Ruling
from fairmeter.docket import Docket
from fairmeter.history import Book
from fairmeter.limits import readings_of
from fairmeter.simulator import Simulator, stories
from scenes import local

NOW = local(17, 9, 42)
PAYLOAD = {
    "session_id": "00893aaf-19fa-41d2-8238-13269b9b3ca0",
    "transcript_path": "/nowhere/x.jsonl",
    "cwd": "/nowhere",
    "hook_event_name": "StopFailure",
    "error": "invalid_request",
    "error_details": "400",
    "last_assistant_message": "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep "
    "going.",
}


def told(raw: bytes, home: Path, now: datetime = NOW) -> int:
    return hook.run(io.BytesIO(raw), {"FAIRMETER_HOME": str(home)}, lambda: now)


def kept(home: Path) -> tuple[Judged, ...]:
    book = Book(book_path(home))
    try:
        docket = Docket(book)
        docket.restore(NOW)
        return docket.cases
    finally:
        book.close()


def book_path(home: Path) -> Path:
    (found,) = home.rglob("history.sqlite3")
    return found


def test_a_refusal_is_kept_for_the_app(tmp_path: Path) -> None:
    assert told(json.dumps(PAYLOAD).encode(), tmp_path) == 0
    (case,) = kept(tmp_path)
    assert case.at == NOW
    assert case.refusal.text == PAYLOAD["last_assistant_message"]
    assert case.refusal.status == 400
    assert case.verdict.verdict is Ruling.UNPROVEN


def test_it_is_judged_by_the_reading_that_the_app_took(tmp_path: Path) -> None:
    told(b"{}", tmp_path)
    other = {**PAYLOAD, "last_assistant_message": "529 Overloaded"}
    told(json.dumps(other).encode(), tmp_path, NOW - timedelta(minutes=3))
    book = Book(book_path(tmp_path))
    for reading in readings_of(meters()):
        book.append(reading)
    book.close()
    told(json.dumps(PAYLOAD).encode(), tmp_path)
    assert {case.verdict.verdict for case in kept(tmp_path)} == {Ruling.CONTRADICTION, Ruling.NOT_QUOTA}


def test_the_same_refusal_told_twice_is_kept_once(tmp_path: Path) -> None:
    told(json.dumps(PAYLOAD).encode(), tmp_path)
    told(json.dumps(PAYLOAD).encode(), tmp_path, NOW + timedelta(seconds=2))
    assert len(kept(tmp_path)) == 1


def test_the_same_words_an_hour_later_are_another_refusal(tmp_path: Path) -> None:
    told(json.dumps(PAYLOAD).encode(), tmp_path, NOW - timedelta(hours=1))
    told(json.dumps(PAYLOAD).encode(), tmp_path)
    assert len(kept(tmp_path)) == 2


def test_the_transcripts_own_record_is_taken_where_it_is_written_already(tmp_path: Path) -> None:
    with Simulator(stories.CONTRADICTION, folder=tmp_path / "user", speed=0, start=NOW - timedelta(minutes=6)) as user:
        user.player.run_until(NOW)
        (path,) = user.claude_dir.rglob("*.jsonl")
        session = json.loads(path.read_text(encoding="utf-8").splitlines()[0])["sessionId"]
        told(json.dumps(PAYLOAD | {"session_id": session, "transcript_path": str(path)}).encode(), tmp_path / "home")
    (case,) = kept(tmp_path / "home")
    assert case.refusal.request_id is not None
    assert case.identity == f"request {case.refusal.request_id}"
    assert case.request.model is not None
    assert case.refusal.client is not None


@pytest.mark.parametrize("path", ["/dev/zero", "/nowhere", "", "\x00", 7, None, "/"])
def test_a_transcript_that_is_none_is_no_trouble(path: object, tmp_path: Path) -> None:
    assert told(json.dumps(PAYLOAD | {"transcript_path": path}).encode(), tmp_path) == 0
    assert kept(tmp_path)[0].refusal.text == PAYLOAD["last_assistant_message"]


def test_a_message_of_any_length_is_kept_short(tmp_path: Path) -> None:
    told(json.dumps({**PAYLOAD, "last_assistant_message": "API Error: 400 " + "x" * 99_999}).encode(), tmp_path)
    assert len(kept(tmp_path)[0].refusal.text) == 2000


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b'{"hook_event_name": "Stop"}',
        b'{"hook_event_name": "StopFailure"}',
        b'{"hook_event_name": "StopFailure", "last_assistant_message": 7, "error": []}',
        b'{"a": "' + b"x" * (1 << 20) + b'"}',
    ],
    ids=["empty", "null", "list", "cut", "no-text", "deep", "other-hook", "bare", "odd-types", "too-long"],
)
def test_what_is_no_refusal_keeps_nothing(raw: bytes, tmp_path: Path) -> None:
    assert told(raw, tmp_path) == 0
    assert list(tmp_path.rglob("history.sqlite3")) == []


@given(st.binary(max_size=200))
def test_garbage_never_disturbs(raw: bytes) -> None:
    assert hook.run(io.BytesIO(raw), {"FAIRMETER_HOME": "/proc/nowhere"}, lambda: NOW) == 0


def _closed() -> io.BytesIO:
    stream = io.BytesIO()
    stream.close()
    return stream


@pytest.mark.parametrize("stdin", [lambda: None, _closed], ids=["none", "closed"])
def test_no_standard_input_is_no_trouble(stdin: Callable[[], io.BytesIO | None], tmp_path: Path) -> None:
    assert hook.run(stdin(), {"FAIRMETER_HOME": str(tmp_path)}, lambda: NOW) == 0


def test_a_folder_that_cannot_be_made_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert told(json.dumps(PAYLOAD).encode(), tmp_path / "file" / "home") == 0


def test_a_book_that_is_in_use_is_not_waited_for_long(tmp_path: Path) -> None:
    told(json.dumps(PAYLOAD).encode(), tmp_path, NOW - timedelta(hours=1))
    other = sqlite3.connect(book_path(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        began = datetime.now(UTC)
        assert told(json.dumps(PAYLOAD).encode(), tmp_path) == 0
        assert datetime.now(UTC) - began < timedelta(seconds=5)
    finally:
        other.close()


@pytest.mark.parametrize("words", [(), ("--whatever", "x")])
def test_the_program_says_nothing_and_is_content(words: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fairmeter", "hook", *words],
        input=b"garbage",
        env={"FAIRMETER_HOME": str(tmp_path), "PYTHONPATH": "app"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
