"""Candidate lines made into refusals: only what a verdict needs is kept, never a prompt, an answer or a folder."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from fairmeter.denials import Found, Refusal, from_line
from fairmeter.sources.transcripts.asked import LookBack
from fairmeter.sources.transcripts.candidates import Span
from fairmeter.sources.transcripts.identity import identity_of
from fairmeter.sources.transcripts.opened import Opened

LONGEST = 8 << 20
"""Error records have a kilobyte or two. Longer lines are counted and left out: parsing takes many times their size."""

_AROUND = b"\x00 \t\r\n"
"""A file that was being written when the power failed can have zeros where the next line begins."""


def found_in(file: Opened, spans: Iterable[Span], noticed_at: datetime) -> Iterator[Found]:
    """The refusals among some lines, each with what is known of its request; the others give nothing.

    `noticed_at` stands for the instant of a record that gives none.
    """
    before = LookBack(file)
    for span in spans:
        refusal = refusal_in(file.read(span.start, span.length)) if span.length <= LONGEST else None
        if refusal is None:
            continue
        request = before.request_of(refusal, span.start)
        yield Found(
            identity=identity_of(refusal),
            at=refusal.at or noticed_at,
            refusal=replace(refusal, model=refusal.model or request.model),
            request=request,
        )


def refusal_in(raw: bytes) -> Refusal | None:
    """The refusal in a line; bytes that are no text cost the characters they stand for, not the record."""
    line = raw.strip(_AROUND)
    found = from_line(line)
    if found is not None or _is_text(line):
        return found
    repaired = from_line(line.decode("utf-8", "replace"))
    return None if repaired is None else replace(repaired, digest=sha256(line).hexdigest())


def _is_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
