"""`fairmeter report`: the state of a real book in every form, and one refusal's evidence by its name."""

import io
import json
from pathlib import Path

import pytest

from cli.stand_in import WORDING, StandIn, stand_in
from fairmeter.cli import report
from fairmeter.cli.main import parser
from fairmeter.denials import Found, Refusal
from fairmeter.docket import Docket
from fairmeter.report import Sheet

TEXT = "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going."


def refuse(user: StandIn) -> None:
    """A request is refused now, and the app has seen it."""
    now = user.simulator.clock.now()
    refusal = Refusal(text=TEXT, at=now, status=400, request_id="req_1", model="claude-fable-5")
    with user.parts() as own:
        monitor = own.monitor(lambda _: None)
        monitor.refresh(now)
        docket = Docket(own.book)
        snapshot = monitor.outlook.snapshot
        assert snapshot is not None
        docket.note(snapshot, now)
        docket.enter([Found(identity="request req_1", at=now, refusal=refusal)], {}, now)


def run(user: StandIn, *flags: str, draw_pdf: report.DrawPdf | None = None) -> tuple[int, str]:
    args, out = parser().parse_args(["report", *flags]), io.StringIO()
    with user.parts() as own:
        return report.run(args, own, user.simulator.clock.now, WORDING, out, draw_pdf=draw_pdf), out.getvalue()


def test_the_state_is_asked_for_when_nothing_is_known(tmp_path: Path) -> None:
    with stand_in(tmp_path) as user:
        code, out = run(user)
    assert code == 0
    assert "| Session | 46% | 54% |" in out
    assert "## Refusals of the last 30 days\n\nNone.\n" in out


def test_a_refusal_is_listed_and_found_by_its_name_and_its_request(tmp_path: Path) -> None:
    with stand_in(tmp_path) as user:
        refuse(user)
        _, listed = run(user, "--format", "json")
        (name,) = [one["refusal"] for one in json.loads(listed)["refusals"]]
        by_name, by_request = run(user, "--refusal", name), run(user, "--refusal", "req_1")
    assert by_name == by_request
    assert by_name[0] == 0
    assert by_name[1].startswith("# Refused at 16:18 although 54% of your session was left\n")


@pytest.mark.parametrize(
    ("form", "start"), [("md", "# "), ("html", "<!DOCTYPE html>"), ("json", "{\n"), ("csv", "refusal,at,")]
)
def test_every_form_goes_to_a_file(form: str, start: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    with stand_in(tmp_path) as user:
        refuse(user)
        assert run(user, "--refusal", "req_1", "--format", form, "-o", str(path)) == (0, "")
        _, printed = run(user, "--refusal", "req_1", "--format", form)
    assert path.read_text(encoding="utf-8") == printed
    assert printed.startswith(start)


def test_a_name_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with stand_in(tmp_path) as user:
        assert run(user, "--refusal", "nobody")[0] == report.FAILED
    assert "no refusal and no charge of the last 30 days is called 'nobody'" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with stand_in(tmp_path) as user:
        assert run(user, "-o", str(tmp_path / "no" / "such"))[0] == report.FAILED
    assert "cannot be written: No such file or directory" in capsys.readouterr().err


def test_a_pdf_is_drawn_by_who_can(tmp_path: Path) -> None:
    drawn: list[tuple[str, Path]] = []

    def draw(sheet: Sheet, path: Path) -> None:
        drawn.append((sheet.title, path))

    with stand_in(tmp_path) as user:
        assert run(user, "--format", "pdf", "-o", str(tmp_path / "x.pdf"), draw_pdf=draw) == (0, "")
    assert drawn == [("Fairmeter report", tmp_path / "x.pdf")]


@pytest.mark.parametrize(
    ("flags", "words"), [(("--format", "pdf"), "-o FILE"), (("--format", "pdf", "-o", "x.pdf"), "drawn by the app")]
)
def test_a_pdf_that_cannot_be_drawn_is_said(
    flags: tuple[str, ...], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with stand_in(tmp_path) as user:
        assert run(user, *flags)[0] == report.FAILED
    assert words in capsys.readouterr().err
