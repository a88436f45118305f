"""Every module of Fairmeter keeps every law of the house, and every law can tell when it is broken."""

import tomllib
from pathlib import Path

import pytest

import laws
from laws import LAWS, LIBRARIES, Law, Module

ROOT = Path(__file__).parent.parent
APP = ROOT / "app" / "fairmeter"
MODULES = [
    Module.read(path.relative_to(APP).as_posix(), path.read_text(encoding="utf-8"))
    for path in sorted(APP.rglob("*.py"))
]
IMPURE = (
    "os",
    "io",
    "pathlib",
    "sqlite3",
    "threading",
    "time",
    "logging",
    "socket",
    "subprocess",
    "asyncio",
    "zoneinfo",
)
LONG_FUNCTION = "def f() -> None:\n" + "    pass\n" * 40


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_module_keeps_the_law(law: Law) -> None:
    complaints = [complaint for module in MODULES for complaint in law(module)]
    assert not complaints, "\n" + "\n".join(complaints)


def test_the_laws_look_at_the_real_modules() -> None:
    assert {"__init__.py", "assets.py", "host/folders.py"} <= {module.path for module in MODULES}


def test_every_room_in_the_tables_is_one_kind_of_room() -> None:
    assert not laws.PURE_ROOMS & laws.EDGE_ROOMS
    assert not (laws.PURE_ROOMS | laws.EDGE_ROOMS) & laws.SHELL.keys()


def test_every_library_that_is_declared_has_its_room_and_the_other_way_round() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {line.split(">")[0].lower() for line in project["dependencies"]}
    named = {"pyside6-essentials" if name in {"PySide6", "shiboken6"} else name.lower() for name in LIBRARIES}
    assert declared == named


WRONG = [
    (laws.every_file_has_a_place, "attic.py", ""),
    (laws.every_file_has_a_place, "attic/trunk.py", ""),
    (laws.libraries_stay_in_their_rooms, "view/rows.py", "from PySide6.QtGui import QColor"),
    (laws.libraries_stay_in_their_rooms, "cli/watch.py", "import shiboken6"),
    (laws.libraries_stay_in_their_rooms, "monitor.py", "def f():\n    import PySide6.QtCore"),
    (laws.libraries_stay_in_their_rooms, "cli/watch.py", "import importlib\nimportlib.import_module('PySide6.QtCore')"),
    (laws.libraries_stay_in_their_rooms, "polling/cadence.py", "import apscheduler.triggers"),
    (laws.libraries_stay_in_their_rooms, "simulator/service.py", "import httpx"),
    (laws.libraries_stay_in_their_rooms, "history/book.py", "from keyring import get_password"),
    (laws.libraries_stay_in_their_rooms, "host/dock.py", "import platformdirs"),
    (laws.libraries_stay_in_their_rooms, "sources/wire.py", "import requests"),
    (laws.imports_go_one_way, "limits/window.py", "from fairmeter.sources import wire"),
    (laws.imports_go_one_way, "limits/window.py", "import fairmeter.monitor"),
    (laws.imports_go_one_way, "alerts/rules.py", "from fairmeter.alerts import courier"),
    (laws.imports_go_one_way, "settings/__init__.py", "from fairmeter.settings.file import SettingsFile"),
    (laws.imports_go_one_way, "sources/wire.py", "from fairmeter.history import Book"),
    (laws.imports_go_one_way, "alerts/courier.py", "from fairmeter.settings.file import SettingsFile"),
    (laws.imports_go_one_way, "host/folders.py", "from fairmeter import assets"),
    (laws.imports_go_one_way, "sources/wire.py", "from fairmeter.monitor import Source"),
    (laws.imports_go_one_way, "monitor.py", "from fairmeter.simulator import service"),
    (laws.imports_go_one_way, "monitor.py", "from fairmeter.ui.tray import Tray"),
    (laws.imports_go_one_way, "cli/report.py", "from fairmeter import ui"),
    (laws.imports_go_one_way, "ui/tray.py", "from fairmeter.cli.status import show"),
    (laws.imports_go_one_way, "ui/tray.py", "from fairmeter.__main__ import main"),
    *((laws.pure_files_import_only_pure_things, "billing/order.py", f"import {name}") for name in IMPURE),
    (laws.pure_files_import_only_pure_things, "limits/money.py", "import os.path"),
    (laws.pure_files_import_only_pure_things, "limits/money.py", "import urllib.request"),
    (laws.pure_files_import_only_pure_things, "outlook.py", "from pathlib import Path"),
    (laws.pure_files_import_only_pure_things, "view/clock.py", "from urllib import request"),
    (laws.pure_files_touch_nothing, "report/page.py", "text = open('x').read()"),
    (laws.pure_files_touch_nothing, "report/page.py", "def f():\n    print('x')"),
    (laws.pure_files_read_no_clock, "forecast/burn.py", "from datetime import datetime\nx = datetime.now()"),
    (laws.pure_files_read_no_clock, "forecast/burn.py", "from datetime import datetime as d\nx = d.utcnow()"),
    (laws.pure_files_read_no_clock, "forecast/burn.py", "import datetime as d\nx = d.datetime.now(d.UTC)"),
    (laws.pure_files_read_no_clock, "view/clock.py", "from datetime import date\nx = date.today()"),
    (laws.pure_files_read_no_clock, "view/clock.py", "from datetime import datetime\nf(make=datetime.now)"),
    (laws.pure_files_draw_lots_from_a_seed, "forecast/paths.py", "import random\nx = random.random()"),
    (laws.pure_files_draw_lots_from_a_seed, "forecast/paths.py", "import random\nx = random.Random()"),
    (laws.pure_files_draw_lots_from_a_seed, "forecast/paths.py", "from random import gauss"),
    (laws.local_time_is_made_in_view, "cli/watch.py", "x = at.astimezone()"),
    (laws.local_time_is_made_in_view, "history/book.py", "x = datetime.fromtimestamp(seconds)"),
    (laws.local_time_is_made_in_view, "report/page.py", "x = time.localtime()"),
    (laws.only_the_last_resorts_catch_everything, "monitor.py", "try:\n    f()\nexcept Exception:\n    g()"),
    (laws.only_the_last_resorts_catch_everything, "monitor.py", "try:\n    f()\nexcept (OSError, Exception):\n    g()"),
    (laws.only_the_last_resorts_catch_everything, "cli/watch.py", "try:\n    f()\nexcept:\n    g()"),
    (laws.only_the_last_resorts_catch_everything, "cli/watch.py", "with contextlib.suppress(Exception):\n    f()"),
    (laws.names_come_from_the_domain, "limits/utils.py", ""),
    (laws.names_come_from_the_domain, "view/row_helpers.py", ""),
    (laws.names_come_from_the_domain, "common/money.py", ""),
    (laws.imports_are_absolute, "limits/window.py", "from . import money"),
    (laws.imports_are_absolute, "limits/window.py", "from ..billing.order import decide"),
    (laws.nothing_is_global, "host/dock.py", "def f():\n    global shown\n    shown = True"),
    (laws.files_and_functions_are_short, "limits/window.py", "x = 1\n" * 301),
    (laws.files_and_functions_are_short, "limits/window.py", LONG_FUNCTION),
    (laws.files_and_functions_are_short, "limits/window.py", LONG_FUNCTION.replace("def", "async def")),
]


