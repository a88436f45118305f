"""Renders a contact sheet of the menu bar icon: every style in every state, and its real pixels magnified.

    python packaging/screenshots/icons.py SHEET.png

Needs no screen. The sheet has two pixels to the point, so the icons on it are the ones of such a screen.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPainterPath

from fairmeter.ui.icon_painter import paint, panel_ink
from fairmeter.view.icon_face import HEIGHT, IconFace, IconStyle
from fairmeter.view.icon_samples import Sample, sample
from fairmeter.view.theme import DARK, LIGHT, MENU_BAR_DARK, MENU_BAR_LIGHT

SCALE = 2
WIDTH, DEPTH = 1120, 1036
LEFT, NAMES = 28, 290
CELL = QRectF(0, 0, 46, 24)
STATES = {
    Sample.FINE: "Fine",
    Sample.CLOSE: "Close",
    Sample.OUT: "Will run out",
    Sample.REFUSED: "Refused (badge)",
    Sample.STALE: "Stale",
    Sample.USED_UP: "Used up",
    Sample.SIGNED_OUT: "Signed out",
}
STYLES = {
    IconStyle.RING: ("Ring", "binding limit"),
    IconStyle.BARS: ("Two bars", "5 h over 7 d"),
    IconStyle.CAPTIONS: ("Bars, captions", "36 pt wide"),
    IconStyle.PERCENT: ("Percent", "30 pt wide"),
}
STRIPS = {  # the faces in a menu bar, from the left
    IconStyle.RING: list(Sample)[:6],
    IconStyle.BARS: list(Sample)[:6],
    IconStyle.CAPTIONS: [Sample.FINE],
    IconStyle.PERCENT: [Sample.FINE],
}
MAGNIFIED = (
    ("Ring, fine: @1x, @2x, @3x", IconStyle.RING, Sample.FINE),
    ("Ring, refused (badge): @1x, @2x, @3x", IconStyle.RING, Sample.REFUSED),
    ("Two bars, will run out: @1x, @2x, @3x", IconStyle.BARS, Sample.OUT),
)


class Sheet:
    """The sheet being drawn, and the few things it is made of."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter

    def say(self, text: str, at: QPointF, size: float = 12, *, bold: bool = False, centred: bool = False) -> None:
        """Write a line; `at` is the left end of its baseline, or its middle."""
        font = QFont()
        font.setPixelSize(round(size))
        font.setBold(bold)
        self.painter.setFont(font)
        self.painter.setPen(QColor(LIGHT.text if bold else LIGHT.text_2))
        advance = self.painter.fontMetrics().horizontalAdvance(text)
        self.painter.drawText(at - QPointF(advance / 2 if centred else 0, 0), text)

    def panel(self, rect: QRectF, colour: str, radius: float = 6) -> None:
        """A ground with round corners."""
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        self.painter.fillPath(path, QColor(colour))

    def face(self, face: IconFace, ground: QRectF, *, dark: bool) -> None:
        """An icon of real size in the middle of its ground."""
        at = ground.center() - QPointF(face.style.width / 2, HEIGHT / 2)
        theme = DARK if dark else LIGHT
        self.painter.drawImage(at, paint(face, SCALE, panel_ink(dark_panel=dark), theme))

    def magnified(self, face: IconFace, scale: int, at: QPointF, size: float, *, dark: bool) -> None:
        """An icon drawn for a scale, each of its pixels a square."""
        width = size * face.style.width / HEIGHT
        rect = QRectF(at.x(), at.y(), width, size)
        self.painter.fillRect(rect, QColor(MENU_BAR_DARK if dark else MENU_BAR_LIGHT))
        image = paint(face, scale, panel_ink(dark_panel=dark), DARK if dark else LIGHT)
        image.setDevicePixelRatio(1)
        pixels = image.scaled(
            round(width * SCALE),
            round(size * SCALE),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.FastTransformation,
        )
        pixels.setDevicePixelRatio(SCALE)
        self.painter.drawImage(rect.topLeft(), pixels)


