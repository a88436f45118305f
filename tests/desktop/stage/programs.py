"""Programs that the stage starts: each is known by the process it was started as, and only that is ended."""

import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

PATIENCE = 20.0  # for what takes a fraction of a second on a machine that has nothing else to do
FAREWELL = 5.0
# The program, and the package that brings it on a Debian-like system.
NEEDED = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "trayer": "trayer",
    "dunst": "dunst",
    "xdotool": "xdotool",
}


class TooSlow(AssertionError):  # noqa: N818 - it names what happened
    """Something that should have happened within the stage's patience did not."""


def need(*programs: str) -> None:
    """Skip the test when a program is missing, or fail it where everything must be there (CI=true)."""
    missing = [NEEDED[program] for program in programs if shutil.which(program) is None]
    if not missing:
        return
    reason = f"needs {', '.join(missing)}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class Program:
    """A running program whose whole output goes into a file.

    Args:
        arguments: The command.
        environment: Its whole environment.
        output: Where its output goes.
        pass_fds: Descriptors that it inherits.
    """

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str], output: Path, pass_fds: Sequence[int] = ()
    ) -> None:
        self.name = Path(arguments[0]).name
        self._output = output
        with output.open("wb") as file:
            self._process = subprocess.Popen(
                arguments,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                pass_fds=pass_fds,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def output(self) -> str:
        return self._output.read_text(encoding="utf-8", errors="replace")

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait(self, seconds: float = PATIENCE) -> int:
        """Wait until it has ended and return its exit status."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TooSlow(f"{self.name} did not end; it said:\n{self.output}") from None

    def end(self) -> int:
        """Ask it to end, insist if it does not, and return its exit status."""
        if not self.has_ended:
            self.signal(signal.SIGTERM)
            try:
                self._process.wait(FAREWELL)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(FAREWELL)
        return self._process.returncode


class Whisper:
    """A pipe on which a program that was just started says one line about itself."""

    def __init__(self) -> None:
        self._reader, self.writer = os.pipe()

    def line(self, program: Program) -> str:
        """Close our copy of the writing end and wait for the line."""
        os.close(self.writer)
        heard = b""
        deadline = time.monotonic() + PATIENCE
        try:
            while not heard.endswith(b"\n"):
                ready, _, _ = select.select([self._reader], [], [], max(0.0, deadline - time.monotonic()))
                piece = os.read(self._reader, 4096) if ready else b""
                if not piece:
                    raise TooSlow(f"{program.name} did not start; it said:\n{program.output}")
                heard += piece
        finally:
            os.close(self._reader)
        return heard.decode().strip()
