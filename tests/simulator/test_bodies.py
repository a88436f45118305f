"""The bodies have the contract's shapes: the same keys, the same types, the same oddities."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.simulator import (
    AccountState,
    PlanKind,
    Shape,
    usage_body,
)

NOW = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MakeState = Callable[..., AccountState]
Body = Callable[..., Any]

# Key sets of the contract's bodies: J for the newest shape, B for the one before `limits`.
NEWEST = {
    "amber_cistern", "amber_gauge", "amber_ladder", "brass_thimble", "cedar_ember", "cinder_cove",
    "copper_kite", "harbor_lantern", "iguana_necktie", "juniper_tide", "nimbus_quill",
    "omelette_promotional", "tangelo", "wattle_ember", "extra_usage", "five_hour", "seven_day",
    "seven_day_breakdown", "seven_day_cowork", "seven_day_oauth_apps", "seven_day_omelette",
    "seven_day_opus", "seven_day_sonnet", "limits", "member_dashboard_available", "spend",
    "weekly_scoped_shares",
}  # fmt: skip
BEFORE_LIMITS = {
    "five_hour", "seven_day", "seven_day_oauth_apps", "seven_day_opus", "seven_day_sonnet",
    "seven_day_cowork", "seven_day_omelette", "tangelo", "iguana_necktie", "omelette_promotional",
    "cinder_cove", "extra_usage",
}  # fmt: skip
WINDOW = {"utilization", "resets_at", "limit_dollars", "used_dollars", "remaining_dollars", "locked_reason"}
LIMIT = {"kind", "group", "percent", "severity", "resets_at", "scope", "is_active"}
EXTRA = {
    "is_enabled", "monthly_limit", "used_credits", "utilization", "currency", "decimal_places",
    "disabled_reason", "user_disabled", "spend_limit_reached", "credits_ever_enabled", "daily", "weekly",
}  # fmt: skip
SPEND = {
    "used", "limit", "percent", "severity", "enabled", "disabled_reason", "cap", "balance", "auto_reload",
    "disclaimer", "can_purchase_credits", "can_toggle",
}  # fmt: skip


@pytest.fixture(scope="session")
def body(state: MakeState) -> Body:
    """Makes a usage body of the standing account."""

    def make(poll: int = 0, shape: Shape = Shape.NEWEST, *, skip_spend: bool = False, **changes: Any) -> Any:
        return usage_body(state(**changes), poll, shape, skip_spend=skip_spend)

    return make


def test_the_newest_shape_has_the_keys_of_the_newest_capture(body: Body) -> None:
    usage = body()
    assert set(usage) == NEWEST
    assert set(usage["five_hour"]) == set(usage["seven_day"]) == WINDOW
    assert all(set(row) == LIMIT for row in usage["limits"])
    assert set(usage["extra_usage"]) == EXTRA
    assert set(usage["spend"]) == SPEND
    assert set(usage["weekly_scoped_shares"][0]) == {
        "allowance_percent_of_weekly",
        "limit_index",
        "used_percent_of_weekly",
    }
    assert set(usage["seven_day_breakdown"]) == {"as_of", "window_started_at", "rows"}


def test_every_codename_key_is_null_without_a_pool(body: Body) -> None:
    structured = {"extra_usage", "five_hour", "seven_day", "limits", "spend"}
    structured |= {"member_dashboard_available", "seven_day_breakdown", "weekly_scoped_shares"}
    usage = body()
    assert {name for name in usage if usage[name] is not None} == structured


def test_the_rows_say_what_the_meters_say(body: Body) -> None:
    usage = body()
    rows = [(r["kind"], r["group"], r["percent"], r["scope"] and r["scope"]["model"]) for r in usage["limits"]]
    assert rows == [
        ("session", "session", 46, None),
        ("weekly_all", "weekly", 41, None),
        ("weekly_scoped", "weekly", 64, {"id": None, "display_name": "Fable"}),
        ("weekly_scoped", "weekly", 3, {"id": None, "display_name": "Sonnet"}),
    ]
    assert (usage["five_hour"]["utilization"], usage["seven_day"]["utilization"]) == (46.0, 41.0)
    assert [share["limit_index"] for share in usage["weekly_scoped_shares"]] == [2, 3]


@pytest.mark.parametrize(
    ("used", "severity", "active"), [(79, "normal", 0), (81, "warning", 2), (90, "critical", 2), (102, "critical", 2)]
)
def test_one_row_is_active_and_the_severity_follows_the_captures(
    used: int, severity: str, active: int, body: Body, state: MakeState
) -> None:
    fable, sonnet = state().models
    rows = body(models=(replace(fable, used=fable.capacity * used / 100), sonnet))["limits"]
    assert (rows[2]["percent"], rows[2]["severity"]) == (used, severity)
    assert [row["is_active"] for row in rows].index(True) == active
    assert sum(row["is_active"] for row in rows) == 1


def test_ultra_has_no_five_hour_window_and_no_session_row(body: Body) -> None:
    usage = body(plan=PlanKind.ULTRA, session=None)
    assert usage["five_hour"] is None
    assert "session" not in {row["kind"] for row in usage["limits"]}
    assert [share["limit_index"] for share in usage["weekly_scoped_shares"]] == [1, 2]


def test_an_idle_session_is_zero_without_a_reset(body: Body, state: MakeState) -> None:
    session = state().session
    assert session is not None
    usage = body(session=session.rolled(NOW + timedelta(hours=5)))
    assert (usage["five_hour"]["utilization"], usage["five_hour"]["resets_at"]) == (0.0, None)
    assert (usage["limits"][0]["percent"], usage["limits"][0]["resets_at"]) == (0, None)


@given(one=st.integers(0, 10_000), other=st.integers(0, 10_000))
def test_reset_times_wander_by_less_than_a_second(one: int, other: int, body: Body) -> None:
    def reset(poll: int, name: str) -> datetime:
        return datetime.fromisoformat(body(poll)[name]["resets_at"])

    true = NOW + timedelta(days=4)
    first, second = reset(one, "seven_day"), reset(other, "seven_day")
    assert abs(first - true) < timedelta(seconds=1)
    assert abs(first - second) < timedelta(seconds=1)
    assert (first == second) == (one == other)


def test_rows_of_one_body_differ_by_microseconds(body: Body) -> None:
    usage = body()
    assert usage["seven_day"]["resets_at"] != usage["limits"][1]["resets_at"]


def test_the_older_shape_has_the_old_keys_and_no_fable(body: Body) -> None:
    usage = body(shape=Shape.BEFORE_LIMITS)
    assert set(usage) == BEFORE_LIMITS
    assert set(usage["five_hour"]) == {"utilization", "resets_at"}
    assert set(usage["extra_usage"]) == EXTRA - {
        "decimal_places", "user_disabled", "spend_limit_reached", "credits_ever_enabled", "daily", "weekly",
    }  # fmt: skip
    assert usage["seven_day_sonnet"]["utilization"] == 3.0
    assert usage["seven_day_opus"] is None


def test_a_legacy_key_holds_the_sonnet_week_instead_of_a_row(body: Body) -> None:
    usage = body(shape=Shape.LEGACY_KEY)
    assert set(usage) == NEWEST
    assert usage["seven_day_sonnet"]["utilization"] == 3.0
    names = [row["scope"]["model"]["display_name"] for row in usage["limits"] if row["scope"]]
    assert names == ["Fable"]


def test_skip_spend_leaves_the_money_out(body: Body) -> None:
    usage = body(skip_spend=True)
    assert set(usage) == NEWEST
    assert usage["spend"] is usage["extra_usage"] is None
