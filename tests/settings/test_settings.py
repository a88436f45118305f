"""Any table at all gives settings that are a choice, and says what was none."""

from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.settings import DEFAULTS, IconStyle, Problem, Settings, Wrong, settings_from, table_of

KEYS = [field.name for field in fields(Settings)]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(0, 4000)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["ring", "ask", "de", "pt-BR", "22:00", "07:00", "24:00"])
    | st.times()
    | st.dates()
    | st.datetimes()
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)
tables = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8), values)

hours = st.times().map(lambda at: f"{at:%H:%M}")
printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10)
chosen = st.builds(
    Settings,
    claude_dirs=st.lists(printable.filter(str.strip), max_size=3).map(tuple),
    poll_interval_s=st.integers(180, 3600),
    icon_style=st.sampled_from(IconStyle),
    icon_coloured=st.booleans(),
    show_left=st.booleans(),
    relative_first=st.booleans(),
    language=st.sampled_from(["", "de", "pt-BR", "zh_Hant_TW"]),
    launch_at_login=st.booleans(),
    notifications=st.booleans(),
    thresholds=st.sets(st.integers(1, 100), max_size=4).map(lambda levels: tuple(sorted(levels))),
    quiet_hours=st.none() | st.tuples(hours, hours).filter(lambda pair: pair[0] != pair[1]),
    explained_refusals_notify=st.booleans(),
    account=printable,
    allow_keychain=st.none() | st.booleans(),
    allow_claude_code=st.none() | st.booleans(),
)


def is_a_choice(settings: Settings) -> bool:
    return (
        settings.icon_style in set(IconStyle)
        and 180 <= settings.poll_interval_s <= 3600
        and all(1 <= level <= 100 for level in settings.thresholds)
        and list(settings.thresholds) == sorted(set(settings.thresholds))
        and len(settings.thresholds) <= 4
        and {type(flag) for flag in (settings.show_left, settings.notifications)} == {bool}
        and settings.allow_keychain in {None, True, False}
    )


def test_nothing_said_gives_the_defaults() -> None:
    assert settings_from({}) == (Settings(), ())
    assert Settings().thresholds == (80, 95)
    assert Settings().poll_interval_s == 300
    assert Settings().icon_style == "ring"


@given(tables)
def test_any_table_gives_settings_that_are_a_choice_and_names_every_other_value(table: dict[str, object]) -> None:
    settings, problems = settings_from(table)
    assert is_a_choice(settings)
    assert settings_from(table_of(settings)) == (settings, ())
    wrong = {problem.key for problem in problems}
    assert wrong <= set(table) & set(KEYS)
    for key in KEYS:
        if key in wrong or key not in table:
            assert getattr(settings, key) == getattr(DEFAULTS, key)
    assert all(problem.text.startswith(problem.key) for problem in problems)


@given(chosen)
def test_every_choice_comes_back_from_its_table(settings: Settings) -> None:
    assert settings_from(table_of(settings)) == (settings, ())


