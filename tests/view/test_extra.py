"""The extra-usage card: what was spent, the cap and the balance, never subtracted from one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import ExtraUsage
from fairmeter.view.extra import ExtraView, extra_view
from fairmeter.view.glyph import Glyph, Tone
from scenes import NOW, extra, session, snapshot, weekly


def card(money: ExtraUsage, *, session_used: float = 46.0, weekly_used: float = 41.0) -> ExtraView:
    view = extra_view(snapshot(session(session_used), weekly(weekly_used), money=money), NOW)
    assert view is not None
    return view


def test_nothing_said_is_no_card() -> None:
    assert extra_view(snapshot(), NOW) is None


def test_on_with_an_empty_balance() -> None:
    view = card(extra())
    assert (view.chip, view.spent, view.balance) == ("On", "Spent $4.01 of $40.00 cap", "Balance $0.00")
    assert (view.note, view.note_tone) == ("cannot pay: no balance", Tone.QUIET)
    assert (view.note_glyph, view.glyph_tone, view.share) == (Glyph.OUT, Tone.IDLE, None)


def test_on_with_money_while_the_plan_has_room() -> None:
    view = card(extra(balance=1786))
    assert (view.note, view.note_tone, view.share) == ("pays after the plan", Tone.QUIET, None)


@pytest.mark.parametrize("used", [{"session_used": 100.0}, {"weekly_used": 100.0}])
def test_paying_now_shows_what_was_spent_of_the_cap(used: dict[str, float]) -> None:
    view = card(extra(spent=214, balance=1786), **used)
    assert (view.note, view.note_tone, view.note_glyph) == ("paying now", Tone.CLOSE, Glyph.CLOSE)
    assert view.share == pytest.approx(2.14 / 40)


def test_off() -> None:
    view = card(extra(enabled=False, user_disabled=True, spent=0, cap=None, balance=None))
    assert (view.chip, view.note, view.balance) == ("Off", "will not pay", "")
    assert view.spent == "Requests stop when the plan is used up"


def test_off_with_money_spent_earlier_still_says_so() -> None:
    assert card(extra(enabled=False, user_disabled=True, balance=None)).spent == "Spent $4.01 of $40.00 cap"


def test_without_a_cap_there_is_no_denominator() -> None:
    view = card(extra(cap=None, uncapped=True, balance=None), weekly_used=100.0)
    assert (view.spent, view.balance, view.share) == ("Spent $4.01, no cap set", "Balance not reported", None)


def test_without_a_cap_and_with_room_in_the_plan() -> None:
    view = card(extra(cap=None, uncapped=True, balance=None))
    assert (view.note, view.note_tone) == ("can pay without limit", Tone.CLOSE)


def test_at_the_cap() -> None:
    view = card(extra(spent=4000, balance=900), weekly_used=100.0)
    assert (view.note, view.share) == ("cannot pay: cap reached", None)


def test_an_overdrawn_balance_is_shown_as_it_is() -> None:
    assert card(extra(balance=-92)).balance == "Balance -$0.92"


def test_amounts_that_are_not_reported_are_not_zero() -> None:
    view = card(extra(spent=None, cap=None, balance=None))
    assert (view.spent, view.balance) == ("Spend not reported", "Balance not reported")
    assert card(extra(enabled=None, spent=None, cap=None, balance=None)).chip == ""


def test_a_screen_reader_hears_all_of_it() -> None:
    assert card(extra()).spoken == ("Extra usage on. cannot pay: no balance. Spent $4.01 of $40.00 cap. Balance $0.00.")


cents = st.none() | st.integers(-10_000, 10_000)


@given(
    enabled=st.sampled_from([True, False, None]),
    spent=cents,
    cap=cents,
    balance=cents,
    uncapped=st.booleans(),
    weekly_used=st.floats(0, 110),
)
def test_whatever_is_reported_the_card_is_whole(
    *,
    enabled: bool | None,
    spent: int | None,
    cap: int | None,
    balance: int | None,
    uncapped: bool,
    weekly_used: float,
) -> None:
    view = card(
        extra(enabled=enabled, spent=spent, cap=None if uncapped else cap, balance=balance, uncapped=uncapped),
        weekly_used=weekly_used,
    )
    assert view.chip in {"On", "Off", ""}
    assert view.spent
    assert view.share is None or 0 <= view.share <= 1
    assert (view.note_glyph is None) or view.note
    assert view.spoken.startswith("Extra usage")
