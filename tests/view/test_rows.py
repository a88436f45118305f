"""One limit as a row: its note, its bar, its two figures, and the same in one sentence."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.limits import WEEKLY_SCOPED, Dated, Scope, SourceName, Window
from fairmeter.outlook import Standing
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.rows import RowView, row
from fairmeter.view.wording import Wording
from scenes import NOW, READ, SESSION_END, WEEK_END, WORDING, fable, local, session, weekly


def seen(
    window: Window,
    standing: Standing = Standing.LIVE,
    *,
    wording: Wording = WORDING,
    taken_at: datetime = READ,
    now: datetime = NOW,
) -> RowView:
    return row(Dated(window, SourceName.API, taken_at), standing, now, wording)


def test_an_open_session() -> None:
    shown = seen(session())
    assert (shown.name, shown.suffix) == ("Session", "5 h")
    assert (shown.used, shown.reset) == ("46% used", "Resets in 2 hr 22 min, 18:40")
    assert (shown.note, shown.note_tone, shown.note_glyph) == ("no forecast yet", Tone.QUIET, None)
    assert (shown.bar.used, shown.bar.tone) == (0.46, Tone.FINE)


def test_even_pace_of_the_session_is_the_time_gone() -> None:
    """At 16:18 the session that began at 13:40 has run 158 of its 300 minutes."""
    assert seen(session()).bar.pace == pytest.approx(158 / 300)
    assert seen(session()).tip == "46% used. Even pace 53%."


def test_a_session_is_divided_at_its_whole_hours() -> None:
    assert seen(session()).bar.dividers == pytest.approx((0.2, 0.4, 0.6, 0.8))


def test_a_week_is_divided_at_its_midnights() -> None:
    """From Saturday 10:00 the first midnight is 14 hours away."""
    shown = seen(weekly())
    assert shown.bar.dividers == pytest.approx(tuple((14 + 24 * day) / 168 for day in range(7)))
    assert (shown.suffix, shown.reset) == ("all models", "Resets in 3 d 17 hr, Sat 10:00")


def test_a_week_with_the_change_to_winter_time_is_divided_where_its_midnights_are() -> None:
    end = local(1, 10)
    shown = seen(weekly(end=end), now=end - timedelta(days=2))
    marks = [end - timedelta(days=7) + timedelta(hours=168 * share) for share in shown.bar.dividers]
    rounded = [(mark + timedelta(seconds=1)).replace(microsecond=0) for mark in marks]
    assert len(rounded) == 7
    assert {mark.astimezone(WORDING.clock.zone).hour for mark in rounded} == {0}


def test_one_models_week_carries_its_name() -> None:
    assert (seen(fable()).name, seen(fable()).suffix) == ("Weekly Fable", "")
    assert seen(replace(fable(), scope=Scope())).name == "Weekly, one model"
    assert seen(replace(fable(), scope=Scope(surface="Cowork"))).name == "Weekly Cowork"


def test_used_up() -> None:
    shown = seen(weekly(100.0))
    assert (shown.note, shown.note_tone, shown.note_glyph) == ("used up", Tone.OUT, Glyph.OUT)
    assert (shown.used, shown.bar.used, shown.bar.tone) == ("100% used", 1.0, Tone.OUT)


def test_more_than_all_is_said_and_fills_the_bar() -> None:
    assert (seen(weekly(104.0)).used, seen(weekly(104.0)).bar.used) == ("104% used", 1.0)


def test_nearly_all_is_not_used_up() -> None:
    shown = seen(weekly(99.7))
    assert (shown.used, shown.note, shown.bar.tone) == ("99% used", "no forecast yet", Tone.FINE)


def test_no_figure_is_not_zero() -> None:
    shown = seen(fable(None))
    assert (shown.used, shown.note) == ("Unknown", "not reported")
    assert (shown.bar.used, shown.bar.pace, shown.bar.dividers) == (None, None, ())


def test_a_session_that_has_not_started() -> None:
    shown = seen(session(0.0, None))
    assert (shown.used, shown.note, shown.reset) == (
        "0% used",
        "not started",
        "Would reset 5 hr after the first request",
    )
    assert (shown.bar.used, shown.bar.pace, shown.bar.dividers) == (0.0, None, ())


def test_a_reset_that_passed_takes_the_figure_with_it() -> None:
    shown = seen(session(88.0, local(17, 16, 10)))
    assert (shown.used, shown.note, shown.reset) == ("Unknown", "waiting for the next answer", "Reset at 16:10")
    assert shown.bar.used is None


def test_a_limit_without_a_reset() -> None:
    shown = seen(weekly(41.0, None))
    assert (shown.reset, shown.reset_short) == ("Reset unknown", "Reset unknown")
    assert (shown.bar.used, shown.bar.pace) == (0.41, None)


def test_a_limit_that_the_service_locked() -> None:
    assert seen(replace(weekly(), locked_reason="no_scope")).note == "locked by the service"


def test_stale_figures_say_when_and_withhold_the_pace() -> None:
    shown = seen(session(22.0), Standing.STALE, taken_at=local(17, 14, 24))
    assert (shown.used, shown.note) == ("22% used at 14:24", "forecast paused")
    assert (shown.bar.tone, shown.bar.pace, shown.bar.used) == (Tone.IDLE, None, 0.22)
    assert shown.bar.dividers


def test_a_stale_row_without_a_figure_gives_no_time_for_it() -> None:
    assert seen(fable(None), Standing.STALE).used == "Unknown"


def test_offline_rows_say_when_in_the_note() -> None:
    shown = seen(session(), Standing.OFFLINE, taken_at=local(17, 15, 57))
    assert (shown.used, shown.note, shown.bar.tone) == ("46% used", "as of 15:57", Tone.IDLE)


def test_a_kind_that_is_not_known_is_shown_as_it_came() -> None:
    shown = seen(Window(kind="daily_surface", used_pct=12.0, resets_at=local(18, 0)))
    assert (shown.name, shown.suffix, shown.used) == ("Daily surface", "New kind", "12% used")
    assert (shown.bar.used, shown.bar.pace, shown.bar.dividers) == (0.12, None, ())
    assert seen(Window(kind="", used_pct=1.0)).name == "Unnamed limit"


def test_words_can_speak_of_what_is_left_while_the_bar_fills_with_used() -> None:
    shown = seen(session(), wording=replace(WORDING, show_left=True))
    assert (shown.used, shown.bar.used) == ("54% left", 0.46)


def test_the_clock_time_may_come_first() -> None:
    shown = seen(session(), wording=replace(WORDING, relative_first=False))
    assert shown.reset == "Resets 18:40, in 2 hr 22 min"


@pytest.mark.parametrize("relative_first", [True, False])
def test_the_short_reset_keeps_the_clock_time(relative_first: bool) -> None:
    wording = replace(WORDING, relative_first=relative_first)
    assert seen(session(), wording=wording).reset_short == "Resets 18:40"
    assert seen(weekly(), wording=wording).reset_short == "Resets Sat 10:00"
    assert seen(session(0.0, None), wording=wording).reset_short == "Resets 5 hr after it starts"


def test_a_screen_reader_hears_the_row_as_one_sentence_without_abbreviations() -> None:
    assert seen(session()).spoken == (
        "Session, 5 hours: 46 percent used, resets in 2 hours 22 minutes, 18:40, no forecast yet."
    )
    assert seen(weekly()).spoken == (
        "Weekly, all models: 41 percent used, resets in 3 days 17 hours, Sat 10:00, no forecast yet."
    )
    assert seen(fable(None)).spoken == "Weekly Fable: Unknown, resets in 3 days 17 hours, Sat 10:00, not reported."


@given(
    used=st.none() | st.floats(0, 300),
    minutes=st.none() | st.integers(-600, 12000),
    kind=st.sampled_from(["session", "weekly_all", WEEKLY_SCOPED, "something_new"]),
    standing=st.sampled_from(Standing),
)
def test_whatever_comes_the_row_is_whole(
    used: float | None, minutes: int | None, kind: str, standing: Standing
) -> None:
    end = None if minutes is None else NOW + timedelta(minutes=minutes)
    shown = seen(Window(kind=kind, used_pct=used, resets_at=end), standing)
    assert shown.name
    assert shown.note
    assert shown.used
    assert shown.reset
    assert shown.reset_short
    assert len(shown.reset_short) <= len(shown.reset)
    assert shown.spoken.startswith(shown.name)
    assert shown.bar.used is None or 0 <= shown.bar.used <= 1
    assert all(0 < mark < 1 for mark in shown.bar.dividers)
    assert shown.bar.pace is None or 0 <= shown.bar.pace <= 1
    assert (shown.used == "Unknown") == (shown.bar.used is None)
    if standing in {Standing.STALE, Standing.OFFLINE}:
        assert shown.bar.pace is None
        assert shown.bar.tone is Tone.IDLE


def test_both_ends_of_the_scale() -> None:
    assert seen(session(0.0)).used == "0% used"
    assert seen(session(0.4)).used == "under 1% used"
    assert seen(session(1.0)).used == "1% used"
    assert seen(session(), now=SESSION_END - timedelta(hours=5)).bar.pace == 0
    assert seen(weekly(), now=WEEK_END - timedelta(seconds=1)).bar.pace == pytest.approx(1.0, abs=1e-4)
