"""Who paid in seven days: places on the lanes, sums, and the last events."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import CLOCK, charge, contradiction, overloaded, unproven, used_up, week
from fairmeter.denials import Charge
from fairmeter.limits import Money
from fairmeter.view.glyph import Glyph
from fairmeter.view.who_paid import EMPTY, Stretch, WhoPaidView, Work, who_paid
from scenes import NOW, dollars, local

CHARGED = charge()
USED_UP = replace(charge(61, session=100.0), identity="other", since=local(16, 22, 15), until=local(16, 22, 20))


def shown(*charges: Charge, work: Work | None = None) -> WhoPaidView:
    return who_paid(charges, week(), work or Work(), NOW, CLOCK)


def test_seven_days_end_with_today() -> None:
    view = shown(CHARGED)
    assert view.days == ("Wed", "Thu", "Fri", "Sat", "Sun", "Mon", "Tue")
    assert view.now == pytest.approx((6 + (16 * 60 + 18) / 1440) / 7)


def test_a_place_is_the_day_and_the_time_of_day() -> None:
    (mark,) = shown(CHARGED).charges
    assert mark.at == pytest.approx((1 + (10 * 60 + 20) / 1440) / 7)
    assert (mark.words, mark.had_room, mark.is_sparse) == ("$1.53 with plan room left", True, False)


def test_readings_far_apart_make_a_charge_uncertain() -> None:
    (mark,) = shown(charge(gap_min=20)).charges
    assert (mark.words, mark.had_room, mark.is_sparse) == ("$1.53", False, True)


def test_only_refusals_about_quota_are_on_the_lane() -> None:
    marks = shown().refusals
    assert [mark.glyph for mark in marks] == [
        Glyph.EXPLAINED,
        Glyph.CONTRADICTION,
        Glyph.EXPLAINED,
        Glyph.UNPROVEN,
    ]
    assert marks[1].words == "Tue 09:42"
    assert who_paid((), (overloaded(),), Work(), NOW, CLOCK).empty == EMPTY


def test_the_last_events_are_those_that_bear_on_who_paid() -> None:
    view = shown(USED_UP, CHARGED)
    assert [(event.glyph, event.time, event.words, bool(event.evidence)) for event in view.events] == [
        (Glyph.CONTRADICTION, "Tue 09:42", "Refused, 28% of session left", True),
        (Glyph.EXPLAINED, "Mon 22:20", "$0.61 charged, session used up", False),
        (Glyph.CLOSE, "Thu 10:20", "$1.53 charged, 66% of session and 9% of Fable left", True),
    ]
    assert [event.is_charge for event in view.events] == [False, True, True]


def test_three_events_at_most_the_newest_first() -> None:
    many = [replace(CHARGED, until=NOW - timedelta(hours=hour)) for hour in range(9)]
    events = shown(*many).events
    assert [event.time for event in events] == ["Tue 16:18", "Tue 15:18", "Tue 14:18"]


def test_sums_are_of_one_currency() -> None:
    assert shown(USED_UP, CHARGED).total == "Extra usage $2.14"
    francs = replace(USED_UP, amount=Money(61, currency="CHF"))
    assert shown(francs, CHARGED).total == "2 charges"
    assert shown().total == ""


def test_what_is_older_is_left_out() -> None:
    old = replace(CHARGED, until=local(10, 23, 59))
    assert shown(old).charges == ()
    first = replace(CHARGED, until=local(11, 0, 0))
    assert shown(first).charges[0].at == 0.0


def test_work_is_cut_to_the_seven_days() -> None:
    work = Work(
        stretches=(
            Stretch(local(10, 20), local(11, 2)),
            Stretch(local(9, 1), local(9, 2)),
            Stretch(local(17, 10), local(17, 11), is_sparse=True),
        )
    )
    first, last = shown(work=work).plan
    assert first.left == 0.0
    assert first.right == pytest.approx(2 / 24 / 7)
    assert last.is_sparse


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (local(16, 9, 5), "switched off Thu 10:30 to Mon 09:05"),
        (NOW + timedelta(hours=1), "switched off since Thu 10:30"),
    ],
)
def test_when_extra_usage_was_off_is_said(until: object, words: str) -> None:
    work = Work(extra_off=(Stretch(local(12, 10, 30), until),))  # type: ignore[arg-type]
    assert shown(work=work).off[0].words == words


def test_nothing_at_all_is_said() -> None:
    view = who_paid((), (), Work(), NOW, CLOCK)
    assert (view.empty, view.spoken, view.events, view.total) == (EMPTY, EMPTY, (), "")


def test_the_lanes_are_told_to_who_cannot_see_them() -> None:
    spoken = who_paid((CHARGED,), (contradiction(), used_up(), unproven()), Work(), NOW, CLOCK).spoken
    assert spoken.startswith("Extra usage $1.53 in 7 days. Thu 10:20: $1.53 charged,")
    assert "Tue 09:42: refused, Contradiction." in spoken


@given(st.integers(min_value=0, max_value=60 * 24 * 9), st.integers(min_value=1, max_value=10**6))
def test_whatever_is_shown_lies_within_the_lanes(minutes: int, cents: int) -> None:
    """Also across the end of summer time."""
    now = local(1, 12)
    one = replace(CHARGED, until=now - timedelta(minutes=minutes), amount=dollars(cents))
    view = who_paid((one,), (), Work(stretches=(Stretch(one.until - timedelta(hours=3), one.until),)), now, CLOCK)
    places = [mark.at for mark in view.charges] + [end for span in view.plan for end in (span.left, span.right)]
    assert all(0.0 <= place <= 1.0 for place in places)
