"""Where the settings file lies: private, only the user's own, and whole after a kill, a full disk or a refusal."""

import os
import random
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fairmeter.settings import Problem, Settings, Wrong
from fairmeter.settings.file import Loaded, SettingsFile

WRITTEN = "# mine, keep off\npoll_interval_s = 600   # the careful rhythm\nmood = 'good'\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_the_file_is_private_under_an_open_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        SettingsFile(path).save(Settings(show_left=True))
        path.chmod(0o666)
        SettingsFile(path).save(Settings(show_left=False))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(path.parent) == ["settings.toml"]


def test_a_link_is_written_through_to_the_users_own_file(tmp_path: Path, path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "fairmeter.toml"
    real.write_text(WRITTEN)
    path.symlink_to(real)
    file = SettingsFile(path)
    assert file.save(replace(file.load().settings, show_left=True)) is None
    assert path.is_symlink()
    assert "show_left = true" in real.read_text()
    assert names(real.parent) == ["fairmeter.toml"]
    assert names(tmp_path) == ["dotfiles", "settings.toml"]


def _leads_to_a_folder(path: Path) -> None:
    path.symlink_to(path.parent)


def _leads_nowhere(path: Path) -> None:
    path.symlink_to(path.parent / "absent")


def _leads_to_itself(path: Path) -> None:
    path.symlink_to(path)


def _is_a_folder(path: Path) -> None:
    path.mkdir()


def _is_a_pipe(path: Path) -> None:
    os.mkfifo(path)


def _leads_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/null")


@pytest.mark.parametrize(
    "place", [_leads_to_a_folder, _leads_nowhere, _leads_to_itself, _is_a_folder, _is_a_pipe, _leads_to_a_device]
)
def test_what_is_no_file_of_the_user_is_left_alone(path: Path, place: Callable[[Path], None]) -> None:
    place(path)
    before = path.lstat()
    file = SettingsFile(path)
    assert file.load().settings == Settings()
    problem = file.save(Settings(show_left=True))
    assert problem is not None
    assert (problem.key, problem.why) == ("", Wrong.NOT_OURS)
    assert path.lstat().st_mode == before.st_mode
    assert names(path.parent) == ["settings.toml"]


def test_a_link_to_another_users_file_is_not_written_through(tmp_path: Path, path: Path) -> None:
    theirs = Path("/etc/passwd")  # belongs to root
    if os.geteuid() == 0:
        theirs = tmp_path / "theirs.toml"
        theirs.write_text("show_left = false\n")
        os.chown(theirs, 65534, 65534)
    path.symlink_to(theirs)
    before = theirs.read_bytes()
    problem = SettingsFile(path).save(Settings(notifications=False))
    assert problem is not None
    assert problem.why in {Wrong.NOT_OURS, Wrong.NOT_TOML}
    assert theirs.read_bytes() == before


_SAVE_AS_ANYBODY = """
import os, sys
from pathlib import Path
import encodings.utf_8_sig
import tomlkit
from fairmeter.settings import Settings
from fairmeter.settings.file import SettingsFile
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
problem = SettingsFile(Path(sys.argv[1])).save(Settings(show_left=True))
print(problem.why)
"""


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """A folder that another user may read, since permissions do not bind the user that tests may run as."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        yield Path(name)
        Path(name).chmod(0o755)


def test_a_folder_without_permission_to_write_is_told(readable_folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _SAVE_AS_ANYBODY, str(readable_folder / "settings.toml")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (run.stdout, run.stderr) == ("unwritable\n", "")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "absent" / "settings.toml")
    assert file.load() == Loaded(Settings(), ())
    assert file.save(Settings(show_left=True)) == Problem("", Wrong.UNWRITABLE)


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = SettingsFile(tmp_path / "file" / "settings.toml")
    assert file.load() == Loaded(Settings(), (Problem("", Wrong.UNREADABLE),))
    assert file.save(Settings(show_left=True)) == Problem("", Wrong.UNWRITABLE)


_SAVE_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
import tomlkit
from fairmeter.settings import Settings
from fairmeter.settings.file import SettingsFile
file = SettingsFile(Path(sys.argv[1]))
loaded = file.load()
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (4, hard))
problem = file.save(Settings(show_left=True))
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(problem.why)
"""


def test_a_full_disk_is_told_and_the_file_is_as_it_was(path: Path) -> None:
    path.write_text(WRITTEN)
    run = subprocess.run(
        [sys.executable, "-c", _SAVE_ON_A_FULL_DISK, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (run.stdout, run.stderr) == ("full\n", "")
    assert path.read_text() == WRITTEN
    assert names(path.parent) == ["settings.toml"]


_SAVE_FOR_EVER = """
import sys
from pathlib import Path
from fairmeter.settings import Settings
from fairmeter.settings.file import SettingsFile
file = SettingsFile(Path(sys.argv[1]))
while True:
    for seconds in range(180, 3600):
        assert file.save(Settings(poll_interval_s=seconds, account="x" * 5000)) is None
        print(seconds, flush=True)
"""


def test_a_process_killed_while_saving_leaves_a_whole_file_with_what_it_reported(path: Path) -> None:
    dice = random.Random(20261117)  # noqa: S311 - a repeatable choice, no secret
    for _ in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", _SAVE_FOR_EVER, str(path)], stdout=subprocess.PIPE, text=True
        ) as saver:
            assert saver.stdout is not None
            said = [saver.stdout.readline() for _ in range(dice.randint(1, 20))]
            saver.kill()
            said += saver.stdout.readlines()
        loaded = SettingsFile(path).load()
        assert loaded.problems == ()
        assert len(loaded.settings.account) == 5000
        assert loaded.settings.poll_interval_s - int(said[-1]) in {0, 1}
