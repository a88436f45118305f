"""The page "Polling" says what the cadence really does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.polling.cadence import BUDGET, FLOOR, PollFacts, decide, remember
from fairmeter.settings import LEAST_INTERVAL_S, MOST_INTERVAL_S, Settings
from fairmeter.view.settings_polling import RHYTHMS, polling
from fairmeter.view.settings_state import SettingsState
from scenes import NOW

STATE = SettingsState(settings=Settings(), data_folder="/data", settings_file="/config/settings.toml")


def state(seconds: int) -> SettingsState:
    return replace(STATE, settings=Settings(poll_interval_s=seconds))


@pytest.mark.parametrize(
    ("seconds", "chosen", "pace", "cost"),
    [
        (600, 0, "Every 10 min", "about 6 of 28"),
        (300, 1, "Every 5 min; every 10 min once no figure has moved for 30 min", "about 12 of 28"),
        (180, 2, "Every 3 min; every 10 min once no figure has moved for 30 min", "about 20 of 28"),
        (900, None, "Every 15 min, as your settings file has it", "about 4 of 28"),
        (3600, None, "Every 1 hr, as your settings file has it", "about 1 of 28"),
        (
            250,
            None,
            "Every 250 s, as your settings file has it; every 10 min once no figure has moved for 30 min",
            "about 14 of 28",
        ),
    ],
)
def test_the_words_for_an_interval(seconds: int, chosen: int | None, pace: str, cost: str) -> None:
    view = polling(state(seconds))
    assert (view.rhythm.chosen, view.rhythm.second, view.cost.value) == (chosen, pace, cost)


def test_the_three_rhythms() -> None:
    settings = Settings(account="sam", icon_coloured=True)
    view = polling(replace(STATE, settings=settings))
    assert [option.label for option in view.rhythm.options] == ["Careful", "Normal", "Close"]
    assert [option.settings for option in view.rhythm.options] == [
        replace(settings, poll_interval_s=seconds) for seconds in (600, 300, 180)
    ]


def test_every_rhythm_is_one_that_the_settings_and_the_cadence_allow() -> None:
    for seconds in RHYTHMS.values():
        assert LEAST_INTERVAL_S <= seconds <= MOST_INTERVAL_S
        assert timedelta(seconds=seconds) >= FLOOR


def test_where_it_stops() -> None:
    stop = polling(STATE).stop
    assert (stop.value, stop.second) == ("at 24 of 28", "The last 4 are kept for when you press Refresh")


@given(st.integers(LEAST_INTERVAL_S, MOST_INTERVAL_S))
def test_no_interval_promises_more_than_the_account_has(seconds: int) -> None:
    told = int(polling(state(seconds)).cost.value.split()[1])
    assert 1 <= told < BUDGET


@pytest.mark.parametrize("seconds", [180, 300, 600])
def test_a_day_of_asking_costs_what_is_said(seconds: int) -> None:
    """The figures move at every ask, so nothing slows down; the cadence itself says when to ask."""
    facts = PollFacts(interval=timedelta(seconds=seconds), seed=7)
    now, asked = NOW, 0
    while now < NOW + timedelta(days=1):
        decision = decide(now, facts)
        if decision.due:
            asked += 1
            facts = replace(facts, asked=(*remember(facts.asked, now), now), last_moved_at=now)
            continue
        now = decision.at
    told = int(polling(state(seconds)).cost.value.split()[1])
    assert asked / 24 == pytest.approx(told, abs=1)
