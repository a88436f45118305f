"""`status` against the simulator over real HTTP: figures, exit codes, and a service in trouble."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.stand_in import stand_in
from fairmeter.simulator import Fault, Level, Story, stories

KEYS = {
    *("schema", "taken_at", "age_s", "source", "stale", "plan", "limits", "extra", "next", "first_wall", "refusals"),
}


def status(folder: Path, story: Story = stories.SHOWCASE) -> tuple[int, dict[str, Any]]:
    with stand_in(folder, story) as user:
        code, out = user.run("status", "--json")
    body: dict[str, Any] = json.loads(out)
    return code, body


def test_the_showcase_in_the_stable_form(tmp_path: Path) -> None:
    """Every figure of the simulator's account, and null for what is not known."""
    code, body = status(tmp_path)
    assert code == 0
    assert set(body) == KEYS
    assert (body["schema"], body["source"], body["stale"], body["age_s"]) == (1, "api", False, 0)
    assert body["taken_at"] == "2026-11-17T16:18:00Z"
    rows = [(row["kind"], row["model"], row["label"], row["used_pct"]) for row in body["limits"]]
    assert rows == [
        ("session", None, "Session", 46),
        ("weekly_all", None, "Weekly", 41),
        ("weekly_scoped", "Fable", "Weekly Fable", 64),
    ]
    assert body["limits"][0]["resets_at"].startswith(("2026-11-17T18:40:0", "2026-11-17T18:39:59"))
    assert {row["at_reset"] for row in body["limits"]} == {None}
    assert body["extra"] == {
        "enabled": True,
        "spent": "4.01",
        "cap": "40.00",
        "balance": "0.00",
        "currency": "USD",
        "disabled_reason": None,
    }
    assert body["next"] == {"pays": "plan", "then": "nothing"}


def test_an_account_without_a_session_has_no_session_row(tmp_path: Path) -> None:
    """Ultra: the row is absent, not zero."""
    code, body = status(tmp_path, stories.ULTRA)
    assert code == 0
    assert "session" not in {row["kind"] for row in body["limits"]}


def test_signed_out_says_so_and_what_to_do(tmp_path: Path) -> None:
    code, body = status(tmp_path, stories.SIGNED_OUT)
    assert code == 3
    assert body["limits"] == []
    assert body["problem"]["kind"] == "signed_out"
    assert "claude /login" in body["problem"]["hint"]


@pytest.mark.parametrize(
    ("session", "balance", "code"),
    [(97.0, 0, 0), (98.0, 0, 10), (100.0, 0, 11), (98.0, 500, 0), (100.0, 500, 0), (100.0, None, 10)],
)
def test_exit_codes_tell_what_the_next_request_can_expect(
    tmp_path: Path, session: float, balance: int | None, code: int
) -> None:
    """0 room, 10 near, 11 refused; money that can pay is room, money that nobody knows of is none to count on."""
    start = stories.SHOWCASE.start
    story = replace(
        stories.SHOWCASE,
        start=replace(
            start,
            session=Level(session, timedelta(hours=2)),
            extra=replace(start.extra, balance_minor=balance, cap_minor=None),
        ),
    )
    assert status(tmp_path, story)[0] == code


def test_a_second_call_takes_the_last_reading_and_asks_nothing(tmp_path: Path) -> None:
    """A script that calls it every few seconds must not spend the hour's budget."""
    with stand_in(tmp_path) as user:
        user.run("status", "--json")
        asked = len(user.simulator.service.requests)
        user.simulator.clock.advance(timedelta(seconds=60))
        code, out = user.run("status", "--json")
        assert len(user.simulator.service.requests) == asked
        assert (code, json.loads(out)["age_s"]) == (0, 60)
        user.run("status", "--json", "--max-age", "30")
        assert len(user.simulator.service.requests) > asked


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in {Fault.SLOW, Fault.FLOOD, Fault.GZIP_BOMB}])
def test_trouble_keeps_the_last_figures_with_their_age(tmp_path: Path, fault: Fault) -> None:
    """Whatever the service answers: the last good numbers stay, marked stale, with the reason; nothing breaks."""
    with stand_in(tmp_path) as user:
        user.run("status", "--json")
        user.simulator.service.fault = fault
        user.simulator.clock.advance(timedelta(minutes=41))
        code, out = user.run("status", "--json")
        _, text = user.run("status")
    body = json.loads(out)
    if fault in {Fault.WRONG_TYPES, Fault.NEGATIVE, Fault.HUGE, Fault.NOT_A_NUMBER}:
        # A body of the right shape with nonsense in it: no figure is shown that it did not hold.
        assert all(row["used_pct"] is None or 0 <= row["used_pct"] <= 1000 for row in body["limits"])
        return
    assert code == 3
    assert body["stale"] is True
    assert body["age_s"] == 41 * 60
    assert [row["used_pct"] for row in body["limits"]] == [46, 41, 64]
    assert body["problem"]["kind"] in {"expired", "scope_missing", "rate_limited", "server_error", "unreadable"}
    assert text.startswith("As of 41 min ago.")


def test_a_busy_service_is_not_asked_again_and_says_until_when(tmp_path: Path) -> None:
    """Retry-After outlives the process."""
    with stand_in(tmp_path) as user:
        user.run("status", "--json")
        user.simulator.service.fault = Fault.RATE_LIMITED
        user.simulator.clock.advance(timedelta(minutes=20))
        _, out = user.run("status", "--json", "--max-age", "0")
        assert json.loads(out)["problem"]["retry_at"] is not None
        asked = len(user.simulator.service.requests)
        user.simulator.clock.advance(timedelta(minutes=5))
        code, out = user.run("status", "--json", "--max-age", "0")
        body = json.loads(out)
        assert code == 3
        assert len(user.simulator.service.requests) == asked
        assert body["problem"]["kind"] == "rate_limited"
        assert "busy until" in body["problem"]["hint"]
