"""Measures the watching of transcripts: how soon a refusal is handed over, and what it costs while nothing happens.

    python tests/bench/watch.py FOLDER [--idle 130] [--refusals 200]

FOLDER is one that make_transcripts.py has written; a transcript is added to it.
"""

import argparse
import sys
import threading
import time
from pathlib import Path
from queue import Queue
from statistics import median

from fairmeter.sources.transcripts import Scanned
from fairmeter.sources.transcripts.watcher import TranscriptWatcher

_REFUSAL = (
    b'{"type":"assistant","message":{"model":"<synthetic>","content":[{"type":"text","text":"You\'ve hit your session '
    b'limit"}]},"requestId":"req_%d","isApiErrorMessage":true,"sessionId":"s"}\n'
)


def switches() -> int:
    """How often the threads of this process have woken and gone to sleep again, all together."""
    count = 0
    for status in Path("/proc/self/task").glob("*/status"):
        fields = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        count += int(fields["voluntary_ctxt_switches"])
    return count


def latencies(path: Path, handed_over: "Queue[Scanned]", count: int) -> list[float]:
    """Milliseconds from a line on the disk to the call, for so many refusals one after the other."""
    took = []
    with path.open("ab", buffering=0) as file:
        for number in range(count):
            file.write(_REFUSAL % number)
            began = time.monotonic()
            while not handed_over.get(timeout=60).refusals:
                continue
            took.append((time.monotonic() - began) * 1000)
    return sorted(took)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="what watching costs")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--idle", type=float, default=130.0, metavar="S")
    parser.add_argument("--refusals", type=int, default=200)
    args = parser.parse_args()
    projects = args.folder / "projects"
    handed_over: Queue[Scanned] = Queue()
    watcher = TranscriptWatcher([projects], {}, handed_over.put)
    began = time.monotonic()
    watcher.start()
    first = handed_over.get(timeout=600)
    while not first.marks or not watcher.state.is_running:
        first += handed_over.get(timeout=600)
    sys.stdout.write(f"first look: {time.monotonic() - began:.2f} s, {len(first.marks)} files\n")
    took = latencies(projects / "bench.jsonl", handed_over, args.refusals)
    slow = took[int(len(took) * 0.99)]
    sys.stdout.write(f"line to call, n={len(took)}: median {median(took):.2f} ms, 99% {slow:.2f}, max {took[-1]:.2f}\n")
    before, cpu = switches(), time.process_time()
    threading.Event().wait(args.idle)
    woken, cpu = switches() - before - 1, time.process_time() - cpu
    sys.stdout.write(f"idle for {args.idle:.0f} s: {woken} wake-ups, {cpu * 1000:.0f} ms of processor\n")
    sys.stdout.write(f"listening: {watcher.state.is_listening}, {threading.active_count()} threads\n")
    began = time.monotonic()
    watcher.stop(10)
    sys.stdout.write(f"stopped in {(time.monotonic() - began) * 1000:.0f} ms\n")
    (projects / "bench.jsonl").unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
