"""One notice an episode, also across restarts, also with a book that fails."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from fairmeter.alerts.notice import Delivered, Notice
from fairmeter.alerts.rules import Alert, AlertKind
from fairmeter.announcer import Announcer
from fairmeter.denials import Judged, Refusal, judge
from fairmeter.history import BookTrouble, Trouble
from fairmeter.view.clock import Clock

AT = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)


@dataclass
class Desktop:
    """Remembers what it was asked to show."""

    shown: list[Notice] = field(default_factory=list)
    is_there: bool = True

    def deliver(self, notice: Notice, now: datetime) -> Delivered | None:
        if not self.is_there:
            return None
        self.shown.append(notice)
        return Delivered("test", now)


@dataclass
class Notes:
    """What was said, or a book that fails."""

    said: dict[str, str] = field(default_factory=dict)
    trouble: Trouble | None = None

    def episode(self, key: str) -> str | None:
        if self.trouble is not None:
            raise BookTrouble(self.trouble)
        return self.said.get(key)

    def set_episode(self, key: str, at: datetime, value: str) -> None:
        if self.trouble is not None:
            raise BookTrouble(self.trouble)
        self.said[key] = value


def alert(key: str) -> Alert:
    refusal = Refusal(text="You're out of extra usage.", at=AT)
    case = Judged(identity="r", at=AT, refusal=refusal, verdict=judge(refusal), judged_at=AT)
    return Alert(kind=AlertKind.CONTRADICTION, key=key, since=AT, case=case)


def test_an_episode_is_told_once_and_again_after_a_restart_not() -> None:
    desktop, notes = Desktop(), Notes()
    announcer = Announcer(desktop, notes, Clock)
    for key in ("one", "one", "two"):
        announcer.announce(alert(key), AT)
    Announcer(desktop, notes, Clock).announce(alert("one"), AT)
    assert [notice.key for notice in desktop.shown] == ["one", "two"]


def test_a_book_that_fails_does_not_silence_or_repeat() -> None:
    desktop = Desktop()
    announcer = Announcer(desktop, Notes(trouble=Trouble.FULL), Clock)
    announcer.announce(alert("one"), AT)
    announcer.announce(alert("one"), AT)
    assert len(desktop.shown) == 1


def test_a_desktop_that_is_not_there_yet_is_told_with_the_next_refusal() -> None:
    """Started at login, before anything shows notices: the episode is not lost."""
    desktop, notes = Desktop(is_there=False), Notes()
    announcer = Announcer(desktop, notes, Clock)
    announcer.announce(alert("one"), AT)
    desktop.is_there = True
    announcer.announce(alert("one"), AT)
    announcer.announce(alert("one"), AT)
    assert [notice.key for notice in desktop.shown] == ["one"]
