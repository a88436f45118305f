"""Which system packages are missing, and what is done about it: installed by root, said to anybody else."""

from collections.abc import Sequence

import pytest

from workbench import load

system_packages = load("system_packages")
GROUPS = system_packages.GROUPS
EVERY = ["offscreen", "window", "desktop"]


class Desk:
    """A machine that has some packages, and remembers what was asked of it."""

    def __init__(self, *lines: str, install_status: int = 0) -> None:
        self.listing = "\n".join(lines)
        self.asked: list[list[str]] = []
        self.install_status = install_status

    def read(self, command: Sequence[str]) -> str:
        assert command[0] == "dpkg-query"
        return self.listing

    def run(self, command: Sequence[str]) -> int:
        self.asked.append(list(command))
        return self.install_status if "install" in command else 100


def has(*names: str) -> list[str]:
    return [f"{name}\tinstalled\t" for name in names]


def machine(platform: str = "linux", *, root: bool = True, debian: bool = True) -> object:
    return system_packages.Machine(platform, root=root, debian=debian)


def test_the_lists_are_what_the_program_needs() -> None:
    assert set(GROUPS["offscreen"]) == {
        *("libglib2.0-0", "libegl1", "libgl1", "libfontconfig1", "libxkbcommon0", "libdbus-1-3"),
    }
    assert set(GROUPS["window"]) == {
        *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
    }
    assert set(GROUPS["desktop"]) == {
        *("xvfb", "dbus", "dunst", "trayer", "xdotool", "gnome-keyring", "fonts-dejavu-core", "desktop-file-utils"),
    }


def test_a_package_that_is_only_known_or_was_removed_is_not_there() -> None:
    listing = "xvfb\tnot-installed\t\ndbus\tconfig-files\t\ndunst\tinstalled\t\nodd line\n"
    assert system_packages.present(listing) == {"dunst"}


def test_a_renamed_package_counts_by_what_it_provides() -> None:
    listing = "libglib2.0-0t64\tinstalled\tlibglib2.0-0 (= 2.80.0-6ubuntu3), libgio-thing\n"
    assert {"libglib2.0-0", "libglib2.0-0t64", "libgio-thing"} == system_packages.present(listing)


def test_what_a_removed_package_provided_is_gone_with_it() -> None:
    assert system_packages.present("libglib2.0-0t64\tconfig-files\tlibglib2.0-0 (= 2.80)\n") == set()


def test_nothing_is_done_when_all_is_there() -> None:
    offscreen = [name for name in GROUPS["offscreen"] if name != "libglib2.0-0"]
    desk = Desk(*has(*offscreen), "libglib2.0-0t64\tinstalled\tlibglib2.0-0 (= 2.80)")
    assert system_packages.supply(["offscreen"], machine(), desk) == 0
    assert desk.asked == []


def test_root_refreshes_the_list_once_and_installs_what_is_missing_and_no_more() -> None:
    desk = Desk(*has(*GROUPS["offscreen"], *GROUPS["window"], "dbus", "fonts-dejavu-core", "desktop-file-utils"))
    assert system_packages.supply(EVERY, machine(), desk) == 0
    assert [command[:2] for command in desk.asked] == [["apt-get", "update"], ["apt-get", "install"]]
    install = desk.asked[1]
    assert {"-y", "--no-install-recommends"} <= set(install)
    assert [word for word in install[2:] if not word.startswith("-")] == [
        *("xvfb", "dunst", "trayer", "xdotool", "gnome-keyring"),
    ]


def test_an_installation_that_failed_is_a_failure() -> None:
    assert system_packages.supply(["window"], machine(), Desk(install_status=100)) == 100


def test_anybody_else_is_told_the_exact_line(capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(*has(*GROUPS["offscreen"][1:]))
    assert system_packages.supply(["offscreen"], machine(root=False), desk) == 1
    assert "  sudo apt-get install libglib2.0-0\n" in capsys.readouterr().out
    assert desk.asked == []


def test_another_linux_is_told_what_is_needed_and_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk()
    assert system_packages.supply(EVERY, machine(debian=False), desk) == 0
    assert "libxcb-cursor0" in capsys.readouterr().out
    assert desk.asked == []


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_need_nothing(platform: str, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk()
    assert system_packages.supply(EVERY, machine(platform, debian=False), desk) == 0
    assert (capsys.readouterr().out, desk.asked) == ("", [])


def test_a_group_that_nobody_knows_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        system_packages.supply(["offscren"], machine(), Desk())
