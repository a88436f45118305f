"""What holds of the cadence whatever happens: days are simulated from one ask to the next."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairmeter.polling import Gate, PollFacts, Reason, Setback, after_failure, decide, remember
from fairmeter.polling.cadence import BUDGET, FLOOR, JITTER, QUIET, RESERVE, WISH_GAP

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
AUTOMATIC = BUDGET - RESERVE

seconds_of_a_day = st.integers(0, 86_400).map(lambda seconds: timedelta(seconds=seconds))
moments = st.lists(seconds_of_a_day, max_size=40)
past = st.integers(0, 5000).map(lambda seconds: START - timedelta(seconds=seconds))
around = st.integers(-9000, 9000).map(lambda seconds: START + timedelta(seconds=seconds))


def facts_with(asked: st.SearchStrategy[datetime]) -> st.SearchStrategy[PollFacts]:
    return st.builds(
        PollFacts,
        asked=st.lists(asked, max_size=40).map(tuple),
        last_moved_at=st.none() | around,
        resets=st.lists(around, max_size=4).map(tuple),
        blocked_until=st.none() | around,
        failures=st.integers(0, 5),
        wished_at=st.none() | around,
        woke_at=st.none() | around,
        started_at=st.none() | around,
        interval=st.integers(0, 7200).map(lambda seconds: timedelta(seconds=seconds)),
        seed=st.integers(0, 2**32),
    )


@given(facts_with(around))
def test_due_means_now_and_not_due_means_later(facts: PollFacts) -> None:
    decision = decide(START, facts)
    assert decision.at >= START
    assert decision.due == (decision.at == START)


@given(facts_with(around))
def test_the_same_facts_give_the_same_answer_in_whatever_order_they_come(facts: PollFacts) -> None:
    turned_round = replace(facts, asked=tuple(reversed(facts.asked)), resets=facts.resets[::-1])
    assert decide(START, facts) == decide(START, facts) == decide(START, turned_round)


@given(facts_with(past))
def test_the_instant_it_names_is_kept(facts: PollFacts) -> None:
    """Without new events the ask is due at the named instant, and the instant does not move before."""
    decision = decide(START, facts)
    assert decide(decision.at, facts).due
    if not decision.due and facts.wished_at is None and facts.woke_at is None and facts.started_at is None:
        half_way = START + (decision.at - START) / 2
        assert decide(half_way, facts) == decision


@given(facts_with(around))
def test_a_closed_gate_is_never_passed(facts: PollFacts) -> None:
    decision = decide(START, facts)
    if facts.blocked_until is not None and facts.blocked_until > START:
        assert not decision.due
        assert decision.at >= facts.blocked_until


@given(facts_with(past))
def test_there_is_always_progress(facts: PollFacts) -> None:
    """Open gate and budget left: due within the slowest interval. Otherwise: as soon as both allow it."""
    at = decide(START, facts).at
    slowest = START + max(facts.interval, QUIET) * (1 + JITTER)
    if facts.blocked_until is not None:
        slowest = max(slowest, facts.blocked_until)
    in_the_hour = [ask for ask in facts.asked if ask > START - HOUR - timedelta(seconds=10)]
    if len(in_the_hour) < AUTOMATIC:
        assert at <= slowest
    else:
        assert at <= max(slowest, START + HOUR + timedelta(seconds=10))


long_ago = st.integers(601, 3700).map(lambda seconds: START - timedelta(seconds=seconds))


@given(st.lists(long_ago, min_size=BUDGET - 8, max_size=BUDGET + 4), st.booleans())
def test_an_ask_always_fits_into_its_share_of_the_hour(asked: list[datetime], clicked: bool) -> None:
    """Whatever came before, from another run of the program or under other rules."""
    decision = decide(START, PollFacts(asked=tuple(asked), wished_at=START if clicked else None))
    spent = sum(at >= START - HOUR for at in asked)
    at_most_spent = sum(at >= START - HOUR - timedelta(seconds=10) for at in asked)
    if decision.due:
        assert spent < (BUDGET if clicked else AUTOMATIC)
    elif clicked:
        assert at_most_spent >= BUDGET


@dataclass(frozen=True, slots=True)
class Life:
    """A day of arbitrary events; times count from the start, those of the `history` of asks backwards."""

    clicks: list[timedelta] = field(default_factory=list)
    wakings: list[timedelta] = field(default_factory=list)
    restarts: list[timedelta] = field(default_factory=list)
    resets: list[timedelta] = field(default_factory=list)
    history: list[timedelta] = field(default_factory=list)
    moves: list[timedelta] = field(default_factory=list)
    answers: list[Setback | None] = field(default_factory=lambda: [None])
    interval: timedelta = timedelta(seconds=300)
    seed: int = 0
    lasting: timedelta = DAY


lives = st.builds(
    Life,
    clicks=moments | st.integers(1, 600).map(lambda every: [timedelta(seconds=every) * n for n in range(300)]),
    wakings=moments | st.integers(30, 600).map(lambda every: [timedelta(seconds=every) * n for n in range(100)]),
    restarts=moments,
    resets=moments,
    # An earlier run that stayed within the budget, as no rule of this one would have let it.
    history=st.sets(st.integers(0, 3590), max_size=BUDGET).map(lambda ago: [timedelta(seconds=at) for at in ago]),
    moves=moments,
    answers=st.lists(st.none() | st.sampled_from(Setback), min_size=1, max_size=12),
    interval=st.integers(1, 1800).map(lambda seconds: timedelta(seconds=seconds)),
    seed=st.integers(0, 2**32),
)


@dataclass(frozen=True, slots=True)
class Ask:
    at: datetime
    reason: Reason


class World:
    """Plays a life the way the monitor would: decide, ask, note, and close the gate after a failure."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.clicks, self.wakings, self.restarts, self.resets, self.moves = (
            sorted(START + at for at in times)
            for times in (life.clicks, life.wakings, life.restarts, life.resets, life.moves)
        )
        self.asks = [Ask(START - before, Reason.ROUTINE) for before in sorted(life.history, reverse=True)]
        self.gate: Gate | None = None
        self.failures = 0
        self.asked = tuple(ask.at for ask in self.asks)

    def play(self) -> list[Ask]:
        events = sorted({*self.clicks, *self.wakings, *self.restarts})
        now, end = START, START + self.life.lasting
        while now < end:
            decision = decide(now, self._facts(now))
            if decision.due:
                self._ask(now, decision.reason)
            following = bisect_right(events, now)
            coming = events[following : following + 1]
            now = min([now + timedelta(seconds=1) if decision.due else decision.at, *coming])
        return self.asks

    def _facts(self, now: datetime) -> PollFacts:
        next_reset = bisect_right(self.resets, now)
        return PollFacts(
            asked=self.asked,
            last_moved_at=_latest(self.moves, now),
            resets=tuple(self.resets[max(0, next_reset - 3) : next_reset + 2]),
            blocked_until=None if self.gate is None else self.gate.blocked_until(now),
            failures=self.failures,
            wished_at=_latest(self.clicks, now),
            woke_at=_latest(self.wakings, now),
            started_at=_latest(self.restarts, now),
            interval=self.life.interval,
            seed=self.life.seed,
        )

    def _ask(self, now: datetime, reason: Reason) -> None:
        answer = self.life.answers[len(self.asks) % len(self.life.answers)]
        self.asks.append(Ask(now, reason))
        self.asked = remember((*self.asked, now), now)
        self.failures = 0 if answer is None else self.failures + 1
        until = answer and after_failure(now, setback=answer, failures=self.failures, seed=self.life.seed)
        self.gate = Gate(since=now, until=until, setback=answer) if answer and until else None


