"""Watches transcripts grow, on a thread of its own, and hands over the refusals that turn up in them.

The system tells of changes; a sweep over all files, once a minute, finds what it did not tell. Where it tells nothing,
the sweeps come every few seconds. While nothing happens, the sweep is all that wakes the thread.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fairmeter.sources.transcripts.ears import Listen, listen
from fairmeter.sources.transcripts.hearing import Hearing
from fairmeter.sources.transcripts.inbox import Inbox
from fairmeter.sources.transcripts.ledger import Ledger
from fairmeter.sources.transcripts.mark import Kept
from fairmeter.sources.transcripts.places import SUFFIX
from fairmeter.sources.transcripts.scanned import Scanned

_TELLING_TAKES_S = 2.0
"""A change that is older and was not told of will not be."""
_BATCH_S = 0.5
"""So long refusals are gathered while many files are read at once."""
_SHARE = 50
"""A sweep takes at most this part of the time until the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds between two sweeps: while all folders are heard, while one is not there, while one cannot be heard.

    `marks_s` is how long to wait with handing over marks that come without a refusal. `look_back_days` is how old a
    file below a folder that was never watched may be to be read.
    """

    sweep_s: float = 60.0
    missing_s: float = 15.0
    deaf_s: float = 5.0
    marks_s: float = 60.0
    look_back_days: float = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchState:
    """How the watching goes.

    `deaf` are the folders whose changes the system does not tell of, each with the reason: they are swept every few
    seconds. `missing` folders are not there. `unreadable` files are tried again with every sweep; `too_long` lines were
    left out.
    """

    is_running: bool = False
    deaf: Mapping[str, str]
    missing: tuple[str, ...] = ()
    unreadable: int = 0
    too_long: int = 0

    @property
    def is_listening(self) -> bool:
        """Whether changes are noticed at once wherever there is something to notice."""
        return self.is_running and not self.deaf


class TranscriptWatcher:
    """Watches every transcript below some folders.

    Args:
        folders: The projects folders, see `projects_dirs`. They need not exist yet.
        marks: How far files were read by an earlier run; the marks of those `Scanned` that were kept.
        on_scanned: Called on the watcher's thread; it should pass the value on and return. See `Scanned` for what must
            be kept together.
        pace: How often to sweep.
        listen: How to hear from the system.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        marks: Mapping[str, Kept],
        on_scanned: Callable[[Scanned], None],
        *,
        pace: Pace | None = None,
        listen: Listen = listen,
    ) -> None:
        self._pace = pace or Pace()
        oldest = time.time_ns() - round(self._pace.look_back_days * 86_400e9)
        names = tuple(dict.fromkeys(os.fspath(folder) for folder in folders))
        self._ledger = Ledger(names, marks, fresh_since_ns=oldest)
        self._inbox = Inbox()
        self._hearing = Hearing(names, listen, self._heard)
        self._on_scanned = on_scanned
        self._handed_over_at = time.monotonic()
        self._state = WatchState(deaf={})
        self._thread = threading.Thread(target=self._run, name="fairmeter-transcripts", daemon=True)

    @property
    def state(self) -> WatchState:
        """How it goes, as of the last sweep; from any thread."""
        return self._state

    def start(self) -> None:
        """Begin; returns at once. A watcher is started once."""
        self._thread.start()

    def stop(self, wait_s: float) -> bool:
        """End, and wait for it at most so many seconds; whether it has ended. What was read is handed over before."""
        self._inbox.close()
        if self._thread.is_alive():
            self._thread.join(wait_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            next_sweep = self._sweep()
            self._hand_over(everything=True)
            while not self._inbox.is_closed:
                for path, is_folder in self._inbox.wait(next_sweep - time.monotonic()):
                    self._look_at(path, is_folder=is_folder)
                if time.monotonic() >= next_sweep:
                    next_sweep = self._sweep()
                self._hand_over()
        finally:
            self._hearing.close()
            self._hand_over(everything=True)
            self._state = replace(self._state, is_running=False)

    def _heard(self, path: str, is_folder: bool) -> None:  # noqa: FBT001 - the shape of `Heard`
        """Take note of a change; on a thread of the system's."""
        if is_folder or path.endswith(SUFFIX):
            self._inbox.put(path, is_folder=is_folder)

    def _look_at(self, path: str, *, is_folder: bool) -> None:
        if not self._ledger.is_inside(path):
            return
        for one in self._ledger.changed(path) if is_folder else (path,):
            self._ledger.look(one)

    def _sweep(self) -> float:
        """Look at every file that has changed; returns when the next sweep is due."""
        began = time.monotonic()
        heard = self._hearing.tend(began)  # before the files are listed, so that nothing falls between
        missed = set[str]()
        for path in self._ledger.changed():
            if self._inbox.is_closed:
                return began
            was_told = path in self._inbox
            if self._ledger.look(path) and not was_told and self._is_long_ago(path):
                missed.update(folder for folder in heard if path.startswith(folder + os.sep))
            if time.monotonic() - self._handed_over_at > _BATCH_S:
                self._hand_over()
        self._ledger.settle()
        for folder in missed:
            self._hearing.missed(folder, began)
        self._state = self._state_now()
        ended = time.monotonic()
        return ended + (0.0 if missed else max(self._interval(), _SHARE * (ended - began)))

    def _is_long_ago(self, path: str) -> bool:
        written_ns = self._ledger.written_ns(path)
        return written_ns is not None and time.time_ns() - written_ns > _TELLING_TAKES_S * 1e9

    def _interval(self) -> float:
        if self._state.deaf:
            return self._pace.deaf_s
        return self._pace.missing_s if self._hearing.absent else self._pace.sweep_s

    def _hand_over(self, *, everything: bool = False) -> None:
        """Hand over refusals at once, marks alone only now and then: keeping them costs a write to the disk."""
        now = time.monotonic()
        if self._ledger.has_refusals or everything or now - self._handed_over_at >= self._pace.marks_s:
            scanned = self._ledger.take()
            self._handed_over_at = now
            if scanned:
                self._on_scanned(scanned)

    def _state_now(self) -> WatchState:
        return WatchState(
            is_running=True,
            deaf=self._hearing.deaf,
            missing=self._ledger.missing(),
            unreadable=len(self._ledger.unreadable),
            too_long=self._ledger.too_long,
        )
