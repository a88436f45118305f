"""`fairmeter hook`: fed by Claude Code when a request has failed. It must never disturb: silent, quick, always 0."""

import argparse
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import BinaryIO

from fairmeter.denials import Found, Refusal, from_hook
from fairmeter.docket import Docket
from fairmeter.history import Book, BookTrouble
from fairmeter.history.case_codec import found_from_json
from fairmeter.history.fields import ReadingUnreadable
from fairmeter.host.folders import FolderRefused, ensure, folders
from fairmeter.limits import merge
from fairmeter.sources.transcripts import identity_of
from fairmeter.sources.transcripts.block import Block
from fairmeter.sources.transcripts.candidates import Position, search
from fairmeter.sources.transcripts.opened import Opened
from fairmeter.sources.transcripts.records import found_in

_LONGEST = 1 << 20
"""A payload has a kilobyte; whoever sends more is not Claude Code."""
_LONGEST_TEXT = 2000
_WAIT_S = 0.5
"""How long to wait for the book: the app may be writing, and a person is waiting for Claude Code."""
_SAME_WITHIN = timedelta(minutes=2)
_TAIL = 1 << 20
"""How much of the transcript's end is looked through for the record of the same refusal."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hook` to the command line."""
    commands.add_parser("hook", help="for Claude Code's StopFailure hook: keeps the refusal it is told of")


def run(stdin: BinaryIO | None, environment: Mapping[str, str], clock: Callable[[], datetime]) -> int:
    """Keep the refusal that standard input tells of, if it tells of one and the book can be written."""
    now = clock()
    payload = _payload(stdin)
    refusal = from_hook(payload, at=now)
    if refusal is not None:
        short = replace(refusal, text=refusal.text[:_LONGEST_TEXT])
        found = _recorded(payload.get("transcript_path"), short, now)
        with suppress(BookTrouble, FolderRefused, OSError):
            _keep(found or Found(identity=identity_of(short), at=now, refusal=short), environment, now)
    return 0


def _payload(stdin: BinaryIO | None) -> Mapping[str, object]:
    if stdin is None or stdin.closed or stdin.isatty():
        return {}
    try:
        raw = stdin.read(_LONGEST + 1)
        told = json.loads(raw) if len(raw) <= _LONGEST else None
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _recorded(path: object, refusal: Refusal, now: datetime) -> Found | None:
    """The transcript's own record of the refusal, if it is written already: it knows more, and is known by its name."""
    if not isinstance(path, str):
        return None
    try:
        with Opened(path) as file:
            begin = max(0, file.about.st_size - _TAIL)
            spans, _ = search(file, Block(), Position(begin, begin), file.about.st_size)
            found = tuple(found_in(file, spans, now))
    except (OSError, ValueError):
        return None
    same = [one for one in found if one.refusal.session == refusal.session and abs(now - one.at) <= _SAME_WITHIN]
    return same[-1] if same else None


def _keep(found: Found, environment: Mapping[str, str], now: datetime) -> None:
    place = folders(environment)
    ensure(place.data)
    book = Book(place.data / "history.sqlite3", wait_s=_WAIT_S)
    try:
        if _is_known(found.refusal, book, now):
            return
        docket = Docket(book)
        account = book.last_account()
        readings = book.last_readings(account) if account is not None else ()
        if readings:
            docket.note(merge(readings), now)
        docket.enter([found], {}, now)
    finally:
        book.close()


def _is_known(refusal: Refusal, book: Book, now: datetime) -> bool:
    """Whether the transcript told of it already: the same words in the same session a moment ago."""
    for kept in book.refusals(now - _SAME_WITHIN):
        with suppress(ReadingUnreadable):
            other = found_from_json(kept.identity, kept.at, kept.refusal_json).refusal
            if other.session == refusal.session and refusal.text in " ".join(other.text.split()):
                return True
    return False
