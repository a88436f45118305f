"""The prepaid balance: what the body says, and how rarely it is asked for."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from fairmeter.limits import ExtraUsage, Money
from fairmeter.sources.balances import BalanceMemory
from fairmeter.sources.json_values import BodyUnreadable
from fairmeter.sources.prepaid_body import read_balance

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
EURO = {"amount_minor": 5597, "currency": "EUR", "exponent": 2}
ON = ExtraUsage(enabled=True, spent=Money(0, 2, "USD"))


@pytest.mark.parametrize(
    ("body", "amount", "currency"),
    [
        ({"amount": 5597, "currency": "EUR", "balance": {"money": EURO, "credits": None}}, "55.97", "EUR"),
        ({"amount": 1000, "currency": "EUR"}, "10", "EUR"),
        ({"amount": 0, "currency": None}, "0", None),
        ({"balance": {"money": None, "credits": {"amount_minor": 250, "exponent": 2}}}, "2.5", None),
        ({"balance": {"money": {"amount_minor": -1592, "currency": "USD", "exponent": 2}}}, "-15.92", "USD"),
    ],
)
def test_a_balance_is_what_is_left(body: object, amount: str, currency: str | None) -> None:
    balance = read_balance(body)
    assert balance.amount == Decimal(amount)
    assert balance.currency == currency


def test_granted_amounts_are_no_balance() -> None:
    """85.00 were granted, 55.97 are left: the difference is gone."""
    body = {"amount": 5597, "currency": "EUR", "promo_tranches": [{"granted_amount_minor_units": 8500}]}
    assert read_balance(body).amount == Decimal("55.97")


@pytest.mark.parametrize("body", [None, [], {}, {"amount": "5597"}, {"amount": True}, {"balance": {"money": "5"}}])
def test_no_balance_is_unknown_and_not_zero(body: object) -> None:
    with pytest.raises(BodyUnreadable):
        read_balance(body)


class Asked:
    """Answers a balance, and counts."""

    def __init__(self, answer: Money | None) -> None:
        self.answer = answer
        self.count = 0

    def __call__(self) -> Money | None:
        self.count += 1
        return self.answer


def test_asked_every_quarter_of_an_hour_and_at_once_when_money_moves() -> None:
    memory, ask = BalanceMemory(), Asked(Money(500, 2, "USD"))
    assert memory.of("org", ON, NOON, ask) == Money(500, 2, "USD")
    assert memory.of("org", ON, NOON + timedelta(minutes=5), ask) is None
    assert memory.of("org", ON, NOON + timedelta(minutes=15), ask) == Money(500, 2, "USD")
    spent = ExtraUsage(enabled=True, spent=Money(42, 2, "USD"))
    memory.of("org", spent, NOON + timedelta(minutes=16), ask)
    memory.of("other", spent, NOON + timedelta(minutes=17), ask)
    assert ask.count == 4


def test_an_account_without_such_an_answer_is_asked_once_an_hour() -> None:
    memory, ask = BalanceMemory(), Asked(None)
    for minutes in range(0, 60, 5):
        assert memory.of("org", ON, NOON + timedelta(minutes=minutes), ask) is None
    assert ask.count == 1
    memory.of("org", ON, NOON + timedelta(minutes=60), ask)
    assert ask.count == 2


@pytest.mark.parametrize(
    ("extra", "asks"),
    [
        (None, 0),
        (ExtraUsage(enabled=False), 0),
        (ExtraUsage(enabled=False, disabled_reason="out_of_credits"), 1),
        (ExtraUsage(enabled=True), 1),
    ],
)
def test_asked_only_where_it_can_matter(extra: ExtraUsage | None, asks: int) -> None:
    ask = Asked(Money(0, 2, "USD"))
    BalanceMemory().of("org", extra, NOON, ask)
    assert ask.count == asks
