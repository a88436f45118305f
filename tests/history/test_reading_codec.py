"""Readings go into text and come back as they were; whatever is no reading is refused with one error."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.history.fields import ReadingUnreadable
from fairmeter.history.reading_codec import content_of, from_json, to_json
from fairmeter.limits import CreditPool, ExtraUsage, Money, Plan, PlanFamily, Reading, Scope, Window
from history.samples import (
    EXTRA_FIELDS,
    NOW,
    PLAN_FIELDS,
    POOL_FIELDS,
    READING_FIELDS,
    WINDOW_FIELDS,
    minutes,
    reading,
    readings,
)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(readings)
def test_every_reading_comes_back_as_it_was(one: Reading) -> None:
    assert from_json(to_json(one)) == one


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        (Reading, READING_FIELDS),
        (Window, WINDOW_FIELDS),
        (ExtraUsage, EXTRA_FIELDS),
        (Plan, PLAN_FIELDS),
        (CreditPool, POOL_FIELDS),
        (Scope, {"model", "surface"}),
        (Money, {"minor", "exponent", "currency"}),
    ],
)
def test_no_field_of_a_reading_is_left_out_of_the_round_trip(kind: type, known: object) -> None:
    """A field that is added to a reading and not to the codec would be lost without a word."""
    assert {field.name for field in fields(kind)} == set(known)  # type: ignore[call-overload]


def test_money_is_kept_in_whole_minor_units_with_its_exponent() -> None:
    spent = Money.of_minor(Decimal("401.5"), 2, "USD")
    text = to_json(replace(reading(), extra=ExtraUsage(enabled=True, spent=spent)))
    assert json.loads(text)["extra"] == {"enabled": True, "spent": {"minor": 4015, "exponent": 3, "currency": "USD"}}


def test_what_is_unknown_is_left_out_and_comes_back_as_unknown() -> None:
    bare = Reading(source=reading().source, account="a", taken_at=NOW, windows=(Window(kind="x", used_pct=None),))
    assert json.loads(to_json(bare))["windows"] == [{"kind": "x"}]
    assert from_json(to_json(bare)).windows[0].used_pct is None


def test_extra_usage_of_which_nothing_is_known_is_not_the_same_as_none_at_all() -> None:
    known_to_exist = replace(reading(), extra=ExtraUsage(enabled=None))
    assert from_json(to_json(known_to_exist)).extra == ExtraUsage(enabled=None)


def test_fields_of_a_later_version_are_ignored() -> None:
    body = json.loads(to_json(reading()))
    body["weather"] = {"sun": 1}
    body["windows"][0]["mood"] = "good"
    assert from_json(json.dumps(body)) == reading()


def test_a_plan_family_of_a_later_version_keeps_its_name() -> None:
    body = json.loads(to_json(reading()))
    body["plan"] = {"family": "galaxy", "name": "Galaxy"}
    assert from_json(json.dumps(body)).plan == Plan(family=PlanFamily.UNKNOWN, name="Galaxy")


def test_times_of_another_zone_are_the_same_instant_in_utc() -> None:
    body = json.loads(to_json(reading()))
    body["taken_at"] = "2026-11-17T16:18:00+01:00"
    kept = from_json(json.dumps(body)).taken_at
    assert (kept, kept.tzinfo) == (NOW, UTC)


def _with(**changes: object) -> str:
    return json.dumps(json.loads(to_json(reading())) | changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        "7",
        "[" * 100_000,
        '{"v": ' + "9" * 5000 + "}",
        _with(v=2),
        _with(v=True),
        _with(v=None),
        _with(source="crystal_ball"),
        _with(source=3),
        _with(account=None),
        _with(taken_at="yesterday"),
        _with(taken_at="2026-11-17T15:18:00"),
        _with(taken_at="0001-01-01T00:00:00+23:59"),
        _with(taken_at=1795000000),
        _with(windows={}),
        _with(windows=[3]),
        _with(windows=[{"used_pct": 3}]),
        _with(windows=[{"kind": "session", "used_pct": "46"}]),
        _with(windows=[{"kind": "session", "used_pct": True}]),
        _with(windows=[{"kind": "session", "used_pct": float("nan")}]),
        _with(windows=[{"kind": "session", "used_pct": float("inf")}]),
        _with(windows=[{"kind": "session", "used_pct": 10**400}]),
        _with(lists_all="yes"),
        _with(extra=[]),
        _with(extra={"spent": 4.01}),
        _with(balance={"minor": 4.01, "exponent": 2}),
        _with(balance={"minor": 401}),
        _with(balance={"minor": 401, "exponent": 10**9}),
        _with(plan={"family": "max"}),
        _with(new_keys=[1]),
        _with(requests=None),
    ],
)
def test_nonsense_is_refused_with_the_one_error(text: str) -> None:
    with pytest.raises(ReadingUnreadable):
        from_json(text)


@given(st.dictionaries(st.sampled_from(sorted(READING_FIELDS)), anything))
def test_no_value_of_any_type_in_any_place_raises_anything_else(changes: dict[str, object]) -> None:
    try:
        again = from_json(_with(**changes))
    except ReadingUnreadable:
        return
    assert from_json(to_json(again)) == again


@given(st.text())
def test_no_text_raises_anything_else(text: str) -> None:
    with pytest.raises(ReadingUnreadable):
        from_json(text)


def test_a_time_without_a_zone_is_not_written() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_json(replace(reading(), taken_at=datetime(2026, 11, 17, 15, 18)))  # noqa: DTZ001 - the point of the test


def test_a_percentage_that_is_no_number_is_not_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(reading(used=float("nan")))


def test_content_leaves_out_when_and_at_what_cost() -> None:
    other = replace(reading(), taken_at=NOW + minutes(5), requests=3, digest="d2")
    assert content_of(other) == content_of(reading())


def test_content_sees_no_jitter_and_no_order() -> None:
    wandered = reading(wander=timedelta(milliseconds=-900))
    assert content_of(wandered) == content_of(reading(wander=timedelta(seconds=1)))
    assert content_of(replace(reading(), windows=reading().windows[::-1])) == content_of(reading())


def test_content_does_not_tell_a_whole_number_from_the_same_as_a_float() -> None:
    assert content_of(reading(used=46)) == content_of(reading(used=46.0))


@pytest.mark.parametrize(
    "other",
    [
        reading(used=46.5),
        reading(used=None),
        reading(account="another"),
        reading(wander=minutes(1)),
        replace(reading(), extra=None),
        replace(reading(), lists_all=False),
        replace(reading(), extra=ExtraUsage(enabled=True, spent=Money(402), cap=Money(5000), balance=Money(0))),
        replace(reading(), new_keys=("tangelo",)),
    ],
)
def test_content_sees_every_other_difference(other: Reading) -> None:
    assert content_of(other) != content_of(reading())


@given(readings)
def test_content_exists_for_every_reading_also_at_the_ends_of_the_calendar(one: Reading) -> None:
    assert content_of(one) == content_of(replace(one, taken_at=NOW, digest=None))
