"""The list of refusals at the left of its page: the arrow keys go through it, a screen reader hears whole items."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fairmeter.ui.fonts import NOTE, SMALL
from fairmeter.ui.glyphs import draw
from fairmeter.ui.palette import Palette
from fairmeter.ui.report.panel import hairline
from fairmeter.ui.report.scroll import OverlayBar
from fairmeter.ui.report.setting import MEDIUM_SMALL, text_width, write, write_centred, write_right
from fairmeter.view.glyph import GLYPH_TONES
from fairmeter.view.refusal_list import RefusalItem, RefusalListView

ITEM_HEIGHT = 72
_SIDE = 12
_CHIP_TOP, _CHIP_HEIGHT, _WORDS_TOP, _MODEL_TOP = 9, 18, 31, 47
_GLYPH, _GLYPH_LEFT, _CHIP_TEXT_LEFT, _CHIP_RIGHT = 12.0, 5.5, 21.0, 7.5
_GAP = 8
_HOVER = 0.04
_EMPTY_TOP = 24
_CHIP_TYPE = MEDIUM_SMALL

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole


class _Items(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: tuple[RefusalItem, ...] = ()

    def take(self, items: tuple[RefusalItem, ...]) -> None:
        """Show other items; the same refusals said otherwise keep their places and the choice."""
        same = [one.identity for one in items] == [one.identity for one in self.items]
        if not same:
            self.beginResetModel()
        changed = items != self.items
        self.items = items
        if not same:
            self.endResetModel()
        elif changed:
            self.dataChanged.emit(self.index(0), self.index(len(items) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        said: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: item.spoken,
            Qt.ItemDataRole.AccessibleTextRole: item.spoken,
            Qt.ItemDataRole.ToolTipRole: item.words,
            ITEM: item,
        }
        return said.get(role)


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent: "RefusalList") -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._list.viewport().width(), ITEM_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, item = self._list.colours, index.data(ITEM)
        if palette is None or not isinstance(item, RefusalItem):
            return
        state, rect = option.state, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.selection)
        elif state & QStyle.StateFlag.State_MouseOver:
            wash = QColor(palette.text)
            wash.setAlphaF(_HOVER)
            painter.fillRect(rect, wash)
        painter.translate(rect.topLeft())
        paint_item(painter, rect.width(), item, palette)
        painter.restore()


class RefusalList(QListView):
    """Shows a `RefusalListView`; `opened` tells which refusal the user chose."""

    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.colours: Palette | None = None
        self._items = _Items(self)
        self._empty = ""
        self._is_taking = False
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Refusals")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.bar = OverlayBar(self)
        self.selectionModel().currentChanged.connect(self._current_changed)

    @property
    def shown(self) -> tuple[RefusalItem, ...]:
        """The items, newest first."""
        return self._items.items

    @property
    def chosen(self) -> str | None:
        """Which refusal is chosen."""
        item = self.currentIndex().data(ITEM)
        return item.identity if isinstance(item, RefusalItem) else None

    def show_list(self, view: RefusalListView, palette: Palette) -> None:
        """Show other items; what was chosen stays so, as long as it is there."""
        self.colours = palette
        self.bar.use(palette)
        self._empty = view.empty
        before = self.chosen
        self._is_taking = True
        self._items.take(view.items)
        if before is not None and self.chosen != before:
            self.choose(before)
        self._is_taking = False
        self.viewport().update()

    def choose(self, identity: str) -> bool:
        """Choose a refusal; whether it is in the list."""
        rows = [row for row, item in enumerate(self.shown) if item.identity == identity]
        if rows:
            self.setCurrentIndex(self._items.index(rows[0]))
            self.scrollTo(self.currentIndex())
        return bool(rows)

    def clear_choice(self) -> None:
        """Choose nothing."""
        self._is_taking = True
        self.setCurrentIndex(QModelIndex())
        self._is_taking = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the items, or what is said in their place."""
        if self.colours is None:
            return
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.colours.card)
        if self._empty:
            box = QRectF(_SIDE, _EMPTY_TOP, self.viewport().width() - 2 * _SIDE, NOTE.line)
            write_centred(painter, box, self._empty, NOTE, self.colours.text_2)
        painter.end()
        super().paintEvent(event)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        item = current.data(ITEM)
        if not self._is_taking and isinstance(item, RefusalItem):
            self.opened.emit(item.identity)


def paint_item(painter: QPainter, wide: int, item: RefusalItem, palette: Palette) -> None:
    """Paint one item with its upper left corner at the origin."""
    room = wide - 2 * _SIDE
    time_line = QRectF(_SIDE, _CHIP_TOP, room, _CHIP_HEIGHT)
    time_width = write_right(painter, time_line, item.time, SMALL, palette.text_2)
    _paint_chip(painter, QRectF(_SIDE, _CHIP_TOP, room - time_width - _GAP, _CHIP_HEIGHT), item, palette)
    write(painter, QRectF(_SIDE, _WORDS_TOP, room, NOTE.line), item.words, NOTE, palette.text_2)
    write(painter, QRectF(_SIDE, _MODEL_TOP, room, SMALL.line), item.model, SMALL, palette.text_2)
    hairline(painter, 0, wide, ITEM_HEIGHT - 0.5, palette)


def _paint_chip(painter: QPainter, room: QRectF, item: RefusalItem, palette: Palette) -> None:
    wide = min(room.width(), _CHIP_TEXT_LEFT + text_width(item.chip, _CHIP_TYPE) + _CHIP_RIGHT)
    box = QRectF(room.left(), room.top(), wide, room.height())
    fill = palette.out_wash if item.is_alarm else palette.card
    painter.setPen(QPen(palette.out if item.is_alarm else palette.control_edge, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _CHIP_HEIGHT / 2 - 0.5, _CHIP_HEIGHT / 2 - 0.5)
    mark = QRectF(box.left() + _GLYPH_LEFT, box.center().y() - _GLYPH / 2, _GLYPH, _GLYPH)
    draw(painter, item.glyph, mark, palette.mark(GLYPH_TONES[item.glyph]), fill)
    ink = palette.out_text if item.is_alarm else palette.text_2
    write(painter, box.adjusted(_CHIP_TEXT_LEFT, 0, -_CHIP_RIGHT, 0), item.chip, _CHIP_TYPE, ink)
