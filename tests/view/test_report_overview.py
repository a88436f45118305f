"""The sidebar's foot, the overview's facts, and the exceptions that the rules provide for."""

from dataclasses import replace
from datetime import timedelta

from dossier import CLOCK, contradiction, long_context, meters, refused, week
from fairmeter.outlook import Outlook
from fairmeter.view.report_exceptions import exceptions
from fairmeter.view.report_overview import foot, open_contradictions, overview
from scenes import BUSY, NOW, WORDING, extra, live, local, session, weekly


def test_the_foot_says_whose_figures_and_how_old() -> None:
    known = replace(live(), snapshot=meters(taken_at=NOW - timedelta(minutes=2)))
    line = foot(known, NOW, WORDING)
    assert (line.plan, line.age) == ("Ultra", "Updated 2 min ago, API")
    nothing = foot(Outlook(at=NOW), NOW, WORDING)
    assert (nothing.plan, nothing.age) == ("Plan not known", "Nothing read yet")
    assert foot(replace(live(), simulated=True), NOW, WORDING).age == "Updated 2 min ago, simulator"


def test_only_contradictions_that_wait_are_counted() -> None:
    assert open_contradictions(replace(live(), refusals=week())) == 1
    assert open_contradictions(replace(live(), refusals=(replace(contradiction(), was_looked_at=True),))) == 0


def test_the_facts_say_where_the_figures_come_from() -> None:
    outlook = replace(live(), asks_last_hour=12, next_ask_at=NOW + timedelta(minutes=3))
    assert overview(outlook, NOW, WORDING).facts == (
        ("Source", "API"),
        ("Taken", "16:16, 2 min ago"),
        ("Requests", "12 of 28 in the last hour"),
        ("Next", "about 16:21"),
    )


def test_a_service_that_asks_to_wait_is_named() -> None:
    outlook = replace(live(), problem=BUSY, blocked_until=local(17, 17, 20))
    view = overview(outlook, NOW, WORDING)
    assert ("Next", "not before 17:20, the service asks to wait") in view.facts
    assert ("Trouble", "The usage service is busy until 17:20.") in view.facts
    assert not view.can_refresh


def test_old_figures_say_when_they_were_taken_once() -> None:
    facts = dict(overview(live(), NOW + timedelta(hours=3), WORDING).facts)
    assert facts["Taken"] == "16:16"


def test_before_the_first_reading_nothing_is_claimed() -> None:
    view = overview(Outlook(at=NOW), NOW, WORDING)
    assert (view.rows, view.extra, view.facts[0]) == ((), None, ("Source", "None yet"))


def test_exceptions_say_what_was_seen_of_them() -> None:
    views = exceptions(replace(live(), refusals=(long_context(),)), NOW, CLOCK)
    assert [(one.name, one.state) for one in views] == [
        ("Fast mode", "not seen in 7 days"),
        ("Long context, 1M", "refused Tue 15:02"),
        ("No plan allowance", "not seen in 7 days"),
    ]


def test_a_rare_exception_is_shown_where_it_was_seen() -> None:
    text = "Third-party apps now draw from your extra usage, not your plan limits."
    views = exceptions(replace(live(), refusals=(refused(text),)), NOW, CLOCK)
    assert "Other apps" in [one.name for one in views]


def test_a_model_without_allowance_is_named() -> None:
    outlook = live(session(), weekly(), money=extra())
    views = exceptions(replace(outlook, refusals=(refused(model="claude-fable-5.1"),)), NOW, CLOCK)
    assert views[-1].state == "Fable 5.1"


def test_what_was_seen_long_ago_is_not_seen() -> None:
    old = replace(long_context(), at=NOW - timedelta(days=8))
    assert exceptions(replace(live(), refusals=(old,)), NOW, CLOCK)[1].state == "not seen in 7 days"
