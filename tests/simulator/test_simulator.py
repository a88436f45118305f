"""The whole stand-in in one call."""

import json
import os
import stat
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fairmeter.simulator import (
    Ask,
    EndpointBudget,
    Event,
    Fault,
    Level,
    PlanKind,
    Refused,
    Served,
    Simulator,
    Start,
    Story,
    stories,
)
from fairmeter.simulator.steps import FABLE, ChangePlan, SwitchExtra, Wait, work

HEADERS = {"Authorization": "Bearer simulated-token", "anthropic-beta": "oauth-2025-04-20"}
Get = Callable[..., Any]
USAGE = "/api/oauth/usage"


def brief(*steps: Any, repeats: bool = False) -> Story:
    start = Start(at=datetime(2026, 11, 17, 9, 0, tzinfo=UTC), session=Level(0.0, None), weekly=Level(10.0, None))
    return Story("brief", "A short one", start, steps, repeats=repeats)


def test_one_call_makes_account_service_login_and_transcripts(tmp_path: Path, get: Get) -> None:
    with Simulator(stories.SEED, folder=tmp_path, speed=0) as sim:
        sim.player.run()
        usage = get(sim.base_url, USAGE).json
        transcripts = list((sim.claude_dir / "projects").glob("*/*.jsonl"))
    assert [row["percent"] for row in usage["limits"]] == [72, 68, 3]
    assert usage["extra_usage"]["is_enabled"] is True
    assert transcripts == [sim.player.transcript.path]


def test_the_login_file_has_the_contracts_shape(tmp_path: Path) -> None:
    sim = Simulator(folder=tmp_path, speed=0)
    path = sim.claude_dir / ".credentials.json"
    login = json.loads(path.read_text(encoding="utf-8"))["claudeAiOauth"]
    assert set(login) == {
        "accessToken", "refreshToken", "expiresAt", "refreshTokenExpiresAt", "scopes", "subscriptionType",
        "rateLimitTier",
    }  # fmt: skip
    assert (login["accessToken"], login["subscriptionType"]) == (sim.token, "max")
    assert login["rateLimitTier"] == "default_claude_max_20x"
    assert "user:profile" in login["scopes"]
    assert login["expiresAt"] > (sim.clock.now() + timedelta(days=365)).timestamp() * 1000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
def test_only_its_owner_may_read_the_login_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = Simulator(folder=tmp_path, speed=0).claude_dir / ".credentials.json"
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_token_opens_it_instead(tmp_path: Path, get: Get) -> None:
    with Simulator(folder=tmp_path, speed=0, token="planted") as sim:
        assert get(sim.base_url, USAGE).status == 401
        assert get(sim.base_url, USAGE, HEADERS | {"Authorization": "Bearer planted"}).status == 200


def test_a_story_can_begin_at_another_time(tmp_path: Path) -> None:
    start = datetime(2027, 1, 1, tzinfo=UTC)
    sim = Simulator(stories.CONTRADICTION, folder=tmp_path, speed=0, start=start)
    events = sim.player.run()
    assert events[-1].at == start + timedelta(minutes=6)
    assert sim.clock.now() == start + stories.CONTRADICTION.length


def test_steps_come_one_by_one_at_their_time(tmp_path: Path) -> None:
    sim = Simulator(brief(*work(FABLE, 1.0, 2, timedelta(minutes=7))), folder=tmp_path, speed=0)
    began = sim.clock.now()
    first, second, third = sim.player.step(), sim.player.step(), sim.player.step()
    assert first is not None
    assert second is not None
    assert (first.at, second.at, third) == (began, began + timedelta(minutes=7), None)
    assert sim.player.next_due is None


def test_it_plays_up_to_an_instant_and_no_further(tmp_path: Path) -> None:
    sim = Simulator(brief(*work(FABLE, 1.0, 5, timedelta(minutes=10))), folder=tmp_path, speed=0)
    until = sim.clock.now() + timedelta(minutes=25)
    assert len(sim.player.run_until(until)) == 3
    assert sim.clock.now() == until


