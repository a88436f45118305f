"""What is said of a charge."""

import pytest

from dossier import CLOCK, charge
from fairmeter.denials import Charge
from fairmeter.limits import Snapshot
from fairmeter.view.charge_words import charge_glyph, charge_heading, charge_reason, doubt_words, room
from fairmeter.view.glyph import Glyph


@pytest.mark.parametrize(
    ("one", "heading", "reason", "glyph"),
    [
        (
            charge(),
            "$1.53 charged at 10:20 although 66% of session and 9% of Fable were left",
            "66% of session and 9% of Fable left",
            Glyph.CLOSE,
        ),
        (charge(session=95.0, fable=90.0), "$1.53 charged at 10:20 although 5% of session was left", None, Glyph.CLOSE),
        (charge(61, session=100.0), "$0.61 charged at 10:20, session used up", "session used up", Glyph.EXPLAINED),
        (charge(fable=100.0), "$1.53 charged at 10:20, unproven", "unproven", Glyph.UNPROVEN),
    ],
    ids=["room", "one-limit", "used-up", "unproven"],
)
def test_a_charge_in_words(one: Charge, heading: str, reason: str | None, glyph: Glyph) -> None:
    assert charge_heading(one, CLOCK) == heading
    assert reason is None or charge_reason(one) == reason
    assert charge_glyph(one) is glyph


def test_why_nothing_can_be_said_is_said() -> None:
    assert doubt_words(charge(gap_min=20)) == "The two readings are more than 15 minutes apart."
    assert doubt_words(charge()) == ""


def test_room_without_a_figure_is_not_a_figure() -> None:
    assert room(Snapshot(account="a")) == "plan room left"
