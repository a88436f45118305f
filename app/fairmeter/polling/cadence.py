"""When to ask the usage service next, and why: a pure function of the clock and of what has happened.

The service allows an account some 28 to 30 requests in any hour and counts Claude Code's own among them (usage
contract, the endpoint's own rate limit); asking too often costs up to an hour of silence. The numbers are argued in
`packaging/decisions/0003-cadence.md`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b

NORMAL = timedelta(seconds=300)
FLOOR = timedelta(seconds=180)
"""Nothing but a wish may ask sooner than this after the last ask."""
QUIET = timedelta(seconds=600)
STILL = timedelta(minutes=30)
"""For how long no number may have moved before asking slows down to `QUIET`."""
JITTER = 0.10
AFTER_RESET = (timedelta(seconds=45), timedelta(seconds=60))
"""How long after a known reset its new figures are asked for: at the earliest, and before when."""
COALESCE = timedelta(seconds=30)
"""A waking noticed so soon after an ask is the waking that ask already answered."""

BUDGET = 28
RESERVE = 4
"""How many asks of the budget are kept for wishes."""
HOUR = timedelta(hours=1, seconds=10)
"""The rolling hour, with a margin: an ask is stamped a moment before it leaves."""

WISH_GAP = timedelta(seconds=10)
"""The least time between the last ask and one that was wished for, while the hour holds few asks."""
WISHES_FREE_UNTIL = 14
WISH_GROWTH = 1.5
"""From `WISHES_FREE_UNTIL` asks in the hour on, each one makes the gap this much longer, up to `QUIET`.

So whoever wishes without end slows down instead of spending the hour at once and sitting in the dark for the rest.
"""


class Reason(StrEnum):
    """Why an ask is due; while none is due, what the next one waits for."""

    FIRST = "first"
    ROUTINE = "routine"
    QUIET = "quiet"
    """Routine, slowed down because no number has moved for a while."""
    AFTER_RESET = "after_reset"
    WISHED = "wished"
    WOKE = "woke"
    BACK_OFF = "back_off"
    """The retry after a failure."""
    BLOCKED = "blocked"
    """Waiting: the gate is closed."""
    BUDGET = "budget"
    """Waiting: the hour's asks are spent."""
    FLOOR = "floor"
    """Waiting: something calls for a reading, but the last ask was too short a time ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts:
    """What the decision depends on. All instants are aware.

    `asked` holds the requests that left this computer in the last hour, earlier runs of the program included, in any
    order, and the latest one whatever its age (see `remember`). An attempt that sent nothing is not among them, for it
    cost the service nothing; where there was no network, the gate alone paces the retry.
    `last_moved_at` is when a number last changed, None when that is not known. `resets` are the resets the snapshot
    names. `failures` counts the consecutive ones. `wished_at`, `woke_at` and `started_at` are the latest of their kind
    and may stay after they were answered. `interval` is the user's setting. `cost` is how many requests the next ask
    may turn into at most; all of them must fit into the budget. `seed` makes the jitter differ between computers.
    """

    asked: tuple[datetime, ...] = ()
    last_moved_at: datetime | None = None
    resets: tuple[datetime, ...] = ()
    blocked_until: datetime | None = None
    failures: int = 0
    wished_at: datetime | None = None
    woke_at: datetime | None = None
    started_at: datetime | None = None
    interval: timedelta = NORMAL
    cost: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether to ask now; if not, when. `at` is `now` when due and later than `now` when not."""

    due: bool
    at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Call:
    """One occasion for an ask: wanted from `at` on, but not before `floor`, and only within `allowance` per hour."""

    reason: Reason
    at: datetime
    floor: datetime
    allowance: int = BUDGET - RESERVE


def decide(now: datetime, facts: PollFacts) -> Decision:
    """Say whether to ask at `now`, and otherwise when to look again.

    The answer stays the same while neither the facts change nor its instant comes. An ask dated in the future was made
    before the clock was set back: it delays nothing, but it counts towards the budget unless more than an hour away.
    """
    asked = sorted(at for at in facts.asked if at <= now + HOUR)
    last = max((at for at in asked if at <= now), default=None)
    calls = _first_calls(now, facts) if last is None else _calls(facts, last, asked)
    # min() keeps the first of equals, and the calls come in the order in which their reasons should be told.
    return min((_settle(now, call, facts, asked) for call in calls), key=lambda it: it.at)


