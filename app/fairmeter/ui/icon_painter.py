"""From an icon's face to pixels: images at one, two and three pixels to the point, and the icon made of them."""

import sys
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap

from fairmeter.ui import icon_text, icon_vector
from fairmeter.ui.icon_sketch import Sketch, blank
from fairmeter.ui.palette import colours
from fairmeter.view.icon_canvas import Pixels
from fairmeter.view.icon_face import HEIGHT, IconFace, IconStyle
from fairmeter.view.icon_grid import pixels
from fairmeter.view.theme import Theme, contrast

SCALES = (1, 2, 3)
"""Pixels to the point for which an icon is drawn; menu bars pick the one that fits."""

MACOS = sys.platform == "darwin"
"""Whether the menu bar tints icons itself."""

_PANEL_HEIGHTS = {1: (22, 24), 2: (36, 44, 48), 3: (54, 64)}
"""Heights of panel rows in pixels, by the drawing that suits them."""

_KEPT = 128  # images; a face has three, and the settings window shows some seventy faces at two scales


def paint(face: IconFace, scale: int, ink: QColor, theme: Theme) -> QImage:
    """One face as a transparent image.

    Args:
        face: what to draw.
        scale: pixels to the point. At 1 the icon comes from its own pixel grid; above, it is drawn.
        ink: the colour of everything that is not a verdict; black for a template.
        theme: whose verdict marks the coloured mode takes.

    Returns:
        The image, `face.style.width` x 18 points, its device pixel ratio set to `scale`.
    """
    return QImage(_painted(face.key(), scale, ink.rgba(), theme, QGuiApplication.font().key()))


def icon(face: IconFace, theme: Theme, *, ink: QColor | None = None, template: bool = MACOS) -> QIcon:
    """One face as an icon with a pixmap of 18, 36 and 54 pixels' height.

    Args:
        face: what to draw.
        theme: whose verdict marks the coloured mode takes.
        ink: the colour of everything that is not a verdict, where the panel is known not to go with the theme (a top
            bar that is always dark, say); otherwise black on a light theme and white on a dark one.
        template: let the system tint it, as macOS does: the icon is a mask in black, alpha its only shade. A coloured
            face cannot be one and stays as it is.
    """
    mask = template and not face.coloured
    used = QColor("black") if mask else ink or panel_ink(dark_panel=_is_dark(theme))
    made = QIcon()
    for scale in SCALES:
        image = paint(face, scale, used, theme)
        made.addPixmap(QPixmap.fromImage(image))
        if not template:
            for plain in _plain(image, scale):
                made.addPixmap(QPixmap.fromImage(plain))
    made.setIsMask(mask)
    return made


def panel_ink(*, dark_panel: bool) -> QColor:
    """The ink for a panel that does not tint icons itself."""
    return QColor("white" if dark_panel else "black")


def _plain(image: QImage, scale: int) -> Iterator[QImage]:
    """The same drawing for panels that count in pixels and ask for the size of their own row.

    Linux trays are told an icon's sizes without its pixel ratio, so every size must be a plain image of its own; a
    panel that found only 18 would blow it up. The drawing keeps its pixels and gets a clear margin.
    """
    for height in _PANEL_HEIGHTS[scale]:
        margin = (height - image.height()) // 2
        sized = QImage(image.width() + 2 * margin, height, QImage.Format.Format_ARGB32_Premultiplied)
        sized.fill(0)
        bare = image.copy()
        bare.setDevicePixelRatio(1.0)
        painter = QPainter(sized)
        painter.drawImage(margin, margin, bare)
        painter.end()
        yield sized


def _is_dark(theme: Theme) -> bool:
    return contrast("#FFFFFF", theme.window) > contrast("#000000", theme.window)


@lru_cache(maxsize=_KEPT)
def _painted(face: IconFace, scale: int, ink: int, theme: Theme, font: str) -> QImage:  # noqa: ARG001 - font: a key
    image = blank(face.style.width, HEIGHT, scale)
    painter = QPainter(image)
    try:
        _draw(Sketch(painter, scale, QColor.fromRgba(ink), colours(theme)), face)
    finally:
        painter.end()
    return image


def _draw(sketch: Sketch, face: IconFace) -> None:
    match face.style:
        case IconStyle.PERCENT:
            icon_text.percent(sketch, face)
        case IconStyle.RING | IconStyle.BARS | IconStyle.CAPTIONS if sketch.scale == 1:
            _dot_by_dot(sketch, pixels(face))
        case IconStyle.RING:
            icon_vector.ring(sketch, face)
        case IconStyle.BARS | IconStyle.CAPTIONS:
            icon_vector.bars(sketch, face)
    if face.style is IconStyle.CAPTIONS:
        icon_text.captions(sketch)


def _dot_by_dot(sketch: Sketch, rows: Pixels) -> None:
    for y, row in enumerate(rows):
        for x, pixel in enumerate(row):
            if pixel.alpha:
                sketch.painter.fillRect(x, y, 1, 1, sketch.colour(pixel.tone, pixel.alpha / 100))
