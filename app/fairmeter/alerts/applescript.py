"""Notices on macOS, by the script command that every Mac has.

It works alike from a bundle and from a terminal, because the notice is not ours to the system but the script command's:
it appears under that name, and has no buttons.
"""

import subprocess
from collections.abc import Callable, Mapping

from fairmeter.alerts.notice import Acted, Notice, Undelivered

PATIENCE_S = 5.0
_PROGRAM = "/usr/bin/osascript"
# What the command may know of our environment. A login in it is nobody else's business.
_PASSED_ON = frozenset(
    {"HOME", "LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "PATH", "TMPDIR", "USER", "__CF_USER_TEXT_ENCODING"}
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}

Run = Callable[[tuple[str, ...], Mapping[str, str], float], tuple[int, str]]
"""Runs a command in an environment for at most so many seconds; its exit status and what it complained of."""


class AppleScript:
    """Shows notices through `osascript`.

    Args:
        environment: Our own environment, of which only what the command needs is passed on.
        run: Runs the command.
        patience: For how many seconds.
    """

    name = "osascript"

    def __init__(self, environment: Mapping[str, str], run: Run | None = None, patience: float = PATIENCE_S) -> None:
        self._environment = {name: value for name, value in environment.items() if name in _PASSED_ON}
        self._run = run or run_command
        self._patience = patience

    def show(self, notice: Notice, acted: Acted) -> None:  # noqa: ARG002 - no button, so nothing is ever chosen
        """Show a notice.

        Raises:
            Undelivered: The command is not there, did not end in time, or said no.
        """
        try:
            status, complaint = self._run(command(notice), self._environment, self._patience)
        except OSError as error:
            raise Undelivered(str(error)) from error
        except subprocess.TimeoutExpired:
            raise Undelivered(f"no end within {self._patience:g} s") from None  # its text would repeat the notice
        if status != 0:
            raise Undelivered(f"status {status}: {complaint.strip()}")

    def close(self) -> None:
        """Nothing is held."""


def command(notice: Notice) -> tuple[str, ...]:
    """The command that shows a notice."""
    script = f"display notification {quoted(notice.body)} with title {quoted(notice.title)}"
    return (_PROGRAM, "-e", script)


def quoted(text: str) -> str:
    """A text as a string literal of AppleScript, out of which nothing in it can break."""
    return '"' + "".join(_ESCAPES.get(character, character) for character in text) + '"'


def run_command(arguments: tuple[str, ...], environment: Mapping[str, str], seconds: float) -> tuple[int, str]:
    """Run a command and wait for its end.

    Returns:
        Its exit status and what it wrote on standard error.

    Raises:
        OSError: It cannot be started.
        subprocess.TimeoutExpired: It did not end within these seconds, and was ended.
    """
    done = subprocess.run(  # noqa: S603 - a fixed program, no shell, and the script's texts are quoted
        arguments,
        env=environment,
        timeout=seconds,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode, done.stderr
