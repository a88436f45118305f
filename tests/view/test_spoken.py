"""Short forms become whole words where they are read aloud."""

import pytest

from fairmeter.limits import Money
from fairmeter.view.spoken import spoken, spoken_money


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Resets in 2 hr 22 min, 18:40", "Resets in 2 hours 22 minutes, 18:40"),
        ("1 d 1 hr", "1 day 1 hour"),
        ("under 1 min", "under 1 minute"),
        ("5 h", "5 hours"),
        ("46% used", "46 percent used"),
        ("Sat 28 Nov", "Sat 28 Nov"),
        ("Weekly 4 mini", "Weekly 4 mini"),
        ("$4.01 of $40.00 cap", "$4.01 of $40.00 cap"),
        ("21 dollars", "21 dollars"),
    ],
)
def test_spoken(text: str, words: str) -> None:
    assert spoken(text) == words


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money(0, currency="USD"), "0 dollars"),
        (Money(1786, currency="USD"), "17.86 dollars"),
        (Money(100, currency="USD"), "1 dollar"),
        (Money(-92, currency="usd"), "-0.92 dollars"),
        (Money(120_450, currency="EUR"), "1,204.50 euros"),
        (Money(100, currency="GBP"), "1 pound"),
        (Money(5000, 0, "JPY"), "5,000 yen"),
        (Money(1250, currency="CHF"), "12.50 CHF"),
        (Money(300), "3 credits"),
    ],
)
def test_money_is_said_with_the_name_of_its_currency(money: Money, words: str) -> None:
    assert spoken_money(money) == words
