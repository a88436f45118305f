"""A transcript opened for reading: read only, never waiting, never through a link."""

import errno
import os
import stat
from types import TracebackType
from typing import Self

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # or opening a pipe would wait for a writer
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotATranscript(OSError):  # noqa: N818 - an OSError, so that whoever expects a failing file expects this too
    """What has the name of a transcript is a pipe, a device, a folder or a link."""


class Opened:
    """An open transcript; `about` is what the system said of it when it was opened.

    The calls are the system's own, one for one: with thousands of files, whatever stands between them tells.

    Raises:
        NotATranscript: it is no plain file.
        OSError: it cannot be opened.
    """

    def __init__(self, path: str) -> None:
        try:
            self._handle = os.open(path, _FLAGS)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise NotATranscript(f"{path} is a link") from error
            raise
        self.about = os.fstat(self._handle)
        if not stat.S_ISREG(self.about.st_mode):
            os.close(self._handle)
            raise NotATranscript(f"{path} is no plain file")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)

    def fill(self, memory: memoryview, at: int) -> int:
        """Read from a place of the file into memory; how many bytes came, 0 at the end."""
        return _read_into(self._handle, memory, at)

    def read(self, at: int, size: int) -> bytes:
        """The `size` bytes at a place of the file; fewer where it ends."""
        raw = bytearray(size)
        view, got = memoryview(raw), 0
        while got < size and (count := self.fill(view[got:], at + got)):
            got += count
        return bytes(view[:got])


def _in_one_call(handle: int, memory: memoryview, at: int) -> int:
    return os.preadv(handle, [memory], at)


def _in_two_calls(handle: int, memory: memoryview, at: int) -> int:
    os.lseek(handle, at, os.SEEK_SET)
    part = os.read(handle, len(memory))
    memory[: len(part)] = part
    return len(part)


_read_into = _in_one_call if hasattr(os, "preadv") else _in_two_calls
