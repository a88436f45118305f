"""Measures `fairmeter scan` against `grep -rcF` over the same files, by turns.

    python tests/bench/scan.py [FOLDER] [--rounds 5]

Without FOLDER, 5,000 transcripts of 1 GB in all are written to a temporary folder first and removed afterwards. Each
round runs the scan and every grep once; the first round only warms the file cache and does not count.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MAKE = Path(__file__).with_name("make_transcripts.py")
MODEL, FLAG = '"<synthetic>"', '"isApiErrorMessage"'
GREPS = {
    "grep isApiErrorMessage": ["-e", "isApiErrorMessage"],
    "grep <synthetic>": ["-e", "<synthetic>"],
    "grep both, as scan looks for": ["-e", MODEL, "-e", FLAG],
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds on the clock, seconds of processors, and the most memory a process had, in MB."""

    wall: float
    cpu: float
    memory: float


def measured(command: list[str], home: Path) -> Run:
    """Run a command to its end, its output going to a file as a person's would go to a terminal."""
    environment = os.environ | {"FAIRMETER_HOME": str(home)}
    with (home / "out").open("wb") as out:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=out, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def compare(folder: Path, home: Path, rounds: int) -> dict[str, list[Run]]:
    """The runs of every command, by turns."""
    fairmeter = Path(sys.executable).with_name("fairmeter")
    commands = {
        "fairmeter scan --json": [str(fairmeter), "scan", "--json", str(folder)],
    }
    grep = shutil.which("grep") or "grep"
    commands |= {name: [grep, "-rcF", *needles, str(folder)] for name, needles in GREPS.items()}
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            run = measured(command, home)
            if number > 0:
                runs[name].append(run)
    return runs


def main() -> int:
    """Print the medians."""
    parser = argparse.ArgumentParser(description="fairmeter scan against grep")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folder = args.folder
        if folder is None:
            folder = home / "claude"
            subprocess.run([sys.executable, str(MAKE), str(folder)], check=True)
        runs = compare(folder, home, args.rounds)
    sys.stdout.write(f"{platform.platform()}, {os.cpu_count()} processors, medians of {args.rounds}\n")
    for command, all_of_it in runs.items():
        wall, cpu, memory = (median(getattr(run, field) for run in all_of_it) for field in ("wall", "cpu", "memory"))
        best = min(run.wall for run in all_of_it)
        sys.stdout.write(f"{command:<30} {wall:6.2f} s (best {best:.2f})  {cpu:6.2f} s cpu  {memory:4.0f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
