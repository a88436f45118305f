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
from fairmeter.cli import demo, doctor, explain, status, watch
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
    doctor.add_parser(commands)
    return whole


def run(args: argparse.Namespace, environment: Mapping[str, str] | None = None) -> int:
    """Run one command of the terminal; the status for the shell."""
    surroundings = os.environ if environment is None else environment
    if args.command == "explain":
        return explain.run(args, sys.stdin, sys.stdout)
    if args.command == "demo":
        return demo.run(args, sys.stdout)
    try:
        own = parts(surroundings)
    except (FolderRefused, OSError) as error:
        print(f"fairmeter: {error}", file=sys.stderr)
        return USAGE_ERROR
    try:
        return _read(args, own)
    finally:
        own.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Parse and run a command of the terminal."""
    return run(parser().parse_args(argv))


def _read(args: argparse.Namespace, own: Parts) -> int:
    wording = own.wording()
    if args.command == "status":
        return status.run(args, own, _now, wording, sys.stdout)
    if args.command == "watch":
        return _watch(own, wording)
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
