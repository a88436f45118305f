"""Puts the parts together for a face: where this user's things are, and a monitor that reads them.

Both faces, the tray and the terminal, start here, so that they can never disagree about where a figure comes from.
"""

import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fairmeter import __version__
from fairmeter.alerts.applescript import AppleScript
from fairmeter.alerts.courier import Courier as DesktopCourier
from fairmeter.alerts.notice import Handler
from fairmeter.announcer import Announcer
from fairmeter.history import Book, FileMark
from fairmeter.host.folders import FolderRefused, Folders, ensure, folders
from fairmeter.host.machine import system
from fairmeter.host.zone import local_zone
from fairmeter.monitor import Courier, Monitor
from fairmeter.outlook import Outlook
from fairmeter.report import Origin
from fairmeter.settings import Problem, Settings
from fairmeter.settings.file import SettingsFile
from fairmeter.sources.credentials import TOKEN_VARIABLE, Credential, LoginProblem, read_credential
from fairmeter.sources.transcripts import Scanned, projects_dirs
from fairmeter.sources.transcripts.watcher import TranscriptWatcher
from fairmeter.sources.usage_api import DEFAULT_BASE, UsageApi
from fairmeter.view.clock import Clock as LocalClock
from fairmeter.view.wording import Wording

SETTINGS_FILE = "settings.toml"
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a face needs. The book and the source belong to the thread that first uses them: the worker."""

    folders: Folders
    settings: Settings
    settings_file: SettingsFile
    settings_problems: tuple[Problem, ...]
    book: Book
    source: UsageApi
    base_url: str
    environment: Mapping[str, str]
    home: Path

    def login(self) -> Credential | LoginProblem:
        """Read the login anew."""
        return read_credential(self.environment, self.home)

    def wording(self, settings: Settings | None = None, *, twelve_hours: bool = False) -> Wording:
        """How this user wants times and figures said, by other settings than those read at the start if given."""
        chosen = settings or self.settings
        return Wording(
            clock=LocalClock(zone=local_zone(), twelve_hours=twelve_hours),
            show_left=chosen.show_left,
            relative_first=chosen.relative_first,
        )

    def monitor(
        self, emit: Callable[[Outlook], None], *, courier: Courier | None = None, simulated: bool = False
    ) -> Monitor:
        """Make the monitor that hands its pictures to `emit` and its alerts to `courier`."""
        return Monitor(
            source=self.source,
            book=self.book,
            emit=emit,
            courier=courier,
            settings=self.settings,
            seed=_seed(self.folders.data),
            simulated=simulated,
        )

    def courier(self, on_action: Callable[[str, str], None]) -> DesktopCourier:
        """Make the courier of this desktop; `on_action` hears of the buttons of its notices, on a thread of its own."""
        return DesktopCourier(handlers(self.environment), on_action)

    def announcer(self, courier: DesktopCourier) -> Announcer:
        """Make what turns alerts into notices."""
        return Announcer(courier, self.book, lambda: self.wording().clock)

    def watcher(self, marks: Mapping[str, FileMark], on_scanned: Callable[[Scanned], None]) -> TranscriptWatcher:
        """Make the watcher of Claude Code's transcripts; `on_scanned` is called on a thread of its own."""
        folders = projects_dirs(self.environment, self.home, self.settings.claude_dirs)
        return TranscriptWatcher(folders, marks, on_scanned)

    def close(self) -> None:
        """Let go of the network and of the book. To be called on the thread that used them."""
        self.source.close()
        self.book.close()


def parts(environment: Mapping[str, str], home: Path | None = None) -> Parts:
    """Work out this user's parts from the environment; nothing is read but the settings, nothing is asked.

    Raises:
        FolderRefused: Fairmeter's own folder is not safe to keep private files in.
        OSError: the folder cannot be made.
    """
    place = folders(environment)
    ensure(place.data)
    ensure(place.config)
    file = SettingsFile(place.config / SETTINGS_FILE)
    loaded = file.load()
    base_url = environment.get("FAIRMETER_API_BASE") or DEFAULT_BASE
    at_home = home or Path.home()
    return Parts(
        folders=place,
        settings=loaded.settings,
        settings_file=file,
        settings_problems=loaded.problems,
        book=Book(place.data / "history.sqlite3"),
        source=UsageApi(base_url=base_url, credential=lambda: read_credential(environment, at_home)),
        base_url=base_url,
        environment=environment,
        home=at_home,
    )


def origin_of(outlook: Outlook) -> Origin:
    """What a report says of where it was made."""
    plan = outlook.snapshot.plan if outlook.snapshot is not None else None
    return Origin(fairmeter=__version__, platform=system(), plan=plan.value.name if plan is not None else None)


def handlers(environment: Mapping[str, str], platform: str = sys.platform) -> tuple[Handler, ...]:
    """The ways in which this desktop can show a notice, the best one first; none where none is known."""
    if platform == "darwin":
        return (AppleScript(environment),)
    if platform.startswith("linux"):
        # Imported here, because its bus library is installed on Linux only.
        from fairmeter.alerts.freedesktop import DesktopNotices  # noqa: PLC0415

        return (DesktopNotices(environment),)
    return ()


def simulated(
    base_url: str, claude_dir: Path, home: Path, surroundings: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """The environment that makes an app read a simulator, and keep what it keeps in a folder of its own.

    Of the surroundings everything is taken over but a real login's token: it must not reach a simulator.
    """
    kept = {name: value for name, value in (surroundings or {}).items() if name != TOKEN_VARIABLE}
    return kept | {
        "FAIRMETER_API_BASE": base_url,
        "FAIRMETER_HOME": str(home / "fairmeter"),
        "CLAUDE_CONFIG_DIR": str(claude_dir),
    }


def _seed(folder: Path) -> int:
    """The same jitter for the same user, another for another, so that not everybody asks in the same second."""
    return int.from_bytes(hashlib.sha256(str(folder).encode()).digest()[:4])


__all__ = ["Clock", "FolderRefused", "Parts", "parts", "simulated"]
