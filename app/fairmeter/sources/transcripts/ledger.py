"""Which transcripts there are, how far each was read, and what is new in them."""

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fairmeter.denials import Found
from fairmeter.sources.transcripts.block import Block
from fairmeter.sources.transcripts.candidates import Position, Span, search
from fairmeter.sources.transcripts.mark import Kept, Mark, has_only_grown, is_untouched, mark_of
from fairmeter.sources.transcripts.opened import NotATranscript, Opened
from fairmeter.sources.transcripts.places import transcripts_below
from fairmeter.sources.transcripts.records import LONGEST, found_in, refusal_in
from fairmeter.sources.transcripts.scanned import Scanned

_LONG_LINE = 1 << 20
"""A line that has not ended is searched from its beginning each time it grows, until it is this long."""


@dataclass(frozen=True, slots=True)
class _Track:
    mark: Kept
    position: Position


class Ledger:
    """The transcripts below some folders. It belongs to one thread.

    A file is told by its device and inode, so that it is not read again under another name. `marks` are those of an
    earlier run. Below a folder without any, files that were last written before `fresh_since_ns` (nanoseconds since
    1970) count as read.
    """

    def __init__(self, folders: Iterable[str], marks: Mapping[str, Kept], *, fresh_since_ns: int = 0) -> None:
        self.folders = tuple(folders)
        self._fresh_since_ns = fresh_since_ns
        self._tracks = {path: _track(mark) for path, mark in marks.items() if self._is_below(path)}
        self._by_file = {(track.mark.device, track.mark.inode): path for path, track in self._tracks.items()}
        self._new_folders = {one for one in self.folders if not any(_is_in(one, path) for path in self._tracks)}
        self._block = Block()
        self._found: list[Found] = []
        self._marks: dict[str, Mark] = {}
        self._gone: dict[str, None] = {}
        self.unreadable: set[str] = set()
        self.too_long = 0

    @property
    def has_refusals(self) -> bool:
        """Whether refusals wait to be taken."""
        return bool(self._found)

    def missing(self) -> tuple[str, ...]:
        """The folders that are not there."""
        return tuple(folder for folder in self.folders if not Path(folder).is_dir())

    def changed(self, below: str | None = None) -> Iterator[str]:
        """The transcripts that seem to have changed since they were looked at, below one folder or below all.

        Files that are gone are noticed when all have been listed.
        """
        seen = set()
        for folder in self.folders if below is None else (below,):
            for entry in transcripts_below(folder):
                seen.add(entry.path)
                if self._seems_changed(entry):
                    yield entry.path
        if below is None:
            self._notice_gone(seen)

    def look(self, path: str) -> bool:
        """Read what is new in one file, whatever has become of it; whether it has another length than before."""
        before = self._tracks.get(path)
        try:
            with Opened(path) as file:
                self._read(path, file)
                self.unreadable.discard(path)
                return before is None or before.mark.size != file.about.st_size
        except (FileNotFoundError, NotADirectoryError):
            self._forget(path)
        except NotATranscript:
            self.unreadable.discard(path)
        except OSError:
            self.unreadable.add(path)
        return False

    def written_ns(self, path: str) -> int | None:
        """When a file that was looked at had last been written; None when it is not known."""
        track = self._tracks.get(path)
        return None if track is None else track.mark.mtime_ns

    def is_inside(self, path: str) -> bool:
        """Whether a path that was told of is a transcript or a folder below ours, and no link on the way leads out."""
        if path in self._tracks:
            return True
        if Path(path).is_symlink():
            return False
        real = os.path.realpath(Path(path).parent)
        homes = [os.path.realpath(folder) for folder in self.folders if _is_in(folder, path)]
        return any(real == home or _is_in(home, real) for home in homes)

    def settle(self) -> None:
        """All folders that are there were listed once: from now on a file that turns up is new, however old it is."""
        self._new_folders &= set(self.missing())

    def take(self) -> Scanned:
        """What was found, and how far was read, since this was last called."""
        first: dict[str, Found] = {}
        for one in self._found:
            first.setdefault(one.identity, one)
        scanned = Scanned(refusals=tuple(first.values()), marks=self._marks, gone=tuple(self._gone))
        self._found, self._marks, self._gone = [], {}, {}
        return scanned

    def _seems_changed(self, entry: os.DirEntry[str]) -> bool:
        track = self._tracks.get(entry.path)
        try:
            return track is None or not is_untouched(track.mark, entry.stat(follow_symlinks=False))
        except OSError:  # it has just gone; looking at it will tell
            return True

    def _read(self, path: str, file: Opened) -> None:
        begin = self._begin(path, file)
        if begin is None:
            end = _end_of_last_line(file, file.about.st_size)
            position = Position(end, end)
        else:
            position = self._read_from(begin, file)
        before = self._tracks.get(path)
        mark = mark_of(file, position.line)
        self._tracks[path] = _Track(mark, position)
        self._by_file[mark.device, mark.inode] = path
        self._gone.pop(path, None)
        if before is None or before.mark != mark:
            self._marks[path] = mark

    def _read_from(self, begin: Position, file: Opened) -> Position:
        spans, position = search(file, self._block, begin, file.about.st_size)
        if position.is_candidate and self._is_whole(file, rest := Span(position.line, position.to)):
            spans.append(rest)
            position = Position(position.to, position.to)
        noticed_at = datetime.fromtimestamp(file.about.st_mtime, UTC)
        self._found += found_in(file, spans, noticed_at)
        self.too_long += sum(span.length > LONGEST for span in spans)
        return position

    def _begin(self, path: str, file: Opened) -> Position | None:
        """From where to read; None when the file counts as read."""
        track = self._tracks.get(self._by_file.get((file.about.st_dev, file.about.st_ino), path))
        if track is None:
            is_old = file.about.st_mtime_ns < self._fresh_since_ns and any(
                _is_in(one, path) for one in self._new_folders
            )
            return None if is_old else Position()
        if not has_only_grown(track.mark, file):
            return Position()
        is_short = track.position.to - track.position.line < _LONG_LINE
        if is_short or file.about.st_size < track.position.to:
            return Position(track.mark.offset, track.mark.offset)
        return track.position

    def _is_whole(self, file: Opened, span: Span) -> bool:
        """Whether a line without a line break is a refusal all the same, as the last one of a file may be."""
        if span.length > LONGEST or file.read(span.stop - 1, 1) != b"}":
            return False
        return refusal_in(file.read(span.start, span.length)) is not None

    def _notice_gone(self, seen: Container[str]) -> None:
        """Forget what has no file any more; below a folder that is not there, such as an absent disk, nothing."""
        there = [folder for folder in self.folders if Path(folder).is_dir()]
        for path in [one for one in self._tracks if one not in seen]:
            if any(_is_in(folder, path) for folder in there) and not os.path.lexists(path):
                self._forget(path)

    def _forget(self, path: str) -> None:
        self.unreadable.discard(path)
        self._marks.pop(path, None)
        track = self._tracks.pop(path, None)
        if track is None:
            return
        self._gone[path] = None
        key = track.mark.device, track.mark.inode
        if self._by_file.get(key) == path:
            del self._by_file[key]

    def _is_below(self, path: str) -> bool:
        return any(_is_in(one, path) for one in self.folders)


def _track(mark: Kept) -> _Track:
    return _Track(mark, Position(mark.offset, mark.offset))


def _is_in(folder: str, path: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)


def _end_of_last_line(file: Opened, size: int) -> int:
    """Where the last line break of a file ends, 0 when there is none near its end."""
    begin = max(0, size - _LONG_LINE)
    return begin + file.read(begin, size - begin).rfind(b"\n") + 1
