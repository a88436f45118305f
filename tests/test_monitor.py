"""The one flow, with fakes by hand at the Protocols."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from fairmeter.history import BookTrouble, Trouble
from fairmeter.limits import (
    SESSION,
    WEEKLY,
    FailureKind,
    Hint,
    Reading,
    SourceFailure,
    SourceName,
    Window,
)
from fairmeter.monitor import Monitor
from fairmeter.outlook import Outlook, Standing
from fairmeter.polling.gate import Gate

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def reading(at: datetime, session: float = 46.0, account: str = "acme") -> Reading:
    return Reading(
        source=SourceName.API,
        account=account,
        taken_at=at,
        windows=(
            Window(kind=SESSION, used_pct=session, resets_at=NOON + timedelta(hours=2)),
            Window(kind=WEEKLY, used_pct=41.0, resets_at=NOON + timedelta(days=3)),
        ),
        lists_all=True,
    )


def failure(
    at: datetime, kind: FailureKind, hint: Hint, *, after: float | None = None, requests: int = 1
) -> SourceFailure:
    return SourceFailure(kind=kind, hint=hint, source="api", at=at, retry_after_s=after, requests=requests)


@dataclass
class ScriptedSource:
    """Answers what the script says, the last answer for ever."""

    answers: list[Callable[[datetime], Reading | SourceFailure]]
    asked: list[datetime] = field(default_factory=list)

    def read(self, now: datetime) -> Reading | SourceFailure:
        self.asked.append(now)
        step = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return step(now)


@dataclass
class MemoryBook:
    """A book without a disk."""

    readings: list[Reading] = field(default_factory=list)
    asks: list[datetime] = field(default_factory=list)
    gates: dict[str, Gate] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)
    writes: int = 0
    trouble: Trouble | None = None

    def _touch(self) -> None:
        if self.trouble is not None:
            raise BookTrouble(self.trouble)
        self.writes += 1

    def append(self, reading: Reading) -> None:
        self._touch()
        self.readings.append(reading)

    def last_readings(self, account: str | None = None) -> tuple[Reading, ...]:
        return tuple(one for one in self.readings if account is None or one.account == account)[-1:]

    def last_account(self) -> str | None:
        return self.readings[-1].account if self.readings else None

    def note_asks(self, at: datetime, count: int) -> None:
        self._touch()
        self.asks += [at] * count

    def asks_since(self, at: datetime) -> tuple[datetime, ...]:
        return tuple(one for one in self.asks if one >= at)

    def set_gate(self, source: str, gate: Gate) -> None:
        self._touch()
        self.gates[source] = gate

    def clear_gate(self, source: str) -> None:
        self.gates.pop(source, None)

    def gate(self, source: str) -> Gate | None:
        return self.gates.get(source)

    def set_failures(self, source: str, count: int) -> None:
        self._touch()
        self.failed[source] = count

    def failures(self, source: str) -> int:
        return self.failed.get(source, 0)


@dataclass
class Bench:
    """A monitor on fakes, and every picture it handed out."""

    source: ScriptedSource
    book: MemoryBook = field(default_factory=MemoryBook)
    pictures: list[Outlook] = field(default_factory=list)

    def monitor(self) -> Monitor:
        return Monitor(source=self.source, book=self.book, emit=self.pictures.append)


def bench(*answers: Callable[[datetime], Reading | SourceFailure], book: MemoryBook | None = None) -> Bench:
    return Bench(ScriptedSource(list(answers)), book or MemoryBook())


def busy(after: float | None) -> Callable[[datetime], SourceFailure]:
    return lambda now: failure(now, FailureKind.RATE_LIMITED, Hint.SERVICE_BUSY, after=after)


def offline(now: datetime) -> SourceFailure:
    return failure(now, FailureKind.OFFLINE, Hint.NO_NETWORK)


def signed_out(now: datetime) -> SourceFailure:
    return failure(now, FailureKind.SIGNED_OUT, Hint.NO_LOGIN, requests=0)


def test_first_beat_asks_keeps_and_shows() -> None:
    """A fresh start asks at once, keeps the reading, and hands out a live picture."""
    one = bench(reading)
    monitor = one.monitor()
    assert monitor.restore(NOON).standing(NOON) is Standing.READING
    assert monitor.beat(NOON)
    assert one.book.readings == [reading(NOON)]
    assert one.book.asks == [NOON]
    assert one.pictures[-1].standing(NOON) is Standing.LIVE
    assert not monitor.beat(NOON + MINUTE)


def test_restart_shows_the_last_figures_with_their_age_and_does_not_ask_again() -> None:
    """What the book remembers is shown at once; a restart within the floor spends no request."""
    book = MemoryBook(readings=[reading(NOON)], asks=[NOON])
    one = bench(reading, book=book)
    monitor = one.monitor()
    outlook = monitor.restore(NOON + MINUTE)
    assert outlook.snapshot is not None
    assert outlook.snapshot.taken_at == NOON
    assert not monitor.beat(NOON + MINUTE)
    assert one.source.asked == []


def test_a_busy_service_is_left_alone_even_by_a_click_and_a_restart() -> None:
    """Retry-After stands in the book, blocks clicks, and keeps the last figures."""
    one = bench(reading, busy(1800.0), reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    later = NOON + 10 * MINUTE
    monitor.beat(later)
    outlook = monitor.outlook
    assert outlook.problem is not None
    assert outlook.problem.kind is FailureKind.RATE_LIMITED
    assert outlook.snapshot is not None
    assert outlook.blocked_until is not None
    assert outlook.blocked_until >= later + timedelta(seconds=1800)
    monitor.wish(later + MINUTE)
    assert not monitor.beat(later + MINUTE)

    again = Monitor(source=one.source, book=one.book, emit=one.pictures.append)
    restored = again.restore(later + 2 * MINUTE)
    assert restored.blocked_until == outlook.blocked_until
    assert not again.beat(later + 2 * MINUTE)
    assert again.beat(outlook.blocked_until + MINUTE)
    assert again.outlook.problem is None
    assert one.book.gates == {}


def test_retry_after_zero_waits_five_minutes_at_least() -> None:
    """The saturated edge says 0; asking at once would never end it."""
    one = bench(busy(0.0))
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    assert monitor.outlook.blocked_until is not None
    assert monitor.outlook.blocked_until >= NOON + 5 * MINUTE


@pytest.mark.parametrize("nudge", [Monitor.wish, Monitor.wake])
def test_a_click_or_a_wake_ends_our_own_back_off(nudge: Callable[[Monitor, datetime], None]) -> None:
    """Being offline is our own wait: who clicks, or opens the lid, need not sit it out."""
    one = bench(offline, reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    assert monitor.outlook.blocked_until is None
    nudge(monitor, NOON + 4 * MINUTE)
    assert monitor.beat(NOON + 4 * MINUTE)
    assert monitor.outlook.problem is None


def test_offline_says_since_when() -> None:
    """The first failure of a kind dates the state, not the last."""
    one = bench(reading, offline)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    monitor.beat(NOON + 10 * MINUTE)
    monitor.beat(NOON + 30 * MINUTE)
    assert len(one.source.asked) == 3
    assert monitor.outlook.standing(NOON + 30 * MINUTE) is Standing.OFFLINE
    assert monitor.outlook.problem_since == NOON + 10 * MINUTE


def test_a_missing_login_is_looked_for_with_every_beat_at_no_cost() -> None:
    """Nothing is sent, nothing is written, nothing is drawn again; a login that appears is seen with the next beat."""
    one = bench(signed_out, signed_out, signed_out, reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    for seconds in (0, 15, 30):
        assert monitor.beat(NOON + timedelta(seconds=seconds))
    assert one.book.asks == []
    assert one.book.writes == 0
    drawn = len(one.pictures)
    assert one.pictures[-1].standing(NOON) is Standing.SIGNED_OUT
    assert drawn == 2
    monitor.beat(NOON + timedelta(seconds=45))
    assert monitor.outlook.standing(NOON + MINUTE) is Standing.LIVE


def test_another_account_starts_from_its_own_figures() -> None:
    """Two accounts are never merged."""
    one = bench(reading, lambda now: reading(now, session=3.0, account="other"))
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    monitor.beat(NOON + 10 * MINUTE)
    assert monitor.outlook.snapshot is not None
    assert monitor.outlook.snapshot.account == "other"
    assert {dated.taken_at for dated in monitor.outlook.snapshot.windows} == {NOON + 10 * MINUTE}


@pytest.mark.parametrize("trouble", list(Trouble))
def test_a_book_that_fails_does_not_stop_the_meters(trouble: Trouble) -> None:
    """The figures are shown all the same, with a notice, and the budget is still counted."""
    one = bench(reading, book=MemoryBook(trouble=trouble))
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    assert monitor.outlook.standing(NOON) is Standing.LIVE
    assert monitor.outlook.notice == f"book_{trouble.value}"
    assert monitor.outlook.asks_last_hour == 1
    one.book.trouble = None
    monitor.beat(NOON + 10 * MINUTE)
    assert monitor.outlook.notice is None


def test_never_more_than_the_budget_in_an_hour_whatever_is_clicked() -> None:
    """A user who clicks every second for two hours spends 28 requests an hour at most."""
    one = bench(reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    now = NOON
    while now < NOON + timedelta(hours=2):
        monitor.wish(now)
        monitor.beat(now)
        now += timedelta(seconds=7)
    asked = one.source.asked
    for at in asked:
        assert sum(at <= other < at + timedelta(hours=1) for other in asked) <= 28


def test_pictures_that_look_alike_are_handed_out_once() -> None:
    """The worker is silent as long as there is nothing to draw."""
    one = bench(offline)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    drawn = len(one.pictures)
    monitor.refresh(NOON + 10 * MINUTE)
    assert len(one.source.asked) == 2
    assert len(one.pictures) == drawn
