"""The lock file pins everything that is declared, by hash, and names no place where packages come from."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from workbench import ROOT, load

lock = load("lock")
TEXT = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def declared() -> list[Requirement]:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(line) for line in document["project"]["dependencies"] + document["dependency-groups"]["dev"]]


def test_the_lock_answers_every_range_of_the_project() -> None:
    pins = dict(pin.lower().split("==") for pin in lock.packages(TEXT))
    for requirement in declared():
        assert requirement.specifier.contains(Version(pins[requirement.name.lower()])), requirement


def test_every_pin_has_hashes() -> None:
    entries = re.split(r"^(?=\S)", TEXT, flags=re.MULTILINE)[1:]
    assert len(entries) == len(lock.packages(TEXT))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_names_no_registry() -> None:
    assert lock.lines_with_an_address(TEXT) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "--extra-index-url file:///srv/wheels",
        "-i packages.example",
        "-f /srv/wheels",
        "    --find-links /srv/wheels",
        "httpx @ /srv/wheels/httpx.whl",
        "# from https://packages.example",
    ],
)
def test_a_line_that_says_where_a_package_comes_from_is_noticed(line: str) -> None:
    assert lock.lines_with_an_address(f"httpx==0.28.1 \\\n{line}\n") == [line]


def test_packages_are_read_with_and_without_markers() -> None:
    text = "anyio==4.16.0 \\\n    --hash=sha256:00\ntzdata==2026.6 ; sys_platform == 'win32' \\\n    --hash=sha256:11\n"
    assert lock.packages(text) == ["anyio==4.16.0", "tzdata==2026.6"]
