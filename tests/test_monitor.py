"""The one flow, with fakes by hand at the Protocols."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from fairmeter.alerts.rules import Alert, AlertKind
from fairmeter.denials import Found, Refusal, Ruling
from fairmeter.history import BookTrouble, FileMark, FoundRefusal, KeptCharge, KeptRefusal, Trouble
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

    readings_kept: list[Reading] = field(default_factory=list)
    kept: dict[str, FoundRefusal] = field(default_factory=dict)
    marks: dict[str, FileMark] = field(default_factory=dict)
    verdicts: list[tuple[str, str]] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)
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
        self.readings_kept.append(reading)

    def last_readings(self, account: str | None = None) -> tuple[Reading, ...]:
        return tuple(one for one in self.readings_kept if account is None or one.account == account)[-1:]

    def last_account(self) -> str | None:
        return self.readings_kept[-1].account if self.readings_kept else None

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

    def commit_scan(self, refusals: Sequence[FoundRefusal], marks: Mapping[str, FileMark]) -> tuple[str, ...]:
        self._touch()
        new = tuple(one.identity for one in refusals if one.identity not in self.kept)
        self.kept |= {one.identity: one for one in refusals}
        self.marks |= marks
        return new

    def keep_verdict(self, identity: str, at: datetime, verdict_json: str) -> bool:
        self.verdicts.append((identity, verdict_json))
        return True

    def refusals(self, since: datetime, until: datetime | None = None) -> tuple[KeptRefusal, ...]:
        return ()

    def readings(self, account: str, since: datetime, until: datetime) -> Iterator[Reading]:
        return (one for one in self.readings_kept if one.account == account and since <= one.taken_at <= until)

    def keep_charge(self, identity: str, at: datetime, account: str | None, charge_json: str) -> bool:
        return True

    def charges(self, since: datetime) -> tuple[KeptCharge, ...]:
        return ()

    def mark_looked_at(self, identity: str) -> None:
        self.looked_at.append(identity)


@dataclass
class Bench:
    """A monitor on fakes, and every picture it handed out."""

    source: ScriptedSource
    book: MemoryBook = field(default_factory=MemoryBook)
    pictures: list[Outlook] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)

    def announce(self, alert: Alert, now: datetime) -> None:
        self.alerts.append(alert)

    def monitor(self) -> Monitor:
        return Monitor(source=self.source, book=self.book, emit=self.pictures.append, courier=self)


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
    assert one.book.readings_kept == [reading(NOON)]
    assert one.book.asks == [NOON]
    assert one.pictures[-1].standing(NOON) is Standing.LIVE
    assert not monitor.beat(NOON + MINUTE)


def test_restart_shows_the_last_figures_with_their_age_and_does_not_ask_again() -> None:
    """What the book remembers is shown at once; a restart within the floor spends no request."""
    book = MemoryBook(readings_kept=[reading(NOON)], asks=[NOON])
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


def test_two_processes_share_one_budget_and_one_answer() -> None:
    """A command in a terminal and the tray app read one account: what one has asked, the other need not ask again."""
    tray, terminal = bench(reading), bench(lambda now: reading(now, session=50.0))
    terminal.book = tray.book
    first, second = tray.monitor(), terminal.monitor()
    first.restore(NOON)
    first.beat(NOON)
    second.restore(NOON + 4 * MINUTE)
    second.wish(NOON + 4 * MINUTE)
    assert second.beat(NOON + 4 * MINUTE)
    assert not first.beat(NOON + 6 * MINUTE)
    assert tray.source.asked == [NOON]
    session = first.outlook.snapshot.window(SESSION) if first.outlook.snapshot else None
    assert session is not None
    assert session.value.used_pct == 50.0
    assert first.outlook.asks_last_hour == 2


def test_a_gate_that_another_process_met_holds_for_this_one() -> None:
    tray, terminal = bench(reading), bench(busy(1800.0))
    terminal.book = tray.book
    first, second = tray.monitor(), terminal.monitor()
    first.restore(NOON)
    first.beat(NOON)
    second.restore(NOON + 4 * MINUTE)
    second.wish(NOON + 4 * MINUTE)
    second.beat(NOON + 4 * MINUTE)
    assert not first.beat(NOON + 8 * MINUTE)
    assert tray.source.asked == [NOON]


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


OUT = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."


def refused(at: datetime, text: str = OUT, status: int = 400, name: str = "req_1") -> Found:
    refusal = Refusal(text=f"API Error: {status} {text}", at=at, status=status, request_id=name, model="claude-opus-5")
    return Found(identity=name, at=at, refusal=refusal)


def open_ones(monitor: Monitor) -> list[str]:
    return [case.identity for case in monitor.outlook.refusals if case.is_open]


def test_a_refusal_with_plan_left_is_called_at_once_and_asks_for_a_reading() -> None:
    """The reason Fairmeter exists: shown and announced before anything is asked, then judged by a nearer reading."""
    one = bench(reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    at = NOON + 2 * MINUTE
    monitor.refused([refused(at)], {}, at)
    assert [case.verdict.verdict for case in monitor.outlook.refusals] == [Ruling.CONTRADICTION]
    assert [(alert.kind, alert.count) for alert in one.alerts] == [(AlertKind.CONTRADICTION, 1)]
    assert monitor.beat(at)
    assert one.source.asked == [NOON, at]
    shown_before_the_answer = next(picture for picture in one.pictures if picture.refusals)
    assert shown_before_the_answer.snapshot is not None
    assert shown_before_the_answer.snapshot.taken_at == NOON
    assert monitor.outlook.refusals[0].meters is not None


def test_a_refusal_is_judged_again_when_a_reading_comes() -> None:
    """Without a reading nothing is called; the one it asks for makes it a contradiction, and only then it is told."""
    one = bench(reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.refused([refused(NOON)], {}, NOON)
    monitor.beat(NOON)
    first = next(picture for picture in one.pictures if picture.refusals)
    assert first.refusals[0].verdict.verdict is Ruling.UNPROVEN
    assert monitor.outlook.refusals[0].verdict.verdict is Ruling.CONTRADICTION
    assert [alert.kind for alert in one.alerts] == [AlertKind.CONTRADICTION]


def test_the_same_refusal_found_twice_is_one() -> None:
    """A resumed session copies lines; the book knows them by identity."""
    one = bench(reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    monitor.refused([refused(NOON)], {}, NOON)
    monitor.refused([refused(NOON)], {}, NOON + MINUTE)
    assert len(monitor.outlook.refusals) == 1
    assert len(one.alerts) == 1


def test_a_burst_is_one_episode_with_a_count() -> None:
    one = bench(reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    for number in range(5):
        at = NOON + timedelta(seconds=20 * number)
        monitor.refused([refused(at, name=f"req_{number}")], {}, at)
    assert {alert.key for alert in one.alerts} == {one.alerts[0].key}
    assert [alert.count for alert in one.alerts] == [1, 2, 3, 4, 5]
    assert {alert.since for alert in one.alerts} == {NOON}


def test_what_is_not_about_quota_is_listed_in_silence_and_asks_for_nothing() -> None:
    one = bench(reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    at = NOON + MINUTE
    monitor.refused([refused(at, "Overloaded", 529)], {}, at)
    assert [case.verdict.verdict for case in monitor.outlook.refusals] == [Ruling.NOT_QUOTA]
    assert not monitor.beat(at)
    assert one.alerts == []
    assert one.source.asked == [NOON]


def test_yesterdays_refusals_are_listed_without_a_word() -> None:
    """The first start reads old transcripts: nobody wants a notice or a badge for what is long over."""
    one = bench(reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    monitor.refused([refused(NOON - timedelta(days=1))], {}, NOON)
    assert len(monitor.outlook.refusals) == 1
    assert not monitor.outlook.refusals[0].is_open
    assert one.alerts == []


def test_a_book_that_fails_keeps_neither_refusal_nor_mark() -> None:
    """So that they are handed over again, and nothing is lost between the two."""
    one = bench(reading, book=MemoryBook(trouble=Trouble.FULL))
    monitor = one.monitor()
    monitor.restore(NOON)
    mark = FileMark(inode=1, device=1, offset=10, size=10, mtime_ns=0, head_digest="")
    with pytest.raises(BookTrouble):
        monitor.refused([refused(NOON)], {"a.jsonl": mark}, NOON)
    assert one.book.kept == {}
    assert one.book.marks == {}
    one.book.trouble = None
    monitor.refused([refused(NOON)], {"a.jsonl": mark}, NOON)
    assert set(one.book.kept) == {"req_1"}
    assert one.book.marks == {"a.jsonl": mark}


def test_a_refusal_that_was_looked_at_stays_so() -> None:
    one = bench(reading)
    monitor = one.monitor()
    monitor.restore(NOON)
    monitor.beat(NOON)
    monitor.refused([refused(NOON)], {}, NOON)
    assert open_ones(monitor) == ["req_1"]
    monitor.look_at("req_1", NOON)
    assert open_ones(monitor) == []
    monitor.refresh(NOON + 3 * MINUTE)
    assert open_ones(monitor) == []
    assert one.book.looked_at == ["req_1"]