def bars_of_menus(sheet: Sheet, top: float) -> float:
    """Four menu bars with the icons in a row."""
    sheet.say("In the menu bar, real size", QPointF(LEFT, top), 15, bold=True)
    sheet.say("Template and coloured, on a light and on a dark bar.", QPointF(LEFT, top + 21))
    y = top + 35
    for dark in (False, True):
        for coloured in (False, True):
            bar = QRectF(LEFT, y, WIDTH - 2 * LEFT, 24)
            sheet.panel(bar, MENU_BAR_DARK if dark else MENU_BAR_LIGHT)
            x = 196.0
            for style, samples in STRIPS.items():
                for which in samples:
                    place = QRectF(x, y, style.width, 24)
                    sheet.face(sample(style, which, coloured=coloured), place, dark=dark)
                    x += style.width + 16
            y += 30
    return y


def every_state(sheet: Sheet, top: float) -> float:
    """A table of styles and states."""
    sheet.say("Every style in every state", QPointF(LEFT, top), 15, bold=True)
    sheet.say("Each cell: template on light and dark, then coloured.", QPointF(LEFT, top + 21))
    for column, name in enumerate(STATES.values()):
        sheet.say(name, QPointF(NAMES + 123.5 * column, top + 50), centred=True)
    y = top + 62
    for style, (name, note) in STYLES.items():
        sheet.say(name, QPointF(LEFT + 4, y + 16), bold=True)
        sheet.say(note, QPointF(LEFT + 110, y + 16))
        for coloured in (False, True):
            for column, which in enumerate(STATES):
                for dark in (False, True):
                    x = NAMES + 123.5 * column + (0 if dark else -CELL.width())
                    cell = CELL.translated(x, y)
                    sheet.painter.fillRect(cell, QColor(MENU_BAR_DARK if dark else MENU_BAR_LIGHT))
                    sheet.face(sample(style, which, coloured=coloured), cell, dark=dark)
            y += 33.5
    return y


def real_pixels(sheet: Sheet, top: float) -> float:
    """Some icons at each scale, six times as large."""
    sheet.say("Magnified 6 times, real pixels at each scale", QPointF(LEFT, top), 15, bold=True)
    size, x = 6.0 * HEIGHT, float(LEFT)
    for name, style, which in MAGNIFIED:
        sheet.panel(QRectF(x, top + 14, 3 * size + 20, size + 34), LIGHT.card, 10)
        for step, scale in enumerate((1, 2, 3)):
            sheet.magnified(sample(style, which), scale, QPointF(x + 6 + step * (size + 4), top + 20), size, dark=False)
        sheet.say(name, QPointF(x + 1.5 * size + 10, top + size + 40), centred=True)
        x += 3 * size + 32
    return top + size + 48


def hinted(sheet: Sheet, top: float) -> None:
    """The icons of a coarse screen, three times as large; there is room for the wide ones on light only."""
    sheet.say("Hand-hinted at @1x", QPointF(LEFT, top), 15, bold=True)
    size = 3.0 * HEIGHT
    for row, style in enumerate(IconStyle):
        wide = style.width > HEIGHT
        y = top + 16 + row * (size + 6)
        sheet.say(STYLES[style][0], QPointF(LEFT, y + 30), bold=True)
        for column, which in enumerate(STATES):
            x = 135 + 138 * column
            for dark in (False,) if wide else (False, True):
                at = QPointF(x + (size + 4) * dark, y)
                sheet.magnified(sample(style, which), 1, at, size, dark=dark)


def main(arguments: list[str]) -> int:
    """Write the sheet to the file named by the only argument."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(["icons"])
    image = QImage(WIDTH * SCALE, DEPTH * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(QColor(LIGHT.window))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sheet = Sheet(painter)
    y = bars_of_menus(sheet, 38)
    y = every_state(sheet, y + 30)
    y = real_pixels(sheet, y + 24)
    hinted(sheet, y + 30)
    painter.end()
    application.quit()
    target = Path(arguments[0])
    if not image.save(str(target)):
        print(f"{target} could not be written", file=sys.stderr)
        return 1
    print(f"{target}: {image.width()} x {image.height()} pixels")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
