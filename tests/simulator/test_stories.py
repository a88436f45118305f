"""Every story ends where it says."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from fairmeter.simulator import Event, Fault, Order, PaidBy, RefusalCause, Refused, Served, Simulator, Story, stories

OUT_OF_EXTRA = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."


@pytest.fixture
def told(tmp_path: Path) -> "Telling":
    return Telling(tmp_path)


class Telling:
    """Plays a story to its end on a clock that stands still."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, story: Story) -> tuple[Simulator, tuple[Event, ...]]:
        simulator = Simulator(story, folder=self._folder, speed=0)
        return simulator, simulator.player.run()


def refusals(events: tuple[Event, ...]) -> list[Refused]:
    return [event.outcome for event in events if isinstance(event.outcome, Refused)]


def percents(simulator: Simulator) -> list[int]:
    return [meter.percent for meter in simulator.account.look().meters]


def test_the_seed_ends_refused_with_the_meters_at_72_68_and_3(told: Telling) -> None:
    simulator, events = told(stories.SEED)
    denials = refusals(events)
    assert [(d.status, d.error_type, d.message) for d in denials] == [(400, "invalid_request_error", OUT_OF_EXTRA)] * 5
    assert percents(simulator) == [72, 68, 3]
    extra = simulator.account.look().extra
    assert (extra.enabled, extra.balance_minor) == (True, 0)
    first = next(event for event in events if event.outcome)
    assert isinstance(first.outcome, Served)
    last = json.loads(simulator.player.transcript.path.read_text(encoding="utf-8").splitlines()[-1])
    assert OUT_OF_EXTRA in last["message"]["content"][0]["text"]
    assert last["version"] == "2.1.4"


def test_the_showcase_begins_as_in_the_pictures(tmp_path: Path) -> None:
    simulator = Simulator(stories.SHOWCASE, folder=tmp_path, speed=0)
    state = simulator.account.look()
    week = timedelta(days=3, hours=17, minutes=42)
    left = [meter.resets_at - state.at for meter in state.meters if meter.resets_at]
    assert percents(simulator) == [46, 41, 64]
    assert left == [timedelta(hours=2, minutes=22), week, week]
    extra = state.extra
    assert (extra.enabled, extra.spent_minor, extra.cap_minor, extra.balance_minor) == (True, 401, 4000, 0)
    assert f"{state.at:%a %H:%M}" == "Tue 16:18"


def test_the_showcase_comes_to_a_refusal_that_the_plan_contradicts(told: Telling) -> None:
    simulator, events = told(stories.SHOWCASE)
    assert {d.cause for d in refusals(events)} == {RefusalCause.EXTRA_FIRST}
    assert isinstance(events[-1].outcome, Served)
    assert max(percents(simulator)) < 98


def test_the_contradiction_happens_at_0942_with_28_percent_left(told: Telling) -> None:
    simulator, events = told(stories.CONTRADICTION)
    assert f"{events[-1].at:%H:%M}" == "09:42"
    assert percents(simulator) == [72, 38, 58]
    assert [d.status for d in refusals(events)] == [400]


def test_a_workday_fills_the_mornings_session_and_repeats_itself(told: Telling) -> None:
    simulator, events = told(stories.WORKDAY)
    assert stories.WORKDAY.length == timedelta(days=1)
    assert {d.cause for d in refusals(events)} == {RefusalCause.SESSION}
    assert percents(simulator)[0] == 0
    week = simulator.player.run_until(stories.WORKDAY.start.at + timedelta(days=7))
    assert {d.cause for d in refusals(week)} == {RefusalCause.SESSION, RefusalCause.MODEL}
    assert percents(simulator)[1] < 60


def test_extra_pays_two_dollars_fourteen_after_the_week_is_used_up(told: Telling) -> None:
    simulator, events = told(stories.EXTRA_PAYS)
    state = simulator.account.look()
    assert refusals(events) == []
    assert (state.extra.spent_minor, state.extra.cap_minor, state.extra.balance_minor) == (214, 4000, 1786)
    assert percents(simulator) == [46, 100]
    assert state.session is not None
    assert state.session.resets_at is not None
    assert (f"{state.at:%H:%M}", f"{state.session.resets_at:%H:%M}") == ("16:18", "18:40")


def test_extra_first_charges_while_the_plan_has_room(told: Telling) -> None:
    simulator, events = told(stories.EXTRA_FIRST_CHARGES)
    paid = [event.outcome.paid_by for event in events if isinstance(event.outcome, Served)]
    assert paid == [PaidBy.PLAN] * 2 + [PaidBy.EXTRA] * 4 + [PaidBy.PLAN] * 2
    assert simulator.account.look().extra.spent_minor == 136


def test_a_drained_balance_refuses_and_money_mends_it(told: Telling) -> None:
    simulator, events = told(stories.DRAINED)
    assert [d.message.split(" · ")[0] for d in refusals(events)] == ["You're out of usage credits"]
    assert isinstance(events[-1].outcome, Served)
    assert simulator.account.look().extra.balance_minor == 986 - 32


def test_ultra_works_without_a_session(told: Telling) -> None:
    simulator, events = told(stories.ULTRA)
    assert simulator.account.look().session is None
    assert refusals(events) == []


def test_a_team_seat_is_refused_in_its_own_words(told: Telling) -> None:
    _, events = told(stories.TEAM)
    assert all("workspace admin" in d.message for d in refusals(events))
    assert len(refusals(events)) == 2


def test_ordinary_refusals_come_one_of_each(told: Telling) -> None:
    _, events = told(stories.REFUSALS)
    assert [d.cause for d in refusals(events)] == [
        RefusalCause.OVERLOADED,
        RefusalCause.LONG_CONTEXT,
        RefusalCause.FAST_MODE,
        RefusalCause.SIGN_IN,
        RefusalCause.SESSION,
    ]


def test_the_login_goes_and_comes_back_with_another_token(tmp_path: Path) -> None:
    simulator = Simulator(stories.EXPIRED, folder=tmp_path, speed=0)
    login = simulator.claude_dir / ".credentials.json"
    seen = [(login.exists(), simulator.service.fault)]
    while simulator.player.step() is not None:
        seen.append((login.exists(), simulator.service.fault))
    assert seen == [(True, None), (False, Fault.UNAUTHORIZED), (True, None)]
    written = json.loads(login.read_text(encoding="utf-8"))["claudeAiOauth"]["accessToken"]
    assert written == simulator.token != "simulated-token"


def test_the_signed_out_user_has_no_login(tmp_path: Path) -> None:
    simulator = Simulator(stories.SIGNED_OUT, folder=tmp_path, speed=0)
    assert not (simulator.claude_dir / ".credentials.json").exists()


def test_a_throttled_service_recovers(tmp_path: Path) -> None:
    simulator = Simulator(stories.THROTTLED, folder=tmp_path, speed=0)
    simulator.player.step()
    assert simulator.service.fault is Fault.RATE_LIMITED
    simulator.player.run()
    assert simulator.service.fault is None


def test_a_reset_out_of_turn_drops_the_meters(told: Telling) -> None:
    simulator, _ = told(stories.RESET_OUT_OF_TURN)
    assert percents(simulator) == [3, 0, 0]


@pytest.mark.parametrize("story", stories.STORIES.values(), ids=stories.STORIES.keys())
def test_every_story_plays_the_same_way_twice(story: Story, tmp_path: Path) -> None:
    one, two = (Simulator(story, folder=tmp_path / name, speed=0) for name in ("one", "two"))
    assert one.player.run() == two.player.run()
    assert one.account.look() == two.account.look()
    assert one.account.look().order in Order
