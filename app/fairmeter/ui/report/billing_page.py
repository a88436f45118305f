"""The billing order: how the next request would go for each model, the exceptions, and who paid."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.report.exceptions_panel import ExceptionsPanel
from fairmeter.ui.report.heading import HeadingLine
from fairmeter.ui.report.order_panel import OrderPanel
from fairmeter.ui.report.overview_page import GAP, SIDE, TOP
from fairmeter.ui.report.page import Page
from fairmeter.ui.report.picture import Picture
from fairmeter.ui.report.scroll import Scroll
from fairmeter.ui.report.who_paid_panel import WhoPaidPanel
from fairmeter.view.order_headline import order_headline
from fairmeter.view.order_table import order_table
from fairmeter.view.report_exceptions import exceptions
from fairmeter.view.who_paid import who_paid

_BELOW_HEADING = 13
_EXCEPTIONS = 254
_NARROWEST = 280


class BillingPage(Page):
    """A table above, the exceptions and the lanes side by side below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = HeadingLine(self, is_page=True)
        self._cards = QWidget()
        self.table = OrderPanel(self._cards)
        self.exceptions = ExceptionsPanel(self._cards)
        self.lanes = WhoPaidPanel(self._cards)
        self._scroll = Scroll(self, self._cards)
        self.lanes.evidence_wished.connect(self._evidence_wished)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The ways to the evidence."""
        return tuple(self.lanes.links)

    def show_picture(self, picture: Picture) -> None:
        """Show other values in place."""
        outlook, now, palette, clock = picture.outlook, picture.now, picture.palette, picture.wording.clock
        model = picture.work.model
        line = order_headline(outlook, now, picture.wording, model)
        self.heading.say(line.glyph, line.first, line.second, palette)
        self.table.show_table(order_table(outlook, now, model), palette)
        self.exceptions.show_exceptions(exceptions(outlook, now, clock), palette)
        self.lanes.show_lanes(who_paid(outlook.charges, outlook.refusals, picture.work, now, clock), palette)
        self._scroll.use(palette)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the cards."""
        super().resizeEvent(event)
        self._arrange()

    def _evidence_wished(self, identity: str, is_charge: bool) -> None:  # noqa: FBT001 - a signal's own argument
        (self.charge_wished if is_charge else self.refusal_wished).emit(identity)

    def _arrange(self) -> None:
        room = self.width() - 2 * SIDE
        if room <= 0:
            return
        heading = self.heading.height_in(room)
        self.heading.setGeometry(SIDE, TOP, room, heading)
        top = TOP + heading + _BELOW_HEADING
        self._scroll.setGeometry(0, top, self.width(), max(0, self.height() - top))
        table = self.table.height_in(room)
        self.table.setGeometry(SIDE, 0, room, table)
        below = table + GAP
        rest = room - _EXCEPTIONS - GAP
        side_by_side = rest >= _NARROWEST
        if side_by_side:
            tall = max(self.exceptions.height_in(_EXCEPTIONS), self.lanes.height_in(rest))
            self.exceptions.setGeometry(SIDE, below, _EXCEPTIONS, tall)
            self.lanes.setGeometry(SIDE + _EXCEPTIONS + GAP, below, rest, tall)
            end = below + tall
        else:
            first, second = self.lanes.height_in(room), self.exceptions.height_in(room)
            self.lanes.setGeometry(SIDE, below, room, first)
            self.exceptions.setGeometry(SIDE, below + first + GAP, room, second)
            end = below + first + GAP + second
        self._cards.setFixedSize(self.width(), end + TOP)
