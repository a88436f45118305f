"""Hears from the operating system that something below a folder has changed. The only file that knows watchdog."""

import os
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

Heard = Callable[[str, bool], None]
"""Called on a thread of the observer's with a path, and whether it is a folder's."""

# Opening and closing are left out: our own reading would wake us.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
]
_LOOKS_AGAIN_AND_AGAIN = ("polling", "kqueue")
"""What watchdog falls back to: one looks at every file each second, the other holds every file open."""


class Deaf(OSError):  # noqa: N818 - an OSError: the system refuses to tell
    """The system does not tell of changes below a folder; the text says why."""


class Ear(Protocol):
    """Something that hears, until it is closed."""

    def hears(self) -> bool:
        """Whether it still does, as far as it can tell."""
        ...

    def close(self) -> None:
        """Stop hearing."""
        ...


Listen = Callable[[str, Heard], Ear]
"""Begin to hear what changes below a folder that is there; raises Deaf."""


class _Handler(FileSystemEventHandler):
    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass both paths of an event on: of a move, either can be news."""
        for path in (event.src_path, event.dest_path):
            if path:
                self._heard(os.fsdecode(path), event.is_directory)


class _WatchdogEar:
    def __init__(self, observer: BaseObserver) -> None:
        self._observer = observer

    def hears(self) -> bool:
        return self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)

    def close(self) -> None:
        self._observer.stop()
        with suppress(RuntimeError):  # it was never started
            self._observer.join()


def listen(folder: str, heard: Heard) -> Ear:
    """Hear by the means of this system: inotify, FSEvents, or directory changes.

    Raises:
        Deaf: it has none, or none to spare.
    """
    means = getattr(Observer, "__module__", "").rpartition(".")[2]
    if means in _LOOKS_AGAIN_AND_AGAIN:
        raise Deaf(f"no better means than {means}")
    # It says so when it meets a new folder in two ways at once, which does no harm.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, "watchdog")
    ear = None
    try:
        observer = Observer()
        ear = _WatchdogEar(observer)
        observer.schedule(_Handler(heard), folder, recursive=True, event_filter=_EVENTS)
        observer.start()
    except (OSError, RuntimeError) as error:  # no watches left; no threads left
        if ear is not None:
            ear.close()  # or the watches that it did get would be missing to other programs
        raise Deaf(str(error)) from error
    return ear
