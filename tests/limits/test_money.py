"""Money is exact: whole units and an exponent, with fractions and debts kept."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import Money

MINOR = st.integers(min_value=-(10**15), max_value=10**15)
EXPONENT = st.integers(min_value=0, max_value=6)
UNITS = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, allow_infinity=False, places=6)


@pytest.mark.parametrize(
    ("money", "amount"),
    [
        (Money(4001), "40.01"),
        (Money(0), "0"),
        (Money(-1592, 2, "USD"), "-15.92"),
        (Money(400, 0, "JPY"), "400"),
        (Money(1, 3), "0.001"),
        (Money(705180, 2, "USD"), "7051.80"),
    ],
)
def test_the_amount_in_major_units(money: Money, amount: str) -> None:
    assert money.amount == Decimal(amount)


@pytest.mark.parametrize(
    ("units", "exponent", "expected"),
    [
        ("2382.0", 2, Money(2382, 2)),
        ("0.0", 2, Money(0, 2)),
        ("12.5", 2, Money(125, 3)),
        ("-12.50", 2, Money(-125, 3)),
        ("1E+3", 2, Money(1000, 2)),
        ("0E+3", 2, Money(0, 2)),
        ("0.001", 0, Money(1, 3)),
        ("30.000000000000004", 2, Money(30000000000000004, 17)),
    ],
)
def test_minor_units_with_a_fraction(units: str, exponent: int, expected: Money) -> None:
    assert Money.of_minor(Decimal(units), exponent, None) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("250", Money(25000, 2, "USD")),
        ("57.46", Money(5746, 2, "USD")),
        ("192.540", Money(19254, 2, "USD")),
        ("0.0125", Money(125, 4, "USD")),
        ("0", Money(0, 2, "USD")),
        ("-2.5", Money(-250, 2, "USD")),
        ("1E+3", Money(100000, 2, "USD")),
    ],
)
def test_major_units(amount: str, expected: Money) -> None:
    assert Money.of_major(Decimal(amount), "USD") == expected


@given(UNITS, EXPONENT)
def test_nothing_is_rounded_away_from_minor_units(units: Decimal, exponent: int) -> None:
    assert Money.of_minor(units, exponent, "EUR").amount == units.scaleb(-exponent)


@given(UNITS)
def test_nothing_is_rounded_away_from_major_units(amount: Decimal) -> None:
    assert Money.of_major(amount, "EUR").amount == amount


@given(MINOR, EXPONENT)
def test_whole_units_stay_whole(minor: int, exponent: int) -> None:
    assert Money.of_minor(Decimal(minor), exponent, "EUR") == Money(minor, exponent, "EUR")


@pytest.mark.parametrize(("minor", "is_positive"), [(1, True), (0, False), (-1, False)])
def test_zero_and_debts_are_nothing(minor: int, is_positive: bool) -> None:
    assert Money(minor).is_positive is is_positive


@pytest.mark.parametrize(
    ("spent", "cap", "reached"),
    [
        (Money(4001, 2, "EUR"), Money(4000, 2, "EUR"), True),
        (Money(4000, 2, "EUR"), Money(40, 0, "EUR"), True),
        (Money(39995, 3, "EUR"), Money(4000, 2, "EUR"), False),
        (Money(4001, 2, "EUR"), Money(4000, 2, "USD"), False),
        (Money(4001, 2, "EUR"), Money(4000, 2, None), False),
        (Money(5), Money(4), True),
    ],
)
def test_reaching_compares_amounts_of_one_currency(spent: Money, cap: Money, reached: bool) -> None:
    assert spent.reaches(cap) is reached


@given(MINOR, MINOR, EXPONENT, EXPONENT)
def test_of_two_amounts_one_reaches_the_other(a: int, b: int, some: int, other: int) -> None:
    one, two = Money(a, some, "EUR"), Money(b, other, "EUR")
    assert one.reaches(two) or two.reaches(one)
    assert (one.reaches(two) and two.reaches(one)) is (one.amount == two.amount)