def test_plan_and_switch_can_change_in_a_story(tmp_path: Path) -> None:
    story = brief(SwitchExtra(on=True), ChangePlan(PlanKind.ULTRA), Wait(timedelta(minutes=1)))
    sim = Simulator(story, folder=tmp_path, speed=0)
    sim.player.run()
    state = sim.account.look()
    assert (state.plan, state.session, state.extra.enabled) == (PlanKind.ULTRA, None, True)


def test_a_repeating_story_goes_on_where_the_account_stands(tmp_path: Path) -> None:
    sim = Simulator(brief(*work(FABLE, 1.0, 1, timedelta(minutes=30)), repeats=True), folder=tmp_path, speed=0)
    events = sim.player.run_until(sim.clock.now() + timedelta(hours=2))
    assert len(events) == 5
    assert sim.account.look().weekly.used == 95.0


def test_it_lives_by_itself_as_its_clock_moves_and_stops_at_the_end(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    seen: list[Event] = []
    three = threading.Semaphore(0)

    def heard(event: Event) -> None:
        seen.append(event)
        three.release()

    story = brief(*work(FABLE, 1.0, 3, timedelta(minutes=10)), repeats=True)
    with Simulator(story, folder=tmp_path, speed=0, on_event=heard) as sim:
        sim.live()
        assert three.acquire(timeout=10)
        sim.clock.advance(timedelta(minutes=20))
        assert three.acquire(timeout=10)
        assert three.acquire(timeout=10)
        with pytest.raises(RuntimeError, match="already"):
            sim.live()
    assert [event.at.minute for event in seen] == [0, 10, 20]
    assert set(threading.enumerate()) == before


def test_it_lives_at_the_speed_of_its_clock(tmp_path: Path) -> None:
    done = threading.Event()

    def heard(event: Event) -> None:
        if event.at.minute == 50:
            done.set()

    story = brief(*work(FABLE, 1.0, 6, timedelta(minutes=10)))
    with Simulator(story, folder=tmp_path, speed=36_000, on_event=heard) as sim:
        sim.live()
        assert done.wait(10)
    assert sim.account.look().weekly.used == 96.0


def test_a_request_through_control_is_written_down_too(tmp_path: Path, get: Get) -> None:
    with Simulator(brief(), folder=tmp_path, speed=0, control=True) as sim:
        reply = get(sim.base_url, "/control", {}, b'{"request": {"model": "claude-fable-5"}}')
    assert reply.json["outcome"]["paid_by"] == "plan"
    assert sim.player.transcript.path.read_text(encoding="utf-8").count("\n") == 4


def test_a_request_beside_the_story_is_heard(tmp_path: Path) -> None:
    seen: list[Event] = []
    sim = Simulator(stories.CONTRADICTION, folder=tmp_path, speed=0, on_event=seen.append)
    assert isinstance(sim.player.ask(Ask(model=FABLE)), Served)
    sim.player.run()
    assert isinstance(sim.player.ask(Ask(model=FABLE)), Refused)
    assert len(seen) == 5


def test_the_budget_and_a_fault_at_the_start_are_passed_on(tmp_path: Path, get: Get) -> None:
    with Simulator(folder=tmp_path, speed=0, budget=EndpointBudget(1)) as sim:
        assert [get(sim.base_url, USAGE).status for _ in range(2)] == [200, 429]
    start = Start(at=sim.clock.now(), weekly=Level(0.0, None), fault=Fault.SCOPE)
    with Simulator(Story("x", "Broken from the start", start), folder=tmp_path, speed=0) as broken:
        assert get(broken.base_url, USAGE).status == 403


def test_a_story_that_repeats_takes_some_time() -> None:
    with pytest.raises(ValueError, match="takes some time"):
        brief(Ask(model=FABLE), repeats=True)
