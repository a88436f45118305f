"""Who paid over seven days: the lanes, and the last events with the way to their evidence."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.ui.buttons import Button
from fairmeter.ui.fonts import NAME, NOTE, baseline, font
from fairmeter.ui.glyphs import draw
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.lanes import HEIGHT as LANES
from fairmeter.ui.report.lanes import paint_lanes
from fairmeter.ui.report.panel import Panel, hairline
from fairmeter.ui.report.setting import (
    paragraph,
    text_width,
    write,
    write_paragraph,
    write_right,
)
from fairmeter.view.glyph import GLYPH_TONES
from fairmeter.view.who_paid import EventView, WhoPaidView

SIDE = 14
_TOP, _TITLE, _LANES_TOP = 11, 17, 33
_EVENT = 27
_GLYPH, _TIME_LEFT, _WORDS_LEFT = 14.0, 20.0, 91.0
_GAP = 8.0
_LINK_WORDS = "Evidence"


class _Link(Button):
    """Words that are pressed, in the colour of an action."""

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(_LINK_WORDS, NOTE) + 1), _EVENT - 2)

    def paint_face(self, painter: QPainter, palette: Palette) -> None:
        box = QRectF(self.rect())
        painter.setFont(font(NOTE))
        painter.setPen(palette.fine_text)
        painter.drawText(QPointF(box.left(), baseline(box, font(NOTE))), _LINK_WORDS)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().paintEvent(event)


class WhoPaidPanel(Panel):
    """Draws a `WhoPaidView`; `evidence_wished` tells the identity, and whether it is a charge."""

    evidence_wished = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: WhoPaidView | None = None
        self.links: list[_Link] = []

    def show_lanes(self, view: WhoPaidView, palette: Palette) -> None:
        """Show other lanes and events."""
        self._view = view
        self.use(palette)
        self.tell("Who paid in the last 7 days", view.spoken)
        wanted = [event for event in view.events if event.evidence]
        while len(self.links) > len(wanted):
            self.links.pop().deleteLater()
        while len(self.links) < len(wanted):
            self.links.append(self._made())
        for link, event in zip(self.links, wanted, strict=True):
            link.use(palette)
            link.setProperty("event", event)
            link.setAccessibleName(f"Evidence: {event.time}, {event.words}")
        self._arrange()

    def height_in(self, room: int) -> int:
        """The lanes and the events."""
        events = self._view.events if self._view is not None else ()
        return _LANES_TOP + LANES + sum(_tall(event, room) for event in events) + (0 if events else SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the links."""
        super().resizeEvent(event)
        self._arrange()

    def paint_content(self, painter: QPainter, palette: Palette) -> None:
        """Write the title, draw the lanes, write the events."""
        view = self._view
        if view is None:
            return
        room = self.width() - 2 * SIDE
        title = QRectF(SIDE, _TOP, room, _TITLE)
        used = write(painter, title, "Who paid", NAME, palette.text)
        total = write_right(painter, title.adjusted(used + _GAP, 0, 0, 0), view.total, NOTE, palette.text_2)
        write(painter, title.adjusted(used + _GAP, 0, -total - _GAP, 0), "last 7 days", NOTE, palette.text_2)
        lanes = QRectF(SIDE, _LANES_TOP, room, LANES)
        paint_lanes(painter, lanes, view, palette)
        for event, top in self._tops():
            hairline(painter, SIDE, self.width() - SIDE, top, palette)
            _paint_event(painter, QRectF(SIDE, top, room, _EVENT), event, palette)

    def _tops(self) -> list[tuple[EventView, int]]:
        """The events, each with where it begins."""
        tops = []
        top = _LANES_TOP + LANES - 1
        for event in self._view.events if self._view is not None else ():
            tops.append((event, top))
            top += _tall(event, self.width())
        return tops

    def _made(self) -> _Link:
        link = _Link(self)
        link.clicked.connect(lambda: self._press(link))
        link.show()
        return link

    def _press(self, link: _Link) -> None:
        event = link.property("event")
        if isinstance(event, EventView):
            self.evidence_wished.emit(event.evidence, event.is_charge)

    def _arrange(self) -> None:
        if self._view is None:
            return
        places = [top for event, top in self._tops() if event.evidence]
        for link, top in zip(self.links, places, strict=True):
            size = link.sizeHint()
            left = self.width() - SIDE - size.width()
            link.setGeometry(left, top + (_EVENT - size.height()) // 2, size.width(), size.height())


def _paint_event(painter: QPainter, box: QRectF, event: EventView, palette: Palette) -> None:
    mark = QRectF(box.left(), box.center().y() - _GLYPH / 2, _GLYPH, _GLYPH)
    draw(painter, event.glyph, mark, palette.mark(GLYPH_TONES[event.glyph]), palette.card)
    write(painter, box.adjusted(_TIME_LEFT, 0, 0, 0), event.time, NOTE, palette.text_2)
    top = box.top() + (_EVENT - NOTE.line) / 2
    column = QRectF(box.left() + _WORDS_LEFT, top, _words_room(event, box.width()), 0)
    write_paragraph(painter, column, event.words, NOTE, palette.text)


def _words_room(event: EventView, room: float) -> float:
    link = text_width(_LINK_WORDS, NOTE) + _GAP if event.evidence else 0
    return room - _WORDS_LEFT - link


def _tall(event: EventView, room: int) -> int:
    lines = paragraph(event.words, NOTE, _words_room(event, room - 2 * SIDE))
    return _EVENT + (max(1, len(lines)) - 1) * NOTE.line
