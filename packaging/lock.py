"""Writes requirements.lock anew from pyproject.toml (what and why: decisions/0002-lock-file.md).

Further arguments go to `uv pip compile`: `--upgrade` moves every pin, `--upgrade-package NAME` one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
COMPILE = (
    *("pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11"),
    *("--no-header", "--no-annotate", "--quiet", "--group", "dev", "pyproject.toml"),
)
_ADDRESS = re.compile(r"://|^\s*(-i\b|-f\b|--index-url|--extra-index-url|--find-links|--trusted-host)| @ ")


def lines_with_an_address(lock: str) -> list[str]:
    """Return the lines that tie a lock file to one registry, mirror or folder; there must be none."""
    return [line for line in lock.splitlines() if _ADDRESS.search(line)]


def packages(lock: str) -> list[str]:
    """Return the pinned packages as `name==version`, in the order of the file."""
    return re.findall(r"^([A-Za-z0-9][\w.-]*==[^\s;\\]+)", lock, flags=re.MULTILINE)


def find_uv(scratch: Path) -> str:
    """Return a uv to run: the one on PATH, or one installed into a throw-away environment in `scratch`."""
    present = shutil.which("uv")
    if present:
        return present
    print("lock: no uv on PATH, taking one into a throw-away environment", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(scratch)], check=True)
    bin_dir = scratch / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([str(bin_dir / "python"), "-m", "pip", "install", "-q", "uv"], check=True)
    return str(bin_dir / "uv")


def renew(arguments: list[str]) -> int:
    """Resolve anew and replace the lock file; return the exit status."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        draft = scratch / LOCK.name
        if LOCK.exists():
            shutil.copyfile(LOCK, draft)  # uv keeps the pins that it finds in its output file
        uv = find_uv(scratch / "venv")
        subprocess.run([uv, *COMPILE, "--output-file", str(draft), *arguments], cwd=ROOT, check=True)
        text = draft.read_text(encoding="utf-8")
    wrong = lines_with_an_address(text)
    if wrong or not packages(text):
        print("lock: not written; these lines name where packages come from:", *wrong, sep="\n  ")
        return 1
    before = set(packages(LOCK.read_text(encoding="utf-8"))) if LOCK.exists() else set()
    LOCK.write_text(text, encoding="utf-8", newline="\n")
    after = set(packages(text))
    print(f"lock: {len(after)} packages; new: {sorted(after - before)}; gone: {sorted(before - after)}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(renew(sys.argv[1:]))
    except subprocess.CalledProcessError as failure:
        sys.exit(f"lock: {failure.cmd[0]} ended with status {failure.returncode}")
