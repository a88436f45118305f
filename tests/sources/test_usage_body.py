"""Every shape of body that was ever sent, read to values worked out by hand."""

from datetime import UTC, datetime

import pytest

from fairmeter.limits import SESSION, WEEKLY, WEEKLY_SCOPED, CreditPool, LimitKey, Money, Reading, SourceName, Window
from fairmeter.sources import BodyUnreadable, decode, read_usage
from sources.bodies import BODIES

NOW = datetime(2026, 9, 26, 2, 30, tzinfo=UTC)
Row = tuple[str, str | None, float | None, str | None]


def read(letter: str) -> Reading:
    return read_usage(decode(BODIES[letter].encode()), account="local", taken_at=NOW)


def of(body: dict[str, object]) -> Reading:
    return read_usage(body, account="local", taken_at=NOW)


def row(window: Window) -> Row:
    """A window as kind, scope, percent used and reset to the second."""
    reset = window.resets_at
    scope = window.scope.model or window.scope.surface
    return window.kind, scope, window.used_pct, reset.strftime("%Y-%m-%dT%H:%M:%S%z") if reset else None


WINDOWS: dict[str, list[Row]] = {
    "A": [
        (SESSION, None, 19.0, "2025-11-25T22:00:00+0000"),
        (WEEKLY, None, 7.0, "2025-12-01T21:00:00+0000"),
        (WEEKLY_SCOPED, "Oauth apps", 0.0, None),
    ],
    "B": [
        (SESSION, None, 23.0, "2026-06-11T16:30:00+0000"),
        (WEEKLY, None, 19.0, "2026-06-16T22:00:00+0000"),
        (WEEKLY_SCOPED, "Sonnet", 0.0, "2026-06-16T22:00:01+0000"),
    ],
    "C": [
        (SESSION, None, 0.0, "2026-07-03T07:29:59+0000"),
        (WEEKLY, None, 58.0, "2026-07-03T21:59:59+0000"),
        (WEEKLY_SCOPED, "Fable", 100.0, "2026-07-03T21:59:59+0000"),
    ],
    "D": [],
    "E": [
        (SESSION, None, 0.0, None),
        (WEEKLY, None, 90.0, "2026-07-27T16:00:00+0000"),
        (WEEKLY_SCOPED, "Fable", 100.0, "2026-07-27T16:00:00+0000"),
    ],
    "F": [
        (SESSION, None, 48.0, "2026-09-05T12:59:59+0000"),
        (WEEKLY, None, 64.0, "2026-09-11T20:59:59+0000"),
    ],
    "G": [],
    "H": [
        (SESSION, None, 8.0, "2026-09-14T15:30:00+0000"),
        (WEEKLY, None, 2.0, "2026-09-15T22:00:00+0000"),
        (WEEKLY_SCOPED, "Fable", 4.0, "2026-09-15T21:59:59+0000"),
    ],
    "I": [
        (SESSION, None, 30.0, "2026-09-26T03:29:59+0000"),
        (WEEKLY, None, 60.0, "2026-10-01T02:00:00+0000"),
        (WEEKLY_SCOPED, "Fable", 86.0, "2026-10-01T02:00:00+0000"),
    ],
    "J": [
        (SESSION, None, 3.0, "2026-10-09T21:00:00+0000"),
        (WEEKLY, None, 12.0, "2026-10-16T07:59:59+0000"),
        (WEEKLY_SCOPED, "Fable", 0.0, "2026-10-16T08:00:00+0000"),
    ],
    "K": [],
    "L": [(SESSION, None, 100.0, None), (WEEKLY, None, 56.0, None)],
    "M": [],
}

UNLISTED: dict[str, list[Row]] = {
    "F": [
        (WEEKLY_SCOPED, "Sonnet", 2.0, "2026-09-11T20:59:59+0000"),
        ("nimbus_quill", None, 0.0, None),
    ],
    "H": [("nimbus_quill", None, 0.0, None)],
    "I": [("nimbus_quill", None, 0.0, None)],
}


@pytest.mark.parametrize("letter", sorted(BODIES))
def test_the_windows_of_a_body(letter: str) -> None:
    assert list(map(row, read(letter).windows)) == WINDOWS[letter]


@pytest.mark.parametrize("letter", sorted(BODIES))
def test_windows_outside_the_list_are_kept_apart(letter: str) -> None:
    assert list(map(row, read(letter).unlisted)) == UNLISTED.get(letter, [])


@pytest.mark.parametrize("letter", sorted(BODIES))
def test_a_fragment_does_not_claim_to_list_every_limit(letter: str) -> None:
    assert read(letter).lists_all is (letter not in "DGM")


@pytest.mark.parametrize("letter", sorted(BODIES))
def test_no_name_of_a_known_body_is_new(letter: str) -> None:
    assert read(letter).new_keys == ()


