"""Finds the folder of resources (icons, fonts, sounds) that ships with Fairmeter."""

import sys
from collections.abc import Iterable
from pathlib import Path

_NAME = "resources"


class AssetsMissing(Exception):  # noqa: N818 - it names what happened; a caller can only say so and stop
    """No place that should hold the resources holds them: the installation is incomplete."""


def places() -> tuple[Path, ...]:
    """Return the folders where the resources may be, the most particular one first.

    Returns:
        The folder inside a PyInstaller bundle when running from one, the folder inside the installed package (a
        wheel), and the top-level folder of a checkout when the package lies in its `app/`.
    """
    package = Path(__file__).resolve().parent
    found = [package / _NAME]
    bundle: str | None = getattr(sys, "_MEIPASS", None)  # PyInstaller's own mark; no other Python has it
    if bundle is not None:
        found.insert(0, Path(bundle) / package.name / _NAME)
    if package.parent.name == "app":
        found.append(package.parent.parent / _NAME)
    return tuple(found)


def root(search: Iterable[Path] | None = None) -> Path:
    """Return the folder that holds the resources.

    Args:
        search: The folders to try, in order; `places()` when not given.

    Raises:
        AssetsMissing: when none of them is a folder. The message names every folder that was tried.
    """
    tried = tuple(places() if search is None else search)
    for folder in tried:
        if folder.is_dir():
            return folder
    listed = ", ".join(str(folder) for folder in tried) or "nowhere"
    raise AssetsMissing(f"Fairmeter's resources are missing; looked in: {listed}")
