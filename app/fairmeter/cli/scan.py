"""`fairmeter scan`: every refusal in the transcripts that are there, judged by what the history knows of its time."""

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TextIO

from fairmeter.denials import Context, Found, judge
from fairmeter.denials.case import NEAR
from fairmeter.denials.causes import client_version
from fairmeter.history import Book, BookTrouble
from fairmeter.host.folders import folders
from fairmeter.host.zone import local_zone
from fairmeter.limits import Snapshot, merge
from fairmeter.settings.file import SettingsFile
from fairmeter.sources.transcripts import Scan, claude_dirs, scan
from fairmeter.sources.transcripts.places import PROJECTS
from fairmeter.view.clock import Clock as LocalClock
from fairmeter.view.scan_words import Scanned, as_json, table

USAGE_ERROR = 2

_AGO = re.compile(r"(\d{1,6})\s*([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `scan` to the command line."""
    parser = commands.add_parser(
        "scan",
        help="refusals found in transcripts",
        description="List every refusal in every *.jsonl file below some folders, each once, oldest first.",
    )
    parser.add_argument("dirs", nargs="*", metavar="DIR", help="where to look (default: the Claude folders)")
    parser.add_argument(
        "--since",
        metavar="T",
        type=since,
        help="leave out what is older: a date or time (2026-11-17, 2026-11-17T09:30), or how long ago (12h, 7d)",
    )
    parser.add_argument("--json", action="store_true", help="print a JSON object a line")


def run(args: argparse.Namespace, environment: Mapping[str, str], clock: Callable[[], datetime], out: TextIO) -> int:
    """Print the refusals that are found; 0 also when there are none."""
    absent = [place for place in args.dirs if not Path(place).exists()]
    if absent:
        print(f"fairmeter scan: {', '.join(absent)}: no such file or folder", file=sys.stderr)
        return USAGE_ERROR
    place = folders(environment)
    own = SettingsFile(place.config / "settings.toml").load().settings.claude_dirs
    whole = scan(_places(map(Path, args.dirs) if args.dirs else claude_dirs(environment, Path.home(), own)))
    zone = local_zone()
    earliest = args.since(clock(), zone) if args.since else None
    chosen = [one for one in whole.found if earliest is None or one.refusal.at is None or one.refusal.at >= earliest]
    with _history(place.data) as readings:
        rows = [*_judged(chosen, readings)]
    if args.json:
        out.writelines(f"{json.dumps(as_json(row))}\n" for row in rows)
    else:
        width = shutil.get_terminal_size().columns if out.isatty() else None
        print("\n".join(table(rows, whole.files, LocalClock(zone=zone), width)), file=out)
    _complain(whole)
    return 0


def _places(folders_named: Iterable[Path]) -> Iterator[str]:
    """The folders to look in. Links in them are not followed, but for the one that moves all transcripts elsewhere."""
    for folder in folders_named:
        yield os.fspath(folder)
        projects = folder / PROJECTS
        if projects.is_symlink():
            yield os.path.realpath(projects)


def since(text: str) -> "Since":
    """What `--since` means; refused when it means nothing."""
    ago = _AGO.fullmatch(text.strip().casefold())
    if ago:
        return Since(ago=timedelta(**{_UNITS[ago[2]]: int(ago[1])}))
    try:
        return Since(at=datetime.fromisoformat(text.strip()))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither a date or time nor a length such as 12h or 7d") from None


class Since:
    """An instant that is given by a clock or by how long ago it is."""

    def __init__(self, *, at: datetime | None = None, ago: timedelta = timedelta(0)) -> None:
        self._at = at
        self._ago = ago

    def __call__(self, now: datetime, zone: tzinfo) -> datetime | None:
        """The instant; a time without a zone is the user's own. None when it lies before all calendars."""
        try:
            if self._at is None:
                return now - self._ago
            return self._at if self._at.tzinfo else self._at.replace(tzinfo=zone)
        except OverflowError:
            return None


def _judged(found: Sequence[Found], readings: "_Readings") -> Iterator[Scanned]:
    known = {one.refusal.client for one in found if one.refusal.client}
    newest = max(known, key=lambda client: client_version(client) or (0, 0, 0), default=None)
    for one in found:
        near = readings.near(one)
        plan = next((snapshot.plan.value.family for snapshot in near if snapshot.plan is not None), None)
        request = replace(one.request, plan=one.request.plan or plan)
        yield Scanned(one, judge(one.refusal, near, Context(request=request, newest_client=newest)))


class _Readings:
    """What the history holds near an instant. Without a history nothing is near anything."""

    def __init__(self, book: Book | None) -> None:
        self._book = book
        self._accounts: list[str] = []
        if book is not None:
            self._accounts = sorted({reading.account for reading in book.last_readings()})

    def near(self, found: Found) -> tuple[Snapshot, ...]:
        """The snapshots around a refusal; none when it is not known which of two accounts was in use."""
        at = found.refusal.at
        if at is None:
            return ()
        each = [snapshots for account in self._accounts if (snapshots := self._of(account, at))]
        return each[0] if len(each) == 1 else ()

    def _of(self, account: str, at: datetime) -> tuple[Snapshot, ...]:
        made: list[Snapshot] = []
        try:
            for reading in self._book.readings(account, at - NEAR, at + NEAR) if self._book else ():
                made.append(merge([reading], onto=made[-1] if made else None))
        except OverflowError:  # at the ends of the calendar
            return ()
        return tuple(made)


@contextmanager
def _history(folder: Path) -> Iterator[_Readings]:
    """What was read so far; a scan makes no history where there is none."""
    path = folder / "history.sqlite3"
    book = Book(path) if path.exists() else None
    try:
        readings = _Readings(book)
    except BookTrouble as trouble:
        print(f"fairmeter scan: {trouble}, so no reading is at hand", file=sys.stderr)
        readings = _Readings(None)
    try:
        yield readings
    finally:
        if book is not None:
            book.close()


def _complain(whole: Scan) -> None:
    """Say what could not be looked at, where it does not mix with what was found."""
    if whole.unreadable:
        print(f"fairmeter scan: files that could not be read: {whole.unreadable}", file=sys.stderr)
    if whole.too_long:
        print(f"fairmeter scan: lines too long to be read: {whole.too_long}", file=sys.stderr)
