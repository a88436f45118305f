"""Kills a process that watches transcripts, again and again, and looks whether the book lost or doubled a refusal.

    python tests/bench/kill.py [--times 200] [--seed 1]

One process watches a projects folder and commits what it finds, as the app does. This one writes refusals into a few
transcripts, cut at any byte, and kills it with SIGKILL at any point, from before it has begun until it has kept all.
Then it is started anew. In the end it runs once undisturbed, and every refusal must be in the book, once.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, Queue

from fairmeter.denials import Found
from fairmeter.history import Book, FileMark, FoundRefusal
from fairmeter.history.case_codec import found_to_json
from fairmeter.sources.transcripts import Scanned, scan
from fairmeter.sources.transcripts.mark import Mark
from fairmeter.sources.transcripts.watcher import Pace, TranscriptWatcher

START = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
PATIENCE_S = 60.0
LONGEST_LIFE_S = 0.012
"""Seconds from the last write to the kill, at most; by then all has been kept, as a rule."""

_WATCHING = "watching"


@dataclass(frozen=True, slots=True)
class Toll:
    """How it ended: how many refusals were written and how often each is in the book; the counts must all be 1."""

    written: int
    kills: int
    interrupted: int
    counts: Mapping[str, int]

    @property
    def is_right(self) -> bool:
        """Whether nothing was lost and nothing doubled."""
        return len(self.counts) == self.written and set(self.counts.values()) <= {1}


def run(folder: Path, *, times: int, seed: int = 1) -> Toll:
    """Kill the watching process so many times, in a folder of its own."""
    lots = random.Random(seed)  # noqa: S311 - it decides when to kill
    writer = _Writer(folder / "projects" / "-home-ada", lots)
    interrupted = 0
    for _ in range(times):
        interrupted += _one_life(folder, writer, lots)
    writer.finish()
    with _process(folder) as last:
        _read_until(last, writer.written)
        last.kill()
    book = Book(folder / "book.sqlite3")
    try:
        found = book.refusals(START - timedelta(days=1))
    finally:
        book.close()
    counts = Counter(json.loads(one.refusal_json)["refusal"]["request_id"] for one in found)
    return Toll(writer.written, times, interrupted, counts)


def _one_life(folder: Path, writer: "_Writer", lots: random.Random) -> bool:
    """Start the process, write, and kill it; whether it was killed before it had kept all that was written."""
    with _process(folder) as process:
        lines = _signs(process)
        for _ in range(lots.choice([0, 1, 1, 2, 2, 3, 4])):  # so many signs of life, the first once it is watching
            writer.write(lots.randrange(1, 400))
            next(lines, None)
        for _ in range(lots.randrange(0, 30)):
            writer.write(lots.randrange(1, 400))
        with suppress(subprocess.TimeoutExpired):  # it does not end by itself: this is how far it may come
            process.wait(lots.uniform(0.0, LONGEST_LIFE_S))
        process.kill()
        kept = [int(line) for line in lines if line != _WATCHING]
    return (kept[-1] if kept else -1) < len(scan([str(folder / "projects")]).found)


class _Writer:
    """Writes sessions that consist of prompts and refusals, a piece at a time."""

    def __init__(self, folder: Path, lots: random.Random) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._lots = lots
        self._waiting = {folder / f"s-{number}.jsonl": b"" for number in range(3)}
        self.written = 0

    def write(self, count: int) -> None:
        """Write the next bytes of one of the files, as they come: the end of one line, a whole one, half of another."""
        path = self._lots.choice(list(self._waiting))
        while len(self._waiting[path]) < count:
            self._waiting[path] += self._session_goes_on(path.stem)
        self._append(path, count)

    def finish(self) -> None:
        """Write what was begun to its end."""
        for path in self._waiting:
            self._append(path, len(self._waiting[path]))

    def _append(self, path: Path, count: int) -> None:
        part, self._waiting[path] = self._waiting[path][:count], self._waiting[path][count:]
        with path.open("ab", buffering=0) as file:
            file.write(part)

    def _session_goes_on(self, session: str) -> bytes:
        self.written += 1
        common = {
            "sessionId": session,
            "timestamp": (START + timedelta(seconds=self.written)).isoformat().replace("+00:00", ".000Z"),
        }
        text = [{"type": "text", "text": "You've hit your session limit · resets 6pm (UTC)"}]
        prompt = {"type": "user", "message": {"role": "user", "content": "go on " * self._lots.randrange(60)}}
        refusal = {
            "type": "assistant",
            "message": {"model": "<synthetic>", "content": text},
            "requestId": f"req_{self.written}",
            "isApiErrorMessage": True,
        }
        return b"".join(
            json.dumps(record | common, ensure_ascii=False).encode() + b"\n" for record in (prompt, refusal)
        )


def _process(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--watch", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _signs(process: subprocess.Popen[str]) -> Iterator[str]:
    """What the process says, line by line, until it has ended."""
    assert process.stdout is not None
    return map(str.strip, process.stdout)


def _read_until(process: subprocess.Popen[str], count: int) -> None:
    """Read what the process says until it has kept so many, or has ended."""
    for line in _signs(process):
        if line != _WATCHING and int(line) >= count:
            return


def watch(folder: Path) -> None:
    """Watch and keep, as the app does: one thread finds, another keeps, refusals and marks in one transaction.

    It says how many refusals are kept after each time it has kept some. Ends only when nothing comes for long.
    """
    book = Book(folder / "book.sqlite3")
    handed_over: Queue[Scanned] = Queue()
    pace = Pace(sweep_s=0.05, marks_s=0.0)
    watcher = TranscriptWatcher([folder / "projects"], book.offsets(), handed_over.put, pace=pace)
    watcher.start()
    sys.stdout.write(f"{_WATCHING}\n")
    sys.stdout.flush()
    try:
        while True:
            scanned = handed_over.get(timeout=PATIENCE_S)
            book.commit_scan([_kept(one) for one in scanned.refusals], _marks(scanned.marks))
            sys.stdout.write(f"{len(book.refusals(START - timedelta(days=1)))}\n")
            sys.stdout.flush()
    except Empty:
        watcher.stop(1.0)


def _kept(found: Found) -> FoundRefusal:
    return FoundRefusal(identity=found.identity, at=found.at, account=None, refusal_json=found_to_json(found))


def _marks(marks: Mapping[str, Mark]) -> dict[str, FileMark]:
    return {path: FileMark(**asdict(mark)) for path, mark in marks.items()}


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="kill a watching process, and count what the book lost or doubled")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--watch", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.watch is not None:
        watch(args.watch)
        return 0
    with tempfile.TemporaryDirectory() as name:
        toll = run(Path(name), times=args.times, seed=args.seed)
    lost = toll.written - len(toll.counts)
    doubled = sum(count > 1 for count in toll.counts.values())
    kills = f"{toll.kills} kills, {toll.interrupted} with work left"
    sys.stdout.write(f"{kills}; {toll.written} refusals: {lost} lost, {doubled} doubled\n")
    return 0 if toll.is_right else 1


if __name__ == "__main__":
    sys.exit(main())
