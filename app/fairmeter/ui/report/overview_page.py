"""The first page: what is so, the limits, who pays next, the money, and where the figures come from."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.outlook import Standing
from fairmeter.ui.buttons import TextButton
from fairmeter.ui.report.chain_panel import ChainPanel
from fairmeter.ui.report.extra_panel import ExtraPanel
from fairmeter.ui.report.facts_panel import FactsPanel
from fairmeter.ui.report.heading import HeadingLine
from fairmeter.ui.report.limits_panel import LimitsPanel
from fairmeter.ui.report.page import Page
from fairmeter.ui.report.panel import Panel
from fairmeter.ui.report.picture import Picture
from fairmeter.ui.report.scroll import Scroll
from fairmeter.view.pays_next import who_pays_next
from fairmeter.view.report_overview import SOURCES_TITLE, overview

SIDE, TOP = 20, 18
GAP = 12
_BELOW_HEADING = 13
_LEFT_WIDE, _LEFT_NARROW = 348, 316
_WIDE, _NARROW = 764, 604
"""Between these two widths of the content the left column grows with it; the right one takes the rest."""


class OverviewPage(Page):
    """Two columns: what limits you and who pays, the money and the source."""

    export_wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = HeadingLine(self, is_page=True)
        self.export = TextButton("Export report", self)
        self._columns = QWidget()
        self.limits = LimitsPanel(self._columns)
        self.chain = ChainPanel(self._columns)
        self.extra = ExtraPanel(self._columns)
        self.facts = FactsPanel(SOURCES_TITLE, self._columns)
        self._scroll = Scroll(self, self._columns)
        self.export.clicked.connect(self.export_wished)
        self.chain.opened.connect(lambda: self.page_wished.emit("billing"))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The button and the chain."""
        return self.export, self.chain.opener

    def show_picture(self, picture: Picture) -> None:
        """Show other values in place."""
        outlook, now, palette = picture.outlook, picture.now, picture.palette
        view = overview(outlook, now, picture.wording)
        self.heading.say(view.headline.glyph, view.headline.first, view.headline.second, palette)
        self.export.use(palette)
        self.limits.show_rows(view.rows, palette)
        is_live = outlook.standing(now) is Standing.LIVE and outlook.snapshot is not None
        chain = who_pays_next(outlook.snapshot, now, picture.work.model) if is_live and outlook.snapshot else None
        self.chain.show_chain(chain, palette)
        self.extra.show_extra(view.extra, palette)
        self.facts.show_facts(view.facts, palette)
        self._scroll.use(palette)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the columns."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - 2 * SIDE
        if room <= 0:
            return
        button = self.export.sizeHint()
        text = room - button.width() - GAP
        heading = self.heading.height_in(text)
        self.heading.setGeometry(SIDE, TOP, text, heading)
        self.export.setGeometry(SIDE + room - button.width(), TOP, button.width(), button.height())
        top = TOP + heading + _BELOW_HEADING
        self._scroll.setGeometry(0, top, self.width(), max(0, self.height() - top))
        left = _LEFT_NARROW + round((_LEFT_WIDE - _LEFT_NARROW) * (room - _NARROW) / (_WIDE - _NARROW))
        first, second = (self.limits, self.chain), (self.extra, self.facts)
        if not any(card.height_in(left) for card in first):
            tall = _place((*first, *second), SIDE, room)
        else:
            tall = max(_place(first, SIDE, left), _place(second, SIDE + left + GAP, room - left - GAP))
        self._columns.setFixedSize(self.width(), max(1, tall + TOP - GAP))


def _place(cards: tuple[Panel, ...], left: int, width: int) -> int:
    top = 0
    for card in cards:
        tall = card.height_in(width)
        card.setVisible(tall > 0)
        if tall:
            card.setGeometry(left, top, width, tall)
            top += tall + GAP
    return top
