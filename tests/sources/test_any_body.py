"""Whatever JSON comes: nothing is raised but the one refusal, and no number is made up."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import Money, Reading
from fairmeter.sources import BodyUnreadable, decode, read_profile, read_usage
from fairmeter.sources.flat_body import KNOWN_KEYS
from sources.bodies import BODIES

NOW = datetime(2026, 10, 9, tzinfo=UTC)
NAMES = sorted(
    KNOWN_KEYS
    | {"utilization", "resets_at", "limit_dollars", "used_dollars", "remaining_dollars", "locked_reason", "kind"}
    | {"percent", "scope", "model", "surface", "display_name", "id", "is_enabled", "monthly_limit", "used_credits"}
    | {"currency", "decimal_places", "disabled_reason", "used", "limit", "cap", "money", "credits", "amount_minor"}
    | {"exponent", "balance", "enabled", "window_started_at", "account", "organization", "uuid", "organization_type"}
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=0, max_value=120)
    | st.floats()
    | st.decimals()
    | st.text(max_size=8)
    | st.datetimes(datetime(2019, 1, 1), datetime(2102, 1, 1)).map(lambda at: at.isoformat() + "Z")  # noqa: DTZ001
    | st.sampled_from(["session", "weekly_all", "weekly_scoped", "Fable", "EUR", "2026-10-16T08:00:00.5+00:00"])
)
KEYS = st.sampled_from(NAMES) | st.text(max_size=4)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=8),
    max_leaves=40,
)
BODY = st.dictionaries(KEYS, JSON, max_size=12)


def numbers_in(value: object) -> Iterator[Decimal]:
    """Every number of a decoded body."""
    if isinstance(value, dict):
        for one in value.values():
            yield from numbers_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from numbers_in(one)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        yield Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def numbers_of(part: object) -> Iterator[Decimal | float]:
    """Every number of a reading: percentages, and money in the units that it was stated in."""
    if isinstance(part, Money):
        yield part.amount
    elif isinstance(part, float):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from numbers_of(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from numbers_of(getattr(part, field.name))


@given(BODY | JSON)
def test_reading_anything_raises_nothing_but_the_refusal(body: object) -> None:
    try:
        reading = read_usage(body, account="local", taken_at=NOW)
    except BodyUnreadable:
        assert not isinstance(body, dict) or KNOWN_KEYS.isdisjoint(body)
        return
    assert isinstance(reading, Reading)
    keys = [window.key for window in reading.windows]
    assert len(keys) == len(set(keys))
    for window in (*reading.windows, *reading.unlisted):
        assert window.used_pct is None or 0 <= window.used_pct <= 1000
        assert window.resets_at is None or window.resets_at.tzinfo is UTC


@given(BODY)
def test_every_number_of_a_reading_stood_in_the_body(body: dict[str, object]) -> None:
    try:
        reading = read_usage(body, account="local", taken_at=NOW)
    except BodyUnreadable:
        return
    stated = {one for one in numbers_in(body) if one.is_finite()}
    percents = {float(one) for one in stated if -(10**20) < one < 10**20}
    for number in numbers_of(reading):
        if isinstance(number, float):
            assert number in percents
        else:
            assert any(
                number.compare(one.scaleb(-places)) == 0 for one in stated for places in range(13) if _small(one)
            )


def _small(number: Decimal) -> bool:
    return abs(number.adjusted()) < 10**5


@given(st.sampled_from(sorted(BODIES)), st.data())
def test_a_body_cut_anywhere_is_refused(letter: str, data: st.DataObject) -> None:
    raw = BODIES[letter].strip().encode()
    cut = data.draw(st.integers(min_value=0, max_value=len(raw) - 1))
    try:
        decode(raw[:cut])
    except BodyUnreadable:
        return
    raise AssertionError(f"a body of {cut} of {len(raw)} bytes was taken")


@given(st.sampled_from(sorted(BODIES)), st.data())
def test_a_body_with_one_value_gone_wrong_is_still_read(letter: str, data: st.DataObject) -> None:
    body = json.loads(BODIES[letter])
    key = data.draw(st.sampled_from(sorted(body)))
    body[key] = data.draw(JSON)
    reading = read_usage(body, account="local", taken_at=NOW)
    assert reading.account == "local"


@given(st.binary(max_size=60))
def test_decoding_any_bytes_raises_nothing_but_the_refusal(raw: bytes) -> None:
    with suppress(BodyUnreadable):
        decode(raw)


@given(JSON)
def test_any_profile_raises_nothing_but_the_refusal(body: object) -> None:
    try:
        profile = read_profile(body)
    except BodyUnreadable:
        return
    assert profile.account is None or len(profile.account) == 36
