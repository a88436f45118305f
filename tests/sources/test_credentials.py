"""Every state that a login can be found in, and what must never be seen of it."""

import copy
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fairmeter.limits import FailureKind, Hint
from fairmeter.sources import Credential, LoginProblem, Secret, login_found, read_credential
from fairmeter.sources.credentials import MAX_FILE_BYTES, in_environment, in_file

MARKED = "sk-ant-oat01-MARKED"
LOGIN: dict[str, object] = {
    "accessToken": MARKED,
    "refreshToken": "sk-ant-ort01-MARKED-REFRESH",
    "expiresAt": 1788123600000,
    "refreshTokenExpiresAt": 1789333200000,
    "scopes": ["user:profile", "user:inference"],
    "subscriptionType": "max",
    "rateLimitTier": "default_claude_max_5x",
}
MCP = {"mcpOAuth": {"x": {"accessToken": "MARKED-MCP"}}}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / ".claude").mkdir()
    return tmp_path


def put(home: Path, content: object) -> Path:
    """Write a login file: bytes and text as they are, anything else as JSON."""
    path = home / ".claude" / ".credentials.json"
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_login_is_read_from_the_file(home: Path) -> None:
    put(home, {"claudeAiOauth": LOGIN, **MCP})
    found = read_credential({}, home)
    assert isinstance(found, Credential)
    assert found.token.reveal() == MARKED
    assert found.where == "file"
    assert found.scopes == ("user:profile", "user:inference")
    assert found.expires_at == datetime(2026, 8, 30, 21, 0, tzinfo=UTC)


def test_nothing_but_the_access_token_is_kept(home: Path) -> None:
    put(home, {"claudeAiOauth": LOGIN, **MCP})
    found = read_credential({}, home)
    assert isinstance(found, Credential)
    kept = repr({name: getattr(found, name) for name in Credential.__slots__}) + found.token.reveal()
    assert "REFRESH" not in kept
    assert "MCP" not in kept


def test_the_file_is_left_as_it_was(home: Path) -> None:
    path = put(home, {"claudeAiOauth": LOGIN})
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())
    read_credential({}, home)
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == before


def test_the_environment_goes_before_the_file(home: Path) -> None:
    put(home, {"claudeAiOauth": LOGIN})
    found = read_credential({"CLAUDE_CODE_OAUTH_TOKEN": " from-environment\n"}, home)
    assert found == Credential(token=Secret("from-environment"), where="environment")


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_an_empty_variable_is_as_good_as_none(home: Path, empty: str) -> None:
    put(home, {"claudeAiOauth": LOGIN})
    found = read_credential({"CLAUDE_CODE_OAUTH_TOKEN": empty}, home)
    assert isinstance(found, Credential)
    assert found.where == "file"


def test_a_spoilt_variable_does_not_make_another_login_be_used(home: Path) -> None:
    put(home, {"claudeAiOauth": LOGIN})
    found = read_credential({"CLAUDE_CODE_OAUTH_TOKEN": "to ken"}, home)
    assert found == LoginProblem(Hint.LOGIN_HALF_WRITTEN)


def test_a_configured_folder_takes_the_place_of_the_default_one(home: Path, tmp_path: Path) -> None:
    put(home, {"claudeAiOauth": LOGIN})
    other = tmp_path / "other"
    other.mkdir()
    environment = {"CLAUDE_CONFIG_DIR": str(other)}
    assert read_credential(environment, home) == LoginProblem(Hint.NO_LOGIN)
    (other / ".credentials.json").write_text(json.dumps({"claudeAiOauth": {"accessToken": "other"}}))
    found = read_credential(environment, home)
    assert isinstance(found, Credential)
    assert found.token.reveal() == "other"
    assert isinstance(read_credential({"CLAUDE_CONFIG_DIR": ""}, home), Credential)


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"", Hint.LOGIN_EMPTY),
        (b" \n", Hint.LOGIN_EMPTY),
        ({}, Hint.LOGIN_EMPTY),
        (MCP, Hint.LOGIN_EMPTY),
        ({"claudeAiOauth": None, **MCP}, Hint.LOGIN_EMPTY),
        ({"claudeAiOauth": {}}, Hint.LOGIN_EMPTY),
        ({"claudeAiOauth": {"accessToken": "", "refreshToken": ""}}, Hint.LOGIN_EMPTY),
        ({"claudeAiOauth": {"accessToken": " \t"}}, Hint.LOGIN_EMPTY),
        ({"claudeAiOauth": {"accessToken": None}}, Hint.LOGIN_EMPTY),
        (json.dumps({"claudeAiOauth": LOGIN})[:60], Hint.LOGIN_HALF_WRITTEN),
        (b'{"claudeAiOauth": {"accessToken": "\xff"}}', Hint.LOGIN_HALF_WRITTEN),
        (b"[" * 50_000, Hint.LOGIN_HALF_WRITTEN),
        ("null", Hint.LOGIN_HALF_WRITTEN),
        ([LOGIN], Hint.LOGIN_HALF_WRITTEN),
        ({"claudeAiOauth": MARKED}, Hint.LOGIN_HALF_WRITTEN),
        ({"claudeAiOauth": [MARKED]}, Hint.LOGIN_HALF_WRITTEN),
        ({"claudeAiOauth": {"accessToken": 5}}, Hint.LOGIN_HALF_WRITTEN),
        ({"claudeAiOauth": {"accessToken": [MARKED]}}, Hint.LOGIN_HALF_WRITTEN),
        ({"claudeAiOauth": {"accessToken": "a\r\nX-Evil: 1"}}, Hint.LOGIN_HALF_WRITTEN),
        ({"claudeAiOauth": {"accessToken": "a\x00b"}}, Hint.LOGIN_HALF_WRITTEN),
        ({"claudeAiOauth": {"accessToken": "tökén"}}, Hint.LOGIN_HALF_WRITTEN),
        (b" " * (MAX_FILE_BYTES + 1), Hint.LOGIN_TOO_LARGE),
    ],
)
def test_a_file_that_holds_no_usable_login(home: Path, content: object, hint: Hint) -> None:
    put(home, content)
    assert read_credential({}, home) == LoginProblem(hint)


