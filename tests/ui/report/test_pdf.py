"""The report on paper: a real PDF with text, on the paper of the country, over as many pages as it needs."""

import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize
from pytestqt.qtbot import QtBot

from dossier import CLOCK, ORIGIN, contradiction, meters, refused
from fairmeter.report import Sheet, refusal_sheet
from fairmeter.report.sheet import Heading, Words
from fairmeter.ui.report.pdf import draw, pdf


def pages(raw: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", raw))


def streams(raw: bytes) -> bytes:
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL)
    return b"".join(zlib.decompress(one) for one in found if one.startswith(b"\x78"))


def test_the_evidence_is_text_on_two_pages_at_most(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "evidence.pdf"
    draw(refusal_sheet(contradiction(), ORIGIN, CLOCK), path)
    raw = path.read_bytes()
    assert raw.startswith(b"%PDF-1.")
    assert pages(raw) <= 2
    assert b"/ToUnicode" in raw
    assert b"/Subtype /Image" not in raw
    assert re.search(rb"Tj|TJ", streams(raw))


@pytest.mark.parametrize(
    ("size", "box"),
    [
        (QPageSize.PageSizeId.A4, rb"\[0 0 595[\d. ]*842[\d. ]*\]"),
        (QPageSize.PageSizeId.Letter, rb"\[0 0 612[\d. ]*792"),
    ],
)
def test_the_paper_is_the_one_that_is_asked_for(qtbot: QtBot, size: QPageSize.PageSizeId, box: bytes) -> None:
    assert re.search(rb"/MediaBox\s*" + box, pdf(Sheet("t", (Words("x"),)), size))


def test_a_long_report_takes_more_pages(qtbot: QtBot) -> None:
    short, long = (pdf(Sheet("t", tuple(Words("word " * 60) for _ in range(count)))) for count in (1, 60))
    assert pages(short) == 1
    assert pages(long) > 2


def test_a_heading_does_not_stand_alone_at_the_foot(qtbot: QtBot) -> None:
    """Whatever stands above it, a heading has its text on the same page: it moves at most once, and only down."""
    counts = {
        lines: pages(pdf(Sheet("t", (*(Words("x") for _ in range(lines)), Heading("h"), Words("y")))))
        for lines in range(30, 60)
    }
    assert list(counts.values()) == sorted(counts.values())
    assert counts[59] == 2


def test_markup_in_an_error_text_is_text(qtbot: QtBot) -> None:
    hostile = refused('<img src="file:///etc/passwd"><b>x</b>', seen=meters())
    raw = pdf(refusal_sheet(hostile, ORIGIN, CLOCK))
    assert b"/Subtype /Image" not in raw
    assert b"/URI" not in raw


def test_a_file_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        draw(Sheet("t", ()), tmp_path / "no" / "such.pdf")


def test_the_command_draws_without_a_display(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    bare.pop("QT_QPA_PLATFORM", None)
    home = {"FAIRMETER_HOME": str(tmp_path / "home"), "CLAUDE_CONFIG_DIR": str(tmp_path / "claude")}
    path = tmp_path / "state.pdf"
    done = subprocess.run(
        [sys.executable, "-m", "fairmeter", "report", "--format", "pdf", "-o", str(path)],
        env=bare | home | {"PYTHONPATH": "app"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert path.read_bytes().startswith(b"%PDF")


def test_the_title_is_the_sheets(qtbot: QtBot) -> None:
    made = replace(refusal_sheet(contradiction(), ORIGIN, CLOCK), title="Umlaut \u00e4 (x)")
    assert "Umlaut \u00e4".encode("utf-16-be") in pdf(made)
