"""The styles of the icon as cards of which one is chosen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import Button
from fairmeter.ui.fonts import SEMIBOLD, SMALL, Type, baseline, font
from fairmeter.ui.lettering import elided
from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.icon_ground import paint_grounds, paint_icon
from fairmeter.ui.settings.radio_set import RadioSet
from fairmeter.ui.settings.rows import CONTENT_WIDTH
from fairmeter.view.settings_appearance import StyleView

HEIGHT = 80
_GAP = 10
_RADIUS = 8
_CHOSEN_EDGE = 2
_STRIP_INSET, _STRIP_HEIGHT, _STRIP_RADIUS = 8, 24, 5
_NAME = Type(12, 16, SEMIBOLD)
_NAME_TOP, _SECOND_TOP, _TEXT_LEFT = 40, 56, 29
_RADIO, _RADIO_TOP, _RADIO_LEFT = 14.0, 41.0, 8.0
_RADIO_RING, _RADIO_EDGE = 4.5, 1.4
_FAINT = 0.5


class StyleCard(Button):
    """One style: a sample, its name, what it shows or why it cannot be shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: StyleView | None = None

    @property
    def view(self) -> StyleView | None:
        """What it shows."""
        return self._view

    def show_style(self, view: StyleView, palette: Palette) -> None:
        """Show a style; one that cannot be shown cannot be chosen."""
        self._view = view
        self.setText(view.name)
        self.setAccessibleDescription(view.second)
        self.setEnabled(view.can_show)
        self.use(palette)
        self.update()

    def paint_face(self, painter: QPainter, palette: Palette) -> None:
        """Paint ground, sample, radio and words."""
        if self._view is None:
            return
        self._paint_ground(painter, palette)
        strip = QRectF(_STRIP_INSET, _STRIP_INSET, self.width() - 2 * _STRIP_INSET, _STRIP_HEIGHT)
        light = QRectF(strip.topLeft(), strip.center() + QPointF(0, strip.height() / 2))
        dark = light.translated(light.width(), 0)
        paint_grounds(painter, light, dark, _STRIP_RADIUS)
        paint_icon(painter, self._view.face, light.center(), dark=False)
        paint_icon(painter, self._view.face, dark.center(), dark=True)
        self._paint_radio(painter, palette)
        name = palette.text if self._view.can_show else palette.text_2
        self._write(painter, self._view.name, _NAME, _NAME_TOP, name)
        self._write(painter, self._view.second, SMALL, _SECOND_TOP, palette.text_2)

    def _paint_ground(self, painter: QPainter, palette: Palette) -> None:
        thick = _CHOSEN_EDGE if self.isChecked() else 1
        painter.setPen(QPen(palette.fine if self.isChecked() else palette.control_edge, thick))
        painter.setBrush(palette.selection if self.isChecked() else palette.card)
        box = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(box, _RADIUS - thick / 2, _RADIUS - thick / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.wash(palette.text))
        painter.drawRoundedRect(box, _RADIUS - thick / 2, _RADIUS - thick / 2)

    def _paint_radio(self, painter: QPainter, palette: Palette) -> None:
        thick = _RADIO_RING if self.isChecked() else _RADIO_EDGE
        colour = QColor(palette.button if self.isChecked() else palette.idle)
        if not self.isEnabled():
            colour.setAlphaF(_FAINT)
        painter.setPen(QPen(colour, thick))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(_RADIO_LEFT, _RADIO_TOP, _RADIO, _RADIO)
        painter.drawEllipse(box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))

    def _write(self, painter: QPainter, text: str, role: Type, top: int, ink: QColor) -> None:
        used = font(role)
        painter.setFont(used)
        painter.setPen(ink)
        box = QRectF(_TEXT_LEFT, top, self.width() - _TEXT_LEFT - _STRIP_INSET, role.line)
        painter.drawText(QPointF(box.left(), baseline(box, used)), elided(text, used, box.width()))


class StyleCards(RadioSet):
    """All styles side by side."""

    chosen = Signal(object)
    """All settings as the card that was chosen makes them."""

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent)
        self.cards = tuple(StyleCard(self) for _ in range(count))
        self.hold(self.cards)
        self.picked.connect(self._picked)
        wide = (CONTENT_WIDTH - (count - 1) * _GAP) / count
        for place, card in enumerate(self.cards):
            left = int(place * (wide + _GAP))
            card.setGeometry(left, 0, int(place * (wide + _GAP) + wide) - left, HEIGHT)

    def show_styles(self, views: tuple[StyleView, ...], name: str, palette: Palette) -> None:
        """Show the styles. `name` is what a screen reader calls them together."""
        self.setAccessibleName(name)
        for card, view in zip(self.cards, views, strict=True):
            card.show_style(view, palette)
        self.check(next((place for place, view in enumerate(views) if view.is_chosen), None))

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(CONTENT_WIDTH, HEIGHT)

    @Slot(int)
    def _picked(self, place: int) -> None:
        view = self.cards[place].view
        if view is not None:
            self.chosen.emit(view.settings)
