"""`scan`: every refusal in every transcript below a folder, once, judged by what the history knows of its time."""

import argparse
import io
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fairmeter.cli import scan
from fairmeter.cli.main import parsed
from fairmeter.cli.main import run as run_command
from fairmeter.history import Book
from fairmeter.limits import SESSION, WEEKLY, ExtraUsage, Reading, SourceName, Window
from sources.transcript_lines import FOLDER, NOON, OUT_OF_EXTRA, SECRET, answer, line, prompt, refusal

NOW = NOON + timedelta(days=3)
KEYS = [
    *("at", "text", "status", "class", "request_id", "session"),
    *("model", "client", "entrypoint", "verdict", "cause"),
]
MINUTE = timedelta(minutes=1)


class User:
    """A user with a home for Fairmeter and a Claude folder."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "fairmeter"
        self.claude = folder / "claude"
        self.project = self.claude / "projects" / "-home-ada"
        self.project.mkdir(parents=True)
        self.environment = {"FAIRMETER_HOME": str(self.home), "CLAUDE_CONFIG_DIR": str(self.claude)}

    def scan(self, *flags: str) -> tuple[int, str]:
        """The exit status and what was printed."""
        out = io.StringIO()
        return scan.run(parsed(["scan", *flags]), self.environment, lambda: NOW, out), out.getvalue()

    def found(self, *flags: str) -> list[dict[str, Any]]:
        status, printed = self.scan("--json", *flags)
        assert status == 0
        return [json.loads(one) for one in printed.splitlines()]

    def remembers(self, at: datetime, session: float, account: str = "acme", **more: Any) -> None:
        """A reading with room everywhere but as told."""
        (self.home / "data").mkdir(parents=True, exist_ok=True)
        book = Book(self.home / "data" / "history.sqlite3")
        windows = (
            Window(kind=SESSION, used_pct=session, resets_at=at + timedelta(hours=2)),
            Window(kind=WEEKLY, used_pct=60.0, resets_at=at + timedelta(days=2)),
        )
        book.append(
            Reading(source=SourceName.API, account=account, taken_at=at, windows=windows, lists_all=True, **more)
        )
        book.close()


@pytest.fixture
def user(tmp_path: Path) -> User:
    return User(tmp_path)


def test_a_refusal_is_an_object_on_a_line(user: User) -> None:
    (user.project / "s-1.jsonl").write_bytes(prompt() + answer("claude-fable-5") + refusal(5))
    (one,) = user.found()
    assert list(one) == KEYS
    assert one == {
        "at": "2026-11-17T12:00:05.000Z",
        "text": OUT_OF_EXTRA,
        "status": 400,
        "class": "invalid_request",
        "request_id": "req_5",
        "session": "s-1",
        "model": "claude-fable-5",
        "client": "2.1.280",
        "entrypoint": "cli",
        "verdict": "unproven",
        "cause": None,
    }


def test_what_is_not_known_is_null(user: User) -> None:
    said = {
        "type": "assistant",
        "message": {"content": [{"type": "text", "text": "Not logged in · Please run /login"}]},
    }
    (user.project / "s-1.jsonl").write_bytes(line(said | {"isApiErrorMessage": True}))
    (one,) = user.found()
    assert list(one) == KEYS
    assert {key for key, value in one.items() if value is not None} == {"text", "verdict", "cause"}
    assert (one["verdict"], one["cause"]) == ("not_quota", "sign_in")


def test_every_file_below_every_folder_is_read_and_each_refusal_told_once_in_order(user: User, tmp_path: Path) -> None:
    other = tmp_path / "other" / "deep"
    other.mkdir(parents=True)
    (user.project / "b.jsonl").write_bytes(refusal(3) + refusal(1))
    (other / "a.jsonl").write_bytes(refusal(2) + refusal(4, request_id=None) + refusal(5)[:-1])
    shutil.copy(other / "a.jsonl", other / "resumed.jsonl")
    (other / "notes.json").write_bytes(refusal(9))
    assert [one["request_id"] for one in user.found(str(user.claude), str(other.parent), str(other))] == [
        *("req_1", "req_2", "req_3"),
        *(None, "req_5"),
    ]
    assert len(user.found(str(other / "a.jsonl"))) == 3


def test_without_a_folder_the_configured_ones_are_read(user: User, tmp_path: Path) -> None:
    second = tmp_path / "second" / "projects" / "p"
    second.mkdir(parents=True)
    (second / "a.jsonl").write_bytes(refusal(1))
    (user.project / "b.jsonl").write_bytes(refusal(2))
    (user.home / "config").mkdir(parents=True)
    assert [one["request_id"] for one in user.found()] == ["req_2"]
    (user.home / "config" / "settings.toml").write_text(f'claude_dirs = ["{tmp_path / "second"}"]\n', encoding="utf-8")
    assert [one["request_id"] for one in user.found()] == ["req_1", "req_2"]


def test_transcripts_that_were_moved_to_another_disk_by_a_link_are_read(user: User, tmp_path: Path) -> None:
    (user.project / "a.jsonl").write_bytes(refusal(1))
    (user.claude / "projects").rename(tmp_path / "disk")
    (user.claude / "projects").symlink_to(tmp_path / "disk")
    (tmp_path / "disk" / "other").symlink_to(tmp_path)
    assert [one["request_id"] for one in user.found()] == ["req_1"]
    assert len(user.found(str(user.claude))) == 1


def test_a_reading_near_it_makes_a_verdict(user: User) -> None:
    (user.project / "a.jsonl").write_bytes(refusal(0) + refusal(1200))
    user.remembers(NOON - 2 * MINUTE, 72.0, extra=ExtraUsage(enabled=False))
    verdicts = [(one["verdict"], one["cause"]) for one in user.found()]
    assert verdicts == [("contradiction", "plan"), ("unproven", None)]


def test_a_reading_that_shows_a_full_limit_explains(user: User) -> None:
    limit = "You've hit your session limit · resets 3pm (UTC)"
    (user.project / "a.jsonl").write_bytes(refusal(0, text=limit, over={"error": "rate_limit", "apiErrorStatus": 429}))
    user.remembers(NOON + MINUTE, 100.0)
    assert [(one["verdict"], one["cause"]) for one in user.found()] == [("explained", "plan_used_up")]


def test_readings_of_two_accounts_prove_nothing(user: User) -> None:
    """A transcript does not say whose login it was."""
    (user.project / "a.jsonl").write_bytes(refusal(0))
    user.remembers(NOON, 72.0)
    user.remembers(NOON, 10.0, account="other")
    assert [one["verdict"] for one in user.found()] == ["unproven"]


def test_a_refusal_without_an_instant_is_judged_by_no_reading(user: User) -> None:
    """When the file was written says when it was noticed, not when it happened."""
    record = json.loads(refusal(0))
    del record["timestamp"]
    (user.project / "a.jsonl").write_bytes(line(record))
    user.remembers(datetime.now(UTC), 72.0)
    (one,) = user.found()
    assert (one["at"], one["verdict"]) == (None, "unproven")


def test_a_history_that_cannot_be_read_costs_the_verdicts_alone(user: User, capsys: pytest.CaptureFixture[str]) -> None:
    (user.project / "a.jsonl").write_bytes(refusal(0))
    (user.home / "data" / "history.sqlite3").mkdir(parents=True)
    assert [one["verdict"] for one in user.found()] == ["unproven"]
    assert "history" in capsys.readouterr().err


def test_a_scan_leaves_nothing_behind(user: User) -> None:
    (user.project / "a.jsonl").write_bytes(refusal(0))
    user.found()
    assert not user.home.exists()
    assert [path.name for path in user.claude.rglob("*") if path.is_file()] == ["a.jsonl"]


@pytest.mark.parametrize(
    ("since", "kept"),
    [
        ("2026-11-17", [0, 3600]),
        ("2026-11-17T12:00:01Z", [3600]),
        ("2026-11-17T14:00:01+02:00", [3600]),
        ("2026-11-17 12:30", [3600]),
        ("2026-11-18", []),
        ("3d", [0, 3600]),
        ("71h", [3600]),
        ("1w", [0, 3600]),
        (" 10 M ", []),
        ("999999w", [0, 3600]),
    ],
)
def test_since_leaves_out_what_is_older(
    since: str, kept: list[int], user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    (user.project / "a.jsonl").write_bytes(refusal(0) + refusal(3600))
    assert [one["request_id"] for one in user.found("--since", since)] == [f"req_{number}" for number in kept]


@pytest.mark.parametrize("since", ["", "yesterday", "7 parsecs", "2026-13-01", "-3d"])
def test_since_must_mean_something(since: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parsed(["scan", f"--since={since}"])
    assert ended.value.code == 2
    assert "neither a date" in capsys.readouterr().err


def test_what_has_no_instant_is_never_left_out(user: User) -> None:
    record = json.loads(refusal(0))
    del record["timestamp"]
    (user.project / "a.jsonl").write_bytes(line(record))
    assert len(user.found("--since", "1h")) == 1


def test_a_folder_that_is_not_there_is_an_error_only_if_it_was_named(
    user: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert user.scan(str(tmp_path / "none"))[0] == 2
    assert "none: no such" in capsys.readouterr().err
    shutil.rmtree(user.claude)
    assert user.scan() == (0, "No refusal was found in 0 transcripts.\n")
    assert user.scan("--json") == (0, "")


def test_for_a_person_it_is_a_table_with_a_sum(user: User) -> None:
    overload = "API Error: 529 Overloaded."
    (user.project / "a.jsonl").write_bytes(
        answer("claude-opus-5") + refusal(1) + refusal(2, text=overload, over={"apiErrorStatus": 529})
    )
    status, printed = user.scan()
    heads, first, second, blank, total = printed.splitlines()
    assert status == 0
    assert heads.split() == ["When", "Verdict", "Model", "What", "it", "said"]
    assert first.index("Unproven") == second.index("Not about quota") == heads.index("Verdict")
    assert first.endswith(OUT_OF_EXTRA)
    assert "Opus 5" in first
    assert (blank, total) == ("", "2 refusals in 1 transcript: 1 unproven, 1 not about quota.")


def test_a_terminal_does_not_obey_what_a_file_says(user: User) -> None:
    hostile = refusal(1, text="API Error: \x1b]0;gotcha\x07\x9b31m\u202e\nred HALF")
    (user.project / "a.jsonl").write_bytes(hostile.replace(b"HALF", rb"\ud800"))
    for flags in ((), ("--json",)):
        printed = user.scan(*flags)[1]
        assert printed.encode()
        assert all(letter.isprintable() or letter == "\n" for letter in printed)


def test_nothing_private_is_printed(user: User) -> None:
    content = prompt() + answer(text=SECRET) + refusal(1, over={"gitBranch": SECRET})
    (user.project / f"{SECRET}.jsonl").write_bytes(content)
    for flags in ((), ("--json",)):
        printed = user.scan(*flags)[1]
        assert OUT_OF_EXTRA in printed
        assert SECRET not in printed
        assert FOLDER not in printed


def test_what_could_not_be_read_is_said(user: User, capsys: pytest.CaptureFixture[str]) -> None:
    (user.project / "a.jsonl").write_bytes(refusal(1, over={"more": "x" * 9_000_000}))
    assert user.found() == []
    assert "lines too long to be read: 1" in capsys.readouterr().err


def test_a_second_process_finds_the_same(user: User) -> None:
    """Where there are many files and two processors, the halves are read at the same time."""
    for number in range(300):
        (user.project / f"{number}.jsonl").write_bytes(answer() + refusal(number))
    assert [one["request_id"] for one in user.found()] == [f"req_{number}" for number in range(300)]


def test_it_loads_neither_the_tray_nor_the_simulator_nor_the_monitor() -> None:
    """Loading them takes longer than to read a gigabyte of transcripts."""
    loaded = "import sys, fairmeter.cli.scan; print(*(name for name in sys.modules if name.startswith('fairmeter.')))"
    told = subprocess.run([sys.executable, "-c", loaded], stdout=subprocess.PIPE, text=True, check=True).stdout
    assert not {"ui", "simulator", "monitor", "assembly", "report"} & {name.split(".")[1] for name in told.split()}


def test_the_command_line_knows_it(user: User, capsys: pytest.CaptureFixture[str]) -> None:
    (user.project / "a.jsonl").write_bytes(refusal(1))
    assert run_command(parsed(["scan", "--json"]), user.environment) == 0
    assert json.loads(capsys.readouterr().out)["request_id"] == "req_1"
    assert isinstance(parsed(["scan", "a", "b"]), argparse.Namespace)