def test_every_part_of_a_listed_row_is_kept() -> None:
    fable = read("I").windows[2]
    assert fable.key == LimitKey(WEEKLY_SCOPED, "fable")
    assert (fable.group, fable.severity) == ("weekly", "warning")
    assert fable.resets_at == datetime(2026, 10, 1, 2, 0, 0, 548083, UTC)
    assert fable.started_at is None


def test_the_stated_start_belongs_to_the_week() -> None:
    session, week, _ = read("I").windows
    assert week.started_at == datetime(2026, 9, 24, 2, 0, 0, 547863, UTC)
    assert session.started_at is None


@pytest.mark.parametrize(
    "started",
    [
        "2026-09-23T02:00:00+00:00",  # a day too early for a week
        "2026-10-01T02:00:00.547863+00:00",  # the reset itself
        "2026-10-02T00:00:00+00:00",  # after it
        "2026-09-24T02:00:00",  # no offset
        17,
        None,
    ],
)
def test_a_start_that_does_not_fit_is_not_believed(started: object) -> None:
    week = {"kind": WEEKLY, "percent": 60, "resets_at": "2026-10-01T02:00:00.547863+00:00"}
    reading = of({"limits": [week], "seven_day_breakdown": {"window_started_at": started}})
    assert reading.windows[0].started_at is None


def test_a_week_cut_short_keeps_its_stated_start() -> None:
    """The service once reset weeks after three days; the start is stated, so the length need not be seven days."""
    week = {"kind": WEEKLY, "percent": 60, "resets_at": "2026-10-01T02:00:00Z"}
    reading = of({"limits": [week], "seven_day_breakdown": {"window_started_at": "2026-09-28T02:00:00Z"}})
    assert reading.windows[0].starts_at == datetime(2026, 9, 28, 2, tzinfo=UTC)


def test_a_week_without_a_reset_has_no_start() -> None:
    week = {"kind": WEEKLY, "percent": 0, "resets_at": None}
    reading = of({"limits": [week], "seven_day_breakdown": {"window_started_at": "2026-09-28T02:00:00Z"}})
    assert reading.windows[0].started_at is None


def test_the_dollar_pool_is_money_and_no_window() -> None:
    expected = CreditPool(
        name="iguana_necktie",
        used=Money(5746, 2, "USD"),
        limit=Money(25000, 2, "USD"),
        remaining=Money(19254, 2, "USD"),
        expires_at=datetime(2026, 11, 5, 7, 59, tzinfo=UTC),
    )
    reading = read("I")
    assert reading.pools == (expected,)
    assert "iguana_necktie" not in {window.kind for window in (*reading.windows, *reading.unlisted)}


def test_one_dollar_field_makes_a_pool_also_where_windows_fall_back_to_the_flat_ones() -> None:
    reading = of({"five_hour": None, "amber_ladder": {"utilization": 40.0, "remaining_dollars": "much"}})
    assert reading.windows == ()
    assert reading.pools == (CreditPool(name="amber_ladder"),)


def test_an_overdrawn_pool_keeps_its_sign_and_nothing_else_may_be_negative() -> None:
    pool = of({"tangelo": {"limit_dollars": -5, "used_dollars": -1, "remaining_dollars": -2.5}}).pools[0]
    assert (pool.limit, pool.used, pool.remaining) == (None, None, Money(-250, 2, "USD"))


def test_no_session_row_is_a_legal_state() -> None:
    """Ultra accounts have no session limit once verified; a flat session beside the list takes part in nothing."""
    week = {"kind": WEEKLY, "percent": 12.5, "resets_at": "2026-11-20T08:00:00+00:00"}
    reading = of({"five_hour": {"utilization": 0.0, "resets_at": None}, "limits": [week]})
    assert [window.kind for window in reading.windows] == [WEEKLY]
    assert [window.kind for window in reading.unlisted] == [SESSION]
    assert reading.lists_all


def test_a_kind_never_heard_of_is_kept_under_its_own_word() -> None:
    reading = of({"limits": [{"kind": "fortnightly", "percent": 7, "group": "moon"}]})
    assert reading.windows == (Window(kind="fortnightly", used_pct=7.0, group="moon"),)


def test_a_row_is_not_dropped_for_being_inactive() -> None:
    rows = [{"kind": WEEKLY, "percent": 90, "is_active": False}, {"kind": SESSION, "percent": 5, "is_active": "x"}]
    assert [window.used_pct for window in of({"limits": rows}).windows] == [90.0, 5.0]


@pytest.mark.parametrize("limits", [None, 5, {"kind": "session"}, [], [None, 3, {"percent": "?"}, {"group": "weekly"}]])
def test_flat_windows_fill_in_when_no_row_is_usable(limits: object) -> None:
    reading = of({"five_hour": {"utilization": 10}, "seven_day": {"utilization": 20}, "limits": limits})
    assert [(window.kind, window.used_pct) for window in reading.windows] == [(SESSION, 10.0), (WEEKLY, 20.0)]
    assert reading.unlisted == ()


