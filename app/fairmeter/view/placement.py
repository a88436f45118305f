"""Where the popover opens, and whether a click on the icon opens it at all. Plain numbers, no toolkit."""

from dataclasses import dataclass

MARGIN = 8
"""Free points between the popover and the icon, and between it and the edge of the free screen."""

LATCH_S = 0.25
"""A click this soon after the popover closed is the click that closed it: leaving the window closes it at once, and the
icon hears of the same click some 80 ms later."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the desktop, in points."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Size:
    """How large a window is, in points."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of the desktop, in points; `right` and `bottom` are just outside it."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row beyond it."""
        return self.top + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return Point(self.left + self.width // 2, self.top + self.height // 2)

    @property
    def is_empty(self) -> bool:
        """Whether it has no area: most Linux desktops tell nothing of where the icon is."""
        return self.width <= 0 or self.height <= 0


def place(size: Size, anchor: Rect | None, cursor: Point, screen: Rect) -> Point:
    """The top left corner of a popover.

    Args:
        size: How large the popover is.
        anchor: Where the icon is; None, or without area, when the desktop does not tell.
        cursor: Where the pointer is; it stands in for the icon.
        screen: The free part of the icon's screen, panels and menu bar taken off.

    Returns:
        Centred under the icon; above it where there is no room below; beside it when it sits in an upright panel.
        Always wholly on the screen, or at its top left margin when the screen is too small.
    """
    icon = anchor if anchor is not None and not anchor.is_empty else Rect(cursor.x, cursor.y, 0, 0)
    middle = icon.middle
    if screen.top <= middle.y < screen.bottom and not screen.left <= middle.x < screen.right:
        right_panel = middle.x >= screen.right
        x = icon.left - MARGIN - size.width if right_panel else icon.right + MARGIN
        return _within(Point(x, middle.y - size.height // 2), size, screen)
    below = icon.bottom + MARGIN
    room_below = screen.bottom - MARGIN - below
    room_above = icon.top - MARGIN - (screen.top + MARGIN)
    goes_below = room_below >= size.height or room_below >= room_above
    y = below if goes_below else icon.top - MARGIN - size.height
    return _within(Point(middle.x - size.width // 2, y), size, screen)


def reopens(closed_at: float | None, clicked_at: float) -> bool:
    """Whether a click on the icon opens the popover, given when it closed last; both in seconds of one clock."""
    return closed_at is None or not 0 <= clicked_at - closed_at < LATCH_S


def _within(point: Point, size: Size, screen: Rect) -> Point:
    x = min(point.x, screen.right - MARGIN - size.width)
    y = min(point.y, screen.bottom - MARGIN - size.height)
    return Point(max(x, screen.left + MARGIN), max(y, screen.top + MARGIN))
