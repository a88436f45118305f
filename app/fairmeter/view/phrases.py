"""The sentences for what went wrong, and what to do about it."""

from datetime import datetime

from fairmeter.limits import Hint, SourceFailure, SourceName
from fairmeter.view.clock import Clock

_PROBLEMS = {
    Hint.NO_LOGIN: "No login was found on this computer.",
    Hint.LOGIN_EMPTY: "Claude Code's login file holds no login.",
    Hint.LOGIN_HALF_WRITTEN: "Claude Code's login file is incomplete.",
    Hint.LOGIN_NOT_ALLOWED: "Claude Code's login file may not be read.",
    Hint.LOGIN_IS_A_FOLDER: "A folder stands where Claude Code's login file should be.",
    Hint.LOGIN_TOO_LARGE: "Claude Code's login file is far larger than a login.",
    Hint.OPEN_CLAUDE_CODE: "The login has expired. Open Claude Code, it renews it.",
    Hint.USE_A_FULL_LOGIN: "This login may not read usage. Sign in with claude /login.",
    Hint.SERVICE_BUSY: "The usage service is busy.",
    Hint.NO_NETWORK: "Your own requests cannot reach Claude either.",
    Hint.SLOW_SERVICE: "The usage service did not answer in time.",
    Hint.NOT_JSON: "The usage service sent an answer that cannot be read.",
    Hint.TOO_LARGE: "The usage service sent far more than an answer.",
    Hint.NOT_THE_SERVICE: "Something other than the usage service answered.",
    Hint.SERVICE_TROUBLE: "The usage service has trouble of its own.",
    Hint.INSECURE_BASE: "The address that is set would carry the login in the open, so nothing was sent.",
}

_REMEDIES = {
    Hint.NO_LOGIN: "Run claude /login once, or set CLAUDE_CONFIG_DIR to the folder that Claude Code uses.",
    Hint.LOGIN_EMPTY: "Run claude /login once.",
    Hint.LOGIN_HALF_WRITTEN: "Nothing, it is read again with the next attempt. If it stays, run claude /login.",
    Hint.LOGIN_NOT_ALLOWED: "Make it readable for you: chmod 600 on .credentials.json.",
    Hint.LOGIN_IS_A_FOLDER: "Remove the folder named .credentials.json, then run claude /login.",
    Hint.LOGIN_TOO_LARGE: "Run claude /login, it writes the file anew.",
    Hint.OPEN_CLAUDE_CODE: "Open Claude Code once. Fairmeter never renews the login by itself.",
    Hint.USE_A_FULL_LOGIN: "Run claude /login. A token for automation cannot read usage.",
    Hint.SERVICE_BUSY: "Nothing, Fairmeter asks again by itself. It says nothing about your plan.",
    Hint.NO_NETWORK: "Check the network. Fairmeter asks again by itself.",
    Hint.SLOW_SERVICE: "Nothing, Fairmeter asks again by itself.",
    Hint.NOT_JSON: "Nothing, Fairmeter asks again by itself. If it stays, look for a newer Fairmeter.",
    Hint.TOO_LARGE: "Check whether a proxy stands in between.",
    Hint.NOT_THE_SERVICE: "Check for a proxy, or sign in to this network in a browser.",
    Hint.SERVICE_TROUBLE: "Nothing, Fairmeter asks again by itself.",
    Hint.INSECURE_BASE: "Set FAIRMETER_API_BASE to an https address, or to one on this computer.",
}

_SOURCES = {
    SourceName.API: "API",
    SourceName.CLAUDE_CODE: "Claude Code",
    SourceName.STATUS_LINE: "status line",
    SourceName.CLAUDE_CODE_CACHE: "Claude Code's last answer",
    SourceName.DESKTOP_HISTORY: "Claude Desktop",
}

_NOTICES = {
    "book_read_only": "The history cannot be written: the folder is read-only.",
    "book_full": "The history cannot be written: the disk is full.",
    "book_locked": "The history is in use by another program.",
    "book_broken": "The history file was damaged. It was set aside and a new one begun.",
}


def problem(failure: SourceFailure, now: datetime, clock: Clock, until: datetime | None = None) -> str:
    """What went wrong, as one sentence; with the time the service asked us to wait for where there is one."""
    if failure.hint is Hint.SERVICE_BUSY and until is not None and until > now:
        return f"The usage service is busy until {clock.absolute(until, now)}."
    return sentence(failure.hint)


def sentence(hint: Hint) -> str:
    """What is wrong, as one sentence."""
    return _PROBLEMS[hint]


def remedy(hint: Hint) -> str:
    """The one thing to do about it."""
    return _REMEDIES[hint]


def source(name: SourceName) -> str:
    """Where a figure comes from, as it stands after its age."""
    return _SOURCES[name]


def notice(code: str) -> str:
    """A fault of Fairmeter's own, as one sentence."""
    return _NOTICES.get(code, "Something in Fairmeter broke.")
