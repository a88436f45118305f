"""The real program, started as a session would start it, with everything it could touch in a folder of its own."""

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from desktop.stage.programs import PATIENCE, Program
from fairmeter.simulator import Simulator

TITLE = "Fairmeter"
FAST = (str(Path(__file__).with_name("fast_fairmeter.py")),)
"""The same program with a clock that runs fast (`FAIRMETER_TEST_SPEED`), for what takes minutes."""


class AppUnderTest:
    """A running Fairmeter; a context manager that ends it by SIGTERM and complains of everything it has said.

    Args:
        session: The environment of the desktop's session.
        simulator: The account and the service it reads.
        folder: Its own folder; the home directory of its user is made in it.
        arguments: What Python runs.
        extra: More environment.
    """

    def __init__(
        self,
        session: Mapping[str, str],
        simulator: Simulator,
        folder: Path,
        arguments: Sequence[str] = ("-m", "fairmeter"),
        extra: Mapping[str, str] | None = None,
    ) -> None:
        home = folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        self._environment = {
            **session,
            "HOME": str(home),
            "FAIRMETER_HOME": str(folder / "fairmeter"),
            "FAIRMETER_API_BASE": simulator.base_url,
            "CLAUDE_CONFIG_DIR": str(simulator.claude_dir),
            **(extra or {}),
        }
        self._arguments = (sys.executable, *arguments)
        self._output = folder / "fairmeter.txt"

    def __enter__(self) -> Self:
        self._program = Program(self._arguments, self._environment, self._output)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._program.end()
            print(f"the program had said:\n{self._program.output}")  # noqa: T201 - for the report of the failed test
            return
        if not self._program.has_ended:
            self._program.signal(signal.SIGTERM)
        self.ended_cleanly()

    @property
    def pid(self) -> int:
        return self._program.pid

    def ended_cleanly(self) -> None:
        """Wait until it has ended: by itself, with status 0, and without a word (no traceback, no warning of Qt)."""
        try:
            status = self._program.wait()
        finally:
            self._program.end()
        assert (status, self._program.output) == (0, "")

    def in_terminal(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What the same user gets to read who gives a command in a terminal meanwhile."""
        return subprocess.run(
            (sys.executable, "-m", "fairmeter", *arguments),
            env=self._environment,
            timeout=PATIENCE,
            capture_output=True,
            text=True,
            check=False,
        )
