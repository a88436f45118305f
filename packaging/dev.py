"""Sets a checkout up and does one thing with it.

    python3 packaging/dev.py run [ARGUMENTS]    start Fairmeter, or its demo when there is no login or no display
    python3 packaging/dev.py test [ARGUMENTS]   lint, check types and run the tests; arguments go to pytest
    python3 packaging/dev.py lock [ARGUMENTS]   write requirements.lock anew; arguments go to uv

Needs Python 3.11 or newer and nothing else. What requirements.lock says goes into .venv, once.
"""

# Nothing here may need a newer Python than 3.8 to be read, or an older one could not be told that it is too old.
from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
LOGIN = "import sys; from fairmeter.sources.credentials import login_found; sys.exit(0 if login_found() else 1)"
INSTALLED = "import importlib.util, sys; sys.exit(importlib.util.find_spec('fairmeter') is None)"


class Start(NamedTuple):
    """What `run` starts: the arguments of fairmeter, and why these."""

    arguments: list[str]
    reason: str


class Step(NamedTuple):
    """One thing that `test` checks."""

    name: str
    command: list[str]


def version_complaint(version: tuple[int, ...], program: str) -> str | None:
    """Return what to tell somebody whose Python is too old, or None when it is not."""
    if version[:2] >= OLDEST:
        return None
    have = ".".join(str(part) for part in version[:3])
    need = ".".join(str(part) for part in OLDEST)
    return f"Fairmeter needs Python {need} or newer; {program} is {have}. Install one and call it by its name."


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Say whether a window could be shown. macOS and Windows always have somewhere to show it."""
    if platform in ("darwin", "win32"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def package_groups(command: str, *, display: bool) -> list[str]:
    """Return the groups of system packages (see system_packages.py) that a command needs."""
    if command == "test":
        return ["offscreen", "window", "desktop"]
    return ["offscreen", "window"] if command == "run" and display else []


def choose_start(arguments: Sequence[str], *, display: bool, login: bool) -> Start:
    """Decide what `run` starts.

    Args:
        arguments: What the user added. A command of fairmeter's own (`run status --json`) is taken as it stands;
            options (`run --verbose`) are added to what would have been started anyway.
        display: Whether a window can be shown.
        login: Whether Claude Code's login was found on this machine.
    """
    own = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    if own and not own[0].startswith("-"):
        return Start(own, "as asked")
    if not display:
        return Start(["demo", "--once", *own], "no display here, so the demo plays once in the terminal")
    if not login:
        return Start(["demo", *own], "no Claude Code login found, so it runs on the built-in simulator")
    return Start(own, "a Claude Code login was found")


def exit_status(returned: int) -> int:
    """Return the exit status to pass on for what `subprocess` returned (negative when a signal ended the child)."""
    return returned if returned >= 0 else 128 - returned


def say(text: str) -> None:
    """Print a line of our own, at once, so that it stands in order with what children print."""
    print(f"dev: {text}", flush=True)


def call(command: Sequence[str], **environment: str) -> int:
    """Run a command in the root of the checkout and return its exit status."""
    return exit_status(subprocess.call(command, cwd=ROOT, env={**os.environ, **environment}))


class Environment:
    """The virtual environment of a checkout: `.venv`, holding what requirements.lock says and the checkout itself.

    The stamp in it has two lines. The first is written when all packages of the lock are in, the second when the
    checkout is too. So whatever interrupts the making, the next call sees how far it came.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.stamp = self.folder / "fairmeter.stamp"

    def program(self, name: str) -> str:
        """Return the path of a program in the environment."""
        if os.name == "nt":
            return str(self.folder / "Scripts" / f"{name}.exe")
        return str(self.folder / "bin" / name)

    def wanted(self) -> list[str]:
        """Return the lines of the stamp of an environment that is as it must be."""
        # An environment knows its own path and interpreter, so a moved checkout or another Python needs a new one.
        house = f"{sys.version} {self.root}".encode()
        lock = (self.root / "requirements.lock").read_bytes()
        project = (self.root / "pyproject.toml").read_bytes()
        return [hashlib.sha256(house + lock).hexdigest(), hashlib.sha256(project).hexdigest()]

    def found(self) -> list[str]:
        """Return the lines of the stamp; none when there is no stamp or the environment's Python does not start."""
        try:
            lines = self.stamp.read_text(encoding="utf-8").splitlines()
            works = subprocess.call([self.program("python"), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
        except OSError:
            return []
        return lines if works else []

    def make_ready(self) -> None:
        """Bring the environment to what the checkout asks for; quick when it is there already.

        Raises:
            subprocess.CalledProcessError: when venv or pip fails.
        """
        wanted, found = self.wanted(), self.found()
        if found == wanted and call([self.program("python"), "-c", INSTALLED]) == 0:
            return
        started = time.monotonic()
        if found[:1] != wanted[:1]:
            say("making .venv with the packages of requirements.lock")
            self._make_anew()
        self._write(wanted[:1])
        self._pip("--no-deps", "--no-build-isolation", "-e", ".")
        self._write(wanted)
        say(f".venv is ready ({time.monotonic() - started:.1f} s)")

    def remove(self) -> None:
        """Remove whatever is in the place of the environment; where a link points to, nothing is touched."""
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        elif self.folder.exists():
            shutil.rmtree(self.folder)

    def _make_anew(self) -> None:
        self.remove()
        # Called from inside the environment that was just removed, its own interpreter could not make another.
        interpreter = getattr(sys, "_base_executable", None) or sys.executable
        subprocess.run([interpreter, "-m", "venv", str(self.folder)], check=True)
        self._pip("--require-hashes", "-r", "requirements.lock")

    def _pip(self, *arguments: str) -> None:
        pip = [self.program("python"), "-m", "pip", "--disable-pip-version-check", "install", "-q", *arguments]
        subprocess.run(pip, cwd=self.root, check=True)

    def _write(self, lines: Sequence[str]) -> None:
        self.stamp.write_text("\n".join(lines), encoding="utf-8")


def steps(environment: Environment, arguments: Sequence[str]) -> list[Step]:
    """Return what `test` checks, in order; pytest is last, so that its closing line ends the output."""
    ruff = environment.program("ruff")
    return [
        Step("ruff check", [ruff, "check", "."]),
        Step("ruff format", [ruff, "format", "--check", "."]),
        Step("mypy", [environment.program("mypy")]),
        Step("pyright", [environment.program("pyright")]),
        Step("pytest", [environment.program("pytest"), *arguments]),
    ]


def check(todo: Sequence[Step]) -> int:
    """Take every step, also after a failure, and return 1 when any failed."""
    results = []
    for step in todo:
        say(step.name)
        started = time.monotonic()
        status = call(step.command, QT_QPA_PLATFORM="offscreen", PYRIGHT_PYTHON_IGNORE_WARNINGS="1")
        results.append((step.name, status, time.monotonic() - started))
        verdict = "ok" if status == 0 else f"FAILED with status {status}"
        say(f"{step.name}: {verdict} ({results[-1][2]:.1f} s)")
    failed = [name for name, status, _ in results if status != 0]
    total = sum(seconds for _, _, seconds in results)
    say(f"{', '.join(failed)} failed ({total:.0f} s)" if failed else f"all {len(results)} steps ok ({total:.0f} s)")
    return 1 if failed else 0


def make_ready(groups: Sequence[str]) -> int:
    """Bring system packages and `.venv` to where they must be; return the exit status."""
    if importlib.util.find_spec("ensurepip") is None:
        groups = ["venv", *groups]
    if groups:
        status = call([sys.executable, str(ROOT / "packaging" / "system_packages.py"), *groups])
        if status != 0:
            return status
    Environment(ROOT).make_ready()
    return 0


def run(arguments: Sequence[str]) -> int:
    """Start Fairmeter, in the folder where the user is; return its exit status where it does not take our place."""
    environment = Environment(ROOT)
    display = has_display(sys.platform, os.environ)
    login = display and call([environment.program("python"), "-c", LOGIN]) == 0
    start = choose_start(arguments, display=display, login=login)
    say(f"fairmeter {' '.join(start.arguments)}".rstrip() + f" ({start.reason})")
    command = [environment.program("fairmeter"), *start.arguments]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - so Ctrl-C and signals reach it and nobody waits beside it
    return exit_status(subprocess.call(command))


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says and return the exit status."""
    complaint = version_complaint(sys.version_info[:3], sys.executable)
    if complaint:
        print(complaint, file=sys.stderr)
        return 1
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "lock":
        return call([sys.executable, str(ROOT / "packaging" / "lock.py"), *rest])
    if command not in ("run", "test"):
        print(__doc__)
        return 0 if command in ("-h", "--help") else 2
    try:
        status = make_ready(package_groups(command, display=has_display(sys.platform, os.environ)))
    except subprocess.CalledProcessError as failure:
        say(f"setting up failed: {' '.join(failure.cmd)} ended with status {failure.returncode}")
        return 1
    if status != 0:
        return status
    return run(rest) if command == "run" else check(steps(Environment(ROOT), rest))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("interrupted; call it again and it goes on from there")
        sys.exit(130)
