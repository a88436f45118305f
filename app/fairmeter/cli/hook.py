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
from fairmeter.sources.transcripts.identity import identity_of

_LONGEST = 1 << 20
"""A payload has a kilobyte; whoever sends more is not Claude Code."""
_LONGEST_TEXT = 2000
_WAIT_S = 0.5
"""How long to wait for the book: the app may be writing, and a person is waiting for Claude Code."""
_SAME_WITHIN = timedelta(minutes=2)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hook` to the command line."""
    commands.add_parser("hook", help="for Claude Code's StopFailure hook: keeps the refusal it is told of")


def run(stdin: BinaryIO | None, environment: Mapping[str, str], clock: Callable[[], datetime]) -> int:
    """Keep the refusal that standard input tells of, if it tells of one and the book can be written."""
    now = clock()
    refusal = from_hook(_payload(stdin), at=now)
    if refusal is not None:
        with suppress(BookTrouble, FolderRefused, OSError):
            _keep(replace(refusal, text=refusal.text[:_LONGEST_TEXT]), environment, now)
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


def _keep(refusal: Refusal, environment: Mapping[str, str], now: datetime) -> None:
    place = folders(environment)
    ensure(place.data)
    book = Book(place.data / "history.sqlite3", wait_s=_WAIT_S)
    try:
        if _is_known(refusal, book, now):
            return
        docket = Docket(book)
        account = book.last_account()
        readings = book.last_readings(account) if account is not None else ()
        if readings:
            docket.note(merge(readings), now)
        docket.enter([Found(identity=identity_of(refusal), at=now, refusal=refusal)], {}, now)
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
