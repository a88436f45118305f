"""Which folders are listened to, and what is done when the system does not tell of changes after all."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fairmeter.sources.transcripts.ears import Deaf, Ear, Heard, Listen

RETRY_S = 600.0
"""So long it takes until a folder that the system would not listen to is tried again."""

RETRY_DEAF_S = 6 * 3600.0
"""So long when the system did listen and told nothing."""

_MISSED = "changes were found that the system had not told of"


@dataclass(slots=True)
class _Folder:
    """One folder. `identity` is its device and inode while it is listened to; `missed_at` when an ear proved deaf."""

    ear: Ear | None = None
    identity: tuple[int, int] | None = None
    missed_at: float | None = None
    deaf_until: float | None = None
    why: str | None = None


class Hearing:
    """The ears of some folders. It belongs to one thread; times are of the monotonic clock, in seconds."""

    def __init__(self, folders: Iterable[str], listen: Listen, heard: Heard) -> None:
        self._folders = {folder: _Folder() for folder in folders}
        self._listen = listen
        self._heard = heard

    @property
    def deaf(self) -> dict[str, str]:
        """The folders that cannot be listened to, each with the reason."""
        return {name: one.why for name, one in self._folders.items() if one.why is not None}

    @property
    def absent(self) -> tuple[str, ...]:
        """The folders that are not listened to because they were not there when they were last tended."""
        return tuple(name for name, one in self._folders.items() if one.ear is None and one.why is None)

    def tend(self, now: float) -> frozenset[str]:
        """Listen wherever it is possible and not done yet; returns the folders that were listened to already."""
        before = set()
        for name, one in self._folders.items():
            identity = _identity(name)
            if one.ear is not None and one.ear.hears() and one.identity == identity:
                before.add(name)
                continue
            self._close(one)
            if identity is None:
                one.deaf_until = one.why = None
            elif one.deaf_until is None or now >= one.deaf_until:
                self._open(name, one, identity, now)
        return frozenset(before)

    def missed(self, name: str, now: float) -> None:
        """Something below a folder was found that had not been heard of.

        The first time the ear is made anew, for it may have lost a part of the tree. The second time there is no use in
        it: some file systems, such as those of other machines, take the order and never tell.
        """
        one = self._folders[name]
        self._close(one)
        if one.missed_at is not None and now - one.missed_at < RETRY_S:
            one.deaf_until, one.why = now + RETRY_DEAF_S, _MISSED
        one.missed_at = now

    def close(self) -> None:
        """Stop listening everywhere."""
        for one in self._folders.values():
            self._close(one)

    def _open(self, name: str, one: _Folder, identity: tuple[int, int], now: float) -> None:
        try:
            one.ear = self._listen(name, self._heard)
        except Deaf as reason:
            one.deaf_until, one.why = now + RETRY_S, str(reason)
        else:
            one.identity, one.deaf_until, one.why = identity, None, None

    def _close(self, one: _Folder) -> None:
        ear, one.ear, one.identity = one.ear, None, None
        if ear is not None:
            ear.close()


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        about = Path(folder).stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino
