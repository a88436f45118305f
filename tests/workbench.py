"""Loads the scripts of `packaging/`, which are run by their path and belong to no package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent


def path(name: str) -> Path:
    return ROOT / "packaging" / f"{name}.py"


def load(name: str) -> ModuleType:
    """Return the script as a module; nothing of it is run but its definitions."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", path(name))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
