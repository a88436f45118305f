"""Whatever is done to the files, what was found in the end is what full scans have seen on the way, each once."""

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fairmeter.sources.transcripts.ledger import Ledger
from fairmeter.sources.transcripts.mark import Mark
from fairmeter.sources.transcripts.scan import scan
from sources.transcript_lines import answer, prompt, refusal

NAMES = ["a.jsonl", "b.jsonl", "deep/er/c.jsonl"]
Step = tuple[str, int, int]

steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["grow", "grow", "grow", "look", "look", "restart", "crash", "rotate", "cut", "copy", "rename", "delete"]
        ),
        st.integers(0, len(NAMES) - 1),
        st.integers(0, 5_000),
    ),
    max_size=40,
)


class World:
    """A folder that things happen to, a ledger over it, and what was kept of what the ledger said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: Counter[str] = Counter()
        self.seen_by_scans: set[str] = set()
        self.marks: dict[str, Mark] = {}
        self.ledger = Ledger([str(folder)], {})
        self._number = 0
        self._stream = b""

    def path(self, which: int) -> Path:
        path = self.folder / NAMES[which]
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def more(self, count: int) -> bytes:
        """The next bytes of a session that never ends and repeats nothing."""
        while len(self._stream) < count:
            self._number += 1
            number = self._number
            request_id = None if number % 3 == 0 else ""
            self._stream += prompt(number=number) + answer(number=number) + refusal(number, request_id=request_id)
        part, self._stream = self._stream[:count], self._stream[count:]
        return part

    def grow(self, which: int, count: int) -> None:
        with self.path(which).open("ab") as file:
            file.write(self.more(count))

    def look(self, _which: int, _count: int) -> None:
        """Sweep, and keep what came of it with the marks, as the book does."""
        for path in self.ledger.changed():
            self.ledger.look(path)
        self.seen_by_scans |= {one.identity for one in scan([str(self.folder)]).found}
        scanned = self.ledger.take()
        self.kept.update(one.identity for one in scanned.refusals)
        self.marks = {path: mark for path, mark in self.marks.items() if path not in scanned.gone} | dict(scanned.marks)

    def restart(self, _which: int, _count: int) -> None:
        self.ledger = Ledger([str(self.folder)], self.marks)

    def crash(self, _which: int, _count: int) -> None:
        """A sweep whose findings nobody keeps, then the next start."""
        for path in self.ledger.changed():
            self.ledger.look(path)
        self.ledger = Ledger([str(self.folder)], self.marks)

    def rotate(self, which: int, count: int) -> None:
        fresh = self.folder / "fresh"
        fresh.write_bytes(self.more(count))
        fresh.replace(self.path(which))

    def cut(self, which: int, count: int) -> None:
        if self.path(which).exists():
            os.truncate(self.path(which), min(count, self.path(which).stat().st_size))
            self._stream = b"\n" + self._stream

    def copy(self, which: int, count: int) -> None:
        if self.path(which).exists():
            shutil.copy(self.path(which), self.path(count % len(NAMES)).with_suffix(".copy.jsonl"))

    def rename(self, which: int, count: int) -> None:
        if self.path(which).exists():
            self.path(which).replace(self.path(count % len(NAMES)).with_suffix(".renamed.jsonl"))

    def delete(self, which: int, _count: int) -> None:
        self.path(which).unlink(missing_ok=True)


@given(done=steps)
@settings(max_examples=150)
def test_nothing_is_lost_and_nothing_is_made_up(done: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as name:
        world = World(Path(name))
        for deed, which, count in done:
            getattr(world, deed)(which, count)
        world.look(0, 0)
        assert set(world.kept) == world.seen_by_scans


@given(
    cuts=st.lists(st.integers(1, 3_000), max_size=25), how=st.lists(st.sampled_from("lrc"), min_size=25, max_size=25)
)
def test_a_file_that_only_grows_tells_of_each_refusal_once_even_before_the_book_looks(
    cuts: list[int], how: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        world = World(Path(name))
        for count, next_deed in zip(cuts, how, strict=False):
            world.grow(0, count)
            if next_deed == "c":
                world.crash(0, 0)
                continue
            world.look(0, 0)
            if next_deed == "r":
                world.restart(0, 0)
        world.look(0, 0)
        assert set(world.kept) == world.seen_by_scans
        assert set(world.kept.values()) <= {1}