@pytest.mark.parametrize("expires", [None, "soon", -1, 0, 1788123600, 10**400, 1e400, True, float("nan")])
def test_an_expiry_that_is_none_does_not_spoil_the_login(home: Path, expires: object) -> None:
    put(home, json.dumps({"claudeAiOauth": LOGIN | {"expiresAt": expires, "scopes": "all"}}))
    found = read_credential({}, home)
    assert isinstance(found, Credential)
    assert found.expires_at is None
    assert found.scopes == ()


def test_no_file_and_no_folder_is_no_login(tmp_path: Path) -> None:
    assert read_credential({}, tmp_path) == LoginProblem(Hint.NO_LOGIN)
    (tmp_path / ".claude").write_text("a file where the folder should be")
    assert read_credential({}, tmp_path) == LoginProblem(Hint.NO_LOGIN)


def test_a_folder_in_the_place_of_the_file(home: Path) -> None:
    (home / ".claude" / ".credentials.json").mkdir()
    assert read_credential({}, home) == LoginProblem(Hint.LOGIN_IS_A_FOLDER)


def test_a_pipe_is_not_waited_for(home: Path) -> None:
    os.mkfifo(home / ".claude" / ".credentials.json")
    found: list[Credential | LoginProblem] = []
    reader = threading.Thread(target=lambda: found.append(read_credential({}, home)), daemon=True)
    reader.start()
    reader.join(timeout=10)
    assert found == [LoginProblem(Hint.LOGIN_NOT_ALLOWED)]


def test_a_device_is_not_read(home: Path) -> None:
    (home / ".claude" / ".credentials.json").symlink_to("/dev/zero")
    assert read_credential({}, home) == LoginProblem(Hint.LOGIN_NOT_ALLOWED)


def test_links_are_followed_but_not_in_circles(home: Path, tmp_path: Path) -> None:
    path = put(home, {"claudeAiOauth": LOGIN}).rename(tmp_path / "kept-elsewhere.json")
    link = home / ".claude" / ".credentials.json"
    link.symlink_to(path)
    assert isinstance(read_credential({}, home), Credential)
    link.unlink()
    link.symlink_to(link)
    assert read_credential({}, home) == LoginProblem(Hint.LOGIN_NOT_ALLOWED)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_of_somebody_else(home: Path) -> None:
    path = put(home, {"claudeAiOauth": LOGIN})
    path.chmod(0)
    assert read_credential({}, home) == LoginProblem(Hint.LOGIN_NOT_ALLOWED)


def test_a_name_that_no_file_can_have_is_not_allowed(home: Path) -> None:
    """Stands in for a forbidden file where the tests run as root: the system refuses it before it is opened."""
    assert read_credential({"CLAUDE_CONFIG_DIR": "x" * 5000}, home) == LoginProblem(Hint.LOGIN_NOT_ALLOWED)


def test_an_empty_place_passes_the_question_on_and_a_spoilt_one_ends_it(home: Path) -> None:
    def keychain(_environment: Mapping[str, str], _home: Path) -> Credential:
        return Credential(token=Secret("from-keychain"), where="keychain")

    places = (in_environment, in_file, keychain)
    put(home, MCP)
    found = read_credential({}, home, places)
    assert isinstance(found, Credential)
    assert found.where == "keychain"
    put(home, '{"claudeAiOauth')
    assert read_credential({}, home, places) == LoginProblem(Hint.LOGIN_HALF_WRITTEN)


@pytest.mark.parametrize("hint", [hint for hint in Hint if hint is Hint.NO_LOGIN or hint.startswith("login_")])
def test_a_missing_login_is_signed_out_and_a_broken_one_unreadable(hint: Hint) -> None:
    expected = FailureKind.SIGNED_OUT if hint in {Hint.NO_LOGIN, Hint.LOGIN_EMPTY} else FailureKind.UNREADABLE
    assert LoginProblem(hint).kind is expected


def test_whether_there_is_a_login(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not login_found({}, home)
    put(home, {"claudeAiOauth": LOGIN})
    assert login_found({}, home)
    monkeypatch.delenv("CLAUDE_CODE_OAUTH_TOKEN", raising=False)
    monkeypatch.delenv("CLAUDE_CONFIG_DIR", raising=False)
    monkeypatch.setenv("HOME", str(home / "nobody"))
    assert not login_found()
    monkeypatch.setenv("HOME", str(home))
    assert login_found()


def test_a_secret_does_not_show() -> None:
    secret = Secret(MARKED)
    credential = Credential(token=secret, where="file")
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>40}", format(secret)]
    shown += [repr(credential), str(credential), str(asdict(credential)), repr([secret]), repr(copy.copy(secret))]
    shown += [repr(in_environment({"CLAUDE_CODE_OAUTH_TOKEN": MARKED}, Path("/")))]
    assert not [text for text in shown if "MARKED" in text]
    assert not hasattr(secret, "__dict__")
    assert len(secret.digest) == 64


def test_secrets_are_compared_by_what_they_hold() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
