"""Error records of every era become refusals, whatever state their line is in, and nothing private comes along."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from fairmeter.denials import Found, Refusal
from fairmeter.sources.transcripts.identity import identity_of
from fairmeter.sources.transcripts.records import LONGEST, refusal_in
from fairmeter.sources.transcripts.scan import scan
from sources.transcript_lines import FOLDER, NOON, OUT_OF_EXTRA, SECRET, Json, answer, line, prompt, refusal

SESSION_LIMIT = "You've hit your session limit · resets 6pm (America/Los_Angeles)"
SYNTHETIC: Json = {"model": "<synthetic>"}


def said(text: str, **message: object) -> Json:
    return {"type": "assistant", "message": {"content": [{"type": "text", "text": text}], **message}}


ERAS: dict[str, Json] = {
    "2.1.206": said(SESSION_LIMIT, **SYNTHETIC)
    | {"requestId": "req_1", "error": "rate_limit", "isApiErrorMessage": True, "apiErrorStatus": 429},
    "no request id": said("API Error: 400 The supported API model names are a or b, but you passed c.", **SYNTHETIC)
    | {"error": "unknown", "isApiErrorMessage": True, "apiErrorStatus": 400},
    "quota limits": said("You've hit your session limit · resets 1pm (Europe/Berlin)", **SYNTHETIC)
    | {"error": "rate_limit", "isApiErrorMessage": True, "quotaLimits": {"status": "rejected"}},
    "overload without a model": said("API Error: 529 Overloaded. This is a server-side issue, usually temporary.")
    | {"error": "server_error", "isApiErrorMessage": True, "apiErrorStatus": 529},
    "not logged in": said("Not logged in · Please run /login")
    | {"error": "authentication_failed", "isApiErrorMessage": True},
    "April 2026": said(
        'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"' + OUT_OF_EXTRA + '"}}',
        **SYNTHETIC,
    )
    | {"isApiErrorMessage": True},
    "2.1.197, no flag": said("You're out of usage credits", **SYNTHETIC) | {"error": "rate_limit"},
    "2025, nothing but the text": said("Claude AI usage limit reached|1751234567", **SYNTHETIC),
    "sub-agent": said("You're out of usage credits", **SYNTHETIC) | {"isSidechain": True, "isApiErrorMessage": True},
}
NO_REFUSALS: dict[str, bytes] = {
    "an answer": answer(text=OUT_OF_EXTRA),
    "a made-up answer that is no error": line(said("No response requested.", **SYNTHETIC)),
    "a flag that is not set": line(said(OUT_OF_EXTRA, model="claude-opus-5") | {"isApiErrorMessage": False}),
    "a compaction": line(said(OUT_OF_EXTRA, **SYNTHETIC) | {"isCompactSummary": True, "isApiErrorMessage": True}),
    "a quotation": prompt(refusal().decode()),
    "half a record": refusal()[:-40] + b"\n",
    "no JSON": b'"<synthetic>" "isApiErrorMessage":true\n',
    "a list": b'["<synthetic>"]\n',
    "depth": b'{"isApiErrorMessage":true,"message":' + b"[" * 100_000 + b"\n",
}


def found_in(path: Path, content: bytes) -> list[Found]:
    path.write_bytes(content)
    return scan([str(path)]).found


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": ")], ids=["compact", "spaced"])
def test_a_record_of_every_era_is_found(era: str, separators: tuple[str, str], tmp_path: Path) -> None:
    raw = json.dumps(ERAS[era], ensure_ascii=False, separators=separators).encode()
    (found,) = found_in(tmp_path / "s.jsonl", prompt() + raw + b"\n" + prompt())
    assert found.refusal.text == ERAS[era]["message"]["content"][0]["text"]
    assert found.refusal.digest == sha256(raw).hexdigest()


@pytest.mark.parametrize("kind", NO_REFUSALS)
def test_what_is_no_error_record_is_no_refusal(kind: str, tmp_path: Path) -> None:
    (found,) = found_in(tmp_path / "s.jsonl", NO_REFUSALS[kind] + refusal(7))
    assert found.refusal.request_id == "req_7"


def test_bytes_that_are_no_text_cost_nothing_but_themselves(tmp_path: Path) -> None:
    raw = refusal(1).replace(b"Add more", b"Add \xff\xfe more").rstrip()
    (found,) = found_in(tmp_path / "s.jsonl", b"\xff\xfe\n" + raw + b"\n")
    assert found.refusal.text == OUT_OF_EXTRA.replace("Add more", "Add �� more")
    assert (found.refusal.request_id, found.refusal.digest) == ("req_1", sha256(raw).hexdigest())


def test_zeros_that_a_power_cut_left_before_a_line_are_passed_over() -> None:
    found = refusal_in(b"\x00" * 4096 + refusal(1))
    assert found is not None
    assert found.request_id == "req_1"


def test_lines_may_end_the_windows_way(tmp_path: Path) -> None:
    assert len(found_in(tmp_path / "s.jsonl", refusal(1)[:-1] + b"\r\n" + refusal(2)[:-1] + b"\r\n")) == 2


def test_a_line_that_is_too_long_is_counted_and_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(refusal(1) + refusal(2, over={"more": "x" * LONGEST}) + refusal(3))
    whole = scan([str(path)])
    assert [one.refusal.request_id for one in whole.found] == ["req_1", "req_3"]
    assert whole.too_long == 1


def test_nothing_private_comes_along(tmp_path: Path) -> None:
    """What is kept is the error's own sentence and ids: no prompt, no answer, no folder, no branch."""
    content = prompt() + answer(text=SECRET) + refusal(1, over={"gitBranch": SECRET, "errorDetails": SECRET})
    (found,) = found_in(tmp_path / f"{SECRET}.jsonl", content)
    assert found.refusal.text == OUT_OF_EXTRA
    assert SECRET not in repr(found)
    assert FOLDER not in repr(found)


def test_a_record_without_an_instant_has_the_files_own(tmp_path: Path) -> None:
    record = json.loads(refusal(1))
    del record["timestamp"]
    path = tmp_path / "s.jsonl"
    (found,) = found_in(path, line(record))
    assert found.refusal.at is None
    assert found.at == datetime.fromtimestamp(path.stat().st_mtime, UTC)


def test_the_request_names_a_refusal_then_the_session_and_instant_then_the_line() -> None:
    by_request = Refusal(text="a", request_id="req_1", session="s", at=NOON, digest="d")
    assert identity_of(by_request) == "request req_1"
    assert identity_of(Refusal(text="a", session="s", at=NOON, digest="d")) == "session s 2026-11-17T12:00:00+00:00"
    assert identity_of(Refusal(text="a", session="s", digest="d")) == "record d"
    assert identity_of(Refusal(text="a")) == identity_of(Refusal(text="a")) != identity_of(Refusal(text="b\ud800"))


def test_a_request_id_that_was_blanked_names_nothing() -> None:
    """Transcripts are handed on with ids taken out; two refusals of such a file are two."""
    blanked = [Refusal(text="a", request_id="req_REDACTED", session="s", at=NOON, digest=digest) for digest in "de"]
    assert identity_of(blanked[0]) == "session s 2026-11-17T12:00:00+00:00"
