"""The popover: what hangs under the icon, or stands in a window of its own where there is no icon."""

import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from fairmeter.ui.banner_card import BannerCard
from fairmeter.ui.cards import PADDING, WIDTH, Part, ground
from fairmeter.ui.chain_card import ChainCard
from fairmeter.ui.extra_card import ExtraCard
from fairmeter.ui.focus_ring import FocusRing
from fairmeter.ui.footer import Footer
from fairmeter.ui.hint_card import HintCard
from fairmeter.ui.limits_card import LimitsCard
from fairmeter.ui.login_card import LoginCard
from fairmeter.ui.notice_line import NoticeLine
from fairmeter.ui.palette import Palette, colours
from fairmeter.ui.verdict_line import VerdictLine
from fairmeter.view.glyph import Glyph
from fairmeter.view.hint import HintView, stays_in_window
from fairmeter.view.popover import PopoverView
from fairmeter.view.theme import Theme

HIGHEST = 440
"""No taller than this with up to three limits and nothing wrong."""
_ROWS_WITHIN = 3
_RADIUS = 12
_FADE_MS = 120
_CAN_FADE = {"cocoa", "xcb", "windows"}


class Popover(QWidget):
    """Draws a `PopoverView` and says what the user wishes.

    Args:
        as_window: Why it is an ordinary window instead of hanging under an icon; None where there is an icon. It
            stands as a hint above everything else.
        answers: The buttons of that hint, two at most; `hint_answered` tells which was pressed.
        closing_hides: Whether closing that window only hides it.
        reduced_motion: Whether everything jumps instead of moving.
        clock: Seconds of a clock that only goes forward, for `closed`.
    """

    refresh_wished = Signal()
    report_wished = Signal()
    settings_wished = Signal()
    login_wished = Signal()
    row_opened = Signal(int)
    order_wished = Signal()
    evidence_wished = Signal(str)
    copy_wished = Signal(str)
    dismissed = Signal(str)
    wording_toggled = Signal()
    used_left_toggled = Signal()
    hint_answered = Signal(int)
    closed = Signal(float)

    def __init__(
        self,
        *,
        as_window: str | None = None,
        answers: tuple[str, ...] = (),
        closing_hides: bool = True,
        reduced_motion: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._is_window = as_window is not None
        self._closing_hides = closing_hides
        self._reduced_motion = reduced_motion
        self._clock = clock
        self._shown: tuple[PopoverView, Theme] | None = None
        self._colours: Palette | None = None
        self._set_frame()
        self._make_parts(stays_in_window(as_window, answers) if as_window is not None else None)
        self._make_shortcuts()
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(_FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(self.setWindowOpacity)
        self.setFixedSize(WIDTH, self.footer.wanted_height())

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts from top to bottom, shown or not."""
        return self._parts

    def show_view(self, view: PopoverView, theme: Theme) -> None:
        """Show other values in place; the size follows when the shape changes."""
        if (view, theme) == self._shown:
            return
        self._shown = view, theme
        palette = colours(theme)
        if palette is not self._colours:
            self._colours = palette
            self.ring.use(palette)
            self.update()
        count = len(self.limits.rows)
        for part in self._parts:
            part.show_view(view, palette)
        if len(self.limits.rows) != count:
            self._order_focus()
        self._arrange()

    def sizeHint(self) -> QSize:
        """As tall as what it shows."""
        return QSize(WIDTH, self._wanted_height())

    def changeEvent(self, event: QEvent) -> None:
        """Leaving the window closes a popover; another system font moves everything."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._shown is not None:
            (view, theme), self._shown = self._shown, None
            self.show_view(view, theme)

    def event(self, event: QEvent) -> bool:
        """Close a popover that the user has left."""
        if event.type() is QEvent.Type.WindowDeactivate and not self._is_window and self.isVisible():
            self.hide()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground: round and with a hairline under an icon, plain in a window."""
        if self._colours is None:
            return
        painter = QPainter(self)
        if self._is_window:
            painter.fillRect(self.rect(), self._colours.window)
        else:
            ground(painter, QRectF(self.rect()), _RADIUS, self._colours.window, self._colours.hair)
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Come up gently, with the first row ready for the keyboard."""
        super().showEvent(event)
        if event.spontaneous():
            return
        stops = (self.banner.evidence, *self.limits.rows, self.footer.refresh)
        first = next(stop for stop in stops if stop.isVisibleTo(self))
        first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        if self._fades():
            self.setWindowOpacity(0.0)
            self._fade.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say when it went away, so that the click that closed it does not open it again."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._fade.stop()
            self.closed.emit(self._clock())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide instead, where closing is not the end."""
        if self._closing_hides:
            event.ignore()
            self.hide()
            return
        super().closeEvent(event)

    def _set_frame(self) -> None:
        self.setWindowTitle("Fairmeter")
        if self._is_window:
            self.setWindowFlags(
                Qt.WindowType.Window
                | Qt.WindowType.CustomizeWindowHint
                | Qt.WindowType.WindowTitleHint
                | Qt.WindowType.WindowSystemMenuHint
                | Qt.WindowType.WindowMinimizeButtonHint
                | Qt.WindowType.WindowCloseButtonHint
            )
            return
        self.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def _make_parts(self, hint: HintView | None) -> None:
        calm = self._reduced_motion
        self.hint = HintCard(hint, self) if hint is not None else None
        self.banner = BannerCard(self)
        self.verdict = VerdictLine(self)
        self.limits = LimitsCard(self, reduced_motion=calm)
        self.login = LoginCard(self)
        self.extra = ExtraCard(self, reduced_motion=calm)
        self.chain = ChainCard(self)
        self.notice = NoticeLine(self)
        self.footer = Footer(self, reduced_motion=calm)
        above: tuple[Part, ...] = (self.hint,) if self.hint is not None else ()
        self._parts: tuple[Part, ...] = (
            *above,
            self.banner,
            self.verdict,
            self.limits,
            self.login,
            self.extra,
            self.chain,
            self.notice,
            self.footer,
        )
        self.ring = FocusRing(self)
        if self.hint is not None:
            self.hint.answered.connect(self.hint_answered)
        self.banner.evidence_wished.connect(self.evidence_wished)
        self.banner.copy_wished.connect(self.copy_wished)
        self.banner.dismissed.connect(self.dismissed)
        self.limits.row_opened.connect(self.row_opened)
        self.limits.used_clicked.connect(self.used_left_toggled)
        self.limits.reset_clicked.connect(self.wording_toggled)
        self.login.login_wished.connect(self.login_wished)
        self.chain.opened.connect(self.order_wished)
        self.footer.refresh_wished.connect(self.refresh_wished)
        self.footer.report_wished.connect(self.report_wished)
        self.footer.settings_wished.connect(self.settings_wished)
        self._order_focus()

    def _make_shortcuts(self) -> None:
        """Qt takes Ctrl for Command on macOS by itself."""
        for keys, does in (
            ("Ctrl+R", self.footer.ask),
            ("Ctrl+C", self.banner.wish_copy),
            ("Ctrl+,", self.settings_wished.emit),
            ("Ctrl+W", self.close),
            ("Esc", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(does)

    def _stops(self) -> tuple[QWidget, ...]:
        """What the keyboard reaches, top to bottom."""
        answers = self.hint.buttons if self.hint is not None else ()
        banner = (self.banner.evidence, self.banner.copy_report, self.banner.dismiss)
        foot = (self.footer.refresh, self.footer.report, self.footer.settings)
        return (*answers, *banner, *self.limits.rows, self.login.button, self.chain.chain, *foot)

    def _order_focus(self) -> None:
        stops = self._stops()
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        for stop in stops:
            self.ring.watch(stop)

    def _wanted_height(self) -> int:
        top = 0
        for part in self._parts:
            if tall := part.wanted_height():
                top += self._gap_above(part, top) + tall
        return top

    def _arrange(self) -> None:
        for lines in (1, 0):
            if self._is_calm() and self._wanted_height() > HIGHEST:
                self.verdict.be_brief(lines)
        top = 0
        for part in self._parts:
            tall = part.wanted_height()
            part.setVisible(tall > 0)
            if tall:
                top += self._gap_above(part, top)
                part.setGeometry(part.left, top, part.breadth, tall)
                top += tall
        self._grow_to(top)
        self.ring.setGeometry(self.rect())
        self.ring.raise_()

    def _gap_above(self, part: Part, top: int) -> int:
        return part.gap if top else PADDING

    def _is_calm(self) -> bool:
        return self.verdict.glyph is Glyph.FINE and not self.banner.is_up and len(self.limits.rows) <= _ROWS_WITHIN

    def _grow_to(self, height: int) -> None:
        """Take another height; a popover in the lower half of the screen hangs over its icon and keeps its foot."""
        more = height - self.height()
        if not more:
            return
        middle = self.screen().availableGeometry().center().y()
        keeps_foot = self.isVisible() and not self._is_window and self.geometry().center().y() > middle
        self.setFixedSize(WIDTH, height)
        if keeps_foot:
            self.move(self.x(), self.y() - more)

    def _fades(self) -> bool:
        able = QGuiApplication.platformName() in _CAN_FADE
        return able and not self._is_window and not self._reduced_motion
