"""Where Fairmeter keeps what it keeps, and how those folders stay private."""

import os
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PRIVATE = 0o700


class FolderRefused(OSError):  # noqa: N818 - an OSError, so whoever expects a failing disk expects this too
    """A folder is not safe to keep private files in: a link, not a folder, or somebody else's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The folders of one user. None of them need exist yet; see `ensure`.

    Attributes:
        config: The settings, written by hand or by the settings window.
        data: The history book; losing it loses what cannot be fetched again.
        cache: What may be thrown away at any time.
        log: The log files.
        runtime: Sockets and locks of the running program.
    """

    config: Path
    data: Path
    cache: Path
    log: Path
    runtime: Path


def folders(environment: Mapping[str, str]) -> Folders:
    """Return the folders that Fairmeter uses; nothing is made.

    Args:
        environment: The process's environment. A non-empty `FAIRMETER_HOME` in it puts everything below that one
            folder; otherwise the platform's own user folders count (on Linux the XDG ones).
    """
    home = environment.get("FAIRMETER_HOME", "")
    if home:
        return _below(Path(home).expanduser().absolute())
    name = "fairmeter" if sys.platform.startswith("linux") else "Fairmeter"
    own = platformdirs.PlatformDirs(name, appauthor=False)
    cache = Path(own.user_cache_dir)
    return Folders(
        config=Path(own.user_config_dir),
        data=Path(own.user_data_dir),
        cache=cache,
        log=Path(own.user_log_dir),
        runtime=_runtime(own, cache),
    )


def _below(home: Path) -> Folders:
    return Folders(
        config=home / "config", data=home / "data", cache=home / "cache", log=home / "log", runtime=home / "run"
    )


def _runtime(own: platformdirs.PlatformDirs, cache: Path) -> Path:
    # Outside a desktop session there is often no runtime folder. platformdirs then warns and falls back to a private
    # one under /tmp, which is fine for us; where somebody has planted that name it refuses, and the cache serves.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Path(own.user_runtime_dir)
        except PermissionError:
            return cache / "run"


def ensure(folder: Path) -> None:
    """Make the folder when it is missing, and let nobody but its owner in (mode 0700, whatever the umask is).

    An existing folder that is open to others is tightened.

    Raises:
        FolderRefused: when the last part of the path is a link, is not a folder, or belongs to another user.
        OSError: when the disk does not allow it.
    """
    if folder.is_symlink():
        raise FolderRefused(f"{folder} is a link; Fairmeter keeps private files only in a folder of its own")
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=_PRIVATE, exist_ok=True)
    except FileExistsError as error:
        raise FolderRefused(f"{folder} is in the way: it is not a folder") from error
    if sys.platform != "win32":  # there the user's profile is private already
        _tighten(folder)


def _tighten(folder: Path) -> None:
    # Checked and changed through one handle, so that nobody can put a link in its place in between.
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise FolderRefused(f"{folder} cannot be opened as a folder: {error.strerror}") from error
    try:
        if os.fstat(handle).st_uid != os.geteuid():
            raise FolderRefused(f"{folder} belongs to another user")
        os.fchmod(handle, _PRIVATE)
    finally:
        os.close(handle)
