"""A screen of our own: a virtual X server whose picture is read from its memory, and a hand on mouse and keyboard."""

import mmap
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from desktop.stage.programs import PATIENCE, Program, TooSlow, Whisper

WIDTH, HEIGHT = 1280, 800
_STEP = 0.02
_BETWEEN_CLICKS = 0.5
_HEADER_WORDS = 25
_COLOUR_ENTRY = 12

T = TypeVar("T")
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, four bytes each (blue, green, red, unused), row by row."""

    width: int
    height: int
    data: bytes

    def colour(self, x: int, y: int) -> Colour:
        at = (y * self.width + x) * 4
        blue, green, red = self.data[at : at + 3]
        return red, green, blue

    def row(self, y: int) -> list[Colour]:
        return [self.colour(x, y) for x in range(self.width)]

    def colours(self) -> set[Colour]:
        return {self.colour(x, y) for y in range(self.height) for x in range(self.width)}


class Screen:
    """An X server without a window manager, 1280 by 800; a context manager.

    Args:
        folder: Where its memory and its output lie; private to it.
        environment: What the programs on this screen get.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = environment
        self.display = ""

    def __enter__(self) -> Self:
        whisper = Whisper()
        arguments = ("Xvfb", "-displayfd", str(whisper.writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24")
        options = ("-fbdir", str(self._folder), "-dpi", "96", "-nolisten", "tcp", "-noreset")
        output = self._folder / "xvfb.txt"
        self._server = Program((*arguments, *options), self._environment, output, pass_fds=(whisper.writer,))
        self.display = f":{whisper.line(self._server)}"
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        words = struct.unpack(f">{_HEADER_WORDS}I", self._memory[: 4 * _HEADER_WORDS])
        header_size, self._line_size, colour_count = words[0], words[12], words[19]
        self._first = header_size + colour_count * _COLOUR_ENTRY
        return self

    def __exit__(self, *_: object) -> None:
        self._memory.close()
        self._server.end()

    @property
    def environment(self) -> dict[str, str]:
        return {**self._environment, "DISPLAY": self.display}

    def picture(self, box: Box | None = None) -> Picture:
        """What is on the screen now."""
        box = box or Box(0, 0, WIDTH, HEIGHT)
        left = max(0, box.x)
        right = min(WIDTH, box.x + box.width)
        rows = range(max(0, box.y), min(HEIGHT, box.y + box.height))
        lines = [self._first + y * self._line_size for y in rows]
        data = b"".join(self._memory[line + left * 4 : line + right * 4] for line in lines)
        return Picture(right - left, len(rows), data)

    def windows(self, title: str) -> list[int]:
        """The visible windows of this exact title."""
        found = self._tool("search", "--onlyvisible", "--name", f"^{title}$", may_fail=True)
        return [int(line) for line in found.split()]

    def window(self, title: str) -> int:
        """Wait for a visible window of this title."""
        return until(lambda: self.windows(title), f"no window {title!r}")[0]

    def no_window(self, title: str) -> None:
        """Wait until no window of this title is to be seen."""
        until(lambda: not self.windows(title), f"a window {title!r} stays")

    def box(self, window: int) -> Box:
        lines = self._tool("getwindowgeometry", "--shell", str(window)).split()
        values = dict(line.split("=") for line in lines)
        return Box(*(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def has_focus(self, window: int) -> bool:
        return self._tool("getwindowfocus", may_fail=True).strip() == str(window)

    def click(self, x: int, y: int, button: int = 1) -> None:
        self._tool("mousemove", str(x), str(y), "click", str(button))

    def move_away(self) -> None:
        """Put the pointer where nothing is."""
        self._tool("mousemove", str(WIDTH // 2), str(HEIGHT - 4))

    def rest_the_hand(self) -> None:
        """Let as much time pass as a person needs between two clicks that are not one double click."""
        until_then = time.monotonic() + _BETWEEN_CLICKS
        until(lambda: time.monotonic() >= until_then, "time stands still")

    def press(self, keys: str) -> None:
        """Press keys, for example `ctrl+r`; they go to the window that has the focus."""
        self._tool("key", keys)

    def focus(self, window: int) -> None:
        """Wait until a window has the keyboard."""
        until(lambda: self.has_focus(window), "the window does not get the keyboard")

    def _tool(self, *arguments: str, may_fail: bool = False) -> str:
        done = subprocess.run(
            ("xdotool", *arguments),
            env=self.environment,
            timeout=PATIENCE,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and not may_fail:
            raise AssertionError(f"xdotool {' '.join(arguments)}: {done.stderr}")
        return done.stdout


def until(look: Callable[[], T | None], complaint: str, seconds: float = PATIENCE) -> T:
    """Look again and again until something is there, and return it. For X alone, which tells nobody what it draws."""
    pause = threading.Event()
    for _ in _moments(seconds):
        found = look()
        if found:
            return found
        pause.wait(_STEP)
    raise TooSlow(complaint)


def _moments(seconds: float) -> Iterator[None]:
    deadline = time.monotonic() + seconds
    yield
    while time.monotonic() < deadline:
        yield
