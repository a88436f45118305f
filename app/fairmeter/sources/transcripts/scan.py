"""Reads whole folders of transcripts once, for whoever asks now."""

import multiprocessing
import os
import pickle
import sys
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from fairmeter.denials import Found
from fairmeter.sources.transcripts.block import Block
from fairmeter.sources.transcripts.candidates import Position, Span, search
from fairmeter.sources.transcripts.opened import NotATranscript, Opened
from fairmeter.sources.transcripts.places import transcripts_below
from fairmeter.sources.transcripts.records import LONGEST, found_in

_WORTH_A_PROCESS = 200
"""With fewer files a second process costs more than it saves."""

_Numbered = Sequence[tuple[int, str]]


@dataclass(slots=True)
class Scan:
    """What a scan found.

    `found` has each refusal once, in order of time. `files` were read, `unreadable` could not be, and `too_long` lines
    were left out.
    """

    found: list[Found] = field(default_factory=list)
    files: int = 0
    unreadable: int = 0
    too_long: int = 0


def scan(places: Iterable[str], *, in_two: bool | None = None) -> Scan:
    """Every refusal in every transcript below some folders; a place may be a file too, then whatever its name is.

    Where there is a second processor, another process reads half of the files (`in_two` decides otherwise). Threads
    gain little: there are thousands of short files, and for each the interpreter changes hands a dozen times.
    """
    paths = list(enumerate(sorted({path for place in places for path in _transcripts(place)})))
    if in_two is None:
        in_two = len(paths) >= _WORTH_A_PROCESS and (os.cpu_count() or 1) > 1 and _may_fork()
    return _joined(_both_halves(paths) if in_two else [_scan_files(paths)])


@dataclass(slots=True)
class _Part:
    """What one process found, by the place of the file in the order of all."""

    found: dict[int, list[Found]] = field(default_factory=dict)
    files: int = 0
    unreadable: int = 0
    too_long: int = 0


def _may_fork() -> bool:
    """A forked process has one thread only, so the others could leave locks behind; elsewhere forks are not safe."""
    return sys.platform == "linux" and threading.active_count() == 1


def _both_halves(paths: _Numbered) -> list[_Part]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send_part, args=(there, paths[1::2]), daemon=True)
    process.start()
    there.close()
    parts = [_scan_files(paths[::2])]
    try:
        parts.append(here.recv())
    except (EOFError, OSError, pickle.UnpicklingError):  # somebody has killed it
        parts.append(_scan_files(paths[1::2]))
    finally:
        here.close()
        process.join()
    return parts


def _send_part(there: "Connection[_Part, None]", paths: _Numbered) -> None:
    there.send(_scan_files(paths))
    there.close()


def _scan_files(paths: _Numbered) -> _Part:
    part, block = _Part(), Block()
    for number, path in paths:
        try:
            _scan_file(number, path, block, part)
            part.files += 1
        except NotATranscript:
            continue
        except OSError:
            part.unreadable += 1
    return part


def _scan_file(number: int, path: str, block: Block, part: _Part) -> None:
    with Opened(path) as file:
        about = file.about
        spans, position = search(file, block, Position(), about.st_size)
        if position.is_candidate:  # the last line may be whole without a line break
            spans.append(Span(position.line, position.to))
        if spans:
            part.found[number] = list(found_in(file, spans, datetime.fromtimestamp(about.st_mtime, UTC)))
            part.too_long += sum(span.length > LONGEST for span in spans)


def _joined(parts: Iterable[_Part]) -> Scan:
    whole, by_file = Scan(), dict[int, list[Found]]()
    for part in parts:
        by_file |= part.found
        whole.files += part.files
        whole.unreadable += part.unreadable
        whole.too_long += part.too_long
    first: dict[str, Found] = {}
    for number in sorted(by_file):
        for one in by_file[number]:
            first.setdefault(one.identity, one)
    whole.found = sorted(first.values(), key=lambda one: one.at)
    return whole


def _transcripts(place: str) -> Iterable[str]:
    return [place] if Path(place).is_file() else (entry.path for entry in transcripts_below(place))
