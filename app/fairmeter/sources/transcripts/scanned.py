"""What the watcher hands over: refusals, and how far each file was read when they were found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairmeter.denials import Found
from fairmeter.sources.transcripts.mark import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """Refusals with the marks that go with them, by path: to be kept together or not at all.

    What could not be kept is added to what comes next; marks kept without the refusals before them would lose these.
    `gone` are paths whose marks may be forgotten. The same refusal may come again, from a copy or after a restart; its
    identity tells.
    """

    refusals: tuple[Found, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.refusals or self.marks or self.gone)

    def __add__(self, later: "Scanned") -> "Scanned":
        marks = {path: mark for path, mark in self.marks.items() if path not in later.gone} | dict(later.marks)
        return Scanned(
            refusals=self.refusals + later.refusals,
            marks=marks,
            gone=tuple(path for path in dict.fromkeys((*self.gone, *later.gone)) if path not in marks),
        )