@pytest.mark.parametrize(("law", "path", "source"), WRONG)
def test_the_law_notices_when_it_is_broken(law: Law, path: str, source: str) -> None:
    complaints = list(law(Module.read(path, source)))
    assert len(complaints) == 1
    assert complaints[0].startswith(f"{path}:")


def test_every_law_has_been_shown_to_notice() -> None:
    assert {law for law, _, _ in WRONG} == set(LAWS)


RIGHT = [
    ("ui/tray.py", "from PySide6.QtGui import QIcon\nfrom fairmeter.simulator import service"),
    ("polling/heartbeat.py", "import apscheduler, time\ntry:\n    f()\nexcept Exception:\n    g()"),
    (
        "sources/wire.py",
        "import httpx, keyring, os\nfrom fairmeter.sources import body\nfrom fairmeter.limits import Plan",
    ),
    ("alerts/courier.py", "import logging\nfrom fairmeter.alerts.rules import Alert"),
    (
        "monitor.py",
        "from fairmeter.history import BookTrouble\nfrom datetime import UTC, datetime\nx = datetime.now(UTC)",
    ),
    (
        "assembly.py",
        "from fairmeter.monitor import Monitor\nfrom fairmeter.sources import wire\nfrom pathlib import Path",
    ),
    ("cli/status.py", "from fairmeter import __version__\nfrom fairmeter.assembly import Parts\nprint(__version__)"),
    ("__main__.py", "def main():\n    from fairmeter.ui import app\n    from fairmeter.cli import status"),
    ("history/book.py", "try:\n    f()\nexcept BaseException:\n    close()\n    raise"),
    ("view/clock.py", "from zoneinfo import ZoneInfo\nx = at.astimezone(zone)\ny = outlook.now"),
    ("billing/order.py", "import re, json, math\nfrom collections.abc import Iterable\nfrom urllib.parse import quote"),
    ("forecast/paths.py", "import random\nx = random.Random(7)\ny: random.Random = x\nz = x.gauss(0, 1)"),
    ("limits/window.py", "def f() -> None:\n" + "    pass\n" * 39),
]


@pytest.mark.parametrize(("path", "source"), RIGHT)
def test_no_law_complains_about_what_is_allowed(path: str, source: str) -> None:
    assert [complaint for law in LAWS for complaint in law(Module.read(path, source))] == []
