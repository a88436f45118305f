"""A report as Markdown for a support ticket or a bug report. Nothing that others wrote can act as markup.

It must also read well where Markdown is not known, so only what would really act as markup is escaped.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from fairmeter.report.sheet import Block, Facts, Heading, Listing, Quoted, Sheet, Table, Words

_SHORTEST_FENCE = 3
_ESCAPED = re.compile(
    r"[\\`*\[\]<|]"
    r"|(?<!\w)_|_(?!\w)"  # an underscore within a word is no emphasis
    r"|~(?=~)|(?<=~)~"
    r"|&(?=#|\w+;)"
    r"|^[#>+=-](?=[\s#>=-]|$)"
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_ACTS_IN_ANY_FORM = re.compile(r"(?i)[@#]|://|\bwww\.|\bGH-\d")
"""Mentions, numbers of issues and addresses become links even when escaped; within a code span they do not."""


def markdown(report: Sheet) -> str:
    """The report in CommonMark with tables; ends with a line break."""
    parts = [f"# {plain(report.title)}", *(text for block in report.blocks for text in _block(block))]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Words on one line that stay words: no link, no mention, no emphasis, no cell border, no list."""
    flat = " ".join(text.split())
    if _ACTS_IN_ANY_FORM.search(flat):
        return _code_span(flat)
    return _NUMBERED.sub(r"\1\\\2", _ESCAPED.sub(lambda found: f"\\{found.group(0)}", flat))


def fenced(text: str) -> str:
    """Text in a code fence that is longer than any fence within it."""
    fence = "`" * max(_SHORTEST_FENCE, _longest_run(text) + 1)
    return f"{fence}text\n{text}\n{fence}"


def _code_span(text: str) -> str:
    ticks = "`" * (_longest_run(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _longest_run(text: str) -> int:
    return max((sum(1 for _ in run) for char, run in groupby(text) if char == "`"), default=0)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"## {plain(text)}"
        case Words(text):
            yield plain(text)
        case Quoted(text):
            yield fenced(text)
        case Facts(pairs):
            yield "\n".join(f"- {plain(name)}: {plain(value)}" for name, value in pairs)
        case Listing(lines):
            yield "\n".join(f"- {plain(line)}" for line in lines)
        case Table(columns, rows):
            yield "\n".join((_row(columns), f"| {' | '.join('---' for _ in columns)} |", *map(_row, rows)))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    said = plain(text)
    # A border of a cell wins over a code span, so there it is escaped once more.
    return said.replace("|", "\\|") if said.startswith("`") else said
