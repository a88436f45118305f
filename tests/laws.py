"""The laws of the house, each a function that reads one module and says what it does against that law.

A law sees a module's syntax only, so it holds for code that no test runs. What is allowed where stands in the tables at
the top; somebody who needs an exception changes a table, and the change is seen.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePosixPath
from typing import TypeVar

PURE_ROOMS = {"limits", "billing", "forecast", "denials", "alerts", "polling", "settings", "report", "view"}
EDGE_ROOMS = {"sources", "history", "host", "simulator"}
EDGE_FILES = {
    *("alerts/courier", "alerts/freedesktop", "alerts/applescript"),
    *("polling/heartbeat", "settings/file", "assets"),
}
CATCH_ALL = {"alerts/courier.py", "polling/heartbeat.py"}
LIBRARIES = {
    "PySide6": "ui/",
    "shiboken6": "ui/",
    "apscheduler": "polling/heartbeat.py",
    "httpx": "sources/",
    "keyring": "sources/",
    "platformdirs": "host/folders.py",
    "tomlkit": "settings/file.py",
    "tzlocal": "host/zone.py",
    "jeepney": "alerts/freedesktop/",
    "watchdog": "sources/transcripts/ears.py",
}
PURE_MODULES = {
    *("__future__", "abc", "collections", "copy", "dataclasses", "enum", "functools", "itertools", "operator", "types"),
    *("bisect", "datetime", "decimal", "fractions", "heapq", "math", "numbers", "random", "statistics", "typing"),
    *("csv", "difflib", "hashlib", "html", "json", "re", "string", "textwrap", "unicodedata", "urllib.parse"),
}
OUTWARD_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
CLOCKS = {"now", "utcnow", "today"}
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "base", "misc"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
Node = TypeVar("Node", bound=ast.AST)


class Rank(IntEnum):
    """A module may import what ranks below it, and core may import core."""

    CORE = 0
    EDGE = 1
    DESK = 2
    MONITOR = 3
    ASSEMBLY = 4
    FACE = 5
    DOOR = 6


SHELL = {
    "__init__": Rank.CORE,
    "outlook": Rank.CORE,
    "pacer": Rank.DESK,
    "docket": Rank.DESK,
    "announcer": Rank.DESK,
    "monitor": Rank.MONITOR,
    "assembly": Rank.ASSEMBLY,
    "ui": Rank.FACE,
    "cli": Rank.FACE,
    "__main__": Rank.DOOR,
}


@dataclass(frozen=True, slots=True)
class Module:
    """One module: where it lies below `app/fairmeter`, its text and its syntax tree."""

    path: str
    source: str
    tree: ast.Module

    @classmethod
    def read(cls, path: str, source: str) -> "Module":
        return cls(path, source, ast.parse(source))

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).with_suffix("").parts

    @property
    def is_pure(self) -> bool:
        return place(self.parts)[0] is Rank.CORE

    def all(self, kind: type[Node]) -> Iterator[Node]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kind))

    def says(self, line: int, what: str) -> str:
        return f"{self.path}:{line}: {what}"


Law = Callable[[Module], Iterator[str]]


def place(parts: tuple[str, ...]) -> tuple[Rank | None, str]:
    """Return the rank of a name below `fairmeter` (None when the tables know none) and its room or file."""
    first = parts[0] if parts else "__init__"
    for name in ("/".join(parts[:2]), first):
        if name in EDGE_FILES:
            return Rank.EDGE, name
    if first in PURE_ROOMS:
        return Rank.CORE, first
    return (Rank.EDGE if first in EDGE_ROOMS else SHELL.get(first)), first


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the full dotted name of everything imported, also by `importlib.import_module`."""
    for node in ast.walk(module.tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=str(source), names=names, level=0):
                yield from ((node.lineno, f"{source}.{alias.name}") for alias in names)
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                if ast.unparse(function).rpartition(".")[2] in {"import_module", "__import__"}:
                    yield node.lineno, name


def every_file_has_a_place(module: Module) -> Iterator[str]:
    if place(module.parts)[0] is None:
        yield module.says(1, "is it core, edge or shell? Say so in the tables of tests/laws.py")


def libraries_stay_in_their_rooms(module: Module) -> Iterator[str]:
    for line, name in imports(module):
        top = name.partition(".")[0]
        if top == "fairmeter" or top in sys.stdlib_module_names:
            continue
        room = LIBRARIES.get(top)
        if room is None:
            yield module.says(line, f"{top} is not a library that Fairmeter has decided to depend on")
        elif not module.path.startswith(room):
            yield module.says(line, f"only {room} may import {top}")


def imports_go_one_way(module: Module) -> Iterator[str]:
    rank, room = place(module.parts)
    for line, name in imports(module):
        top, *below = name.split(".")
        their_rank, their_room = place(tuple(below))
        if top != "fairmeter" or rank is None or their_rank is None or room == their_room:
            continue
        if their_room == "simulator" and rank < Rank.FACE:
            yield module.says(line, "only the faces may start the simulator")
        elif their_rank >= rank and not their_rank == rank == Rank.CORE:
            yield module.says(line, f"{room} ({rank.name}) may not import {their_room} ({their_rank.name})")


