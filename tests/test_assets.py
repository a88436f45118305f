"""The resources are found in a checkout, in a wheel and in a bundle, and a missing folder is said plainly."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fairmeter import assets

CHECKOUT = Path(__file__).parent.parent


def test_in_the_checkout_the_top_level_folder_is_found() -> None:
    assert assets.root() == CHECKOUT / "resources"


def test_the_first_folder_of_the_search_that_exists_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    second.mkdir()
    assert assets.root([tmp_path / "none", second, first]) == second
    first.mkdir()
    assert assets.root([first, second]) == first


def test_a_file_is_not_a_folder_of_resources(tmp_path: Path) -> None:
    (tmp_path / "resources").touch()
    with pytest.raises(assets.AssetsMissing):
        assets.root([tmp_path / "resources"])


def test_when_they_are_missing_every_place_that_was_tried_is_named(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsMissing, match=r"one.*two"):
        assets.root([tmp_path / "one", tmp_path / "two"])
    with pytest.raises(assets.AssetsMissing, match="nowhere"):
        assets.root([])


def test_in_a_bundle_its_own_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # PyInstaller sets this very attribute, and only there.
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    bundled = tmp_path / "fairmeter" / "resources"
    bundled.mkdir(parents=True)
    assert assets.root() == bundled


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that a user would install, built from this checkout without fetching anything."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_every_resource_and_the_type_marker(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    own = [path for path in (CHECKOUT / "resources").rglob("*") if path.is_file()]
    assert own
    assert {f"fairmeter/resources/{path.relative_to(CHECKOUT / 'resources').as_posix()}" for path in own} <= names
    assert "fairmeter/py.typed" in names


def test_an_unpacked_wheel_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    ask = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from fairmeter import assets; print(assets.root())"
    # -I keeps the checkout's own editable path from winning by PYTHONPATH; -S keeps it from winning by site-packages.
    done = subprocess.run([sys.executable, "-I", "-S", "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(tmp_path / "fairmeter" / "resources")
