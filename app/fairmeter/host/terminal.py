"""Opening Claude Code's own sign-in in a terminal window: the one thing Fairmeter cannot and must not do itself."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable

LOGIN = ("claude", "/login")

Which = Callable[[str], str | None]
Launch = Callable[[tuple[str, ...]], None]

_LINUX_TERMINALS: tuple[tuple[str, ...], ...] = (
    ("x-terminal-emulator", "-e"),
    ("gnome-terminal", "--"),
    ("konsole", "-e"),
    ("xfce4-terminal", "-x"),
    ("kitty",),
    ("alacritty", "-e"),
    ("foot",),
    ("xterm", "-e"),
)


def login_command(platform: str = sys.platform, which: Which = shutil.which) -> tuple[str, ...] | None:
    """The command that opens a terminal on `claude /login`; None without Claude Code or a terminal to open."""
    claude = which(LOGIN[0])
    if claude is None:
        return None
    if platform == "darwin":
        typed = shlex.join((claude, LOGIN[1])).replace("\\", "\\\\").replace('"', '\\"')
        script = f'tell application "Terminal" to do script "{typed}"'
        return ("/usr/bin/osascript", "-e", script, "-e", 'tell application "Terminal" to activate')
    for terminal, *flags in _LINUX_TERMINALS:
        found = which(terminal)
        if found is not None:
            return (found, *flags, claude, LOGIN[1])
    return None


def open_login(launch: Launch | None = None, command: tuple[str, ...] | None = None) -> bool:
    """Open it; False when that is not possible here, and the user has to type it."""
    found = command or login_command()
    if found is None:
        return False
    try:
        (launch or _launch)(found)
    except OSError:
        return False
    return True


def _launch(command: tuple[str, ...]) -> None:
    subprocess.Popen(  # noqa: S603 - a fixed list of programs, found on the user's own path, and no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