@given(chosen, tables)
def test_a_value_that_is_no_choice_keeps_the_last_good_one(last_good: Settings, table: dict[str, object]) -> None:
    settings, problems = settings_from(table, last_good)
    for problem in problems:
        assert getattr(settings, problem.key) == getattr(last_good, problem.key)
    assert is_a_choice(settings)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("poll_interval_s", 179, Wrong.OUT_OF_BOUNDS),
        ("poll_interval_s", 3601, Wrong.OUT_OF_BOUNDS),
        ("poll_interval_s", 300.0, Wrong.NOT_WHOLE),
        ("poll_interval_s", True, Wrong.NOT_WHOLE),
        ("poll_interval_s", "300", Wrong.NOT_WHOLE),
        ("icon_style", "pie", Wrong.NOT_A_STYLE),
        ("icon_style", ["ring"], Wrong.NOT_A_STYLE),
        ("icon_coloured", 1, Wrong.NOT_YES_OR_NO),
        ("notifications", "yes", Wrong.NOT_YES_OR_NO),
        ("language", "German", Wrong.NOT_A_LANGUAGE),
        ("language", "d", Wrong.NOT_A_LANGUAGE),
        ("language", "de\n", Wrong.NOT_A_LANGUAGE),
        ("thresholds", [0], Wrong.NOT_LEVELS),
        ("thresholds", [101], Wrong.NOT_LEVELS),
        ("thresholds", [80.5], Wrong.NOT_LEVELS),
        ("thresholds", [True], Wrong.NOT_LEVELS),
        ("thresholds", [1, 2, 3, 4, 5], Wrong.NOT_LEVELS),
        ("thresholds", 80, Wrong.NOT_LEVELS),
        ("thresholds", [[80]], Wrong.NOT_LEVELS),
        ("quiet_hours", ["22:00"], Wrong.NOT_HOURS),
        ("quiet_hours", ["22:00", "22:00"], Wrong.NOT_HOURS),
        ("quiet_hours", ["22:00", "24:00"], Wrong.NOT_HOURS),
        ("quiet_hours", ["22:00", "7:00"], Wrong.NOT_HOURS),
        ("quiet_hours", ["22:00", date(2026, 11, 17)], Wrong.NOT_HOURS),
        ("quiet_hours", ["22:00", datetime(2026, 11, 17, tzinfo=UTC)], Wrong.NOT_HOURS),
        ("quiet_hours", "22:00", Wrong.NOT_HOURS),
        ("claude_dirs", "~/.claude", Wrong.NOT_TEXTS),
        ("claude_dirs", ["a", 3], Wrong.NOT_TEXTS),
        ("claude_dirs", [" "], Wrong.NOT_TEXTS),
        ("claude_dirs", ["a\0b"], Wrong.NOT_TEXTS),
        ("account", 7, Wrong.NOT_TEXT),
        ("account", "a\x1b[31m", Wrong.NOT_TEXT),
        ("allow_keychain", "maybe", Wrong.NOT_YES_NO_OR_ASK),
        ("allow_claude_code", 0, Wrong.NOT_YES_NO_OR_ASK),
    ],
)
def test_what_is_no_choice_is_named(key: str, value: object, why: Wrong) -> None:
    assert settings_from({key: value}) == (Settings(), (Problem(key, why),))


@pytest.mark.parametrize(
    ("table", "settings"),
    [
        ({"thresholds": [95, 80, 80]}, Settings(thresholds=(80, 95))),
        ({"thresholds": []}, Settings(thresholds=())),
        ({"quiet_hours": []}, Settings(quiet_hours=None)),
        ({"quiet_hours": ["22:00", "07:00"]}, Settings(quiet_hours=("22:00", "07:00"))),
        ({"quiet_hours": [time(22, 0), time(7, 30, 59)]}, Settings(quiet_hours=("22:00", "07:30"))),
        ({"allow_keychain": "ask"}, Settings(allow_keychain=None)),
        ({"allow_keychain": False, "allow_claude_code": True}, Settings(allow_keychain=False, allow_claude_code=True)),
        ({"poll_interval_s": 180}, Settings(poll_interval_s=180)),
        ({"claude_dirs": ["/a b", "~/ä\u00a0"]}, Settings(claude_dirs=("/a b", "~/ä\u00a0"))),
        ({"tomorrow": {"x": 1}, "icon_style": "percent"}, Settings(icon_style=IconStyle.PERCENT)),
    ],
)
def test_what_is_a_choice_is_taken(table: dict[str, object], settings: Settings) -> None:
    assert settings_from(table) == (settings, ())


def test_one_wrong_value_does_not_spoil_the_others() -> None:
    settings, problems = settings_from({"icon_style": "bars", "poll_interval_s": 5, "show_left": True})
    assert settings == Settings(icon_style=IconStyle.BARS, show_left=True)
    assert [problem.key for problem in problems] == ["poll_interval_s"]


def test_a_problem_says_where_and_what_in_words() -> None:
    assert Problem("poll_interval_s", Wrong.OUT_OF_BOUNDS, 3).text == "line 3: poll_interval_s must be from 180 to 3600"
    assert Problem("", Wrong.NOT_TOML, 7).text == "line 7: the file cannot be understood"
    assert Problem("", Wrong.FULL).text == "the disk is full"
    assert all(Problem("x", why).text for why in Wrong)


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().show_left = True  # type: ignore[misc]
    assert replace(Settings(), show_left=True) != Settings()
