"""The login that Claude Code keeps, read and never written.

Only the access token is taken. The refresh token beside it is left alone: it changes with every use, and a monitor that
used it would sooner or later sign the user out of Claude Code (usage contract, credentials).
"""

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from fairmeter.limits import FailureKind, Hint
from fairmeter.sources.json_values import BodyUnreadable, decode, number, rows, word

TOKEN_VARIABLE = "CLAUDE_CODE_OAUTH_TOKEN"  # noqa: S105  the variable's name
CONFIG_VARIABLE = "CLAUDE_CONFIG_DIR"
FILE_NAME = ".credentials.json"
MAX_FILE_BYTES = 1_000_000

_OWNER = "claudeAiOauth"
_YEARS = range(2020, 2101)


class Secret:
    """Text that does not show: no repr, no str, no format gives it away; `reveal` does."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one place that sends it."""
        return self._text

    @property
    def digest(self) -> str:
        """SHA-256 in hex: what may be remembered of it."""
        return sha256(self._text.encode()).hexdigest()

    def __repr__(self) -> str:
        return "Secret(...)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self.digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A login to ask with.

    `expires_at` is what was written down with it and only advice: the service decides. `where` is a code for the place
    it was found in: "environment" or "file".
    """

    token: Secret
    where: str
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoginProblem:
    """Why there is no login to ask with."""

    hint: Hint

    @property
    def kind(self) -> FailureKind:
        """Signed out when there is none, unreadable when there is one that cannot be used."""
        missing = self.hint in {Hint.NO_LOGIN, Hint.LOGIN_EMPTY}
        return FailureKind.SIGNED_OUT if missing else FailureKind.UNREADABLE


Place = Callable[[Mapping[str, str], Path], Credential | LoginProblem | None]
"""Somewhere a login can be kept, given the environment and the home folder; None when it holds nothing."""


def in_environment(environment: Mapping[str, str], _home: Path) -> Credential | LoginProblem | None:
    """The long-lived token that a user can put into the environment."""
    return _checked(environment.get(TOKEN_VARIABLE, ""), where="environment")


def in_file(environment: Mapping[str, str], home: Path) -> Credential | LoginProblem | None:
    """Claude Code's own file, in its configured folder or the default one."""
    configured = environment.get(CONFIG_VARIABLE)
    path = (Path(configured) if configured else home / ".claude") / FILE_NAME
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            return LoginProblem(Hint.LOGIN_IS_A_FOLDER)
        if not stat.S_ISREG(about.st_mode):  # reading a pipe or a device could wait for ever
            return LoginProblem(Hint.LOGIN_NOT_ALLOWED)
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return LoginProblem(Hint.LOGIN_NOT_ALLOWED)
    return LoginProblem(Hint.LOGIN_TOO_LARGE) if len(raw) > MAX_FILE_BYTES else _in_text(raw)


PLACES: tuple[Place, ...] = (in_environment, in_file)
"""In Claude Code's own order of precedence: the environment goes before the login it made itself."""


def read_credential(
    environment: Mapping[str, str], home: Path, places: tuple[Place, ...] = PLACES
) -> Credential | LoginProblem:
    """The login that Claude Code would use, or why there is none.

    A place that holds nothing, or an empty login, passes the question on. One that holds something unusable ends the
    search: a login found further down could be another account's.
    """
    problem = LoginProblem(Hint.NO_LOGIN)
    for place in places:
        found = place(environment, home)
        if isinstance(found, LoginProblem) and found.kind is FailureKind.SIGNED_OUT:
            problem = found
        elif found is not None:
            return found
    return problem


def login_found(environment: Mapping[str, str] | None = None, home: Path | None = None) -> bool:
    """Whether there is a login to ask with; by default in this process's environment and this user's home."""
    found = read_credential(os.environ if environment is None else environment, home or Path.home())
    return isinstance(found, Credential)


def _in_text(raw: bytes) -> Credential | LoginProblem:
    if not raw.strip():
        return LoginProblem(Hint.LOGIN_EMPTY)
    try:
        body = decode(raw)
    except BodyUnreadable:
        return LoginProblem(Hint.LOGIN_HALF_WRITTEN)
    if not isinstance(body, dict):
        return LoginProblem(Hint.LOGIN_HALF_WRITTEN)
    login = body.get(_OWNER)
    if login is None:  # such a file can hold other programs' logins alone
        return LoginProblem(Hint.LOGIN_EMPTY)
    token = login.get("accessToken") if isinstance(login, dict) else login
    if token is None:
        return LoginProblem(Hint.LOGIN_EMPTY)
    if not isinstance(login, dict) or not isinstance(token, str):
        return LoginProblem(Hint.LOGIN_HALF_WRITTEN)
    scopes = tuple(scope for scope in map(word, rows(login.get("scopes"))) if scope is not None)
    found = _checked(token, where="file", expires_at=_from_milliseconds(login.get("expiresAt")), scopes=scopes)
    return found or LoginProblem(Hint.LOGIN_EMPTY)


def _checked(
    text: str, *, where: str, expires_at: datetime | None = None, scopes: tuple[str, ...] = ()
) -> Credential | LoginProblem | None:
    """A credential when the text can be a token, None when there is none.

    An empty bearer must never be sent: the service answers it with a misleading 429 (usage contract, request).
    """
    text = text.strip()
    if not text:
        return None
    if not all("!" <= character <= "~" for character in text):  # anything else would break the header apart
        return LoginProblem(Hint.LOGIN_HALF_WRITTEN)
    return Credential(token=Secret(text), where=where, expires_at=expires_at, scopes=scopes)


def _from_milliseconds(value: object) -> datetime | None:
    stated = number(value)
    if stated is None:
        return None
    try:
        at = datetime.fromtimestamp(float(stated) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return at if at.year in _YEARS else None
