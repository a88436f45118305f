"""The first two lines, case by case, and which limit they speak of."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import ExtraUsage, FailureKind, Hint, Snapshot, Window
from fairmeter.outlook import Outlook
from fairmeter.view.glyph import Glyph
from fairmeter.view.headline import Headline, binding, headline, needs_login
from scenes import (
    BUSY,
    NO_LOGIN,
    NO_NETWORK,
    NOW,
    SESSION_END,
    WEEK_END,
    WORDING,
    extra,
    fable,
    failure,
    live,
    local,
    session,
    snapshot,
    weekly,
)

EXPIRED = failure(FailureKind.EXPIRED, Hint.OPEN_CLAUDE_CODE)
NO_SCOPE = failure(FailureKind.SCOPE_MISSING, Hint.USE_A_FULL_LOGIN)


def said(outlook: Outlook) -> Headline:
    return headline(outlook, NOW, WORDING)


def bound_kind(*windows: Window) -> str | None:
    found = binding(snapshot(*windows), NOW)
    return found.value.kind if found else None


def test_room_everywhere() -> None:
    assert said(live()) == Headline(
        Glyph.FINE, "Your session has 54% left.", "Fullest of the others: Weekly Fable, 64% used"
    )


def test_a_plan_without_a_session_speaks_of_its_week() -> None:
    assert said(live(weekly())) == Headline(
        Glyph.FINE, "Your week has 59% left.", "This plan has no 5-hour window, so only the week is counted."
    )


def test_a_lone_session() -> None:
    assert said(live(session())) == Headline(Glyph.FINE, "Your session has 54% left.", "")


def test_a_session_that_has_not_started() -> None:
    line = said(live(session(0.0, None), weekly()))
    assert line.first == "Your session has not started."
    assert line.second == "It opens with your next request and then lasts 5 hours."


def test_used_up_and_extra_usage_pays() -> None:
    line = said(live(session(), weekly(100.0), money=extra(spent=214, balance=1786)))
    assert line == Headline(
        Glyph.CLOSE, "You are spending extra usage now: $2.14 this month", "Weekly is used up until Sat 10:00."
    )


@pytest.mark.parametrize(
    ("money", "why"),
    [
        (extra(enabled=False, user_disabled=True), "extra usage is off"),
        (extra(balance=0), "extra usage has no balance"),
        (extra(enabled=False, reason="out_of_credits", balance=None), "extra usage has no balance"),
        (extra(spent=4000, balance=500), "extra usage is at its cap"),
    ],
)
def test_used_up_and_nothing_pays(money: ExtraUsage, why: str) -> None:
    line = said(live(session(), weekly(100.0), money=money))
    assert line == Headline(Glyph.OUT, "Requests are refused until Sat 10:00.", f"Weekly is used up, {why}.")


def test_used_up_and_nobody_knows_whether_extra_usage_pays() -> None:
    unsaid = said(live(session(100.0), weekly()))
    assert unsaid == Headline(Glyph.OUT, "Your session is used up until 18:40.", "Extra usage is not reported.")
    unknown = said(live(session(100.0), weekly(), money=extra(balance=None)))
    assert unknown.second == "Extra usage is on, its balance is not reported."


def test_one_models_week_does_not_stop_the_others() -> None:
    line = said(live(session(), weekly(), fable(100.0)))
    assert line == Headline(
        Glyph.OUT, "Weekly Fable is used up until Sat 10:00.", "Other models are counted apart from it."
    )


def test_a_session_that_was_reset_since() -> None:
    line = said(live(session(88.0, local(17, 16, 10)), weekly()))
    assert line == Headline(Glyph.EXPLAINED, "Your session has been reset.", "Fullest of the others: Weekly, 41% used")


def test_no_limits_at_all() -> None:
    none = Snapshot(account="a", listed_at=NOW)
    assert said(Outlook(at=NOW, snapshot=none)).first == "The service reports no limits for this account."


def test_stale() -> None:
    old = snapshot(taken_at=NOW - timedelta(minutes=41))
    outlook = Outlook(at=NOW, snapshot=old, problem=BUSY, blocked_until=local(17, 17, 20))
    assert said(outlook) == Headline(
        Glyph.STALE, "As of 41 min ago.", "The usage service is busy until 17:20. Numbers may be higher now."
    )


def test_stale_by_hours_gives_the_clock_time() -> None:
    old = snapshot(taken_at=NOW - timedelta(minutes=100))
    assert said(Outlook(at=NOW, snapshot=old)).first == "As of 14:38."
    assert said(Outlook(at=NOW, snapshot=old)).second == "No answer has come since. Numbers may be higher now."


def test_an_expired_login_makes_fresh_figures_stale() -> None:
    line = said(replace(live(), problem=EXPIRED))
    assert (line.glyph, line.first) == (Glyph.STALE, "As of 2 min ago.")
    assert "Open Claude Code" in line.second


def test_offline() -> None:
    line = said(replace(live(), problem=NO_NETWORK, problem_since=local(17, 15, 58)))
    assert line == Headline(
        Glyph.STALE,
        "Offline since 15:58.",
        "Showing the last answer. Your own requests cannot reach Claude either.",
    )


def test_a_hiccup_keeps_the_sentence_and_says_why_in_the_second_line() -> None:
    line = said(replace(live(), problem=BUSY, blocked_until=local(17, 17, 20)))
    assert line == Headline(Glyph.FINE, "Your session has 54% left.", "The usage service is busy until 17:20.")


def test_before_the_first_answer() -> None:
    assert said(Outlook(at=NOW)).first == "Reading your limits."


def test_signed_out() -> None:
    line = said(Outlook(at=NOW, problem=NO_LOGIN))
    assert line == Headline(
        Glyph.NOT_QUOTA,
        "Sign in to Claude Code to see your limits.",
        "No login was found on this computer. Nothing is sent anywhere.",
    )


def test_no_figures_yet_and_a_reason() -> None:
    line = said(Outlook(at=NOW, problem=NO_NETWORK))
    assert line == Headline(Glyph.STALE, "No reading yet.", "Your own requests cannot reach Claude either.")


def test_only_who_can_sign_in_is_asked_to() -> None:
    assert needs_login(Outlook(at=NOW, problem=NO_LOGIN), NOW)
    assert needs_login(Outlook(at=NOW, problem=NO_SCOPE), NOW)
    assert not needs_login(Outlook(at=NOW, problem=NO_NETWORK), NOW)
    assert not needs_login(replace(live(), problem=NO_SCOPE), NOW)
    assert not needs_login(Outlook(at=NOW), NOW)


def test_the_icon_and_the_sentence_speak_of_the_limit_that_binds() -> None:
    assert bound_kind(session(), weekly(), fable()) == "session"
    assert bound_kind(weekly(), fable()) == "weekly_scoped"
    assert bound_kind(session(), weekly(), fable(100.0)) == "weekly_scoped"
    assert bound_kind(session(100.0), weekly(), fable(100.0)) == "session"
    assert bound_kind(session(100.0), weekly(100.0)) == "weekly_all"
    assert bound_kind(Window(kind="new", used_pct=100.0)) is None


@given(st.permutations([session(100.0), weekly(100.0), fable(100.0), fable(20.0, "Opus"), session(3.0, WEEK_END)][:4]))
def test_the_order_of_the_answer_decides_nothing(windows: list[Window]) -> None:
    assert bound_kind(*windows) == "weekly_all"


@given(
    used=st.lists(st.none() | st.floats(0, 130), min_size=3, max_size=3),
    minutes=st.integers(-400, 9000),
    aged=st.integers(0, 3000),
)
def test_every_state_has_a_whole_sentence(used: list[float | None], minutes: int, aged: int) -> None:
    end = SESSION_END + timedelta(minutes=minutes)
    windows = (session(used[0], end), weekly(used[1]), fable(used[2]))
    line = said(Outlook(at=NOW, snapshot=snapshot(*windows, taken_at=NOW - timedelta(minutes=aged))))
    assert line.first[0].isupper()
    assert line.first.endswith(".")
    assert "None" not in line.first + line.second
    assert "  " not in line.first + line.second
