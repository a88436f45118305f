"""`explain`: a verdict from a text and flags, stable in its JSON form, patient with what people type."""

import argparse
import io
import json
from pathlib import Path

import pytest

from fairmeter.cli import explain
from sources.bodies import BODIES

LANE = "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going."


def explained(*argv: str, stdin: str = "") -> tuple[int, str]:
    """The exit status and what was printed."""
    parser = argparse.ArgumentParser(prog="fairmeter")
    explain.add_parser(parser.add_subparsers(dest="command"))
    out = io.StringIO()
    status = explain.run(parser.parse_args(["explain", *argv]), io.StringIO(stdin), out)
    return status, out.getvalue()


def judged(*argv: str, stdin: str = LANE) -> tuple[str, str | None]:
    status, printed = explained("--json", *argv, stdin=stdin)
    assert status == 0
    verdict = json.loads(printed)
    return verdict["verdict"], verdict["cause"]


def test_the_json_form_has_its_names_and_both_orders() -> None:
    flags = ("--session", "72", "--weekly", "68", "--model-limit", "sonnet=3", "--balance", "0.0", "--currency", "usd")
    status, printed = explained("--json", *flags, stdin=LANE)
    verdict = json.loads(printed)
    assert status == 0
    assert list(verdict) == ["verdict", "cause", "summary", "reasons", "missing", "expected_order", "faulty_order"]
    assert (verdict["verdict"], verdict["cause"]) == ("contradiction", "plan")
    assert "28% of your session and 32% of your week were left" in verdict["summary"]
    assert verdict["missing"] == []
    assert verdict["expected_order"]["outcome"] == "plan_pays"
    assert verdict["faulty_order"]["outcome"] == "refused"
    steps = verdict["expected_order"]["steps"]
    assert [step["pot"] for step in steps] == ["session", "weekly", "model_weekly", "extra"]
    assert [step["state"] for step in steps] == ["has_room", "has_room", "not_applicable", "not_asked"]
    assert "28% left" in steps[0]["detail"]
    faulty = verdict["faulty_order"]["steps"]
    assert (faulty[0]["pot"], faulty[0]["state"]) == ("extra", "used_up")
    assert "$0.00" in faulty[0]["detail"]
    assert {step["state"] for step in faulty[1:]} == {"not_asked"}


def test_what_is_missing_is_named() -> None:
    _, printed = explained("--json", "--weekly", "5", stdin="You've hit your usage limit")
    verdict = json.loads(printed)
    assert (verdict["verdict"], verdict["cause"]) == ("unproven", None)
    assert [word.split(":")[0] for word in verdict["missing"]] == ["session"]


def test_the_text_may_be_an_argument_in_one_piece_or_several() -> None:
    _, one = explained("API Error: 529 Overloaded")
    _, several = explained("--session", "4", "API", "Error:", "529", "Overloaded")
    assert one.startswith("Not about quota")
    assert several.startswith("Not about quota")


def test_a_dash_reads_standard_input() -> None:
    _, printed = explained("-", stdin="API Error: 529 Overloaded")
    assert printed.startswith("Not about quota")


def test_the_readable_form_says_why_what_to_try_and_both_orders() -> None:
    status, printed = explained(LANE, "--session", "20", "--weekly", "30", "--extra", "on", "--balance", "0")
    assert status == 0
    for part in ("Contradiction", "80% of your session", "Expected order", "Faulty order", "Probable causes", "Try: "):
        assert part in printed


def test_the_readable_form_says_what_would_change_an_unproven_verdict() -> None:
    _, printed = explained("You've hit your usage limit", "--session", "20")
    assert "With room on every meter that is missing: contradiction" in printed
    assert "With the first of them used up: explained" in printed


@pytest.mark.parametrize("blank", ["", "  \n\t "])
def test_no_text_at_all_is_a_usage_error(blank: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, printed = explained(stdin=blank)
    assert (status, printed) == (2, "")
    assert "no text" in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv",
    [
        ("--client", "latest"),
        ("--balance", "-0.01"),
        ("--model-limit", "fable=102"),
        ("--model-limit", "fable 5=102%"),
        ("--session", "101"),
        ("--weekly", " 7.5 % "),
        ("--balance", "NZ$26.40"),
        ("--balance=-$0.92",),
        ("--cap", "1,204.50", "--spent", "3,50"),
        ("--currency", "credits"),
        ("--extra", "ON"),
        ("--third-party", "No"),
        ("--headless", "yes", "--entrypoint", "sdk-cli"),
        ("--status", " 429 "),
        ("--model", ""),
    ],
)
def test_odd_yet_meaningful_values_are_taken(argv: tuple[str, ...]) -> None:
    assert judged(*argv)[0] in {"contradiction", "explained", "unproven"}


