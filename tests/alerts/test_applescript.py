"""The command that a Mac would run for a notice: it says what the notice says, and nothing in it can say more."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.alerts import Action, Notice, Undelivered
from fairmeter.alerts.applescript import AppleScript, command, quoted, run_command

NOTICE = Notice(key="k", title="Back to quota", body="Your session was reset.", actions=(Action("open", "Open"),))


def read_literal(script: str) -> tuple[str, str]:
    """Read a string literal at the start of a script as AppleScript does: its text, and what follows it."""
    assert script[0] == '"'
    text = ""
    rest = iter(script[1:])
    for character in rest:
        if character == '"':
            return text, "".join(rest)
        text += {"n": "\n", "t": "\t", "r": "\r"}.get(after := next(rest), after) if character == "\\" else character
    pytest.fail("the literal has no end")


@dataclass
class Runner:
    """Runs nothing, and answers as told."""

    status: int = 0
    failure: Exception | None = None
    ran: list[tuple[tuple[str, ...], Mapping[str, str], float]] = field(default_factory=list)

    def __call__(self, arguments: tuple[str, ...], environment: Mapping[str, str], seconds: float) -> tuple[int, str]:
        self.ran.append((arguments, environment, seconds))
        if self.failure:
            raise self.failure
        return self.status, "execution error\n" if self.status else ""


def silent(_key: str, _action: str) -> None:
    """Nobody listens."""


def test_the_command_is_one_line_of_script_for_the_systems_own_program() -> None:
    assert command(NOTICE) == (
        "/usr/bin/osascript",
        "-e",
        'display notification "Your session was reset." with title "Back to quota"',
    )


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ('say "hi"', r'"say \"hi\""'),
        ("back\\slash", r'"back\\slash"'),
        ('\\" & (do shell script "id") & \\"', r'"\\\" & (do shell script \"id\") & \\\""'),
        ("two\nlines", r'"two\nlines"'),
        ("46 % § 🙂", '"46 % § 🙂"'),
    ],
)
def test_texts_are_quoted(text: str, literal: str) -> None:
    assert quoted(text) == literal


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_quotes(title: str, body: str) -> None:
    shown = Notice(key="k", title=f"!{title}", body=body).displayable()
    _, _, script = command(shown)
    assert "\n" not in script
    said, rest = read_literal(script.removeprefix("display notification "))
    titled, end = read_literal(rest.removeprefix(" with title "))
    assert (said, titled, end) == (shown.body, shown.title, "")


def test_a_login_in_the_environment_is_not_passed_on() -> None:
    runner = Runner()
    environment = {"HOME": "/Users/me", "LANG": "de_DE.UTF-8", "CLAUDE_CODE_OAUTH_TOKEN": "planted", "SECRET": "s"}
    AppleScript(environment, runner).show(NOTICE, silent)
    assert runner.ran == [(command(NOTICE), {"HOME": "/Users/me", "LANG": "de_DE.UTF-8"}, 5.0)]


def test_a_command_that_says_no_has_not_shown_the_notice() -> None:
    with pytest.raises(Undelivered, match="status 1: execution error"):
        AppleScript({}, Runner(status=1)).show(NOTICE, silent)


def test_where_the_command_is_missing_the_notice_is_not_shown() -> None:
    with pytest.raises(Undelivered, match="No such file"):
        AppleScript({}, Runner(failure=FileNotFoundError(2, "No such file", "osascript"))).show(NOTICE, silent)


def other_program(script: str) -> AppleScript:
    """The real way of running, with Python in the place of the Mac's program."""

    def run(_arguments: tuple[str, ...], environment: Mapping[str, str], seconds: float) -> tuple[int, str]:
        return run_command((sys.executable, "-c", script), environment, seconds)

    return AppleScript({}, run, patience=0.5)


def test_a_real_command_is_judged_by_its_end() -> None:
    other_program("pass").show(NOTICE, silent)
    with pytest.raises(Undelivered, match=r"status 3: no\b"):
        other_program("import sys; sys.stderr.write('no'); sys.exit(3)").show(NOTICE, silent)


def test_a_real_command_that_does_not_end_is_given_up_without_repeating_the_notice() -> None:
    with pytest.raises(Undelivered, match=r"^no end within 0\.5 s$"):
        other_program("import threading; threading.Event().wait()").show(NOTICE, silent)


def test_nothing_is_held() -> None:
    handler = AppleScript({}, Runner())
    handler.close()
    handler.show(NOTICE, silent)
