"""`fairmeter report`: the state and the refusals of 30 days, or the evidence of one of them."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from fairmeter.assembly import Clock, Parts, origin_of
from fairmeter.cli.status import ask
from fairmeter.outlook import Outlook
from fairmeter.polling.cadence import FLOOR
from fairmeter.report import (
    Form,
    Report,
    Sheet,
    charge_report,
    find_charge,
    find_refusal,
    refusal_report,
    state_report,
)
from fairmeter.view.wording import Wording

FAILED = 2

DrawPdf = Callable[[Sheet, Path], None]
"""Draws a sheet into a file. Only the app's own room can; raises OSError when the file cannot be written."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `report` to the command line."""
    parser = commands.add_parser("report", help="the report, or one refusal's evidence, to be sent to support")
    parser.add_argument(
        "--refusal", metavar="ID", help="a refusal or a charge by the name that the report gives it, or a request id"
    )
    parser.add_argument("--format", choices=[form.value for form in Form], default=Form.MARKDOWN.value)
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write to a file instead of the terminal")


def run(
    args: argparse.Namespace, parts: Parts, clock: Clock, wording: Wording, out: TextIO, *, draw_pdf: DrawPdf | None
) -> int:
    """Print or write one report; 0 when it was."""
    now = clock()
    made = _report(args.refusal, _outlook(parts, now, asks=args.refusal is None), now, wording)
    if made is None:
        return _fail(f"no refusal and no charge of the last 30 days is called {args.refusal!r}")
    form = Form(args.format)
    if form is Form.PDF:
        return _pdf(made, args.output, draw_pdf)
    text = made.text(form)
    if args.output is None:
        out.write(text)
        return 0
    try:
        args.output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        return _fail(f"{args.output} cannot be written: {error.strerror}")
    return 0


def _outlook(parts: Parts, now: datetime, *, asks: bool) -> Outlook:
    """What the book remembers; for the state as it is now, asked anew if that may be."""
    monitor = parts.monitor(lambda _: None)
    outlook = monitor.restore(now)
    taken_at = outlook.snapshot.taken_at if outlook.snapshot is not None else None
    if asks and (taken_at is None or now - taken_at > FLOOR):
        return ask(monitor, now)
    return outlook


def _report(name: str | None, outlook: Outlook, now: datetime, wording: Wording) -> Report | None:
    origin = origin_of(outlook)
    if name is None:
        return state_report(outlook, origin, now, wording)
    case = find_refusal(outlook.refusals, name)
    if case is not None:
        return refusal_report(case, origin, wording)
    charge = find_charge(outlook.charges, name)
    return None if charge is None else charge_report(charge, origin, wording)


def _pdf(made: Report, path: Path | None, draw_pdf: DrawPdf | None) -> int:
    if path is None:
        return _fail("a PDF needs a file to go to: -o FILE")
    if draw_pdf is None:
        return _fail("a PDF is drawn by the app, which is not installed here")
    try:
        draw_pdf(made.sheet, path)
    except OSError as error:
        return _fail(f"{path} cannot be written: {error.strerror}")
    return 0


def _fail(words: str) -> int:
    print(f"fairmeter report: {words}", file=sys.stderr)
    return FAILED
