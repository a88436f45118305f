"""How long the gate stays closed after a failure."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.polling.gate import LONGEST_BLOCK, SHORTEST_BLOCK, Gate, Setback, after_failure

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def closed_for(
    setback: Setback, *, named: float | None = None, failures: int = 1, seed: int = 0
) -> tuple[float, float]:
    """The shortest and longest wait in seconds over many seeds."""
    retry_after = None if named is None else timedelta(seconds=named)
    waits = []
    for salt in range(200):
        until = after_failure(NOW, setback=setback, retry_after=retry_after, failures=failures, seed=seed + salt)
        assert until is not None
        waits.append((until - NOW).total_seconds())
    return min(waits), max(waits)


@pytest.mark.parametrize(
    ("named", "failures", "shortest", "longest"),
    [
        (3600, 1, 3660, 3690),
        (3037, 1, 3097, 3127),
        (30, 1, 300, 330),
        (290, 1, 350, 380),
        (9_000, 1, 4500, 4500),
        (timedelta.max.total_seconds() - 1, 1, 4500, 4500),
        (0, 1, 300, 330),
        (-5, 1, 300, 330),
        (None, 1, 300, 330),
        (None, 2, 450, 495),
        (0, 3, 675, 742.5),
        (0, 6, 1800, 1800),
        (None, 10_000, 1800, 1800),
        (30, 3, 675, 742.5),
        (3600, 9, 3660, 3690),
    ],
)
def test_rate_limited(named: float | None, failures: int, shortest: float, longest: float) -> None:
    least, most = closed_for(Setback.RATE_LIMITED, named=named, failures=failures)
    assert shortest <= least <= most <= longest


@pytest.mark.parametrize(
    ("setback", "failures", "shortest", "longest"),
    [
        (Setback.TRANSIENT, 0, 60, 66),
        (Setback.TRANSIENT, 1, 60, 66),
        (Setback.TRANSIENT, 2, 120, 132),
        (Setback.TRANSIENT, 5, 960, 1056),
        (Setback.TRANSIENT, 6, 1800, 1800),
        (Setback.TRANSIENT, 10_000, 1800, 1800),
        (Setback.OFFLINE, 1, 60, 66),
        (Setback.OFFLINE, 2, 120, 132),
        (Setback.OFFLINE, 3, 240, 264),
        (Setback.OFFLINE, 4, 300, 300),
        (Setback.OFFLINE, 10_000, 300, 300),
    ],
)
def test_other_failures_back_off(setback: Setback, failures: int, shortest: float, longest: float) -> None:
    least, most = closed_for(setback, failures=failures)
    assert shortest <= least <= most <= longest


def test_the_named_wait_counts_for_a_rate_limit_only() -> None:
    assert closed_for(Setback.OFFLINE, named=3600) == closed_for(Setback.OFFLINE)


def test_what_only_the_user_can_mend_closes_no_gate() -> None:
    assert after_failure(NOW, setback=Setback.NEEDS_USER, failures=7, seed=1) is None


def test_waits_differ_between_computers_and_are_the_same_on_one() -> None:
    untils = [after_failure(NOW, setback=Setback.TRANSIENT, failures=1, seed=seed) for seed in range(50)]
    again = [after_failure(NOW, setback=Setback.TRANSIENT, failures=1, seed=seed) for seed in range(50)]
    assert untils == again
    assert len(set(untils)) > 40


@given(named=st.integers(1, 10**7), failures=st.integers(0, 100), seed=st.integers(0, 2**32))
def test_a_rate_limit_is_never_cut_short_nor_waited_out_for_ever(named: int, failures: int, seed: int) -> None:
    retry_after = timedelta(seconds=named)
    until = after_failure(NOW, setback=Setback.RATE_LIMITED, retry_after=retry_after, failures=failures, seed=seed)
    assert until is not None
    assert until - NOW >= min(max(retry_after, SHORTEST_BLOCK), LONGEST_BLOCK)
    assert until - NOW <= LONGEST_BLOCK


UNTIL = NOW + timedelta(minutes=5)
LATER = NOW + timedelta(minutes=1)


@pytest.mark.parametrize("setback", [Setback.RATE_LIMITED, Setback.TRANSIENT, Setback.OFFLINE])
@pytest.mark.parametrize(
    ("now", "blocked_until"),
    [
        (NOW, UNTIL),
        (UNTIL - timedelta(microseconds=1), UNTIL),
        (UNTIL, None),
        (NOW + timedelta(days=1), None),
        (NOW - timedelta(seconds=30), UNTIL),
        (NOW - timedelta(hours=1), None),
    ],
    ids=["just closed", "nearly open", "open", "clock set forward", "clock nudged back", "clock set back"],
)
def test_a_gate_blocks_until_its_time(setback: Setback, now: datetime, blocked_until: datetime | None) -> None:
    assert Gate(since=NOW, until=UNTIL, setback=setback).blocked_until(now) == blocked_until


@pytest.mark.parametrize(
    ("setback", "nudged_at", "blocked_until"),
    [
        (Setback.OFFLINE, LATER, None),
        (Setback.OFFLINE, NOW, UNTIL),
        (Setback.OFFLINE, NOW - timedelta(minutes=1), UNTIL),
        (Setback.OFFLINE, LATER + timedelta(minutes=1), UNTIL),
        (Setback.RATE_LIMITED, LATER, UNTIL),
        (Setback.TRANSIENT, LATER, None),
        (Setback.TRANSIENT, NOW, UNTIL),
    ],
)
def test_a_nudge_after_it_closed_opens_all_but_the_services_own_gate(
    setback: Setback, nudged_at: datetime, blocked_until: datetime | None
) -> None:
    gate = Gate(since=NOW, until=UNTIL, setback=setback)
    assert gate.blocked_until(LATER, nudged_at=nudged_at) == blocked_until
