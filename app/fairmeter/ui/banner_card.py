"""The banner of a contradiction, in the place of the verdict sentence: what happened, why, and what can be done."""

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import HEIGHT as BUTTON_HEIGHT
from fairmeter.ui.buttons import Button, TextButton
from fairmeter.ui.cards import CARD_WIDTH, RADIUS, Card
from fairmeter.ui.fonts import NOTE, SEMIBOLD, Type
from fairmeter.ui.glyphs import draw
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.view.banner import BannerView
from fairmeter.view.glyph import Glyph
from fairmeter.view.popover import PopoverView

HEADING = Type(14, 19, SEMIBOLD)
_TOP, _SIDE, _BOTTOM = 9, 13, 11  # the sides count from inside the outline, which is one point
_GLYPH, _GLYPH_GAP = 17, 9
_LEFT = _SIDE + _GLYPH + _GLYPH_GAP
_ROOM = CARD_WIDTH - _SIDE - _LEFT
_BELOW_HEADING, _ABOVE_BUTTONS, _BETWEEN_BUTTONS = 3, 9, 8
_HEADING_LINES, _ERROR_LINES, _ORDER_LINES = 3, 2, 4
_DISMISS, _DISMISS_INSET = 20, 6
_DISMISS_MARK = 3.5
_HEADING_ROOM = CARD_WIDTH - _LEFT - _DISMISS - _DISMISS_INSET - 22


class DismissButton(Button):
    """A small cross without a ground of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(_DISMISS, _DISMISS)
        self.setAccessibleName("Dismiss")
        self.setToolTip("Dismiss")

    def sizeHint(self) -> QSize:
        """Always the same."""
        return QSize(_DISMISS, _DISMISS)

    def paint_face(self, painter: QPainter, palette: Palette) -> None:
        """Paint the wash and the cross."""
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.wash(palette.text))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QPen(palette.text_2, 1.4, c=Qt.PenCapStyle.RoundCap))
        painter.translate(box.center())
        reach = _DISMISS_MARK
        painter.drawLines([QLineF(-reach, -reach, reach, reach), QLineF(-reach, reach, reach, -reach)])


class BannerCard(Card):
    """Draws a `BannerView`; each signal carries the identity of the refusal."""

    evidence_wished = Signal(str)
    copy_wished = Signal(str)
    dismissed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = Words(HEADING, self, _HEADING_LINES)
        self.error = Words(NOTE, self, _ERROR_LINES)
        self.times = Words(NOTE, self)
        self.order_seen = Words(NOTE, self, _ORDER_LINES)
        self.evidence = TextButton("", self, primary=True)
        self.copy_report = TextButton("", self)
        self.dismiss = DismissButton(self)
        self.evidence.clicked.connect(self._wish_evidence)
        self.copy_report.clicked.connect(self.wish_copy)
        self.dismiss.clicked.connect(self._dismiss)
        self._view: BannerView | None = None

    @property
    def is_up(self) -> bool:
        """Whether there is anything to say."""
        return self._view is not None

    def show_view(self, view: PopoverView, palette: Palette) -> None:
        """Take the contradiction, or that there is none."""
        self.use(palette)
        for button in self._buttons():
            button.use(palette)
        said = view.banner
        self._view = said
        if said is None:
            return
        self.setAccessibleName(said.heading)
        self.heading.say(said.heading, palette.text)
        self.error.say(said.error, palette.text)
        self.times.say(said.times, palette.text)
        self.order_seen.say(said.order_seen, palette.text_2)
        for button, words in zip((self.evidence, self.copy_report), said.actions, strict=True):
            button.setText(words)
        self._arrange()

    def wanted_height(self) -> int:
        """All its words and the buttons."""
        if self._view is None:
            return 0
        return self._buttons_top() + BUTTON_HEIGHT + _BOTTOM

    def wish_copy(self) -> None:
        """Wish for the report of the refusal, if one is shown."""
        if self._view is not None:
            self.copy_wished.emit(self._view.identity)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place words and buttons."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, its outline, and the mark beside the heading."""
        if self.colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.colours.banner_edge, 1))
        painter.setBrush(self.colours.out_wash)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 0.5, RADIUS - 0.5)
        box = QRectF(_SIDE, _TOP + (HEADING.line - _GLYPH) / 2, _GLYPH, _GLYPH)
        draw(painter, Glyph.CONTRADICTION, box, self.colours.out, self.colours.out_wash)
        painter.end()

    def _texts(self) -> tuple[Words, ...]:
        """What stands under the heading."""
        return self.error, self.times, self.order_seen

    def _buttons(self) -> tuple[Button, ...]:
        return self.evidence, self.copy_report, self.dismiss

    def _buttons_top(self) -> int:
        texts = sum(words.height_in(_ROOM) for words in self._texts())
        return _TOP + self.heading.height_in(_HEADING_ROOM) + _BELOW_HEADING + texts + _ABOVE_BUTTONS

    def _arrange(self) -> None:
        heading = self.heading.height_in(_HEADING_ROOM)
        self.heading.setGeometry(_LEFT, _TOP, _HEADING_ROOM, heading)
        top = _TOP + heading + _BELOW_HEADING
        for words in self._texts():
            tall = words.height_in(_ROOM)
            words.setGeometry(_LEFT, top, _ROOM, tall)
            top += tall
        left = _LEFT
        for button in (self.evidence, self.copy_report):
            button.setGeometry(left, self._buttons_top(), button.sizeHint().width(), BUTTON_HEIGHT)
            left += button.width() + _BETWEEN_BUTTONS
        self.dismiss.move(CARD_WIDTH - _DISMISS - _DISMISS_INSET, _DISMISS_INSET)

    def _wish_evidence(self) -> None:
        if self._view is not None:
            self.evidence_wished.emit(self._view.identity)

    def _dismiss(self) -> None:
        if self._view is not None:
            self.dismissed.emit(self._view.identity)
