"""The report window: what happened and why, with the evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from fairmeter.outlook import Outlook
from fairmeter.report import Form, Origin, Report, state_report
from fairmeter.ui.focus_ring import FocusRing
from fairmeter.ui.palette import Palette, colours
from fairmeter.ui.report.billing_page import BillingPage
from fairmeter.ui.report.icons import PageIcon
from fairmeter.ui.report.overview_page import OverviewPage
from fairmeter.ui.report.page import Page
from fairmeter.ui.report.picture import Picture
from fairmeter.ui.report.refusals_page import RefusalsPage
from fairmeter.ui.report.saving import Saver
from fairmeter.ui.report.sidebar import WIDTH as SIDEBAR
from fairmeter.ui.report.sidebar import PageName, Sidebar
from fairmeter.view.report_overview import foot, open_contradictions
from fairmeter.view.theme import Theme
from fairmeter.view.who_paid import Work
from fairmeter.view.wording import Wording

WIDTH, HEIGHT = 980, 680
LEAST_WIDTH, LEAST_HEIGHT = 820, 560
OVERVIEW, REFUSALS, BILLING = "overview", "refusals", "billing"
"""The names of the pages."""


@dataclass(frozen=True, slots=True)
class _Room:
    """A page as the table of pages has it: its name in the sidebar, and how it is made on first use."""

    name: PageName
    make: Callable[[QWidget, Saver], Page]


_ROOMS = (
    _Room(PageName(OVERVIEW, "Overview", PageIcon.OVERVIEW), lambda parent, _saver: OverviewPage(parent)),
    _Room(PageName(REFUSALS, "Refusals", PageIcon.REFUSALS), RefusalsPage),
    _Room(PageName(BILLING, "Billing order", PageIcon.BILLING), lambda parent, _saver: BillingPage(parent)),
)


class ReportWindow(QWidget):
    """Shows pictures, one page at a time, and says what the user wishes.

    It is made on first use and gone when it is closed. `fairmeter` and `platform` stand in the reports.
    """

    refresh_wished = Signal()
    settings_wished = Signal()
    looked_at = Signal(str)
    """A refusal or a charge was shown to the user."""
    copied = Signal(str)
    """What was put into the clipboard."""

    def __init__(self, *, fairmeter: str, platform: str) -> None:
        super().__init__()
        self._fairmeter, self._platform = fairmeter, platform
        self._picture: Picture | None = None
        self._work = Work()
        self._pages: dict[str, Page] = {}
        self._open = OVERVIEW
        self.setWindowTitle("Fairmeter")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.resize(WIDTH, HEIGHT)
        self.saver = Saver(self)
        self.sidebar = Sidebar(tuple(room.name for room in _ROOMS), self)
        self.ring = FocusRing(self)
        self.sidebar.chosen.connect(self.open_page)
        self.saver.copied.connect(self.copied)
        self.saver.said.connect(self._say)
        self._make_shortcuts()
        self.open_page(OVERVIEW)

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self._pages[self._open]

    @property
    def open_name(self) -> str:
        """The name of the page that is open."""
        return self._open

    def show_picture(self, outlook: Outlook, now: datetime, wording: Wording, theme: Theme) -> None:
        """Show another picture on the open page; the others take it when they are opened."""
        snapshot = outlook.snapshot
        plan = snapshot.plan.value.name if snapshot is not None and snapshot.plan is not None else None
        origin = Origin(fairmeter=self._fairmeter, platform=self._platform, plan=plan)
        self._picture = Picture(
            outlook=outlook, now=now, wording=wording, palette=colours(theme), origin=origin, work=self._work
        )
        self._show(self._picture)

    def show_work(self, work: Work) -> None:
        """Show when was worked, and the model in use."""
        self._work = work
        if self._picture is not None:
            picture = self._picture
            self._picture = Picture(
                outlook=picture.outlook,
                now=picture.now,
                wording=picture.wording,
                palette=picture.palette,
                origin=picture.origin,
                work=work,
            )
            self._show(self._picture)

    def open_page(self, name: str) -> None:
        """Open a page by its name; one that is not there is left alone."""
        page = self._page(name)
        if page is None:
            return
        before = self._pages.get(self._open)
        if before is not None and before is not page:
            before.hide()
        self._open = name
        self.sidebar.mark(name)
        self._arrange()
        if self._picture is not None:
            page.show_picture(self._picture)
        page.show()
        self._order_focus()

    def open_refusal(self, identity: str) -> None:
        """Show the evidence of a refusal."""
        page = self._page(REFUSALS)
        if isinstance(page, RefusalsPage):
            page.open(identity)  # before it is seen, so that nothing else counts as looked at
            self.open_page(REFUSALS)

    def open_charge(self, identity: str) -> None:
        """Show the evidence of a charge."""
        page = self._page(REFUSALS)
        if isinstance(page, RefusalsPage):
            page.open_charge(identity)
            self.open_page(REFUSALS)

    def copy_report(self) -> None:
        """Copy the report of what has the focus: the chosen refusal, else everything."""
        report = self.page.report() or self._state_report()
        if report is not None:
            self.saver.copy(report)

    def export_report(self) -> None:
        """Ask where to save the report of everything, and in which form."""
        report = self._state_report()
        if report is not None:
            self.saver.save(report, Form.MARKDOWN, Form.PDF, Form.HTML, Form.JSON, Form.CSV)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sidebar keeps its width."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._picture.palette.window)
        painter.end()

    def _show(self, picture: Picture) -> None:
        palette: Palette = picture.palette
        self.sidebar.show_foot(foot(picture.outlook, picture.now, picture.wording), palette)
        self.sidebar.show_count(REFUSALS, open_contradictions(picture.outlook))
        self.ring.use(palette)
        self.page.show_picture(picture)
        self._order_focus()
        self.update()

    def _page(self, name: str) -> Page | None:
        """A page, made if it is asked for first; None when there is none of that name."""
        room = next((room for room in _ROOMS if room.name.name == name), None)
        if room is None:
            return None
        return self._pages.get(name) or self._made(room)

    def _made(self, room: _Room) -> Page:
        page = room.make(self, self.saver)
        page.hide()
        page.looked_at.connect(self.looked_at)
        page.refusal_wished.connect(self.open_refusal)
        page.charge_wished.connect(self.open_charge)
        page.page_wished.connect(self.open_page)
        if isinstance(page, OverviewPage):
            page.export_wished.connect(self.export_report)
        self._pages[room.name.name] = page
        return page

    def _make_shortcuts(self) -> None:
        """Qt takes Ctrl for Command on macOS by itself."""
        wishes: dict[str, Callable[[], object]] = {
            "Ctrl+R": self.refresh_wished.emit,
            "Ctrl+,": self.settings_wished.emit,
            "Ctrl+C": self.copy_report,
            "Ctrl+E": self.export_report,
            "Ctrl+W": self.close,
        }
        for number, room in enumerate(_ROOMS, 1):
            wishes[f"Ctrl+{number}"] = lambda name=room.name.name: self.open_page(name)  # type: ignore[misc]
        for keys, does in wishes.items():
            QShortcut(QKeySequence(keys), self).activated.connect(does)

    def _order_focus(self) -> None:
        stops = (*self.sidebar.items, *self.page.stops)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        for stop in stops:
            self.ring.watch(stop)

    def _arrange(self) -> None:
        self.sidebar.setGeometry(0, 0, SIDEBAR, self.height())
        self.page.setGeometry(SIDEBAR, 0, self.width() - SIDEBAR, self.height())
        self.ring.setGeometry(self.rect())
        self.ring.raise_()

    def _say(self, words: str) -> None:
        self.page.say(words)

    def _state_report(self) -> Report | None:
        picture = self._picture
        if picture is None:
            return None
        return state_report(picture.outlook, picture.origin, picture.now, picture.wording)
