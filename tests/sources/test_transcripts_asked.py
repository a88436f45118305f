"""The model of a refused request is found in the lines before it, and only there."""

from pathlib import Path

import pytest

from fairmeter.billing import Request
from fairmeter.sources.transcripts.scan import scan
from sources.transcript_lines import SECRET, answer, envelope, line, prompt, refusal

MEGABYTE = 1 << 20


def requests(path: Path, content: bytes) -> list[Request]:
    path.write_bytes(content)
    found = scan([str(path)]).found
    assert [one.refusal.model for one in found] == [one.request.model for one in found]
    return [one.request for one in found]


def chosen(name: str, number: int = 0) -> bytes:
    said = f"<local-command-stdout>Set model to \x1b[1m{name}\x1b[22m</local-command-stdout>"
    return line({"type": "user", "message": {"role": "user", "content": said}} | envelope(number))


def test_the_last_answer_names_the_model(tmp_path: Path) -> None:
    content = answer("claude-opus-5") + answer("claude-fable-5") + prompt() + refusal(1)
    assert requests(tmp_path / "s.jsonl", content) == [Request(model="claude-fable-5", fast_mode=False)]


def test_a_full_context_and_fast_mode_are_told(tmp_path: Path) -> None:
    fast = answer("claude-opus-5", tokens=300_000).replace(b'"speed":"standard"', b'"speed":"fast"')
    assert requests(tmp_path / "s.jsonl", fast + refusal(1)) == [
        Request(model="claude-opus-5", long_context=True, fast_mode=True)
    ]


def test_nothing_before_it_leaves_the_model_unknown(tmp_path: Path) -> None:
    assert requests(tmp_path / "s.jsonl", prompt() + refusal(1) + answer("claude-opus-5")) == [Request()]


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("opus (claude-opus-4-6[1m])", "claude-opus-4-6[1m]"),
        ("claude-fable-5[1m]", "claude-fable-5[1m]"),
        ("Sonnet 5", "Sonnet 5"),
        ("Opus 4.6 (1M context)", "Opus 4.6 (1M context)"),
        ("Default (recommended)", None),
    ],
)
def test_a_model_chosen_since_outranks_the_last_answer(name: str, model: str | None, tmp_path: Path) -> None:
    """What the default is nobody says, so the model is not known then; the answer before is of another one."""
    content = answer("claude-opus-5") + chosen(name) + prompt() + refusal(1)
    assert [one.model for one in requests(tmp_path / "s.jsonl", content)] == [model]


def test_an_answer_after_the_choice_counts_again(tmp_path: Path) -> None:
    content = chosen("sonnet") + answer("claude-sonnet-5") + refusal(1)
    assert requests(tmp_path / "s.jsonl", content)[0].model == "claude-sonnet-5"


def test_a_conversation_about_the_command_chooses_nothing(tmp_path: Path) -> None:
    quoted = prompt("Why does it say <local-command-stdout>Set model to opus</local-command-stdout> here?")
    assert requests(tmp_path / "s.jsonl", answer("claude-haiku-5") + quoted + refusal(1))[0].model == "claude-haiku-5"


def test_a_sub_agents_model_is_its_own(tmp_path: Path) -> None:
    content = (
        answer("claude-opus-5")
        + answer("claude-haiku-5", sidechain=True)
        + refusal(1, sidechain=True)
        + answer("claude-haiku-5", sidechain=True)
        + refusal(2)
        + refusal(3, sidechain=True)
    )
    models = [one.model for one in requests(tmp_path / "s.jsonl", content)]
    assert models == ["claude-haiku-5", "claude-opus-5", "claude-haiku-5"]


def test_refusals_in_a_row_were_asked_of_one_model(tmp_path: Path) -> None:
    content = answer("claude-opus-5") + b"".join(refusal(n) + prompt() for n in range(5)) + chosen("fable") + refusal(9)
    models = [one.model for one in requests(tmp_path / "s.jsonl", content)]
    assert models == ["claude-opus-5"] * 5 + ["fable"]


def test_the_answer_may_lie_megabytes_back_but_not_without_end(tmp_path: Path) -> None:
    much = prompt(SECRET * (MEGABYTE // len(SECRET)))
    near = answer("claude-opus-5") + much * 3 + refusal(1)
    far = answer("claude-opus-5") + much * 5 + refusal(1)
    assert requests(tmp_path / "near.jsonl", near)[0].model == "claude-opus-5"
    assert requests(tmp_path / "far.jsonl", far) == [Request()]


def test_a_broken_line_before_it_is_passed_over(tmp_path: Path) -> None:
    broken = answer("claude-haiku-5")[:-30] + b"\n" + b'\xff"assistant"\n' + b'["assistant"]\n'
    assert requests(tmp_path / "s.jsonl", answer("claude-opus-5") + broken + refusal(1))[0].model == "claude-opus-5"
