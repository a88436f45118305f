"""The one script a newcomer calls: what it decides, and how it gets over being interrupted."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import ROOT, load, path

dev = load("dev")


@pytest.mark.parametrize("version", [(3, 8, 20), (3, 10, 14), (2, 7, 18)])
def test_an_older_python_is_told_what_is_needed_and_what_it_is(version: tuple[int, ...]) -> None:
    complaint = dev.version_complaint(version, "/usr/bin/python3")
    assert "3.11" in complaint
    assert ".".join(map(str, version)) in complaint
    assert "/usr/bin/python3" in complaint


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_new_enough_python_is_not_complained_about(version: tuple[int, ...]) -> None:
    assert dev.version_complaint(version, "python3") is None


def test_an_older_python_can_read_the_script_that_tells_it_so() -> None:
    ast.parse(path("dev").read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": "", "WAYLAND_DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("freebsd14", {}, False),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_where_a_window_can_be_shown(platform: str, environment: dict[str, str], expected: bool) -> None:
    assert dev.has_display(platform, environment) is expected


def test_a_terminal_needs_no_system_packages_a_window_some_and_the_tests_all() -> None:
    assert dev.package_groups("run", display=False) == []
    assert dev.package_groups("run", display=True) == ["offscreen", "window"]
    assert dev.package_groups("test", display=False) == ["offscreen", "window", "desktop"]
    assert dev.package_groups("test", display=True) == ["offscreen", "window", "desktop"]


@pytest.mark.parametrize(
    ("arguments", "display", "login", "expected"),
    [
        ([], False, False, ["demo", "--once"]),
        ([], False, True, ["demo", "--once"]),
        ([], True, False, ["demo"]),
        ([], True, True, []),
        (["--verbose"], True, False, ["demo", "--verbose"]),
        (["--", "--verbose"], False, False, ["demo", "--once", "--verbose"]),
        (["--"], True, True, []),
        (["status", "--json"], False, False, ["status", "--json"]),
        (["--", "explain", "--", "-5"], True, True, ["explain", "--", "-5"]),
    ],
)
def test_what_run_starts(arguments: list[str], display: bool, login: bool, expected: list[str]) -> None:
    start = dev.choose_start(arguments, display=display, login=login)
    assert start.arguments == expected
    assert start.reason


def test_a_child_ended_by_a_signal_is_reported_as_shells_do() -> None:
    assert [dev.exit_status(returned) for returned in (0, 3, -15)] == [0, 3, 143]


def test_pytest_comes_last_and_gets_the_arguments() -> None:
    steps = dev.steps(dev.Environment(ROOT), ["-k", "laws"])
    assert [step.name for step in steps] == ["ruff check", "ruff format", "mypy", "pyright", "pytest"]
    assert steps[-1].command[-2:] == ["-k", "laws"]
    assert not any("laws" in word for step in steps[:-1] for word in step.command)


def step(name: str, code: str) -> object:
    return dev.Step(name, [sys.executable, "-c", code])


def test_every_step_is_taken_and_one_failure_is_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    todo = [step("first", "print('one'); raise SystemExit(3)"), step("second", "print('two')")]
    assert dev.check(todo) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[:2] == ["dev: first", "one"]
    assert lines[2].startswith("dev: first: FAILED with status 3 (")
    assert lines[3:5] == ["dev: second", "two"]
    assert lines[5].startswith("dev: second: ok (")
    assert lines[6].startswith("dev: first failed (")


def test_when_all_is_well_it_says_so_and_the_children_draw_offscreen(capfd: pytest.CaptureFixture[str]) -> None:
    assert dev.check([step("first", "import os; print(os.environ['QT_QPA_PLATFORM'])")]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[1] == "offscreen"
    assert lines[-1].startswith("dev: all 1 steps ok (")


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["dance"], 2), (["--help"], 0)])
def test_an_unknown_command_is_answered_with_the_usage(
    arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == status
    assert "dev.py run" in capsys.readouterr().out


BACKEND = """
import os, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "fairmeter-1-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("fairmeter.py", "")
        wheel.writestr("fairmeter-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: fairmeter\\nVersion: 1\\n")
        wheel.writestr("fairmeter-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("fairmeter-1.dist-info/RECORD", "")
    return name
"""


class Checkout:
    """A checkout in miniature: a real environment, and a package that needs no other to be installed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environment = dev.Environment(root)
        (root / "hook.py").write_text(BACKEND, encoding="utf-8")
        self.write_project("")

    def write_project(self, more: str) -> None:
        text = f'[build-system]\nrequires = []\nbuild-backend = "hook"\nbackend-path = ["."]\n{more}'
        (self.root / "pyproject.toml").write_text(text, encoding="utf-8")

    def write_lock(self, text: str) -> None:
        (self.root / "requirements.lock").write_text(text, encoding="utf-8")

    def made(self) -> int:
        """Make ready and return which environment this is: a new one has another number."""
        self.environment.make_ready()
        subprocess.run([self.environment.program("python"), "-c", "import fairmeter"], check=True)
        return (self.root / ".venv" / "pyvenv.cfg").stat().st_mtime_ns


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout whose first installation failed half-way and whose second succeeded."""
    checkout = Checkout(tmp_path_factory.mktemp("checkout"))
    checkout.write_lock("this is no requirement\n")
    with pytest.raises(subprocess.CalledProcessError):
        checkout.environment.make_ready()
    assert Path(checkout.environment.program("python")).exists()
    assert checkout.environment.found() == []
    (checkout.root / ".venv" / "half-made").touch()
    checkout.write_lock("")
    checkout.made()
    return checkout


def test_an_environment_that_was_never_finished_is_made_anew(checkout: Checkout) -> None:
    assert checkout.environment.found() == checkout.environment.wanted()
    assert not (checkout.root / ".venv" / "half-made").exists()


def test_a_finished_environment_is_left_alone(checkout: Checkout, capfd: pytest.CaptureFixture[str]) -> None:
    assert checkout.made() == checkout.made()
    assert capfd.readouterr().out == ""


def test_a_changed_project_is_installed_into_the_same_environment(checkout: Checkout) -> None:
    first = checkout.made()
    checkout.write_project("# another line\n")
    assert checkout.environment.found() != checkout.environment.wanted()
    assert checkout.made() == first
    assert checkout.environment.found() == checkout.environment.wanted()


def test_an_interruption_before_the_last_step_costs_only_that_step(checkout: Checkout) -> None:
    first = checkout.made()
    checkout.environment.stamp.write_text(checkout.environment.wanted()[0], encoding="utf-8")
    assert checkout.made() == first
    assert checkout.environment.found() == checkout.environment.wanted()


def test_another_lock_another_place_and_another_project_each_want_something_else(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for root in (first, second):
        root.mkdir()
        Checkout(root).write_lock("")
    wanted = dev.Environment(first).wanted()
    assert dev.Environment(second).wanted()[0] != wanted[0]
    Checkout(first).write_project("# another line\n")
    assert dev.Environment(first).wanted() == [wanted[0], dev.Environment(first).wanted()[1]] != wanted
    Checkout(first).write_lock("# another line\n")
    assert dev.Environment(first).wanted()[0] != wanted[0]


def test_a_stamp_counts_for_nothing_when_the_python_is_gone(tmp_path: Path) -> None:
    environment = dev.Environment(tmp_path)
    environment.folder.mkdir()
    environment.stamp.write_text("one\ntwo", encoding="utf-8")
    assert environment.found() == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_in_place_of_the_environment_is_removed_and_its_target_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    environment = dev.Environment(tmp_path)
    environment.folder.symlink_to(mine)
    environment.remove()
    assert not environment.folder.is_symlink()
    assert mine.is_dir()
