"""A painter that draws in points and in the ink of an icon, and can rub out."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter, QPainterPath, QPen

from fairmeter.ui.palette import Palette
from fairmeter.view.glyph import Tone

_NARROWEST = 75  # percent of a font's own width; narrower than this, words are left out
_DOTS_PER_METRE = 2835  # 72 dots to the inch: then a point of a font is a point of the icon


def blank(width: int, height: int, scale: int) -> QImage:
    """A transparent image of a size in points, with `scale` pixels to the point."""
    image = QImage(width * scale, height * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.setDotsPerMeterX(_DOTS_PER_METRE)
    image.setDotsPerMeterY(_DOTS_PER_METRE)
    image.fill(Qt.GlobalColor.transparent)
    return image


class Sketch:
    """Draws on one image while its painter is open. PLAIN is the ink; the verdicts are marks of the palette."""

    def __init__(self, painter: QPainter, scale: int, ink: QColor, palette: Palette) -> None:
        self.painter = painter
        self.scale = scale
        self._ink = ink
        self._palette = palette
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)

    def colour(self, tone: Tone, strength: float = 1.0) -> QColor:
        """A copy of the colour of a tone, made fainter by `strength` (0 to 1)."""
        colour = QColor(self._ink if tone is Tone.PLAIN else self._palette.mark(tone))
        colour.setAlphaF(colour.alphaF() * strength)
        return colour

    def snapped(self, points: float) -> float:
        """The nearest whole pixel, in points."""
        return round(points * self.scale) / self.scale

    @contextmanager
    def rubbing(self) -> Iterator[None]:
        """What is drawn inside takes away instead of adding."""
        self.painter.save()
        self.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
        try:
            yield
        finally:
            self.painter.restore()

    def stroke(self, path: QPainterPath, pen: QPen) -> None:
        """Draw along a path."""
        self.painter.strokePath(path, pen)

    def line(self, line: QLineF, width: float, tone: Tone = Tone.PLAIN, *, round_ends: bool = True) -> None:
        """Draw a straight line."""
        cap = Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap
        self.painter.setPen(QPen(self.colour(tone), width, Qt.PenStyle.SolidLine, cap))
        self.painter.drawLine(line)

    def cross(self, centre: QPointF, reach: float, width: float, tone: Tone = Tone.PLAIN) -> None:
        """Draw an x whose arms end `reach` beside and above the centre."""
        x, y = centre.x(), centre.y()
        self.line(QLineF(x - reach, y - reach, x + reach, y + reach), width, tone)
        self.line(QLineF(x - reach, y + reach, x + reach, y - reach), width, tone)

    def disc(self, centre: QPointF, radius: float, tone: Tone = Tone.PLAIN) -> None:
        """Draw a filled circle."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.colour(tone))
        self.painter.drawEllipse(centre, radius, radius)

    def block(self, rect: QRectF, tone: Tone = Tone.PLAIN) -> None:
        """Draw a filled rectangle."""
        self.painter.fillRect(rect, self.colour(tone))

    def words(self, text: str, font: QFont, at: QPointF, room: float, colour: QColor) -> None:
        """Write one line that is at most `room` wide, narrowed a little if need be, left out if that is too little.

        Args:
            text: the line.
            font: its font, from `menu_bar_font`.
            at: the right end of its baseline, or the left end where `room` is negative. The baseline is snapped.
            room: the width there is; negative to write from the left end on.
            colour: the ink.
        """
        fitted = self._fitted(text, font, abs(room) * self.scale)
        if fitted is None:
            return
        width = self._width(text, fitted)
        left = at.x() * self.scale - (width if room > 0 else 0)
        self.painter.save()
        self.painter.scale(1 / self.scale, 1 / self.scale)
        self.painter.setFont(fitted)
        self.painter.setPen(colour)
        self.painter.drawText(QPointF(left, round(at.y() * self.scale)), text)
        self.painter.restore()

    def _fitted(self, text: str, font: QFont, space: float) -> QFont | None:
        """The font in pixels of the screen, so that what is measured is what is drawn, hinting and all."""
        fitted = QFont(font)
        fitted.setPointSizeF(font.pointSizeF() * self.scale)
        for stretch in range(100, _NARROWEST - 1, -1):
            fitted.setStretch(stretch)
            if self._width(text, fitted) <= space:
                return fitted
        return None

    def _width(self, text: str, font: QFont) -> float:
        return QFontMetricsF(font, self.painter.device()).horizontalAdvance(text)


def menu_bar_font(points: float, weight: QFont.Weight) -> QFont:
    """The system's font at a size, with digits of equal width."""
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(points)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
