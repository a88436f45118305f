"""Setting a file aside that cannot be the book: it gets another name and is never deleted."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from fairmeter.history.trouble import BookTrouble, Trouble, trouble_of_os

if sys.platform != "win32":
    import fcntl

_SQLITE_LOCKS = 0x40000000, 512
"""Where SQLite's own file locks lie, offset and length; every process that has the book open holds a share of them."""

_LOOK_AGAIN_S = 0.02
_IN_USE = {errno.EAGAIN, errno.EACCES}


class Flaw(StrEnum):
    """Why a file cannot be the book."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    """A sound SQLite file of another program."""
    NEWER = "newer"
    """A newer Fairmeter wrote it."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was set aside: where it lies now, and why."""

    path: Path
    flaw: Flaw


@contextmanager
def folder_held(folder: Path, wait_s: float) -> Iterator[None]:
    """Let no other process open or set aside a book in this folder meanwhile.

    It is a lock on the folder itself, so nothing is left behind; the system lets go of it when a process dies. Where
    folders cannot be locked (Windows, some network disks) it holds nothing.

    Raises:
        BookTrouble: LOCKED when another process still has it after `wait_s` seconds.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise BookTrouble(trouble_of_os(error)) from error
    try:
        _lock_within(handle, wait_s)
        yield
    finally:
        os.close(handle)


def set_aside(path: Path, flaw: Flaw, at: datetime) -> SetAside:
    """Rename a file, and what SQLite keeps beside it, to `<name>.broken-<UTC date and time>`.

    Raises:
        BookTrouble: BROKEN while another process has the file open: SQLite would delete the new book's journal when
            that process closes. It finds the damage itself and lets go. Else READ_ONLY or FULL.
    """
    target = _free_name(path, at)
    try:
        with _alone_with(path):
            for suffix in ("-wal", "-shm", ""):
                with suppress(FileNotFoundError):
                    os.rename(f"{path}{suffix}", f"{target}{suffix}")  # noqa: PTH104 - two texts, no paths to build
    except OSError as error:
        raise BookTrouble(trouble_of_os(error)) from error
    return SetAside(target, flaw)


def _free_name(path: Path, at: datetime) -> Path:
    stem = f"{path.name}.broken-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    target, count = path.with_name(stem), 1
    while target.exists():
        count += 1
        target = path.with_name(f"{stem}-{count}")
    return target


@contextmanager
def _alone_with(path: Path) -> Iterator[None]:
    if sys.platform == "win32":  # Windows itself refuses to rename a file that is open
        yield
        return
    handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        start, length = _SQLITE_LOCKS
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        yield
    except OSError as error:
        if error.errno in _IN_USE:
            raise BookTrouble(Trouble.BROKEN) from error
        raise
    finally:
        os.close(handle)


def _lock_within(handle: int, wait_s: float) -> None:
    if sys.platform == "win32":
        return
    give_up = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= give_up:
                raise BookTrouble(Trouble.LOCKED) from error
            time.sleep(_LOOK_AGAIN_S)
        except OSError:  # this file system locks no folders
            return
        else:
            return
