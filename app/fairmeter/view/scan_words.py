"""The refusals that a scan found: a stable JSON object each, or a table for a person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fairmeter.billing import model_name
from fairmeter.denials import Found, Ruling, Verdict
from fairmeter.view.clock import Clock
from fairmeter.view.verdict_words import ruling

NONE_FOUND = "No refusal was found"

_HEADS = ("When", "Verdict", "Model", "What it said")
_UNKNOWN = "unknown"
_COUNTED = {
    Ruling.CONTRADICTION: "against the plan",
    Ruling.EXPLAINED: "explained",
    Ruling.UNPROVEN: "unproven",
    Ruling.NOT_QUOTA: "not about quota",
}


@dataclass(frozen=True, slots=True)
class Scanned:
    """A refusal with what is said of it."""

    found: Found
    verdict: Verdict


def as_json(row: Scanned) -> dict[str, object]:
    """The stable JSON form of one refusal; what is not known is null."""
    refusal, verdict = row.found.refusal, row.verdict
    return {
        "at": None if refusal.at is None else _stamp(refusal.at),
        "text": refusal.text,
        "status": refusal.status,
        "class": refusal.error_class,
        "request_id": refusal.request_id,
        "session": refusal.session,
        "model": refusal.model,
        "client": refusal.client,
        "entrypoint": refusal.entrypoint,
        "verdict": verdict.verdict.value,
        "cause": None if verdict.cause is None else verdict.cause.value,
    }


def table(rows: Sequence[Scanned], files: int, clock: Clock, width: int | None = None) -> list[str]:
    """The refusals as lines of a table, with a sum below; each line cut to `width` characters if one is given."""
    if not rows:
        return [f"{NONE_FOUND} in {_count(files, 'transcript')}."]
    cells = [_HEADS, *(_cells(row, clock) for row in rows)]
    wide = [max(len(line[column]) for line in cells) for column in range(len(_HEADS) - 1)]
    lines = ["  ".join([*map(str.ljust, line[:-1], wide), line[-1]]) for line in cells]
    counts = Counter(row.verdict.verdict for row in rows)
    kinds = ", ".join(f"{counts[kind]} {words}" for kind, words in _COUNTED.items() if counts[kind])
    total = f"{_count(len(rows), 'refusal')} in {_count(files, 'transcript')}: {kinds}."
    return [*(_cut(line, width) for line in lines), "", total]


def _cells(row: Scanned, clock: Clock) -> tuple[str, str, str, str]:
    refusal = row.found.refusal
    when = _UNKNOWN if refusal.at is None else f"{refusal.at.astimezone(clock.zone):%Y-%m-%d %H:%M:%S}"
    name = model_name(refusal.model)
    model = _UNKNOWN if name is None else f"{name.label} [1m]" if name.one_million else name.label
    return when, ruling(row.verdict), plain(model), plain(refusal.text)


def plain(text: str) -> str:
    """A text on one line that a terminal shows and does not obey: anybody may have written it into a file."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _cut(line: str, width: int | None) -> str:
    return line if width is None or len(line) <= width else line[: max(0, width - 1)] + "…"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _stamp(at: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond that transcripts state."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
