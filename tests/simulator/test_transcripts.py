"""Transcript lines look like those of the client's eras."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fairmeter.simulator import (
    Account,
    Era,
    Order,
    RefusalCause,
    Refused,
    TranscriptWriter,
)
from fairmeter.simulator.refusal_text import era_of

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
Opened = Callable[..., Account]
OUT_OF_EXTRA = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
ENVELOPE = {
    "parentUuid", "isSidechain", "type", "uuid", "timestamp", "message", "userType", "entrypoint", "cwd",
    "sessionId", "version", "gitBranch",
}  # fmt: skip


def lines(writer: TranscriptWriter) -> list[Any]:
    return [json.loads(line) for line in writer.path.read_text(encoding="utf-8").splitlines()]


def refusal_line(folder: Path, refused: object, version: str, era: Era | None = None) -> Any:
    assert isinstance(refused, Refused)
    writer = TranscriptWriter(folder, "s-1", version, era=era)
    writer.turn(refused, "claude-fable-5", NOW)
    return lines(writer)[-1]


def test_the_file_lies_where_claude_code_puts_it(tmp_path: Path) -> None:
    writer = TranscriptWriter(tmp_path, "0a-1b", "2.1.280", "cli", cwd="/home/ada/my.app_2")
    assert writer.path == tmp_path / "-home-ada-my-app-2" / "0a-1b.jsonl"


def test_a_turn_is_a_prompt_and_several_lines_of_one_answer(tmp_path: Path, opened: Opened) -> None:
    writer = TranscriptWriter(tmp_path, "s-1", "2.1.280", "sdk-cli")
    writer.turn(opened().request("claude-fable-5", 2.0), "claude-fable-5[1m]", NOW, prompt="Please")
    prompt, *answer = lines(writer)
    assert (prompt["type"], prompt["message"]) == ("user", {"role": "user", "content": "Please"})
    assert set(prompt) == ENVELOPE
    assert len(answer) > 1
    assert len({(line["message"]["id"], line["requestId"]) for line in answer}) == 1
    assert all(set(line) == ENVELOPE | {"requestId"} for line in answer)
    assert {line["message"]["model"] for line in answer} == {"claude-fable-5"}
    assert (prompt["timestamp"], prompt["version"], prompt["entrypoint"]) == (
        "2026-11-17T12:00:00.000Z",
        "2.1.280",
        "sdk-cli",
    )


def test_the_usage_of_an_answer_has_the_keys_of_the_contract_and_grows(tmp_path: Path, opened: Opened) -> None:
    writer = TranscriptWriter(tmp_path, "s-1", "2.1.280")
    writer.turn(opened().request("claude-fable-5", 2.0), "claude-fable-5", NOW, fast=True)
    usages = [line["message"]["usage"] for line in lines(writer)[1:]]
    assert set(usages[0]) == {
        "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens", "cache_creation",
        "server_tool_use", "service_tier", "speed", "inference_geo", "iterations",
    }  # fmt: skip
    outputs = [usage["output_tokens"] for usage in usages]
    assert outputs == sorted(set(outputs))
    assert {usage["speed"] for usage in usages} == {"fast"}


def test_lines_are_chained_and_appended(tmp_path: Path, opened: Opened) -> None:
    writer = TranscriptWriter(tmp_path, "s-1", "2.1.280")
    ours = opened()
    for _ in range(3):
        writer.turn(ours.request("claude-fable-5", 1.0), "claude-fable-5", NOW)
    written = lines(writer)
    assert [line["parentUuid"] for line in written] == [None] + [line["uuid"] for line in written[:-1]]
    assert len({line["uuid"] for line in written}) == len(written) == 12


def test_the_refusal_of_april_carries_the_raw_body_and_nothing_else(tmp_path: Path, opened: Opened) -> None:
    refused = opened(order=Order.EXTRA_FIRST).request("claude-fable-5", 1.0)
    line = refusal_line(tmp_path, refused, "2.1.96")
    text = line["message"]["content"][0]["text"]
    assert text == (
        'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"'
        f'{OUT_OF_EXTRA}"}},"request_id":"{refused.request_id}"}}'
    )
    assert line["message"]["model"] == "<synthetic>"
    assert line["isApiErrorMessage"] is True
    assert set(line) == ENVELOPE | {"isApiErrorMessage"}


def test_a_bare_line_has_only_the_class(tmp_path: Path, opened: Opened) -> None:
    line = refusal_line(tmp_path, opened().fail(RefusalCause.OVERLOADED), "2.1.197", Era.BARE)
    assert set(line) == ENVELOPE | {"error"}
    assert line["message"]["content"][0]["text"].startswith("API Error: 529 Overloaded.")


def full_session(opened: Opened) -> Any:
    ours = opened()
    ours.request("claude-opus-5", 60.0)
    return ours.request("claude-opus-5", 1.0)


def test_the_line_of_summer_has_class_and_status(tmp_path: Path, opened: Opened) -> None:
    line = refusal_line(tmp_path, full_session(opened), "2.1.206")
    assert set(line) == ENVELOPE | {"requestId", "error", "isApiErrorMessage", "apiErrorStatus"}
    assert (line["error"], line["apiErrorStatus"]) == ("rate_limit", 429)
    assert line["message"]["content"][0]["text"] == "You've hit your session limit · resets 2:20pm (UTC)"
    assert line["message"]["stop_reason"] == "stop_sequence"
    numbers = [value for value in line["message"]["usage"].values() if isinstance(value, int)]
    assert numbers == [0, 0, 0, 0]


def test_the_newest_line_has_the_quota_figures(tmp_path: Path, opened: Opened) -> None:
    line = refusal_line(tmp_path, full_session(opened), "2.1.280")
    assert line["quotaLimits"]["rateLimitType"] == "five_hour"
    assert line["quotaLimits"]["status"] == "rejected"


def test_the_newest_line_of_a_400_has_no_figures(tmp_path: Path, opened: Opened) -> None:
    line = refusal_line(tmp_path, opened(order=Order.EXTRA_FIRST).request("claude-fable-5", 1.0), "2.1.280")
    assert "quotaLimits" not in line
    assert (line["error"], line["apiErrorStatus"]) == ("invalid_request", 400)


def test_the_long_context_gate_has_two_wordings(tmp_path: Path, opened: Opened) -> None:
    gate = opened().request("claude-opus-5", 1.0, long_context=True)
    old = refusal_line(tmp_path / "old", gate, "2.1.96")["message"]["content"][0]["text"]
    new = refusal_line(tmp_path / "new", gate, "2.1.280")["message"]["content"][0]["text"]
    assert old.startswith('API Error: 429 {"type":"error"')
    assert new.startswith("API Error: Usage credits required for 1M context")


def test_a_login_that_ended_is_filed_as_such(tmp_path: Path, opened: Opened) -> None:
    line = refusal_line(tmp_path, opened().fail(RefusalCause.SIGN_IN), "2.1.280")
    assert (line["error"], line["apiErrorStatus"]) == ("authentication_failed", 401)
    assert line["message"]["content"][0]["text"].startswith("Please run /login · API Error: 401")


@pytest.mark.parametrize(
    ("version", "era"),
    [
        ("2.1.4", Era.FLAGGED),
        ("2.1.178", Era.STATUS),
        ("2.1.243", Era.QUOTA),
        ("3.0", Era.QUOTA),
        ("latest", Era.FLAGGED),
    ],
)
def test_the_version_decides_the_form(version: str, era: Era) -> None:
    assert era_of(version) is era
