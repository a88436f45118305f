"""Percents and money in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import Money
from fairmeter.view.amounts import money, percent, percent_left, whole_percent


@pytest.mark.parametrize(
    ("used", "words"),
    [
        (0, "0%"),
        (0.0, "0%"),
        (0.01, "under 1%"),
        (0.99, "under 1%"),
        (1, "1%"),
        (46, "46%"),
        (46.4, "46%"),
        (46.6, "47%"),
        (98.7, "99%"),
        (99.4, "99%"),
        (99.99, "99%"),
        (100, "100%"),
        (100.3, "100%"),
        (137.0, "137%"),
    ],
)
def test_percent_used(used: float, words: str) -> None:
    assert percent(used) == words


@pytest.mark.parametrize(
    ("used", "words"),
    [
        (0, "100%"),
        (0.2, "99%"),
        (0.8, "99%"),
        (46, "54%"),
        (98.9, "1%"),
        (99.0, "1%"),
        (99.5, "under 1%"),
        (100, "0%"),
        (137, "0%"),
    ],
)
def test_percent_left(used: float, words: str) -> None:
    assert percent_left(used) == words


@given(st.floats(0, 100, exclude_min=True, exclude_max=True))
def test_neither_all_nor_nothing_is_said_while_it_is_not_so(used: float) -> None:
    assert percent(used) not in {"0%", "100%"}
    assert percent_left(used) not in {"0%", "100%"}


@given(st.floats(1, 99))
def test_used_and_left_add_up(used: float) -> None:
    left = percent_left(used)
    assert left.endswith("%")
    assert whole_percent(used) + int(left.removesuffix("%")) == 100


@given(st.floats(0, 200), st.floats(0, 200))
def test_more_use_never_reads_as_less(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert whole_percent(low) <= whole_percent(high)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Money(401, currency="USD"), "$4.01"),
        (Money(0, currency="USD"), "$0.00"),
        (Money(-92, currency="USD"), "-$0.92"),
        (Money(4_000_000, currency="USD"), "$40,000.00"),
        (Money(120_450, currency="CHF"), "CHF 1,204.50"),
        (Money(-120_450, currency="chf"), "-CHF 1,204.50"),
        (Money(700, exponent=0, currency="JPY"), "¥700"),
        (Money(50_000, exponent=4, currency="USD"), "$5.00"),
        (Money(50_001, exponent=4, currency="USD"), "$5.0001"),
        (Money(1250), "12.50 credits"),
        (Money(-1250), "-12.50 credits"),
    ],
)
def test_money(amount: Money, words: str) -> None:
    assert money(amount) == words


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_no_cent_is_lost_in_words(minor: int, exponent: int) -> None:
    said = money(Money(minor, exponent, "USD")).replace("$", "").replace(",", "")
    assert Decimal(said) == Decimal(minor).scaleb(-exponent)
