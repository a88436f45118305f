"""How far a transcript was read, in a form that can be kept and checked after a restart."""

import os
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from fairmeter.sources.transcripts.opened import Opened

_HEAD = 1024
_TAIL = 256


class Kept(Protocol):
    """A mark as whoever keeps it hands it back."""

    @property
    def inode(self) -> int:
        """The file's number on its device."""
        ...

    @property
    def device(self) -> int:
        """The device."""
        ...

    @property
    def offset(self) -> int:
        """Bytes up to the end of the last complete line that was read."""
        ...

    @property
    def size(self) -> int:
        """Bytes that the file had then."""
        ...

    @property
    def mtime_ns(self) -> int:
        """When it had last been written, in nanoseconds since 1970."""
        ...

    @property
    def head_digest(self) -> str:
        """What `digest` said of what was read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark; the fields are those of `Kept`."""

    inode: int
    device: int
    offset: int
    size: int
    mtime_ns: int
    head_digest: str


def mark_of(file: Opened, offset: int) -> Mark:
    """The mark of a file that was read up to `offset`."""
    about = file.about
    return Mark(
        inode=about.st_ino,
        device=about.st_dev,
        offset=offset,
        size=about.st_size,
        mtime_ns=about.st_mtime_ns,
        head_digest=digest(file, offset),
    )


def digest(file: Opened, offset: int) -> str:
    """A digest of the first and the last bytes before `offset`.

    It tells a file that has only grown from one that was written anew under the same name, or even in the same inode.
    """
    head = file.read(0, min(_HEAD, offset))
    tail = file.read(max(0, offset - _TAIL), min(_TAIL, offset))
    return sha256(head + tail).hexdigest()


def has_only_grown(mark: Kept, file: Opened) -> bool:
    """Whether the file still begins with what was read before."""
    about = file.about
    is_same = (about.st_ino, about.st_dev) == (mark.inode, mark.device)
    return is_same and about.st_size >= mark.offset and digest(file, mark.offset) == mark.head_digest


def is_untouched(mark: Kept, about: os.stat_result) -> bool:
    """Whether nothing suggests that the file has changed since; some systems give no inode with a listing."""
    return about.st_size == mark.size and about.st_mtime_ns == mark.mtime_ns and about.st_ino in {0, mark.inode}
