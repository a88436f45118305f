"""A real panel of the older kind: icons are windows that it swallows (XEmbed)."""

from pathlib import Path
from typing import Self

from desktop.stage.programs import Program
from desktop.stage.screen import WIDTH, Box, Screen, until

PANEL = Box(0, 0, WIDTH, 24)
_TITLE = "panel"


class Trayer:
    """The panel along the top edge of the screen, white; a context manager."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self._screen = screen
        self._output = folder / "trayer.txt"

    def __enter__(self) -> Self:
        place = ("--edge", "top", "--align", "left", "--widthtype", "percent", "--width", "100")
        look = ("--heighttype", "pixel", "--height", str(PANEL.height))
        tint = ("--transparent", "true", "--tint", "0xffffff", "--alpha", "0")
        arguments = ("trayer", *place, *look, *tint)
        self._program = Program(arguments, self._screen.environment, self._output)
        self._screen.window(_TITLE)
        return self

    def __exit__(self, *_: object) -> None:
        self._program.end()

    def icon(self) -> Box:
        """Wait for an icon and return the part of the panel that it covers."""
        return until(self._covered, "no icon in the panel")

    def _covered(self) -> Box | None:
        picture = self._screen.picture(PANEL)
        ground = picture.colour(picture.width - 2, picture.height // 2)
        columns = [x for x in range(WIDTH) if picture.colour(x, PANEL.height // 2) != ground]
        return Box(columns[0], 0, columns[-1] - columns[0] + 1, PANEL.height) if columns else None