def remember(asked: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    """Keep of the asks what the next decision needs: the last hour, and the latest one whatever its age.

    Call it after `decide`. Asks dated in the future are brought back to `now`, so a clock that was set back makes them
    count for one hour more and not until it has caught up.
    """
    past = sorted(min(at, now) for at in asked)
    return tuple(at for at in past[:-1] if now - at <= HOUR) + tuple(past[-1:])


def fraction(seed: int, at: datetime) -> float:
    """Give a number in [0, 1) that looks random and is always the same for the same seed and instant."""
    digest = blake2b(f"{seed}:{at.astimezone(UTC).isoformat()}".encode(), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48


def _settle(now: datetime, call: _Call, facts: PollFacts, asked: list[datetime]) -> Decision:
    holds = [(call.at, call.reason), (call.floor, Reason.FLOOR)]
    if facts.blocked_until is not None:
        holds.append((facts.blocked_until, Reason.BLOCKED))
    one_too_many = max(1, call.allowance - facts.cost + 1)
    if len(asked) >= one_too_many:
        holds.append((asked[-one_too_many] + HOUR, Reason.BUDGET))
    at, waits_for = max(holds, key=lambda hold: hold[0])
    if at <= now:
        return Decision(due=True, at=now, reason=call.reason)
    return Decision(due=False, at=at, reason=waits_for)


def _first_calls(now: datetime, facts: PollFacts) -> Iterator[_Call]:
    if facts.wished_at is not None:
        yield _Call(Reason.WISHED, now, now, BUDGET)
    # Asks that all lie in the future belong to a clock that was set back, not to a first start.
    yield _Call(Reason.ROUTINE if facts.asked else Reason.FIRST, now, now)


def _calls(facts: PollFacts, last: datetime, asked: list[datetime]) -> Iterator[_Call]:
    floor = last + FLOOR
    if (wished_at := _pending(facts.wished_at, last)) is not None:
        yield _Call(Reason.WISHED, wished_at, last + _wish_gap(last, asked), BUDGET)
    if (started_at := _pending(facts.started_at, last)) is not None:
        yield _Call(Reason.FIRST, started_at, floor)
    if (woke_at := _pending(facts.woke_at, last + COALESCE)) is not None:
        yield _Call(Reason.WOKE, woke_at, floor)
    for reset in facts.resets:
        if last < reset + AFTER_RESET[0]:
            yield _Call(Reason.AFTER_RESET, _settled(reset, facts.seed), floor)
    if facts.failures and facts.blocked_until is not None and facts.blocked_until > last:
        yield _Call(Reason.BACK_OFF, floor, floor)
    yield _routine(facts, last)


def _pending(event: datetime | None, answered: datetime) -> datetime | None:
    return None if event is None or event <= answered else event


def _routine(facts: PollFacts, last: datetime) -> _Call:
    # Stillness is measured at the last ask: that is when it was seen, and the answer must not drift with `now`.
    still = facts.last_moved_at is not None and last - facts.last_moved_at >= STILL
    interval = max(facts.interval, QUIET if still else FLOOR)
    jittered = interval * (1 + JITTER * (2 * fraction(facts.seed, last) - 1))
    return _Call(Reason.QUIET if still else Reason.ROUTINE, last + max(jittered, FLOOR), last + FLOOR)


def _settled(reset: datetime, seed: int) -> datetime:
    earliest, latest = AFTER_RESET
    return reset + earliest + (latest - earliest) * fraction(seed, reset)


def _wish_gap(last: datetime, asked: list[datetime]) -> timedelta:
    spent = sum(last - HOUR < at <= last for at in asked)
    beyond = min(max(0, spent - WISHES_FREE_UNTIL), BUDGET)
    return min(WISH_GAP * WISH_GROWTH**beyond, QUIET)
