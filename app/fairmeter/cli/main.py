"""The command line: what each command needs is made here, once."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from fairmeter import __version__
from fairmeter.assembly import FolderRefused, Parts, parts
from fairmeter.cli import backtest, demo, doctor, explain, hook, report, scan, status, watch
from fairmeter.view.wording import Wording

USAGE_ERROR = 2


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(
        prog="fairmeter",
        description="A monitor of a Claude subscription. Without a command it starts the tray app.",
    )
    whole.add_argument("--version", action="version", version=f"Fairmeter {__version__}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    status.add_parser(commands)
    commands.add_parser("watch", help="live in the terminal")
    demo.add_parser(commands)
    explain.add_parser(commands)
    scan.add_parser(commands)
    doctor.add_parser(commands)
    report.add_parser(commands)
    backtest.add_parser(commands)
    hook.add_parser(commands)
    return whole


def parsed(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line read; words too many end the program with a sentence, except before a hook, which is silent."""
    whole = parser()
    args, too_many = whole.parse_known_args(argv)
    if too_many and args.command != "hook":
        whole.error(f"unrecognized arguments: {' '.join(too_many)}")
    return args


def run(
    args: argparse.Namespace,
    environment: Mapping[str, str] | None = None,
    *,
    draw_pdf: report.DrawPdf | None = None,
) -> int:
    """Run one command of the terminal; the status for the shell. Without `draw_pdf` there are no PDFs."""
    surroundings = os.environ if environment is None else environment
    if args.command == "explain":
        return explain.run(args, sys.stdin, sys.stdout)
    if args.command == "demo":
        return demo.run(args, sys.stdout)
    if args.command == "scan":
        return scan.run(args, surroundings, _now, sys.stdout)
    if args.command == "backtest":
        return backtest.run(args, sys.stdout)
    if args.command == "hook":
        return hook.run(getattr(sys.stdin, "buffer", None), surroundings, _now)
    try:
        own = parts(surroundings)
    except (FolderRefused, OSError) as error:
        print(f"fairmeter: {error}", file=sys.stderr)
        return USAGE_ERROR
    try:
        return _read(args, own, draw_pdf)
    finally:
        own.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Parse and run a command of the terminal."""
    return run(parsed(argv))


def _read(args: argparse.Namespace, own: Parts, draw_pdf: report.DrawPdf | None) -> int:
    wording = own.wording()
    if args.command == "status":
        return status.run(args, own, _now, wording, sys.stdout)
    if args.command == "watch":
        return _watch(own, wording)
    if args.command == "report":
        return report.run(args, own, _now, wording, sys.stdout, draw_pdf=draw_pdf)
    return doctor.run(args, own, _now, wording, sys.stdout)


def _watch(own: Parts, wording: Wording) -> int:
    """Until Control-C, which is how a person ends it and therefore no error."""
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        return watch.run(own, _now, wording, sys.stdout, stop)
    finally:
        signal.signal(signal.SIGINT, before)


def _now() -> datetime:
    return datetime.now(UTC)