def _latest(instants: list[datetime], now: datetime) -> datetime | None:
    passed = bisect_right(instants, now)
    return instants[passed - 1] if passed else None


HAMMERING = Life(clicks=[timedelta(seconds=10) * n for n in range(8640)])
RESTLESS = Life(
    wakings=[timedelta(seconds=31) * n for n in range(2000)],
    restarts=[timedelta(seconds=7) * n for n in range(2000)],
    resets=[timedelta(seconds=61) * n for n in range(1400)],
)


@settings(max_examples=60)
@given(lives)
@example(HAMMERING)
@example(RESTLESS)
def test_no_rolling_hour_ever_holds_more_asks_than_the_budget(life: Life) -> None:
    asks = [ask.at for ask in World(life).play()]
    assert asks
    assert all(later - first > HOUR for first, later in zip(asks, asks[BUDGET:], strict=False))


@settings(max_examples=60)
@given(lives)
@example(HAMMERING)
@example(RESTLESS)
def test_only_a_wish_goes_below_the_floor(life: Life) -> None:
    asks = World(life).play()[max(0, len(life.history) - 1) :]
    for before, after in pairwise(asks):
        assert after.at - before.at >= (WISH_GAP if after.reason is Reason.WISHED else FLOOR)


def test_an_undisturbed_day_asks_every_five_minutes() -> None:
    life = Life(moves=[timedelta(minutes=10) * n for n in range(144)])
    asks = World(life).play()
    assert Counter(ask.reason for ask in asks)[Reason.ROUTINE] == len(asks) - 1
    assert 280 <= len(asks) <= 297


def test_a_still_day_asks_every_ten_minutes() -> None:
    asks = World(Life(moves=[timedelta(0)])).play()
    assert 140 <= len(asks) <= 155
    assert asks[-1].reason is Reason.QUIET


def test_a_week_of_hammering_never_leaves_the_face_long_without_a_reading() -> None:
    week = 7 * DAY
    clicks = [timedelta(seconds=30) * n for n in range(week // timedelta(seconds=30))]
    asks = [ask.at for ask in World(Life(clicks=clicks, lasting=week)).play()]
    assert max(later - earlier for earlier, later in pairwise(asks)) <= QUIET + timedelta(seconds=30)
