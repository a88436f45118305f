"""When was worked, read off the meters."""

from datetime import UTC, datetime, timedelta

from fairmeter.limits import SESSION, WEEKLY, ExtraUsage, Reading, SourceName, Window
from fairmeter.view.who_paid import Stretch
from fairmeter.view.work import work_of

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def reading(minute: float, session: float | None, *, weekly: float = 40.0, on: bool = True, run: int = 0) -> Reading:
    windows = [Window(kind=WEEKLY, used_pct=weekly, resets_at=NOON + timedelta(days=3))]
    if session is not None:
        windows.append(Window(kind=SESSION, used_pct=session, resets_at=NOON + timedelta(hours=5 + 5 * run)))
    return Reading(
        source=SourceName.API,
        account="acme",
        taken_at=NOON + minute * MINUTE,
        windows=tuple(windows),
        extra=ExtraUsage(enabled=on, user_disabled=not on),
    )


def stretch(since: float, until: float, *, sparse: bool = False) -> Stretch:
    return Stretch(NOON + since * MINUTE, NOON + until * MINUTE, sparse)


def test_a_session_that_rises_was_used_and_a_plateau_was_not() -> None:
    readings = [reading(at, used) for at, used in ((0, 10), (5, 12), (10, 15), (40, 15), (45, 15), (50, 16))]
    assert work_of(reversed(readings)).stretches == (stretch(0, 10), stretch(45, 50))


def test_a_short_pause_is_none_and_a_gap_is_drawn_as_one() -> None:
    readings = [reading(at, used) for at, used in ((0, 10), (5, 12), (15, 12), (20, 13), (60, 20))]
    assert work_of(readings).stretches == (stretch(0, 20), stretch(20, 60, sparse=True))


def test_a_new_run_counts_from_zero() -> None:
    readings = [reading(0, 90), reading(5, 3, run=1), reading(10, 3, run=1)]
    assert work_of(readings).stretches == (stretch(0, 5),)
    assert work_of([reading(0, 90), reading(5, 0, run=1)]).stretches == ()


def test_without_a_session_the_week_tells() -> None:
    readings = [reading(0, None, weekly=40), reading(5, None, weekly=41)]
    assert work_of(readings).stretches == (stretch(0, 5),)


def test_extra_usage_that_was_off() -> None:
    readings = [reading(0, 1), reading(5, 1, on=False), reading(10, 1, on=False), reading(15, 1)]
    assert work_of(readings).extra_off == (stretch(5, 10),)
    assert work_of([]).extra_off == ()
