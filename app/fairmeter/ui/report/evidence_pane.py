"""The evidence of one refusal: heading, error, meters, orders, causes, and what to do with it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.report import Form
from fairmeter.ui.buttons import HEIGHT as BUTTON_HEIGHT
from fairmeter.ui.buttons import TextButton
from fairmeter.ui.fonts import SMALL
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.error_card import ErrorCard
from fairmeter.ui.report.heading import HeadingLine
from fairmeter.ui.report.lines_card import LinesCard
from fairmeter.ui.report.meters_card import MetersCard
from fairmeter.ui.report.order_card import OrderCard
from fairmeter.ui.report.scroll import Scroll
from fairmeter.ui.report.setting import text_width
from fairmeter.ui.report.stack import Row, Stack
from fairmeter.view.evidence import NOTHING_PRIVATE, EvidenceView

_SIDE, _TOP, _BELOW_HEADING, _GAP, _BOTTOM = 18, 14, 10, 10, 14
_ABOVE_ACTIONS = 10
_BETWEEN_BUTTONS = 8
_ABOVE_NOTE = 4
_NARROWEST_ORDER = 216


class EvidencePane(QWidget):
    """Draws an `EvidenceView`; the cards scroll between the heading and the actions."""

    copy_wished = Signal()
    save_wished = Signal(Form)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = HeadingLine(self, is_page=False)
        self._stack = Stack(side=_SIDE, gap=_GAP, below=1)
        self.error = ErrorCard(self._stack)
        self.meters = MetersCard(self._stack)
        self.orders = OrderCard(self._stack), OrderCard(self._stack)
        self.lines = LinesCard(self._stack)
        self._scroll = Scroll(self, self._stack)
        self.copy = TextButton("Copy Markdown", self, primary=True)
        self.save_json = TextButton("Save JSON", self)
        self.save_pdf = TextButton("Save PDF", self)
        self.note = Words(SMALL, self)
        self.copy.clicked.connect(self.copy_wished)
        self.save_json.clicked.connect(lambda: self.save_wished.emit(Form.JSON))
        self.save_pdf.clicked.connect(lambda: self.save_wished.emit(Form.PDF))
        self._view: EvidenceView | None = None
        self._colours: Palette | None = None

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard reaches."""
        return self.copy, self.save_json, self.save_pdf

    @property
    def view(self) -> EvidenceView | None:
        """What it shows."""
        return self._view

    def show_view(self, view: EvidenceView, palette: Palette) -> None:
        """Show another refusal, or the same with other words."""
        if (view, palette) == (self._view, self._colours):
            return
        is_other = self._view is None or view.identity != self._view.identity
        self._view, self._colours = view, palette
        self.heading.say(view.glyph, view.heading, view.byline, palette)
        self.error.show_view(view, palette)
        self.meters.show_view(view, palette)
        self.lines.show_view(view, palette)
        orders = self.orders[: len(view.orders)]
        for card, order in zip(orders, view.orders, strict=True):
            card.show_order(order, palette)
        self._stack.take(
            [Row((self.error,)), Row((self.meters,)), Row(orders, narrowest=_NARROWEST_ORDER), Row((self.lines,))]
        )
        self._scroll.use(palette)
        for button in (self.copy, self.save_json, self.save_pdf):
            button.use(palette)
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)
            self.note.say(NOTHING_PRIVATE, palette.text_2)
        else:
            self.note.say(self.note.text(), palette.text_2)
        self._arrange()

    def say(self, words: str) -> None:
        """Tell what became of a wish, where it is seen until another refusal is shown."""
        if self._colours is not None:
            self.note.say(words, self._colours.text_2)
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards the room between heading and actions."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide, room = self.width(), self.width() - 2 * _SIDE
        if room <= 0:
            return
        heading = self.heading.height_in(room)
        self.heading.setGeometry(_SIDE, _TOP, room, heading)
        buttons = (self.copy, self.save_json, self.save_pdf)
        taken = sum(button.sizeHint().width() + _BETWEEN_BUTTONS for button in buttons)
        note = round(text_width(self.note.text(), SMALL) + 1)
        is_beside = taken + note <= room
        actions = self.height() - _BOTTOM - BUTTON_HEIGHT - (0 if is_beside else SMALL.line + _ABOVE_NOTE)
        top = _TOP + heading + _BELOW_HEADING
        self._scroll.setGeometry(0, top, wide, max(0, actions - _ABOVE_ACTIONS - top))
        self._stack.arrange(wide)
        left = _SIDE
        for button in buttons:
            size = button.sizeHint()
            button.setGeometry(left, actions, size.width(), size.height())
            left += size.width() + _BETWEEN_BUTTONS
        if is_beside:
            self.note.setGeometry(wide - _SIDE - note, actions + (BUTTON_HEIGHT - SMALL.line) // 2, note, SMALL.line)
        else:
            self.note.setGeometry(_SIDE, actions + BUTTON_HEIGHT + _ABOVE_NOTE, room, SMALL.line)
