"""The system packages that Fairmeter needs on a Debian-like Linux, and how they get there.

    python3 packaging/system_packages.py offscreen window desktop

As root it installs what is missing, otherwise it says the exact command and ends with status 1. Elsewhere than on a
Debian-like Linux it never fails: macOS and Windows need nothing, another Linux is told what Qt needs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

GROUPS = {
    "offscreen": ("libglib2.0-0", "libegl1", "libgl1", "libfontconfig1", "libxkbcommon0", "libdbus-1-3"),
    "window": ("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
    "desktop": (
        *("xvfb", "dbus", "dunst", "trayer", "xdotool"),
        *("gnome-keyring", "fonts-dejavu-core", "desktop-file-utils"),
    ),
    # Debian splits ensurepip off Python; without it no virtual environment gets a pip.
    "venv": (f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",),
}
QUERY = ("dpkg-query", "-W", "-f=${Package}\t${db:Status-Status}\t${Provides}\n")


class Machine(NamedTuple):
    """What decides how packages get here: the platform, whether we are root, whether apt and dpkg are there."""

    platform: str
    root: bool
    debian: bool


class Shell:
    """Runs commands without asking anybody anything."""

    _environment: ClassVar[dict[str, str]] = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def read(self, command: Sequence[str]) -> str:
        """Return what a command writes on standard output, whatever its exit status."""
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout

    def run(self, command: Sequence[str]) -> int:
        """Show what a command writes and return its exit status."""
        quiet = subprocess.DEVNULL
        return subprocess.run(command, env=self._environment, stdin=quiet, check=False).returncode


def present(listing: str) -> set[str]:
    """Return every package name that is installed, or that an installed package provides.

    Args:
        listing: What `QUERY` prints: name, state and provided names, a package a line.
    """
    names: set[str] = set()
    for line in listing.splitlines():
        name, state, provides = [*line.split("\t"), "", ""][:3]
        if state == "installed":
            # Newer releases rename a library (libglib2.0-0t64) and keep the old name as "libglib2.0-0 (= 2.80)".
            names.add(name)
            names.update(re.sub(r"\s*\(.*?\)", "", item).strip() for item in provides.split(","))
    return names - {""}


def wanted(groups: Iterable[str]) -> list[str]:
    """Return the packages of these groups, in their order.

    Raises:
        KeyError: for a group that is not in `GROUPS`.
    """
    return [package for group in groups for package in GROUPS[group]]


def supply(groups: Sequence[str], machine: Machine, shell: Shell) -> int:
    """See to it that the packages of these groups are on the machine; return the exit status."""
    packages = wanted(groups)
    if machine.platform != "linux" or not packages:
        return 0
    if not machine.debian:
        print(f"system packages: not a Debian-like Linux; have these, by whatever name: {' '.join(packages)}")
        return 0
    installed = present(shell.read(QUERY))
    missing = [package for package in packages if package not in installed]
    if not missing:
        return 0
    if not machine.root:
        print(f"system packages: missing. Please run:\n  sudo apt-get install {' '.join(missing)}")
        return 1
    print(f"system packages: installing {' '.join(missing)}", flush=True)
    # A stale or unreachable list is no reason to give up: the install says best what is wrong.
    shell.run(("apt-get", "update", "-qq"))
    return shell.run(("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing))


def _this_machine() -> Machine:
    tools = all(shutil.which(tool) for tool in ("apt-get", "dpkg-query"))
    return Machine(sys.platform, root=hasattr(os, "geteuid") and os.geteuid() == 0, debian=tools)


if __name__ == "__main__":
    sys.exit(supply(sys.argv[1:], _this_machine(), Shell()))
