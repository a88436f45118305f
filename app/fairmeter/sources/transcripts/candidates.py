"""Finds the lines of a transcript that can be an error record, on raw bytes and without parsing any other line.

Every error record of every client era holds one of two things: the model `<synthetic>`, or the flag `isApiErrorMessage`
(usage contract, transcripts). Both are looked for with their quotation marks, which a quotation inside another text
would have escaped; so what a conversation says about refusals costs no parsing either.
"""

import re
from dataclasses import dataclass

from fairmeter.sources.transcripts.block import Block
from fairmeter.sources.transcripts.opened import Opened

MODEL = b'"<synthetic>"'
FLAG = b'"isApiErrorMessage"'

_NEEDLES = (MODEL, FLAG)
_OVERLAP = max(map(len, _NEEDLES)) - 1
"""So far a needle can reach into the next piece."""
_NOT_SET = re.compile(rb"\s*:\s*false")
_LONGEST_ANSWER = 16


@dataclass(frozen=True, slots=True)
class Span:
    """A line, from its first byte to behind its last, the line break not counted."""

    start: int
    stop: int

    @property
    def length(self) -> int:
        """How many bytes it has."""
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Position:
    """How far a file was searched.

    `line` is where the line begins that has not ended yet, `to` how far that line was searched, and `is_candidate`
    whether it holds one of the marks already.
    """

    line: int = 0
    to: int = 0
    is_candidate: bool = False


def search(file: Opened, block: Block, begin: Position, size: int) -> tuple[list[Span], Position]:
    """The candidate lines that end before `size`, and the position from where to go on when the file has grown.

    The file is taken as `size` bytes long, whatever is added meanwhile. A line of any length passes through the block
    piece by piece and is never held as a whole.
    """
    spans: list[Span] = []
    at = begin
    while at.to < size:
        start = max(at.line, at.to - _OVERLAP)
        count = block.fill(file, start, min(size - start, block.size))
        if start + count <= at.to:  # the file was cut short meanwhile
            break
        at = _search_piece(block, start, count, at, spans)
    return spans, at


def _search_piece(block: Block, start: int, count: int, at: Position, spans: list[Span]) -> Position:
    """Search `count` bytes that lie at `start` of the file; what ends in them is added to `spans`."""
    line, here, is_candidate = at.line, max(0, at.line - start), at.is_candidate
    if is_candidate:
        end = block.next_newline(here, count)
        if end < 0:
            return Position(line, start + count, is_candidate=True)
        spans.append(Span(line, start + end))
        line, here = start + end + 1, end + 1
    hits = [_find(block, needle, here, count) for needle in _NEEDLES]
    while (hit := min((one for one in hits if one >= 0), default=-1)) >= 0:
        before = block.last_newline(here, hit)
        if before >= 0:
            line = start + before + 1
        end = block.next_newline(hit, count)
        if end < 0:
            return Position(line, start + count, is_candidate=True)
        spans.append(Span(line, start + end))
        line, here = start + end + 1, end + 1
        hits = [
            one if one < 0 or one >= here else _find(block, needle, here, count)
            for one, needle in zip(hits, _NEEDLES, strict=True)
        ]
    before = block.last_newline(here, count)
    return Position(line if before < 0 else start + before + 1, start + count)


def _find(block: Block, needle: bytes, start: int, stop: int) -> int:
    """Where a needle is; a flag that is set to false is none."""
    found = block.find(needle, start, stop)
    while found >= 0 and needle is FLAG:
        behind = found + len(needle)
        if _NOT_SET.match(block.part(behind, min(stop, behind + _LONGEST_ANSWER))) is None:
            break
        found = block.find(needle, behind, stop)
    return found
