"""The settings file: the user's own words stay, what is wrong is named, and a broken file is never overwritten."""

import subprocess
import sys
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from fairmeter.settings import IconStyle, Problem, Settings, Wrong, settings_from
from fairmeter.settings.file import MOST_BYTES, Loaded, SettingsFile

WRITTEN = """\
# mine, keep off
poll_interval_s = 600   # the careful rhythm
icon_style = 'bars'

thresholds = [  # levels
  70,  # first
  90,
]
mood = "good"  # of a later version

[weather]
# sun
rain = nan
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def as_written(path: Path, text: str) -> SettingsFile:
    path.write_bytes(text.encode())
    return SettingsFile(path)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_no_file_means_the_defaults_and_none_is_made(path: Path) -> None:
    assert SettingsFile(path).load() == Loaded(Settings(), ())
    assert SettingsFile(path).save(Settings()) is None
    assert not path.exists()


def test_what_is_saved_is_there_after_a_restart(path: Path) -> None:
    wanted = Settings(icon_style=IconStyle.CAPTIONS, quiet_hours=("22:00", "07:00"), allow_keychain=False)
    assert SettingsFile(path).save(wanted) is None
    assert SettingsFile(path).load() == Loaded(wanted, ())


def test_what_was_chosen_can_be_unchosen(path: Path) -> None:
    wanted = Settings(quiet_hours=("22:00", "07:00"), allow_keychain=True, thresholds=())
    SettingsFile(path).save(wanted)
    assert SettingsFile(path).save(Settings()) is None
    assert SettingsFile(path).load() == Loaded(Settings(), ())


def test_saving_leaves_comments_unknown_keys_and_other_values_as_they_are(path: Path) -> None:
    file = as_written(path, WRITTEN)
    loaded = file.load()
    assert loaded.problems == ()
    assert file.save(replace(loaded.settings, poll_interval_s=900)) is None
    assert path.read_text() == WRITTEN.replace("600", "900")


def test_a_new_value_goes_to_the_top_table_also_when_others_follow(path: Path) -> None:
    file = as_written(path, WRITTEN)
    file.save(replace(file.load().settings, show_left=True))
    text = path.read_text()
    assert all(line in text for line in WRITTEN.splitlines())
    assert tomllib.loads(text)["show_left"] is True
    assert SettingsFile(path).load().settings.show_left


def test_a_choice_of_which_nothing_changed_writes_nothing(path: Path) -> None:
    file = as_written(path, WRITTEN)
    before = path.stat()
    assert file.save(file.load().settings) is None
    assert path.stat() == before


def test_what_the_user_edited_meanwhile_is_not_taken_back(path: Path) -> None:
    file = as_written(path, "poll_interval_s = 600\nicon_style = 'bars'\n")
    shown = file.load().settings
    path.write_text("poll_interval_s = 1200\nicon_style = 'bars'\n")
    assert file.save(replace(shown, icon_style=IconStyle.PERCENT)) is None
    assert SettingsFile(path).load().settings == Settings(poll_interval_s=1200, icon_style=IconStyle.PERCENT)


def test_a_wrong_value_is_named_with_its_line_and_stays_until_it_is_chosen_anew(path: Path) -> None:
    file = as_written(path, 'icon_style = "bars"\n\npoll_interval_s = 5  # too eager\n')
    loaded = file.load()
    assert loaded == Loaded(Settings(icon_style=IconStyle.BARS), (Problem("poll_interval_s", Wrong.OUT_OF_BOUNDS, 3),))
    assert file.save(replace(loaded.settings, show_left=True)) is None
    assert "poll_interval_s = 5  # too eager\n" in path.read_text()
    assert file.save(replace(loaded.settings, show_left=True, poll_interval_s=200)) is None
    assert "poll_interval_s = 200  # too eager\n" in path.read_text()
    assert file.load().problems == ()


def test_a_value_that_becomes_wrong_keeps_the_last_good_one(path: Path) -> None:
    file = as_written(path, "poll_interval_s = 600\n")
    file.load()
    path.write_text("poll_interval_s = 'often'\n")
    assert file.load() == Loaded(Settings(poll_interval_s=600), (Problem("poll_interval_s", Wrong.NOT_WHOLE, 1),))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("account = '''\npoll_interval_s = 1\n'''\n\n  'poll_interval_s' = 1\n", 5),
        ("thresholds = [\n 80,\n]\npoll_interval_s=1\n[other]\npoll_interval_s = 600\n", 4),
        ("# poll_interval_s = 2\npoll_interval_s.x = 1\n", 2),
        ("icon_coloured = true\r\npoll_interval_s = 1\r\n", 2),
        ("show_left = true\n[poll_interval_s]\nx = 1\n", 2),
    ],
)
def test_the_line_is_that_of_the_key_itself(path: Path, text: str, line: int) -> None:
    problem = next(one for one in as_written(path, text).load().problems if one.key == "poll_interval_s")
    assert problem.line == line


BROKEN = [
    (b"poll_interval_s = 600\nicon_style = bars\n", 2),
    (b"show_left = true\n\nthresholds = [80,\n", 3),
    (b"account = 'x'\naccount = 'y'\n", 2),
    (b"# \xe4\nmood = '\xff'\n", 1),
    (b"account = '" + b"x" * MOST_BYTES + b"'\n", None),
    (b"x = " + b"9" * 5000 + b"\n", None),
    (b"x = " + b"[" * 5000 + b"\n", None),
    (b"PK\x03\x04\x00\x00", 1),
]


@pytest.mark.parametrize(("content", "line"), BROKEN)
def test_a_broken_file_keeps_the_last_good_values_and_is_never_overwritten(
    path: Path, content: bytes, line: int | None
) -> None:
    file = as_written(path, "poll_interval_s = 600\n")
    good = file.load().settings
    path.write_bytes(content)
    problem = Problem("", Wrong.NOT_TOML, line)
    assert file.load() == Loaded(good, (problem,))
    assert file.save(replace(good, show_left=True)) == problem
    assert SettingsFile(path).load() == Loaded(Settings(), (problem,))
    assert SettingsFile(path).save(Settings(show_left=True)) == problem
    assert path.read_bytes() == content
    assert names(path.parent) == ["settings.toml"]
    path.write_text("poll_interval_s = 600\n")
    assert file.save(replace(good, show_left=True)) is None
    assert file.load() == Loaded(replace(good, show_left=True), ())


def test_a_file_that_only_the_reader_understands_is_not_written(path: Path) -> None:
    """The library that keeps comments refuses depths that the one that reads accepts."""
    text = "x = " + "[" * 150 + "]" * 150 + "\n"
    file = as_written(path, text)
    assert file.load() == Loaded(Settings(), ())
    assert file.save(Settings(show_left=True)) == Problem("", Wrong.NOT_TOML)
    assert path.read_text() == text


def test_settings_that_are_no_choice_are_not_written(path: Path) -> None:
    problem = SettingsFile(path).save(Settings(poll_interval_s=10))
    assert problem == Problem("poll_interval_s", Wrong.OUT_OF_BOUNDS)
    assert not path.exists()


def test_a_byte_order_mark_is_no_mistake(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfshow_left = true\r\n")
    assert SettingsFile(path).load() == Loaded(Settings(show_left=True), ())


_LOAD = """
import sys
from pathlib import Path
from fairmeter.settings.file import SettingsFile
SettingsFile(Path(sys.argv[1])).load()
print(sorted(name for name in sys.modules if name.startswith("tomlkit")))
"""


def test_loading_does_not_pay_for_the_library_that_saving_needs(path: Path) -> None:
    path.write_text(WRITTEN)
    run = subprocess.run([sys.executable, "-c", _LOAD, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


KEYS = [field.name for field in fields(Settings)]
some_settings = st.builds(
    Settings,
    poll_interval_s=st.integers(180, 3600),
    icon_style=st.sampled_from(IconStyle),
    show_left=st.booleans(),
    thresholds=st.sets(st.integers(1, 100), max_size=4).map(lambda levels: tuple(sorted(levels))),
    quiet_hours=st.none() | st.just(("22:00", "07:00")),
    account=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10),
    allow_keychain=st.none() | st.booleans(),
)
lines = st.sampled_from(
    [
        "# a comment",
        "",
        "unknown = {a = [1, 2], b = 'x'}",
        "later.on = 1979-05-27T07:32:00Z  # then",
        "show_left = true # yes",
        "thresholds = [\n  50,\n  # more\n  60 ]",
        "quiet_hours = [22:00:00, 06:00:00]",
        "allow_keychain = 'ask'",
        "poll_interval_s = 'wrong'",
        'account = """\nme"""',
    ]
)
tails = st.sampled_from(["", "[table]\nx = 1 # one\n", "[[many]]\ny = 2\n[[many]]\ny = 3\n", "[show]\nleft = 1\n"])


@hypothesis_settings(max_examples=60)
@given(st.lists(lines, unique=True, max_size=6), tails, some_settings, some_settings)
def test_whatever_the_file_what_is_saved_counts_and_what_is_foreign_stays(
    head: list[str], tail: str, first: Settings, second: Settings
) -> None:
    text = "\n".join([*head, tail])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_text(text)
        for wanted in (first, second):
            assert SettingsFile(path).save(wanted) is None
            table = tomllib.loads(path.read_text())
            settings, problems = settings_from(table)
            # A wrong value that happens to stand for the default is left to the user.
            assert settings == wanted
            assert {one.key for one in problems} <= {"poll_interval_s"}
            foreign = {key: value for key, value in tomllib.loads(text).items() if key not in KEYS}
            assert {key: value for key, value in table.items() if key not in KEYS} == foreign
            assert all(line in path.read_text() for line in head if line.startswith(("#", "unknown", "later")))
