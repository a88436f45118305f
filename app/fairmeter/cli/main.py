"""The command line: what each command needs is made here, once, and only when it is asked for.

A command pays for nothing but itself: a hook that Claude Code waits for, a status in a prompt, and a scan that is
measured against grep would otherwise load the simulator and the reports of all the others.
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fairmeter import __version__

if TYPE_CHECKING:
    from fairmeter.assembly import Parts
    from fairmeter.cli.report import DrawPdf

USAGE_ERROR = 2
COMMANDS = ("status", "watch", "demo", "explain", "scan", "doctor", "report", "backtest", "hook")


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; or, when the command is known already, the part that is about it."""
    whole = argparse.ArgumentParser(
        prog="fairmeter",
        description="A monitor of a Claude subscription. Without a command it starts the tray app.",
    )
    whole.add_argument("--version", action="version", version=f"Fairmeter {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    for name in COMMANDS if only is None else (only,):
        _add(name, commands)
    return whole


def parsed(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line read; words too many end the program with a sentence, except before a hook, which is silent."""
    words = list(sys.argv[1:] if argv is None else argv)
    whole = parser(words[0] if words and words[0] in COMMANDS else None)
    args, too_many = whole.parse_known_args(words)
    if too_many and args.command != "hook":
        whole.error(f"unrecognized arguments: {' '.join(too_many)}")
    return args


def run(
    args: argparse.Namespace, environment: Mapping[str, str] | None = None, *, draw_pdf: "DrawPdf | None" = None
) -> int:
    """Run one command of the terminal; the status for the shell. Without `draw_pdf` there are no PDFs."""
    surroundings = os.environ if environment is None else environment
    match args.command:
        case "explain":
            from fairmeter.cli import explain

            return explain.run(args, sys.stdin, sys.stdout)
        case "demo":
            from fairmeter.cli import demo

            return demo.run(args, sys.stdout)
        case "scan":
            from fairmeter.cli import scan

            return scan.run(args, surroundings, _now, sys.stdout)
        case "backtest":
            from fairmeter.cli import backtest

            return backtest.run(args, sys.stdout)
        case "hook":
            from fairmeter.cli import hook

            return hook.run(getattr(sys.stdin, "buffer", None), surroundings, _now)
        case _:
            return _with_parts(args, surroundings, draw_pdf)


def main(argv: Sequence[str] | None = None) -> int:
    """Parse and run a command of the terminal."""
    return run(parsed(argv))


def _add(name: str, commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    match name:
        case "status":
            from fairmeter.cli.status import add_parser
        case "watch":
            from fairmeter.cli.watch import add_parser
        case "demo":
            from fairmeter.cli.demo import add_parser
        case "explain":
            from fairmeter.cli.explain import add_parser
        case "scan":
            from fairmeter.cli.scan import add_parser
        case "doctor":
            from fairmeter.cli.doctor import add_parser
        case "report":
            from fairmeter.cli.report import add_parser
        case "backtest":
            from fairmeter.cli.backtest import add_parser
        case _:
            from fairmeter.cli.hook import add_parser
    add_parser(commands)


def _with_parts(args: argparse.Namespace, surroundings: Mapping[str, str], draw_pdf: "DrawPdf | None") -> int:
    from fairmeter.assembly import FolderRefused, parts

    try:
        own = parts(surroundings)
    except (FolderRefused, OSError) as error:
        print(f"fairmeter: {error}", file=sys.stderr)
        return USAGE_ERROR
    try:
        return _read(args, own, draw_pdf)
    finally:
        own.close()


def _read(args: argparse.Namespace, own: "Parts", draw_pdf: "DrawPdf | None") -> int:
    wording = own.wording()
    match args.command:
        case "status":
            from fairmeter.cli import status

            return status.run(args, own, _now, wording, sys.stdout)
        case "watch":
            return _watch(own)
        case "report":
            from fairmeter.cli import report

            return report.run(args, own, _now, wording, sys.stdout, draw_pdf=draw_pdf)
        case _:
            from fairmeter.cli import doctor

            return doctor.run(args, own, _now, wording, sys.stdout)


def _watch(own: "Parts") -> int:
    """Until Control-C, which is how a person ends it and therefore no error."""
    from fairmeter.cli import watch

    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        return watch.run(own, _now, own.wording(), sys.stdout, stop)
    finally:
        signal.signal(signal.SIGINT, before)


def _now() -> datetime:
    return datetime.now(UTC)
