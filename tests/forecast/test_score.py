"""The score: only the past is used, and the figures are what they are called."""

import pytest

from fairmeter.forecast import Outcome, Tally, summary, tally
from fairmeter.forecast.baselines import Past, errors, recent_rate
from forecast_windows import START, past_days, run, shipped

WEIGHTS = {"one": shipped().session}


def test_what_comes_later_changes_no_earlier_forecast() -> None:
    runs = past_days(8)
    early, whole = tally({"one": runs[:5]}, WEIGHTS), tally({"one": runs}, WEIGHTS)
    assert whole.windows == 8
    assert whole.crps[: len(early.crps)] == early.crps
    assert whole.others["conditional"][: len(early.crps)] == early.others["conditional"]


def test_a_sure_forecast_that_comes_true_scores_nothing() -> None:
    """20 more percent are certain, and no more than 20."""
    outcome = Outcome(30.0, ((1.0, 1.0), (20.0, 1.0), (21.0, 0.0), (70.0, 0.0)), ((0.0, 0.0), (9.0, 0.0)))
    score = Tally()
    score.add(outcome, 50.0)
    found = summary(score)
    assert (found["mae"], found["crps"], found["coverage80"]) == (0, 0, 1)


def test_a_sure_forecast_that_is_wrong_scores_its_error() -> None:
    outcome = Outcome(30.0, ((1.0, 1.0), (20.0, 1.0), (21.0, 0.0), (70.0, 0.0)), ((0.0, 0.0), (9.0, 0.0)))
    score = Tally()
    score.add(outcome, 57.0)
    found = summary(score)
    assert (found["mae"], found["crps"], found["coverage80"]) == (7, 7, 0)


def test_baselines_are_what_their_names_say() -> None:
    """An hour of 2% a reading is 24% after a fifth of the window."""
    known = run([2] * 12)
    past = Past((run([1] * 60), run([0] * 30 + [2] * 30)))
    found = errors(known, START.timestamp() + 3600, past, 60.0)
    assert found["flat"] == 36
    assert found["linear"] == pytest.approx(40)
    assert found["recent_30min"] == pytest.approx(40)
    # Both earlier windows ended at 60; after an hour they still used 48 and 60: 72 and 84 against 60.
    assert found["climatology"] == 0
    assert found["conditional"] == pytest.approx((12 + 24) / 2 - 12 / 4)


def test_one_reading_has_no_recent_pace() -> None:
    assert recent_rate([(10.0, 4.0)], 10.0) == 0


def test_alarms_are_counted_by_window_and_right_within_the_hour() -> None:
    """Threshold 0 raises the alarm at the first forecast: the last window meets its wall 45 minutes later."""
    runs = past_days(3)
    fast = run([10] * 10 + [0] * 50, START)
    total = tally({"one": [*runs, fast]}, WEIGHTS, alarm_chance=0.0)
    assert total.alarms == 4
    assert total.leads == [45]
    assert summary(total)["alarms"] == {"recall": 0.25, "precision": 0.25, "median_lead_min": 45}


def test_at_the_reset_itself_nothing_more_is_expected() -> None:
    """The last reading of a window is its end, so a forecast made there is sure and right."""
    total = tally({"one": [run([0] * 59 + [level]) for level in (10, 20, 30)]}, WEIGHTS)
    assert total.crps == [0, 0, 0]
    assert total.errors == [0, 0, 0]
