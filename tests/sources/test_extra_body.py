"""The money of every body, and the two spellings of one amount."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fairmeter.limits import ExtraUsage, Money
from fairmeter.sources import decode, read_usage
from fairmeter.sources.extra_body import read_extra
from sources.bodies import BODIES

NEVER = ExtraUsage(enabled=False)
EXTRA: dict[str, ExtraUsage | None] = {
    "A": NEVER,
    "B": NEVER,
    "C": ExtraUsage(enabled=False, spent=Money(0, 2, "USD")),
    "D": ExtraUsage(
        enabled=False, spent=Money(0, 2, "USD"), cap=Money(10000, 2, "USD"), disabled_reason="out_of_credits"
    ),
    "E": ExtraUsage(
        enabled=True, spent=Money(4001, 2, "EUR"), cap=Money(4000, 2, "EUR"), user_disabled=False, ever_enabled=True
    ),
    "F": ExtraUsage(enabled=True, spent=Money(0, 2, "EUR"), uncapped=True, user_disabled=False, ever_enabled=True),
    "G": ExtraUsage(
        enabled=True, spent=Money(0, 2, "USD"), cap=Money(10000, 2, "USD"), user_disabled=False, ever_enabled=True
    ),
    "H": ExtraUsage(enabled=False, spent=Money(0, 2, "USD"), user_disabled=False, ever_enabled=False),
    "I": ExtraUsage(
        enabled=False,
        spent=Money(2382, 2, "EUR"),
        cap=Money(2400, 2, "EUR"),
        disabled_reason="out_of_credits",
        user_disabled=False,
        ever_enabled=True,
    ),
    "J": ExtraUsage(enabled=False, spent=Money(0, 2, "USD"), user_disabled=False, ever_enabled=False),
    "K": None,
    "L": ExtraUsage(enabled=False, ever_enabled=False),
    "M": ExtraUsage(enabled=True, spent=Money(705180, 2, "USD"), uncapped=True),
}


@pytest.mark.parametrize("letter", sorted(BODIES))
def test_the_money_of_a_body(letter: str) -> None:
    reading = read_usage(decode(BODIES[letter].encode()), account="local", taken_at=datetime(2026, 10, 1, tzinfo=UTC))
    assert reading.extra == EXTRA[letter]
    assert reading.balance is None


def test_what_the_bodies_mean() -> None:
    over, empty, uncapped, team = (EXTRA[letter] for letter in "EIFM")
    assert over is not None
    assert over.is_at_cap
    assert empty is not None
    assert empty.is_empty
    assert uncapped is not None
    assert uncapped.used_share is None
    assert team is not None
    assert team.spent is not None
    assert team.spent.amount == Decimal("7051.80")


def test_two_spellings_are_never_added_and_the_self_describing_one_is_taken() -> None:
    extra = read_extra(
        {
            "spend": {"used": {"amount_minor": 150, "currency": "EUR", "exponent": 2}, "enabled": True},
            "extra_usage": {"is_enabled": True, "used_credits": 149, "currency": "EUR", "monthly_limit": 500},
        }
    )
    assert extra is not None
    assert (extra.spent, extra.cap) == (Money(150, 2, "EUR"), Money(500, 2, "EUR"))


def test_the_older_field_is_believed_where_the_two_disagree_on_enabled() -> None:
    extra = read_extra({"spend": {"enabled": True}, "extra_usage": {"is_enabled": False}})
    assert extra == ExtraUsage(enabled=False)
    assert read_extra({"spend": {"enabled": True}}) == ExtraUsage(enabled=True)
    assert read_extra({"spend": {"enabled": True}, "extra_usage": {"is_enabled": "no"}}) == ExtraUsage(enabled=True)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"spend": None, "extra_usage": None},
        {"spend": [], "extra_usage": "off"},
        {"spend": {}, "extra_usage": {}},
        {"extra_usage": {"is_enabled": 1, "used_credits": "12", "monthly_limit": True}},
    ],
)
def test_money_that_is_not_reported_is_unknown(body: dict[str, object]) -> None:
    assert read_extra(body) is None


@pytest.mark.parametrize(
    ("body", "cap"),
    [
        ({"spend": {"limit": {"amount_minor": 1}, "cap": {"money": {"amount_minor": 2}}}}, Money(1)),
        ({"spend": {"cap": {"money": {"amount_minor": 2, "currency": "eur"}, "credits": None}}}, Money(2, 2, "EUR")),
        (
            {"spend": {"cap": {"money": None, "credits": {"amount_minor": 30, "exponent": 1, "currency": "USD"}}}},
            Money(30, 1, None),
        ),
        ({"spend": {"limit": {"amount_minor": -1}}, "extra_usage": {"monthly_limit": 400}}, Money(400)),
        ({"extra_usage": {"monthly_limit": 400, "decimal_places": 0, "currency": "JPY"}}, Money(400, 0, "JPY")),
        ({"extra_usage": {"monthly_limit": 0, "currency": "USD"}}, Money(0, 2, "USD")),
    ],
)
def test_the_cap_is_found_wherever_it_is_stated(body: dict[str, object], cap: Money) -> None:
    extra = read_extra(body)
    assert extra is not None
    assert extra.cap == cap
    assert not extra.uncapped


@pytest.mark.parametrize(
    ("body", "uncapped"),
    [
        ({"extra_usage": {"is_enabled": True, "monthly_limit": None}}, True),
        ({"spend": {"enabled": True, "limit": None, "cap": None}}, True),
        ({"spend": {"enabled": True, "limit": None, "cap": {"money": None, "credits": None}}}, True),
        ({"extra_usage": {"is_enabled": False, "monthly_limit": None}}, False),
        ({"extra_usage": {"is_enabled": True}}, False),
        ({"extra_usage": {"is_enabled": True, "monthly_limit": "a lot"}}, False),
        ({"extra_usage": {"is_enabled": True, "monthly_limit": -5}}, False),
        ({"spend": {"enabled": True, "limit": None, "cap": {"money": 7}}}, False),
        ({"spend": {"enabled": True, "limit": None, "cap": "some"}}, False),
    ],
)
def test_no_cap_has_to_be_said(body: dict[str, object], uncapped: bool) -> None:
    """A limit that is null means none; a limit that is missing, or cannot be read, means nothing."""
    extra = read_extra(body)
    assert extra is not None
    assert extra.uncapped is uncapped
    assert extra.cap is None


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"amount_minor": 5597, "currency": "EUR", "exponent": 2}, Money(5597, 2, "EUR")),
        ({"amount_minor": -1592, "currency": "USD", "exponent": 2}, Money(-1592, 2, "USD")),
        ({"amount_minor": 0}, Money(0)),
        ({"amount_minor": 12.0, "exponent": 2}, Money(12)),
        ({"amount_minor": 5, "exponent": 2, "currency": "dollars"}, Money(5)),
        ({"amount_minor": 5, "exponent": 2, "currency": 978}, Money(5)),
        ({"amount_minor": 5, "exponent": "2"}, None),
        ({"amount_minor": 5, "exponent": -1}, None),
        ({"amount_minor": 5, "exponent": 1.5}, None),
        ({"amount_minor": 5, "exponent": 99}, None),
        ({"amount_minor": 5, "exponent": True}, None),
        ({"amount_minor": None}, None),
        ({"amount_minor": "5"}, None),
        (55.97, None),
        (None, None),
    ],
)
def test_the_balance_is_taken_when_it_is_money(stated: object, expected: Money | None) -> None:
    extra = read_extra({"spend": {"enabled": True, "balance": stated}})
    assert extra is not None
    assert extra.balance == expected


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ("2382.0", Money(2382)),
        ("0.0", Money(0)),
        ("0", Money(0)),
        ("12.5", Money(125, 3)),
        ("30.000000000000004", Money(30000000000000004, 17)),
        ("1e15", Money(10**15)),
        ("1.0e2", Money(100)),
        ("1000000000000001", None),
        ("1e400", None),
        ("1e9999999", None),
        ("1e-9999999", None),
        ("1e99999999999999999999", None),
        ("-1", None),
        ("-0.0", Money(0)),
        ("true", None),
        ('"17"', None),
        ("NaN", None),
        ("-Infinity", None),
        ("[1]", None),
        ("9" * 400, None),
    ],
)
def test_an_amount_is_exact_or_unknown(used: str, expected: Money | None) -> None:
    body = decode(f'{{"extra_usage": {{"is_enabled": true, "used_credits": {used}}}}}'.encode())
    assert isinstance(body, dict)
    extra = read_extra(body)
    assert extra is not None
    assert extra.spent == expected


def test_reasons_come_from_either_spelling() -> None:
    assert read_extra({"spend": {"disabled_reason": "org_level_disabled"}}) == ExtraUsage(
        enabled=None, disabled_reason="org_level_disabled"
    )
    assert read_extra(
        {"spend": {"disabled_reason": ""}, "extra_usage": {"disabled_reason": "no_limits_configured"}}
    ) == ExtraUsage(enabled=None, disabled_reason="no_limits_configured")
