"""The icon in words is whole sentences: it is all that a screen reader has of the icon."""

from dataclasses import replace
from datetime import timedelta

from fairmeter.outlook import Outlook
from fairmeter.view.tooltip import tooltip
from mornings import AFTER, case, morning
from scenes import NO_LOGIN, NO_NETWORK, NOW, WORDING, live, local, session, snapshot, weekly


def test_the_verdict_then_each_limit() -> None:
    assert tooltip(live(), NOW, WORDING).splitlines() == [
        "Your session has 54% left.",
        "Session: 46% used, resets 18:40.",
        "Weekly: 41% used, resets Sat 10:00.",
        "Weekly Fable: 64% used, resets Sat 10:00.",
    ]


def test_what_is_left_is_said_where_the_user_wants_it() -> None:
    words = tooltip(live(session()), NOW, replace(WORDING, show_left=True))
    assert words.splitlines()[1] == "Session: 54% left, resets 18:40."


def test_a_reset_that_passed_takes_the_figure_with_it() -> None:
    words = tooltip(live(session(90.0, local(17, 16, 0)), weekly(None, None)), NOW, WORDING)
    assert words.splitlines()[1:] == ["Session: Unknown.", "Weekly: Unknown."]


def test_without_figures_the_second_line_says_why() -> None:
    assert tooltip(Outlook(at=NOW, problem=NO_LOGIN), NOW, WORDING) == (
        "Sign in to Claude Code to see your limits.\nNo login was found on this computer. Nothing is sent anywhere."
    )
    assert tooltip(Outlook(at=NOW), NOW, WORDING) == "Reading your limits.\nThe first answer takes a few seconds."


def test_old_figures_are_called_old() -> None:
    old = Outlook(at=NOW, snapshot=snapshot(session(), taken_at=NOW - timedelta(minutes=41)))
    assert tooltip(old, NOW, WORDING).splitlines()[0] == "As of 41 min ago."
    offline = replace(live(session()), problem=NO_NETWORK, problem_since=local(17, 15, 58))
    assert tooltip(offline, NOW, WORDING).splitlines() == ["Offline since 15:58.", "Session: 46% used, resets 18:40."]


def test_a_contradiction_is_the_first_line_until_it_is_looked_at() -> None:
    heading = "Refused at 09:42 although 28% of your session was left."
    assert tooltip(morning(), AFTER, WORDING).splitlines()[:2] == [heading, "Session: 72% used, resets 10:40."]
    seen = tooltip(morning(case(was_looked_at=True)), AFTER, WORDING)
    assert seen.splitlines()[0] == "Your session has 28% left."
