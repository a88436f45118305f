"""The popover as one value: which parts it has, its footer, and when it may be refreshed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dossier import meters
from fairmeter.limits import Dated, FailureKind, Hint, SourceName
from fairmeter.outlook import Outlook
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.popover import PopoverView, popover
from mornings import AFTER, SESSION_LIMIT, case, morning
from scenes import BUSY, NO_LOGIN, NO_NETWORK, NOW, WORDING, extra, failure, live, local, snapshot


def shown(outlook: Outlook) -> PopoverView:
    return popover(outlook, NOW, WORDING)


def test_a_live_picture_has_all_its_parts() -> None:
    view = shown(live(money=extra()))
    assert [row.name for row in view.rows] == ["Session", "Weekly", "Weekly Fable"]
    assert view.extra is not None
    assert view.chain is not None
    assert view.banner is None
    assert (view.footer, view.can_refresh, view.refresh_tip) == ("Updated 2 min ago, API", True, "Refresh")
    assert (view.offers_login, view.notice) == (False, "")


def test_before_the_first_answer_there_are_no_rows() -> None:
    view = shown(Outlook(at=NOW))
    assert (view.rows, view.extra, view.footer) == ((), None, "Asking the usage service")


def test_signed_out_offers_the_login_and_nothing_else() -> None:
    view = shown(Outlook(at=NOW, problem=NO_LOGIN))
    assert (view.offers_login, view.rows, view.extra, view.footer) == (True, (), None, "Not connected")


def test_old_figures_hide_the_money_card() -> None:
    old = snapshot(money=extra(), taken_at=NOW - timedelta(minutes=41))
    outlook = Outlook(at=NOW, snapshot=old, problem=BUSY, next_ask_at=local(17, 17, 20))
    view = shown(outlook)
    assert (len(view.rows), view.extra, view.footer) == (3, None, "Next try 17:20")


def test_offline_says_that_it_goes_on_by_itself() -> None:
    assert shown(replace(live(), problem=NO_NETWORK)).footer == "Offline, will retry by itself"


def test_no_refresh_while_the_service_asks_to_wait() -> None:
    view = shown(replace(live(), blocked_until=local(17, 17, 20)))
    assert (view.can_refresh, view.refresh_tip) == (False, "The usage service asks to wait until 17:20")
    assert shown(replace(live(), blocked_until=NOW)).can_refresh


def test_the_footer_names_the_source() -> None:
    old = snapshot()
    windows = tuple(Dated(dated.value, SourceName.STATUS_LINE, dated.taken_at) for dated in old.windows)
    outlook = Outlook(at=NOW, snapshot=replace(old, windows=windows))
    assert shown(outlook).footer == "Updated 2 min ago, status line"
    assert shown(replace(outlook, simulated=True)).footer == "Updated 2 min ago, simulator"


@pytest.mark.parametrize("code", ["book_read_only", "book_full", "book_locked", "book_broken", "never heard of"])
def test_a_fault_of_our_own_is_a_sentence(code: str) -> None:
    assert shown(replace(live(), notice=code)).notice.endswith(".")


def test_a_login_without_the_right_to_read_usage_can_only_try_again() -> None:
    problem = failure(FailureKind.SCOPE_MISSING, Hint.USE_A_FULL_LOGIN)
    view = shown(Outlook(at=NOW, problem=problem))
    assert (view.offers_login, view.footer) == (True, "Trying again by itself")


def test_who_pays_next_is_shown_where_fresh_figures_tell_of_extra_usage() -> None:
    view = shown(live(money=extra()))
    assert view.chain is not None
    assert view.chain.title == "Who pays next"
    assert shown(live()).chain is None
    assert shown(replace(live(money=extra()), problem=NO_NETWORK)).chain is None
    old = snapshot(money=extra(), taken_at=NOW - timedelta(minutes=41))
    assert shown(Outlook(at=NOW, snapshot=old)).chain is None


def test_after_a_contradiction_the_row_is_what_happened_and_the_empty_balance_an_alarm() -> None:
    view = popover(morning(), AFTER, WORDING)
    assert view.banner is not None
    assert view.chain is not None
    assert view.extra is not None
    assert view.chain.title == "What happened at 09:42"
    assert (view.extra.note, view.extra.note_tone, view.extra.note_glyph, view.extra.glyph_tone) == (
        "cannot pay: no balance",
        Tone.OUT,
        Glyph.OUT,
        Tone.OUT,
    )


def test_the_money_card_stays_calm_where_another_thing_refused() -> None:
    view = popover(morning(case(SESSION_LIMIT, status=429)), AFTER, WORDING)
    assert view.extra is not None
    assert (view.extra.note_tone, view.extra.glyph_tone) == (Tone.QUIET, Tone.IDLE)
    funded = popover(morning(case(money=extra(balance=1786)), seen=meters(money=extra(balance=1786))), AFTER, WORDING)
    assert funded.extra is not None
    assert funded.extra.note == "pays after the plan"


def test_what_happened_outlives_fresh_figures() -> None:
    view = popover(replace(morning(), problem=NO_NETWORK), AFTER, WORDING)
    assert view.chain is not None
    assert (view.chain.arc, view.extra) == (True, None)


def test_once_it_was_looked_at_the_row_is_who_pays_next_again() -> None:
    view = popover(morning(case(was_looked_at=True)), AFTER, WORDING)
    assert view.banner is None
    assert view.chain is not None
    assert view.chain.title == "Who pays next"
    assert view.extra is not None
    assert view.extra.note_tone is Tone.QUIET
