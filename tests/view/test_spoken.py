"""Short forms become whole words where they are read aloud."""

import pytest

from fairmeter.view.spoken import spoken


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
