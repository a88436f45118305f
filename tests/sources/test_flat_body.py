"""The top level of a body: scopes in names, codenames, placeholders, names never heard of."""

from datetime import UTC, datetime

import pytest

from fairmeter.limits import SESSION, WEEKLY, WEEKLY_SCOPED, Reading, SourceName
from fairmeter.sources import read_usage

NOW = datetime(2026, 9, 26, 2, 30, tzinfo=UTC)


def of(body: dict[str, object]) -> Reading:
    return read_usage(body, account="local", taken_at=NOW)


@pytest.mark.parametrize(
    ("value", "in_fallback", "beside_a_list"),
    [
        ({"utilization": 4.0, "resets_at": None}, ["moon_unit"], ["moon_unit"]),
        ({"utilization": 0.0, "resets_at": "2026-10-01T02:00:00Z"}, ["moon_unit"], ["moon_unit"]),
        ({"resets_at": "2026-10-01T02:00:00Z"}, ["moon_unit"], ["moon_unit"]),
        ({"utilization": 0.0, "resets_at": None}, [], ["moon_unit"]),
        ({"utilization": None}, [], ["moon_unit"]),
        ({"percent": 3}, [], []),
        ({}, [], []),
        ([1], [], []),
        (None, [], []),
    ],
)
def test_a_new_name_is_recorded_and_is_a_window_when_it_looks_and_lives_like_one(
    value: object, in_fallback: list[str], beside_a_list: list[str]
) -> None:
    alone = of({"seven_day": None, "moon_unit": value})
    assert [window.kind for window in alone.windows] == in_fallback
    beside = of({"limits": [{"kind": SESSION, "percent": 1}], "moon_unit": value})
    assert [window.kind for window in beside.windows] == [SESSION]
    assert [window.kind for window in beside.unlisted] == beside_a_list
    assert alone.new_keys == beside.new_keys == ("moon_unit",)


@pytest.mark.parametrize(
    ("key", "scope"),
    [
        ("seven_day_opus", ("Opus", None)),
        ("seven_day_sonnet", ("Sonnet", None)),
        ("seven_day_oauth_apps", (None, "Oauth apps")),
        ("seven_day_cowork", (None, "Cowork")),
        ("seven_day_sonnet_max", (None, "Sonnet max")),
    ],
)
def test_the_scope_of_a_flat_week_is_in_its_name(key: str, scope: tuple[str | None, str | None]) -> None:
    window = of({"five_hour": None, key: {"utilization": 5}}).windows[0]
    assert window.kind == WEEKLY_SCOPED
    assert (window.scope.model, window.scope.surface) == scope


def test_the_models_weeks_that_claude_code_adds_are_read_with_the_flat_ones() -> None:
    body: dict[str, object] = {
        "five_hour": {"utilization": 48.0},
        "seven_day": {"utilization": 64.0},
        "model_scoped": [{"display_name": "Fable", "utilization": 12}, {"utilization": 3}, 5],
    }
    windows = read_usage(body, account="a", taken_at=NOW, source=SourceName.CLAUDE_CODE).windows
    figures = {(window.kind, window.scope.model, window.used_pct) for window in windows}
    assert figures == {(SESSION, None, 48.0), (WEEKLY, None, 64.0), (WEEKLY_SCOPED, "Fable", 12.0)}
