"""Opening the sign-in: which command, and an honest no."""

import pytest

from fairmeter.host.terminal import login_command, open_login


def on_path(*names: str) -> dict[str, str]:
    return {name: f"/usr/bin/{name}" for name in names}


@pytest.mark.parametrize(
    ("platform", "programs", "command"),
    [
        ("linux", ("claude", "xterm"), ("/usr/bin/xterm", "-e", "/usr/bin/claude", "/login")),
        ("linux", ("claude", "xterm", "konsole"), ("/usr/bin/konsole", "-e", "/usr/bin/claude", "/login")),
        ("linux", ("claude", "kitty"), ("/usr/bin/kitty", "/usr/bin/claude", "/login")),
        ("linux", ("claude",), None),
        ("linux", ("xterm",), None),
        ("darwin", (), None),
    ],
)
def test_the_first_terminal_that_is_there(
    platform: str, programs: tuple[str, ...], command: tuple[str, ...] | None
) -> None:
    assert login_command(platform, on_path(*programs).get) == command


def test_macos_asks_its_own_terminal() -> None:
    command = login_command("darwin", on_path("claude").get)
    assert command is not None
    assert command[0] == "/usr/bin/osascript"
    assert '"/usr/bin/claude /login"' in command[2]


def test_a_launch_that_fails_is_said() -> None:
    def refuse(_command: tuple[str, ...]) -> None:
        raise FileNotFoundError

    started: list[tuple[str, ...]] = []
    assert open_login(started.append, ("xterm",))
    assert started == [("xterm",)]
    assert not open_login(refuse, ("xterm",))
