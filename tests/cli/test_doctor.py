"""`doctor`: one line a part, and one thing to do about each that does not work."""

import json
import os
from pathlib import Path

import pytest

from cli.stand_in import stand_in
from fairmeter.simulator import Fault, stories


def test_all_works(tmp_path: Path) -> None:
    with stand_in(tmp_path) as user:
        code, out = user.run("doctor")
        _, raw = user.run("doctor", "--json")
        token = user.simulator.token
    assert code == 0
    assert [line[:2] for line in out.splitlines()] == ["ok"] * 5
    assert "3 limits" in out
    body = json.loads(raw)
    assert body["works"] is True
    assert token not in out + raw


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault.UNAUTHORIZED, "expired"),
        (Fault.SCOPE, "may not read usage"),
        (Fault.RATE_LIMITED, "busy until"),
        (Fault.SERVER_ERROR, "trouble of its own"),
        (Fault.HTML, "cannot be read"),
        (Fault.REDIRECT, "Something other"),
    ],
)
def test_each_failure_has_a_sentence_and_a_remedy(tmp_path: Path, fault: Fault, says: str) -> None:
    with stand_in(tmp_path) as user:
        user.simulator.service.fault = fault
        code, out = user.run("doctor", "--json")
    service = json.loads(out)["sources"][1]
    assert code == 1
    assert service["works"] is False
    assert says in service["says"]
    assert service["todo"]


def empty(file: Path) -> None:
    file.write_bytes(b"")


def half_written(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:40])


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (empty, "holds no login"),
        (half_written, "incomplete"),
        (folder, "A folder stands"),
        (pipe, "may not be read"),
    ],
)
def test_a_spoilt_login_file_is_named_and_the_last_figures_stay(tmp_path: Path, spoil: object, says: str) -> None:
    """Empty, half written, not readable, a folder: each has its sentence; nothing is sent, nothing breaks."""
    with stand_in(tmp_path) as user:
        user.run("status")
        asked = len(user.simulator.service.requests)
        assert callable(spoil)
        spoil(user.simulator.claude_dir / ".credentials.json")
        code, out = user.run("doctor")
        _, status = user.run("status", "--json", "--max-age", "0")
        assert len(user.simulator.service.requests) == asked
    assert code == 1
    assert says in out
    assert [row["used_pct"] for row in json.loads(status)["limits"]] == [46, 41, 64]


def test_no_login_at_all(tmp_path: Path) -> None:
    with stand_in(tmp_path, stories.SIGNED_OUT) as user:
        code, out = user.run("doctor")
    assert code == 1
    assert out.startswith("NO  Login: No login was found")
    assert "Not asked without a login." in out