def pure_files_import_only_pure_things(module: Module) -> Iterator[str]:
    allowed = PURE_MODULES | ({"zoneinfo"} if module.parts[0] == "view" else set())
    for line, name in imports(module) if module.is_pure else ():
        top, *below = name.split(".")
        if top not in {"fairmeter", *allowed} and ".".join([top, *below[:1]]) not in allowed:
            yield module.says(line, f"{name} is not on the list of what a pure file may import")


def pure_files_touch_nothing(module: Module) -> Iterator[str]:
    for node in module.all(ast.Call) if module.is_pure else ():
        if isinstance(node.func, ast.Name) and node.func.id in OUTWARD_CALLS:
            yield module.says(node.lineno, f"{node.func.id}() in a pure file")


def pure_files_read_no_clock(module: Module) -> Iterator[str]:
    classes = {"datetime", "date"}
    for source in module.all(ast.ImportFrom):
        if source.module == "datetime":
            classes |= {alias.asname for alias in source.names if alias.asname}
    for node in module.all(ast.Attribute) if module.is_pure else ():
        owner = ast.unparse(node.value)
        if node.attr in CLOCKS and owner.rpartition(".")[2] in classes:
            yield module.says(node.lineno, f"{owner}.{node.attr}: a pure file is told what time it is")


def pure_files_draw_lots_from_a_seed(module: Module) -> Iterator[str]:
    if not module.is_pure:
        return
    drawn = [(line, name) for line, name in imports(module) if name.startswith("random.")]
    drawn += [(node.lineno, ast.unparse(node)) for node in module.all(ast.Attribute)]
    for line, name in drawn:
        if name.startswith("random.") and name.split(".")[1] != "Random":
            yield module.says(line, f"{name}: a pure file draws from random.Random(seed) only")
    for node in module.all(ast.Call):
        if ast.unparse(node.func) in {"random.Random", "Random"} and not node.args:
            yield module.says(node.lineno, "random.Random() without a seed in a pure file")


def local_time_is_made_in_view(module: Module) -> Iterator[str]:
    for node in module.all(ast.Call) if module.parts[0] != "view" else ():
        match node:
            case ast.Call(func=ast.Attribute(attr="astimezone"), args=[], keywords=[]):
                yield module.says(node.lineno, "astimezone() without a zone is local time, which is made in view/ only")
            case ast.Call(func=ast.Attribute(attr="fromtimestamp"), args=[_], keywords=[]):
                yield module.says(node.lineno, "fromtimestamp() without a zone is local time")
            case ast.Call(func=ast.Attribute(attr="localtime" | "ctime" as attr, value=ast.Name(id="time"))):
                yield module.says(node.lineno, f"time.{attr}() is local time")


def only_the_last_resorts_catch_everything(module: Module) -> Iterator[str]:
    if module.path in CATCH_ALL:
        return
    broad = {"Exception", "BaseException"}
    for handler in module.all(ast.ExceptHandler):
        caught = {"Exception"} if handler.type is None else {ast.unparse(n) for n in ast.walk(handler.type)}
        passes_on = isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None
        if caught & broad and not passes_on:
            yield module.says(handler.lineno, "catches everything; name the exceptions")
    for call in module.all(ast.Call):
        if ast.unparse(call.func).endswith("suppress") and {ast.unparse(argument) for argument in call.args} & broad:
            yield module.says(call.lineno, "suppresses everything; name the exceptions")


def names_come_from_the_domain(module: Module) -> Iterator[str]:
    for part in module.parts:
        if EMPTY_NAMES & set(re.split(r"_+", part)):
            yield module.says(1, f"the name {part!r} says nothing about what is in it")


def imports_are_absolute(module: Module) -> Iterator[str]:
    for node in module.all(ast.ImportFrom):
        if node.level:
            yield module.says(node.lineno, "a relative import")


def nothing_is_global(module: Module) -> Iterator[str]:
    for node in module.all(ast.Global):
        yield module.says(node.lineno, f"global {', '.join(node.names)}: state is handed over, not reached for")


def files_and_functions_are_short(module: Module) -> Iterator[str]:
    lines = len(module.source.splitlines())
    if lines > LONGEST_FILE:
        yield module.says(lines, f"{lines} lines; {LONGEST_FILE} is the most")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield module.says(node.lineno, f"{node.name} has {length} lines; {LONGEST_FUNCTION} is the most")


LAWS: tuple[Law, ...] = (
    every_file_has_a_place,
    libraries_stay_in_their_rooms,
    imports_go_one_way,
    pure_files_import_only_pure_things,
    pure_files_touch_nothing,
    pure_files_read_no_clock,
    pure_files_draw_lots_from_a_seed,
    local_time_is_made_in_view,
    only_the_last_resorts_catch_everything,
    names_come_from_the_domain,
    imports_are_absolute,
    nothing_is_global,
    files_and_functions_are_short,
)
