"""Values as they should not be."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fairmeter.sources import BodyUnreadable, decode
from fairmeter.sources.json_values import flag, instant, number, percent, rows, units, word


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" \n",
        b'{"five_hour": {"utilization": 4',
        b"<!doctype html><html><body>Just a moment...</body></html>",
        b'{"a": "\xc3',
        b'{"a": "\xe2\x82"}',
        b"\xff\xfe{\x00}\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"{} {}",
        b'{"a": ' + b"9" * 5000 + b"}",
        b"{'a': 1}",
    ],
)
def test_what_is_not_json_is_refused(raw: bytes) -> None:
    with pytest.raises(BodyUnreadable):
        decode(raw)


def test_the_refusal_holds_no_piece_of_the_text() -> None:
    """The text may be a login file, and the library's own error keeps all of it."""
    with pytest.raises(BodyUnreadable) as caught:
        decode(b'{"accessToken": "sk-marked-secret')
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    assert "marked" not in repr(caught.value)


def test_fractions_stay_exact() -> None:
    assert decode(b"[57.46, 192.54, 1e2]") == [Decimal("57.46"), Decimal("192.54"), Decimal(100)]


def test_numbers_that_are_none_become_none() -> None:
    assert decode(b"[NaN, Infinity, -Infinity, 1e99999999999999999999]") == [None, None, None, None]


def test_a_byte_order_mark_is_tolerated() -> None:
    assert decode(b"\xef\xbb\xbf{}") == {}


def test_deep_nesting_that_json_can_hold_is_decoded() -> None:
    assert json.dumps(decode(b"[" * 200 + b"]" * 200)) == "[" * 200 + "]" * 200


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, 0.0),
        (48, 48.0),
        (Decimal("22.98"), 22.98),
        (99.5, 99.5),
        (100.4, 100.4),
        (1000, 1000.0),
        (1000.01, None),
        (10**400, None),
        (Decimal("1E+9999999"), None),
        (Decimal("1E-9999999"), 0.0),
        (-1, None),
        (-0.0001, None),
        (True, None),
        (False, None),
        ("48", None),
        ("48%", None),
        (float("nan"), None),
        (float("inf"), None),
        (Decimal("NaN"), None),
        (Decimal("sNaN"), None),
        (Decimal("-Infinity"), None),
        (None, None),
        ([48], None),
        ({}, None),
    ],
)
def test_percent_is_a_plausible_number_or_unknown(value: object, expected: float | None) -> None:
    assert percent(value) == expected


def test_minus_zero_percent_is_zero() -> None:
    assert str(percent(-0.0)) == str(percent(Decimal("-0.0"))) == "0.0"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-09-05T12:59:59.966454+00:00", datetime(2026, 9, 5, 12, 59, 59, 966454, UTC)),
        ("2026-10-16T08:00:00+00:00", datetime(2026, 10, 16, 8, tzinfo=UTC)),
        ("2026-09-05T12:59:59Z", datetime(2026, 9, 5, 12, 59, 59, tzinfo=UTC)),
        ("2026-09-05T12:59:59.966454123Z", datetime(2026, 9, 5, 12, 59, 59, 966454, UTC)),
        ("2026-09-05T12:59:59.5Z", datetime(2026, 9, 5, 12, 59, 59, 500000, UTC)),
        ("2026-09-05T14:59:59+02:00", datetime(2026, 9, 5, 12, 59, 59, tzinfo=UTC)),
        ("2026-09-05T00:30:00-08:00", datetime(2026, 9, 5, 8, 30, tzinfo=UTC)),
        ("2026-09-05T12:59:59", None),
        ("2026-09-05", None),
        ("2019-12-31T23:59:59Z", None),
        ("2101-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2026-02-30T00:00:00Z", None),
        ("2026-09-05T25:00:00Z", None),
        ("2026-09-05T12:00:00+99:00", None),
        ("resets 3pm", None),
        ("\ud800", None),
        ("", None),
        (1788220800, None),
        (None, None),
        (True, None),
        ({}, None),
    ],
)
def test_an_instant_is_aware_utc_or_unknown(value: object, expected: datetime | None) -> None:
    at = instant(value)
    assert at == expected
    assert at is None or at.tzinfo is UTC


def test_the_small_readers_take_only_their_own_kind() -> None:
    assert (flag(True), flag(False), flag(1), flag("true"), flag(None)) == (True, False, None, None, None)
    assert (rows([1, 2]), rows((1,)), rows("ab"), rows(None)) == ((1, 2), (), (), ())
    assert (word("  out_of_credits\n"), word(" \t"), word(5), word("a\x00b")) == ("out_of_credits", None, None, "ab")
    assert (number(3), number(0.1), number(True), number("3")) == (Decimal(3), Decimal("0.1"), None, None)


@pytest.mark.parametrize(
    ("value", "is_usable"),
    [
        (10**15, True),
        (-(10**15), True),
        (10**15 + 1, False),
        (-(10**15) - 1, False),
        (Decimal("0." + "1" * 28), True),
        (Decimal("0." + "1" * 29), False),
        (Decimal("1E-29"), False),
    ],
)
def test_amounts_have_a_size_that_arithmetic_keeps(value: object, is_usable: bool) -> None:
    assert (units(value) is not None) is is_usable
