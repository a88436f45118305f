"""The banner: which contradiction it is about, for how long, and what it says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dossier import REFUSED_AT, meters, refused, unproven, used_up
from fairmeter.denials import QuotaLimits
from fairmeter.limits import ExtraUsage, Snapshot
from fairmeter.outlook import Outlook
from fairmeter.view.banner import BannerView, banner, standing_contradiction, waiting
from mornings import AFTER, FABLE_GATE, FABLE_LIMIT, SESSION_END, SESSION_LIMIT, WEEKLY_LIMIT, case, morning
from scenes import BUSY, NO_LOGIN, NO_NETWORK, WEEK_END, WORDING, extra, local

FUNDED = extra(spent=214, balance=1786)
QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"
MINUTE = timedelta(minutes=1)


def said(outlook: Outlook) -> BannerView:
    view = banner(outlook, outlook.at, WORDING)
    assert view is not None
    return view


def order_seen(text: str, money: ExtraUsage | None = None, status: int | None = 429, session: float = 72.0) -> str:
    return said(morning(case(text, meters(session, money=money), status=status))).order_seen


def test_the_case_that_it_is_for() -> None:
    assert said(morning()) == BannerView(
        heading="Refused at 09:42 although 28% of your session was left",
        error="400: You\N{RIGHT SINGLE QUOTATION MARK}re out of extra usage.",
        times="",
        order_seen="The extra balance ($0.00) was checked before your plan.",
        identity=case().identity,
        actions=("Show evidence", "Copy report"),
    )


def test_it_names_the_week_where_there_is_no_session() -> None:
    heading = said(morning(case(seen=meters(None)))).heading
    assert heading == "Refused at 09:42 although 62% of your week was left"


@pytest.mark.parametrize(
    ("money", "sentence"),
    [
        (extra(balance=-92), "The extra balance (-$0.92) was checked before your plan."),
        (
            extra(enabled=False, reason="out_of_credits", balance=None),
            "Extra usage, which has no balance, was checked before your plan.",
        ),
        (
            extra(enabled=False, user_disabled=True, balance=2640),
            "Extra usage, which is off, was checked before your plan.",
        ),
        (extra(spent=4000, balance=500), "Extra usage, which is at its cap, was checked before your plan."),
        (ExtraUsage(enabled=None), "Extra usage was checked before your plan."),
    ],
)
def test_what_was_checked_first_and_no_more_than_is_known_of_it(money: ExtraUsage, sentence: str) -> None:
    assert said(morning(case(money=money))).order_seen == sentence


def test_of_a_models_gate_it_names_the_models_week() -> None:
    view = said(morning(case(FABLE_GATE, status=None)))
    assert view.heading == "Refused at 09:42 although 42% of your Fable week was left"
    assert view.error == "Fable 5 requires usage credits"
    assert view.order_seen == "The extra balance ($0.00) was checked before your Fable week."


def test_a_limit_that_was_named_is_held_against_its_meter() -> None:
    assert order_seen(SESSION_LIMIT) == "It names the session limit, which stood at 72% used."
    assert order_seen(WEEKLY_LIMIT) == "It names the weekly limit, which stood at 38% used."
    assert order_seen(FABLE_LIMIT) == "It names the Fable limit, which stood at 58% used."


def test_extra_usage_that_is_out_together_with_a_limit_that_is_not() -> None:
    text = "You're out of extra usage · resets Nov 21 at 10am (Europe/Berlin)"
    assert order_seen(text) == "It says that the weekly limit is out too. It stood at 38% used."


def test_a_limit_that_had_been_reset_already_is_called_that() -> None:
    quota = QuotaLimits(status="rejected", limit_type="five_hour", resets_at=local(17, 9, 30))
    judged = refused(SESSION_LIMIT, status=429, seen=meters(), quota=quota)
    assert said(morning(judged)).order_seen == "The limit that it names had been reset already, at 09:30."


@pytest.mark.parametrize(
    ("session", "money", "sentence"),
    [
        (72.0, FUNDED, "Extra usage had $17.86 too. One of the two should have paid."),
        (
            72.0,
            extra(balance=None),
            "Extra usage was on and below its cap too, its balance is not known.",
        ),
        (100.0, FUNDED, "Your plan was used up, so extra usage ($17.86) should have paid."),
        (
            100.0,
            extra(balance=None),
            "Your plan was used up. Extra usage was on and below its cap, its balance is not known.",
        ),
    ],
)
def test_funded_extra_usage_that_refused(session: float, money: ExtraUsage, sentence: str) -> None:
    view = said(morning(case(seen=meters(session, money=money))))
    assert view.order_seen == sentence


def test_without_any_figure_of_the_plan() -> None:
    seen = meters(money=FUNDED)
    bare = Snapshot(account=seen.account, extra=seen.extra)
    view = said(morning(case(seen=bare, model=None), seen=seen))
    assert view.heading == "Refused at 09:42 although extra usage was funded"
    assert view.order_seen == "Extra usage had $17.86, so it should have paid whatever your plan had left."


def test_a_text_that_names_nothing() -> None:
    assert order_seen("You've hit your usage limit.") == "Every limit that is known had room."


def test_only_the_first_sentence_of_the_error_is_quoted() -> None:
    texts = {
        "You're out of extra usage. Add more.": f"400: You{QUOTE}re out of extra usage.",
        "API Error: 400 You're out of extra usage. Add more.": f"400: You{QUOTE}re out of extra usage.",
        "400 You're out of extra usage": f"400: You{QUOTE}re out of extra usage",
    }
    assert {text: said(morning(case(text))).error for text in texts} == texts


def test_several_of_one_episode_are_counted() -> None:
    times = [REFUSED_AT - timedelta(minutes=2 * step) for step in range(3)]
    assert said(morning(*(case(at=at) for at in times))).times == "3 times since 09:38"
    other = case(SESSION_LIMIT, status=429, at=times[1])
    assert said(morning(case(), other)).times == ""


def test_it_stays_until_the_session_that_it_happened_in_is_reset() -> None:
    assert standing_contradiction(morning(), SESSION_END - MINUTE) is not None
    assert standing_contradiction(morning(), SESSION_END) is None


def test_on_a_plan_without_a_session_it_stays_until_the_week_is_reset() -> None:
    outlook = morning(case(seen=meters(None)))
    assert standing_contradiction(outlook, WEEK_END - MINUTE) is not None
    assert standing_contradiction(outlook, WEEK_END) is None


def test_where_the_session_is_not_known_it_stays_no_longer_than_one_lasts() -> None:
    seen = meters(None)
    outlook = morning(case(seen=replace(seen, listed_at=None)))
    assert standing_contradiction(outlook, REFUSED_AT + timedelta(hours=5) - MINUTE) is not None
    assert standing_contradiction(outlook, REFUSED_AT + timedelta(hours=5)) is None


def test_it_goes_when_it_is_looked_at_and_takes_its_episode_with_it() -> None:
    earlier = case(at=REFUSED_AT - 2 * MINUTE)
    assert banner(morning(case(was_looked_at=True), earlier), AFTER, WORDING) is None
    assert waiting(morning(case(was_looked_at=True), earlier)) == ()
    assert said(morning(case(), case(at=earlier.at, was_looked_at=True))).identity == case().identity


def test_another_kind_of_refusal_still_waits() -> None:
    other = case(SESSION_LIMIT, status=429, at=REFUSED_AT - 2 * MINUTE)
    assert said(morning(case(was_looked_at=True), other)).identity == other.identity


def test_nothing_but_a_contradiction_raises_it() -> None:
    assert banner(morning(unproven(), used_up()), AFTER, WORDING) is None
    assert waiting(morning(unproven(), used_up())) == (unproven(),)


def test_another_accounts_refusal_is_not_held_against_this_accounts_figures() -> None:
    assert banner(morning(replace(case(), account="another")), AFTER, WORDING) is None
    assert banner(morning(replace(case(), account=None)), AFTER, WORDING) is not None


def test_it_stands_above_old_figures_but_not_above_none() -> None:
    assert banner(replace(morning(), problem=NO_NETWORK), AFTER, WORDING) is not None
    assert banner(replace(morning(), problem=BUSY), AFTER + timedelta(minutes=30), WORDING) is not None
    assert banner(replace(morning(), snapshot=None, problem=NO_LOGIN), AFTER, WORDING) is None
