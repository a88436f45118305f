"""When the next ask is due, and why: one table per question."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fairmeter.polling.cadence import (
    AFTER_RESET,
    BUDGET,
    COALESCE,
    HOUR,
    JITTER,
    NORMAL,
    QUIET,
    RESERVE,
    WISH_GAP,
    Decision,
    PollFacts,
    Reason,
    decide,
    fraction,
    remember,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def ahead(**span: float) -> datetime:
    return NOW + timedelta(**span)


def asks(count: int, *, newest: datetime, every: float) -> tuple[datetime, ...]:
    return tuple(newest - timedelta(seconds=every) * step for step in range(count))


DUE: dict[str, tuple[Reason, dict[str, Any]]] = {
    "nothing was ever asked": (Reason.FIRST, {}),
    "the program was restarted more than the floor after the last ask": (
        Reason.FIRST,
        {"asked": (ago(seconds=181),), "started_at": ago(seconds=2)},
    ),
    "a whole interval has passed": (Reason.ROUTINE, {"asked": (ago(seconds=331),)}),
    "the asks are in no order": (
        Reason.ROUTINE,
        {"asked": (ago(seconds=700), ago(seconds=331), ago(seconds=1200))},
    ),
    "the clock was set forward": (Reason.ROUTINE, {"asked": (ago(days=3),)}),
    "the clock was set back behind all asks": (Reason.ROUTINE, {"asked": (ahead(minutes=4), ahead(minutes=9))}),
    "the clock was set back behind the last ask": (
        Reason.ROUTINE,
        {"asked": (ago(minutes=10), ahead(minutes=20))},
    ),
    "the clock was set back by days, and the asks of then no longer count": (
        Reason.ROUTINE,
        {"asked": asks(BUDGET, newest=ahead(days=2), every=60)},
    ),
    "nothing moved for long, and the quiet interval has passed": (
        Reason.QUIET,
        {"asked": (ago(seconds=661),), "last_moved_at": ago(hours=2)},
    ),
    "the setting asks for less than the floor": (
        Reason.ROUTINE,
        {"asked": (ago(seconds=199),), "interval": timedelta(seconds=30)},
    ),
    "a click below the floor": (
        Reason.WISHED,
        {"asked": (ago(seconds=11),), "wished_at": ago(seconds=1)},
    ),
    "a click at this very instant": (Reason.WISHED, {"asked": (ago(seconds=11),), "wished_at": NOW}),
    "a click when routine asking has used up its share": (
        Reason.WISHED,
        {"asked": asks(BUDGET - 1, newest=ago(seconds=601), every=100), "wished_at": NOW},
    ),
    "an ask that may cost four requests finds room for four": (
        Reason.WISHED,
        {"asked": asks(BUDGET - 4, newest=ago(seconds=601), every=100), "wished_at": NOW, "cost": 4},
    ),
    "a click before the first ask": (Reason.WISHED, {"wished_at": NOW}),
    "waking beyond the floor": (
        Reason.WOKE,
        {"asked": (ago(seconds=181),), "woke_at": NOW},
    ),
    "waking after a night": (Reason.WOKE, {"asked": (ago(hours=9),), "woke_at": ago(seconds=1)}),
    "a reset has settled": (
        Reason.AFTER_RESET,
        {"asked": (ago(seconds=200),), "resets": (ago(seconds=60), ahead(days=3))},
    ),
    "a reset was polled too soon to have settled": (
        Reason.AFTER_RESET,
        {"asked": (ago(seconds=181),), "resets": (ago(seconds=200),)},
    ),
    "the gate has opened after a failure": (
        Reason.BACK_OFF,
        {"asked": (ago(seconds=181),), "blocked_until": ago(seconds=1), "failures": 1},
    ),
    "the gate opens at this very instant": (
        Reason.BACK_OFF,
        {"asked": (ago(hours=1),), "blocked_until": NOW, "failures": 3},
    ),
}


@pytest.mark.parametrize(("reason", "facts"), DUE.values(), ids=DUE.keys())
def test_an_ask_is_due(reason: Reason, facts: dict[str, Any]) -> None:
    assert decide(NOW, PollFacts(**facts)) == Decision(due=True, at=NOW, reason=reason)


# Where the instant is given as a pair, jitter puts it between the two.
Span = datetime | tuple[datetime, datetime]
WAITS: dict[str, tuple[Reason, Span, dict[str, Any]]] = {
    "routine, ten per cent around the interval": (
        Reason.ROUTINE,
        (ahead(seconds=170), ahead(seconds=230)),
        {"asked": (ago(seconds=100),)},
    ),
    "the setting is slower": (
        Reason.ROUTINE,
        (ahead(seconds=440), ahead(seconds=560)),
        {"asked": (ago(seconds=100),), "interval": timedelta(minutes=10)},
    ),
    "a setting slower than an hour": (
        Reason.ROUTINE,
        (ahead(seconds=180), ahead(seconds=1620)),
        {"asked": (ago(seconds=6300),), "interval": timedelta(hours=2)},
    ),
    "the setting is below the floor": (
        Reason.ROUTINE,
        (ahead(seconds=80), ahead(seconds=98)),
        {"asked": (ago(seconds=100),), "interval": timedelta(seconds=1)},
    ),
    "quiet": (
        Reason.QUIET,
        (ahead(seconds=440), ahead(seconds=560)),
        {"asked": (ago(seconds=100),), "last_moved_at": ago(seconds=1900)},
    ),
    "quiet never speeds a slower setting up": (
        Reason.QUIET,
        (ahead(seconds=980), ahead(seconds=1220)),
        {"asked": (ago(seconds=100),), "last_moved_at": ago(hours=3), "interval": timedelta(minutes=20)},
    ),
    "not yet still for half an hour at the last ask": (
        Reason.ROUTINE,
        (ahead(seconds=170), ahead(seconds=230)),
        {"asked": (ago(seconds=100),), "last_moved_at": ago(seconds=1899)},
    ),
    "unknown movement is not stillness": (
        Reason.ROUTINE,
        (ahead(seconds=170), ahead(seconds=230)),
        {"asked": (ago(seconds=100),), "last_moved_at": None},
    ),
    "restarted within the floor": (
        Reason.FLOOR,
        ahead(seconds=150),
        {"asked": (ago(seconds=30),), "started_at": ago(seconds=1)},
    ),
    "waking within the floor": (
        Reason.FLOOR,
        ahead(seconds=120),
        {"asked": (ago(seconds=60),), "woke_at": ago(seconds=1)},
    ),
    "a second notice of the waking that was answered": (
        Reason.ROUTINE,
        (ahead(seconds=240), ahead(seconds=310)),
        {"asked": (ago(seconds=20),), "woke_at": ago(seconds=20) + COALESCE / 2},
    ),
    "a reset ahead": (
        Reason.AFTER_RESET,
        (ahead(seconds=145), ahead(seconds=160)),
        {"asked": (ago(seconds=90),), "resets": (ahead(seconds=100),)},
    ),
    "a reset within the floor": (
        Reason.FLOOR,
        ahead(seconds=170),
        {"asked": (ago(seconds=10),), "resets": (ahead(seconds=1),)},
    ),
    "a reset that was polled after": (
        Reason.ROUTINE,
        (ahead(seconds=170), ahead(seconds=230)),
        {"asked": (ago(seconds=100),), "resets": (ago(seconds=145),)},
    ),
    "a click too soon after the last ask": (
        Reason.FLOOR,
        ahead(seconds=6),
        {"asked": (ago(seconds=4),), "wished_at": ago(seconds=1)},
    ),
    "a click that was answered": (
        Reason.ROUTINE,
        (ahead(seconds=170), ahead(seconds=230)),
        {"asked": (ago(seconds=100),), "wished_at": ago(seconds=100)},
    ),
    "a click and a waking from before the clock was set back": (
        Reason.ROUTINE,
        (ahead(seconds=170), ahead(seconds=230)),
        {"asked": (ago(seconds=100),), "wished_at": ahead(minutes=5), "woke_at": ahead(minutes=5)},
    ),
    "blocked": (
        Reason.BLOCKED,
        ahead(minutes=50),
        {"asked": (ago(minutes=10),), "blocked_until": ahead(minutes=50), "failures": 1},
    ),
    "blocked, and clicked": (
        Reason.BLOCKED,
        ahead(minutes=50),
        {"asked": (ago(minutes=10),), "blocked_until": ahead(minutes=50), "wished_at": NOW, "woke_at": NOW},
    ),
    "blocked at the start": (Reason.BLOCKED, ahead(seconds=5), {"blocked_until": ahead(seconds=5)}),
    "a short back-off still heeds the floor": (
        Reason.BACK_OFF,
        ahead(seconds=130),
        {"asked": (ago(seconds=50),), "blocked_until": ahead(seconds=10), "failures": 1},
    ),
    "a failure that closed no gate is looked at again by routine": (
        Reason.ROUTINE,
        (ahead(seconds=70), ahead(seconds=130)),
        {"asked": (ago(seconds=200),), "failures": 2},
    ),
    "a gate that no failure closed is no reason to hurry": (
        Reason.ROUTINE,
        (ahead(seconds=70), ahead(seconds=130)),
        {"asked": (ago(seconds=200),), "blocked_until": ago(seconds=10)},
    ),
    "a gate that had opened before the last ask is no reason to hurry": (
        Reason.ROUTINE,
        (ahead(seconds=70), ahead(seconds=130)),
        {"asked": (ago(seconds=200),), "blocked_until": ago(seconds=201), "failures": 2},
    ),
    "an ask made exactly an hour ago still counts": (
        Reason.BUDGET,
        ago(hours=1) + HOUR,
        {"asked": (*asks(BUDGET - 1, newest=ago(seconds=601), every=90), ago(hours=1)), "wished_at": NOW},
    ),
    "routine leaves the reserve to wishes": (
        Reason.BUDGET,
        ago(seconds=331 + 23 * 120) + HOUR,
        {"asked": asks(BUDGET - RESERVE, newest=ago(seconds=331), every=120)},
    ),
    "a click finds the budget spent": (
        Reason.BUDGET,
        ago(seconds=601 + 27 * 100) + HOUR,
        {"asked": asks(BUDGET, newest=ago(seconds=601), every=100), "wished_at": NOW},
    ),
    "an ask that may cost four requests finds room for three": (
        Reason.BUDGET,
        ago(seconds=601 + 24 * 100) + HOUR,
        {"asked": asks(BUDGET - 3, newest=ago(seconds=601), every=100), "wished_at": NOW, "cost": 4},
    ),
    "asks from before the clock was set back count for the budget": (
        Reason.BUDGET,
        ahead(minutes=3) + HOUR,
        {"asked": asks(BUDGET, newest=ahead(minutes=30), every=60), "wished_at": NOW},
    ),
}


@pytest.mark.parametrize(("reason", "at", "facts"), WAITS.values(), ids=WAITS.keys())
def test_the_next_ask_waits(reason: Reason, at: Span, facts: dict[str, Any]) -> None:
    decision = decide(NOW, PollFacts(**facts))
    earliest, latest = at if isinstance(at, tuple) else (at, at)
    assert (decision.due, decision.reason) == (False, reason)
    assert earliest <= decision.at <= latest


def test_the_answer_does_not_drift_while_waiting() -> None:
    facts = PollFacts(asked=(ago(seconds=5),), last_moved_at=ago(minutes=29))
    planned = decide(NOW, facts).at
    # Half an hour of stillness is completed on the way; the instant stays.
    assert {decide(ahead(seconds=second), facts).at for second in range(0, 250, 15)} == {planned}


def test_jitter_spreads_the_asks_over_the_whole_band() -> None:
    asked_at = ago(seconds=1)
    waits = [decide(NOW, PollFacts(asked=(asked_at,), seed=seed)).at - asked_at for seed in range(200)]
    assert NORMAL * (1 - JITTER) <= min(waits) < NORMAL * (1 - JITTER * 0.9)
    assert NORMAL * (1 + JITTER * 0.9) < max(waits) <= NORMAL * (1 + JITTER)


def test_computers_do_not_ask_all_at_once_after_a_reset() -> None:
    facts = PollFacts(asked=(ago(seconds=170),), resets=(NOW,))
    delays = {decide(NOW, replace(facts, seed=seed)).at - NOW for seed in range(50)}
    assert len(delays) > 40
    assert AFTER_RESET[0] <= min(delays) <= max(delays) < AFTER_RESET[1]


@pytest.mark.parametrize(
    ("spent", "shortest", "longest"),
    [(1, WISH_GAP, WISH_GAP), (14, WISH_GAP, WISH_GAP), (18, WISH_GAP * 5, WISH_GAP * 6), (27, QUIET, QUIET)],
)
def test_clicks_get_slower_as_the_budget_shrinks(spent: int, shortest: timedelta, longest: timedelta) -> None:
    facts = PollFacts(asked=asks(spent, newest=ago(seconds=1), every=100), wished_at=NOW)
    assert shortest <= decide(NOW, facts).at - ago(seconds=1) <= longest


def test_asks_of_an_earlier_hour_do_not_slow_clicks_down() -> None:
    earlier = asks(BUDGET, newest=ago(hours=1, minutes=5), every=60)
    facts = PollFacts(asked=(*earlier, ago(seconds=1)), wished_at=NOW)
    assert decide(NOW, facts).at == ago(seconds=1) + WISH_GAP


def test_the_fraction_depends_on_the_instant_and_not_on_its_time_zone() -> None:
    elsewhere = NOW.astimezone(tz=ZoneInfo("Asia/Tokyo"))
    assert fraction(7, NOW) == fraction(7, elsewhere)
    assert fraction(7, NOW) != fraction(8, NOW) != fraction(8, NOW + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ((), ()),
        ((ago(hours=30),), (ago(hours=30),)),
        ((ago(hours=30), ago(hours=2)), (ago(hours=2),)),
        ((ago(minutes=5), ago(hours=2), ago(minutes=55)), (ago(minutes=55), ago(minutes=5))),
        ((ahead(days=400), ago(minutes=5)), (ago(minutes=5), NOW)),
    ],
    ids=["nothing", "the last, however old", "no older ones", "the hour, in order", "the future is brought back"],
)
def test_remembering_asks(asked: tuple[datetime, ...], kept: tuple[datetime, ...]) -> None:
    assert remember(asked, NOW) == kept


def test_a_clock_set_back_costs_an_hour_of_budget_at_most() -> None:
    asked = remember(asks(BUDGET, newest=ahead(days=30), every=60), NOW)
    assert decide(NOW, PollFacts(asked=asked, wished_at=NOW)).at == NOW + HOUR