@pytest.mark.parametrize(
    "argv",
    [
        ("--session", "a lot"),
        ("--session", "-1"),
        ("--session", "nan"),
        ("--weekly", "inf"),
        ("--model-limit", "fable"),
        ("--model-limit", "=3"),
        ("--model-limit", "fable=much"),
        ("--balance", "plenty"),
        ("--balance", "1.2.3"),
        ("--cap", "1" * 20),
        ("--spent", ""),
        ("--status", "4e2"),
        ("--status", "-400"),
        ("--status", "\u0664\u0660\u0660"),
        ("--extra", "maybe"),
        ("--fast-mode", "perhaps"),
        ("--nonsense", "1"),
    ],
)
def test_values_without_a_meaning_are_a_usage_error_that_names_the_flag(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        explained(LANE, *argv)
    assert ended.value.code == 2
    assert argv[0] in capsys.readouterr().err


def test_money_is_read_with_its_sign() -> None:
    funded = ("--session", "5", "--extra", "on")
    assert judged(*funded, "--balance", "0.01") == ("contradiction", "plan_and_extra")
    assert judged(*funded, "--balance", "-0.01") == ("contradiction", "plan")
    assert judged(*funded, "--spent", "15,40", "--cap", "$1,000.00") == ("contradiction", "plan_and_extra")


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("--third-party", "yes"), ("explained", "third_party")),
        (("--fast-mode", "yes"), ("explained", "fast_mode")),
        (("--long-context", "yes"), ("unproven", None)),
        (("--model", "opus[1m]"), ("unproven", None)),
        (("--status", "401"), ("not_quota", "sign_in")),
        (("--entrypoint", "openclaw"), ("explained", "third_party")),
        (("--headless", "yes"), ("contradiction", "plan")),
    ],
)
def test_every_gate_flag_reaches_the_judge(argv: tuple[str, ...], expected: tuple[str, str | None]) -> None:
    assert judged("--session", "5", "--weekly", "5", *argv) == expected


@pytest.fixture
def body(tmp_path: Path) -> Path:
    """A saved body with the session at 0, the week at 58 and Fable used up, which lists every limit."""
    file = tmp_path / "usage.json"
    file.write_text(BODIES["C"], "utf-8")
    return file


def test_a_saved_body_gives_its_figures_however_old_it_is(body: Path) -> None:
    assert judged("--usage", str(body)) == ("explained", "model_limit")
    assert judged("--usage", str(body), "--model", "opus") == ("contradiction", "plan")


def test_a_flag_outranks_the_body(body: Path) -> None:
    assert judged("--usage", str(body), "--weekly", "100") == ("explained", "plan_used_up")
    funded = ("--extra", "on", "--balance", "4")
    assert judged("--usage", str(body), "--model", "opus", *funded) == ("contradiction", "plan_and_extra")


def test_a_body_that_lists_its_limits_shows_that_a_row_is_absent(tmp_path: Path) -> None:
    file = tmp_path / "usage.json"
    file.write_text(BODIES["F"], "utf-8")
    gate = "Fable 5 requires usage credits"
    assert judged("--usage", str(file), stdin=gate) == ("explained", "model_limit")
    assert judged("--session", "48", "--weekly", "64", stdin=gate) == ("unproven", None)


@pytest.mark.parametrize("content", [b"", b"not json", b"[]", b'{"a": 1}', b"\xff\xfe"])
def test_a_file_that_is_no_usage_body_is_a_usage_error(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "usage.json"
    file.write_bytes(content)
    for path in (file, tmp_path / "missing", tmp_path):
        with pytest.raises(SystemExit) as ended:
            explained(LANE, "--usage", str(path))
        assert ended.value.code == 2
        assert "--usage" in capsys.readouterr().err


def test_a_pasted_transcript_line_is_read_as_a_record() -> None:
    record = {
        "type": "assistant",
        "timestamp": "2025-01-01T00:00:00Z",
        "message": {"model": "<synthetic>", "content": [{"type": "text", "text": LANE}]},
        "isApiErrorMessage": True,
        "apiErrorStatus": 400,
    }
    assert judged("--session", "5", stdin=json.dumps(record)) == ("contradiction", "plan")


def test_bytes_on_standard_input_that_are_no_text_are_not_fatal() -> None:
    parser = argparse.ArgumentParser()
    explain.add_parser(parser.add_subparsers())
    raw = io.TextIOWrapper(io.BytesIO(b"\xff API Error: 529 Overloaded"), encoding="ascii")
    out = io.StringIO()
    assert explain.run(parser.parse_args(["explain"]), raw, out) == 0
    assert out.getvalue().startswith("Not about quota")