def test_a_list_with_a_row_that_cannot_be_read_is_not_the_whole_list() -> None:
    reading = of({"limits": [{"kind": SESSION, "percent": 1}, {"percent": None}], "five_hour": None, "seven_day": None})
    assert len(reading.windows) == 1
    assert not reading.lists_all


def test_a_row_without_a_kind_is_shown_as_unknown() -> None:
    assert of({"limits": [{"percent": 12}]}).windows == (Window(kind="unknown", used_pct=12.0),)


def test_a_row_without_a_figure_is_unknown_and_not_zero() -> None:
    assert of({"limits": [{"kind": SESSION, "percent": None}]}).windows[0].used_pct is None


def test_of_two_rows_on_one_limit_the_fuller_stays_in_the_place_of_the_first() -> None:
    def fable(name: str, used: object, severity: str) -> dict[str, object]:
        scope = {"model": {"display_name": name}}
        return {"kind": WEEKLY_SCOPED, "percent": used, "severity": severity, "scope": scope}

    rows = [
        fable("Fable", 10, "a"),
        {"kind": SESSION, "percent": 1},
        fable(" fable ", 70, "b"),
        fable("FABLE", 70, "c"),
    ]
    windows = of({"limits": [*rows, fable("Fable", None, "d")]}).windows
    assert [(window.kind, window.used_pct, window.severity) for window in windows] == [
        (WEEKLY_SCOPED, 70.0, "b"),
        (SESSION, 1.0, None),
    ]


def test_a_figure_wins_over_none_on_the_same_limit() -> None:
    windows = of({"limits": [{"kind": SESSION, "percent": None}, {"kind": SESSION, "percent": 0}]}).windows
    assert [window.used_pct for window in windows] == [0.0]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"model": {"id": None, "display_name": "Fable"}, "surface": None}, ("Fable", None)),
        ({"model": None, "surface": {"display_name": "Cowork"}}, (None, "Cowork")),
        ({"model": {"id": "claude-fable-5"}}, ("claude-fable-5", None)),
        ({"model": "Opus", "surface": "Chat"}, ("Opus", "Chat")),
        ({"model": 5, "surface": []}, (None, None)),
        ("Fable", (None, None)),
        (None, (None, None)),
    ],
)
def test_scopes_in_every_form(scope: object, expected: tuple[str | None, str | None]) -> None:
    read_scope = of({"limits": [{"kind": WEEKLY_SCOPED, "percent": 1, "scope": scope}]}).windows[0].scope
    assert (read_scope.model, read_scope.surface) == expected


def test_a_lock_is_told_by_the_flat_spelling_and_put_on_the_listed_window() -> None:
    reading = of(
        {
            "five_hour": {"utilization": 3, "locked_reason": "payment_due"},
            "limits": [{"kind": SESSION, "percent": 3}, {"kind": WEEKLY, "percent": 4, "locked_reason": "its_own"}],
        }
    )
    assert [window.locked_reason for window in reading.windows] == ["payment_due", "its_own"]
    assert reading.unlisted == ()


def test_what_the_caller_knows_is_passed_on() -> None:
    reading = read_usage(
        {"limits": []}, account="x", taken_at=NOW, source=SourceName.CLAUDE_CODE_CACHE, digest="d", requests=0
    )
    assert (reading.account, reading.taken_at, reading.source) == ("x", NOW, SourceName.CLAUDE_CODE_CACHE)
    assert (reading.digest, reading.requests) == ("d", 0)


@pytest.mark.parametrize("body", [None, True, 5, "limits", [], ["limits"], {}, {"error": {"type": "x"}}, {"a": 1}])
def test_what_is_no_usage_body_is_refused(body: object) -> None:
    with pytest.raises(BodyUnreadable):
        read_usage(body, account="local", taken_at=NOW)


def test_names_that_could_play_tricks_in_a_terminal_are_made_harmless() -> None:
    reading = of({"limits": [{"kind": "\x1b[2Jses\u202esion\ud800", "percent": 1}], "\x07": 1, "x\n" + "y" * 500: 2})
    assert reading.windows[0].kind == "[2Jsession"
    assert reading.new_keys == ("x" + "y" * 119,)


def test_a_window_whose_name_is_nothing_printable_is_left_out() -> None:
    reading = of({"five_hour": None, "\x07": {"utilization": 5}})
    assert (reading.windows, reading.unlisted, reading.new_keys) == ((), (), ())


def test_new_names_without_end_are_not_all_kept() -> None:
    assert len(of({"limits": [], **{f"new_{n}": n for n in range(1000)}}).new_keys) == 50
