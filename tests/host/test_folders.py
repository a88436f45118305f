"""Fairmeter's folders: where they are, and that nobody but their owner gets in."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairmeter.host.folders import FolderRefused, ensure, folders

posix = pytest.mark.skipif(sys.platform == "win32", reason="file modes are a POSIX matter")


@pytest.fixture
def open_umask() -> Iterator[None]:
    """The most careless setting a user can have: everything new is open to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_one_variable_puts_everything_below_one_folder(tmp_path: Path) -> None:
    found = folders({"FAIRMETER_HOME": str(tmp_path)})
    every = {found.config, found.data, found.cache, found.log, found.runtime}
    assert len(every) == 5
    assert {folder.parent for folder in every} == {tmp_path}


def test_a_tilde_and_a_relative_path_in_the_variable_are_resolved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for written in ("~/kept", "kept"):
        assert folders({"FAIRMETER_HOME": written}).config == tmp_path / "kept" / "config"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the XDG folders are Linux's")
def test_otherwise_the_desktops_own_folders_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    for name in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME"):
        monkeypatch.setenv(f"XDG_{name}", str(tmp_path / name))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    for environment in ({}, {"FAIRMETER_HOME": ""}):
        found = folders(environment)
        assert found.config == tmp_path / "CONFIG_HOME" / "fairmeter"
        assert found.data == tmp_path / "DATA_HOME" / "fairmeter"
        assert found.cache == tmp_path / "CACHE_HOME" / "fairmeter"
        assert found.log.is_relative_to(tmp_path / "STATE_HOME" / "fairmeter")


def test_a_session_without_a_runtime_folder_still_gets_one_without_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    found = folders({})  # warnings are errors here
    assert found.runtime.is_absolute()
    assert found.runtime != found.cache


def test_asking_where_they_are_makes_none(tmp_path: Path) -> None:
    folders({"FAIRMETER_HOME": str(tmp_path / "kept")})
    assert list(tmp_path.iterdir()) == []


@posix
@pytest.mark.usefixtures("open_umask")
def test_a_new_folder_is_private_whatever_the_umask(tmp_path: Path) -> None:
    ensure(tmp_path / "a" / "b" / "data")
    assert mode(tmp_path / "a" / "b" / "data") == 0o700


@posix
@pytest.mark.usefixtures("open_umask")
def test_an_open_folder_is_tightened_and_keeps_what_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o777)
    (folder / "book.sqlite").write_text("kept", encoding="utf-8")
    ensure(folder)
    assert mode(folder) == 0o700
    assert (folder / "book.sqlite").read_text(encoding="utf-8") == "kept"


@posix
def test_asking_twice_changes_nothing(tmp_path: Path) -> None:
    ensure(tmp_path / "data")
    ensure(tmp_path / "data")
    assert mode(tmp_path / "data") == 0o700


@posix
@pytest.mark.parametrize("target_exists", [True, False])
def test_a_link_in_its_place_is_refused_and_what_it_points_to_is_left_alone(
    tmp_path: Path, target_exists: bool
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if target_exists:
        elsewhere.mkdir(mode=0o755)
        elsewhere.chmod(0o755)
    (tmp_path / "data").symlink_to(elsewhere)
    with pytest.raises(FolderRefused, match="link"):
        ensure(tmp_path / "data")
    assert elsewhere.exists() == target_exists
    if target_exists:
        assert mode(elsewhere) == 0o755


@posix
def test_a_link_further_up_is_the_users_own_affair(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "disk")
    ensure(tmp_path / "home" / "data")
    assert mode(tmp_path / "disk" / "data") == 0o700


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    with pytest.raises(FolderRefused, match="not a folder"):
        ensure(tmp_path / "data")
    assert (tmp_path / "data").read_text(encoding="utf-8") == "in the way"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a folder away")
def test_somebody_elses_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    os.chown(folder, 65534, 65534)
    with pytest.raises(FolderRefused, match="another user"):
        ensure(folder)
    assert mode(folder) == 0o755
