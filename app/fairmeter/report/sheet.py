"""A report as a value: a title and blocks, which Markdown, HTML and PDF all say in the same order."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairmeter.report.masking import masked


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text by others, kept as it is and never read as markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; every row has as many cells as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences, one a line."""

    lines: tuple[str, ...]


Block = Heading | Words | Facts | Quoted | Table | Listing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole report. Made by `sheet`, which masks every word."""

    title: str
    blocks: tuple[Block, ...]


def sheet(title: str, blocks: Iterable[Block]) -> Sheet:
    """A report with every word masked; blocks with nothing in them, and headings over nothing, are left out."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and kept and isinstance(kept[-1], Heading):
            kept.pop()
        if _has_content(block):
            kept.append(_masked(block))
    if kept and isinstance(kept[-1], Heading):
        kept.pop()
    return Sheet(masked(title), tuple(kept))


def facts(*pairs: tuple[str, str | None]) -> Facts:
    """Facts without those that are not known."""
    return Facts(tuple((name, value) for name, value in pairs if value))


def _has_content(block: Block) -> bool:
    match block:
        case Heading(text) | Words(text) | Quoted(text):
            return bool(text.strip())
        case Facts(content) | Listing(content):
            return bool(content)
        case Table(rows=rows):
            return bool(rows)


def _masked(block: Block) -> Block:
    match block:
        case Heading(text):
            return Heading(masked(text))
        case Words(text):
            return Words(masked(text))
        case Quoted(text):
            return Quoted(masked(text))
        case Facts(pairs):
            return Facts(tuple((name, masked(value)) for name, value in pairs))
        case Listing(lines):
            return Listing(tuple(masked(line) for line in lines))
        case Table(columns, rows):
            return Table(columns, tuple(tuple(masked(cell) for cell in row) for row in rows))
