"""Readings made into runs: resets, corrections and boosts stay out of the arithmetic."""

from datetime import timedelta

from fairmeter.forecast import BreakKind, Sample, runs_of
from forecast_windows import FIVE_HOURS, START, STEP, samples


def test_readings_of_one_window_are_one_run() -> None:
    runs, breaks = runs_of(samples([1, 2, 3]), FIVE_HOURS)
    assert [[used for _, used in run.points] for run in runs] == [[1, 3, 6]]
    assert breaks == ()


def test_order_and_repetition_change_nothing() -> None:
    read = samples([1, 2, 0, 3])
    assert runs_of([*reversed(read), *read], FIVE_HOURS) == runs_of(read, FIVE_HOURS)


def test_a_jitter_of_the_reset_is_no_new_run() -> None:
    read = [
        Sample(one.at, one.used_pct, one.resets_at + timedelta(seconds=number % 2))
        for number, one in enumerate(samples([1, 2, 3]))
    ]
    runs, breaks = runs_of(read, FIVE_HOURS)
    assert len(runs) == 1
    assert breaks == ()


def test_a_regular_reset_starts_a_run_and_is_no_break() -> None:
    later = START + FIVE_HOURS
    runs, breaks = runs_of([*samples([2] * 60), *samples([1, 1], later)], FIVE_HOURS)
    assert [run.used for run in runs] == [100, 2]
    assert not runs[0].cut
    assert breaks == ()


def test_an_early_reset_cuts_the_run_short() -> None:
    """Both the meter and the reset moved although the old reset had not come."""
    moved = START + timedelta(hours=2)
    runs, breaks = runs_of([*samples([2] * 10), *samples([1, 1], moved)], FIVE_HOURS)
    assert [run.cut for run in runs] == [True, False]
    assert [(one.kind, one.before_pct, one.after_pct) for one in breaks] == [(BreakKind.EARLY_RESET, 20, 1)]


def test_a_fall_within_a_run_takes_no_burn_back_and_adds_none() -> None:
    """Read 10, 20, then corrected to 12, then 15: 3 were used after the correction, and 10 before it."""
    reset = START + FIVE_HOURS
    read = [Sample(START + STEP * number, used, reset) for number, used in enumerate((10, 20, 12, 15), 1)]
    runs, breaks = runs_of(read, FIVE_HOURS)
    assert [used for _, used in runs[0].points] == [2, 12, 12, 15]
    assert [one.kind for one in breaks] == [BreakKind.CORRECTION]


def test_used_between_readings_lies_between_them() -> None:
    (run,), _ = runs_of(samples([10, 10]), FIVE_HOURS)
    assert run.used_at(START.timestamp()) == 0
    assert run.used_at((START + STEP * 1.5).timestamp()) == 15
    assert run.used_at((START + STEP * 9).timestamp()) == 20


def test_a_run_knows_when_it_last_rose() -> None:
    (run,), _ = runs_of(samples([1, 4, 0, 0]), FIVE_HOURS)
    assert run.rose_at() == (START + STEP * 2).timestamp()
