"""A sheet set as a text document. Everything goes in as plain text: nothing that others wrote can be markup."""

from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from fairmeter.report.sheet import Block, Facts, Heading, Listing, Quoted, Sheet, Table, Words

TEXT_PT, SMALL_PT = 9.5, 8.0
_TITLE_PT, _HEADING_PT = 16.0, 11.5
_AFTER_TITLE, _BEFORE_HEADING, _AFTER_BLOCK = 6.0, 12.0, 4.0
_CELL_PADDING = 2.5
_LINE_PT = 0.5
_FACT_NAMES_PERCENT = 30
_HAIR = QColor("#B9BEC7")
_POINTS_PER_INCH = 72.0
_IS_HEADING = 1
_LAST_FOR_A_HEADING = 0.92


def fill(document: QTextDocument, sheet: Sheet, family: str, fixed_family: str) -> None:
    """Set a sheet into an empty document."""
    _Setting(document, family, fixed_family).set(sheet)


def keep_headings_with_text(document: QTextDocument, page_height: float) -> None:
    """Begin a new page before a heading that would stand alone at the foot of one; the page size is to be set."""
    block = document.begin()
    while block.isValid():
        box = document.documentLayout().blockBoundingRect(block)
        if block.userState() == _IS_HEADING and box.bottom() % page_height > page_height * _LAST_FOR_A_HEADING:
            layout = block.blockFormat()
            layout.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(layout)
        block = block.next()


class _Setting:
    """Sets block after block. Lengths are in points, which the layout takes in the screen's own dots."""

    def __init__(self, document: QTextDocument, family: str, fixed_family: str) -> None:
        self._cursor = QTextCursor(document)
        self._family = family
        self._fixed_family = fixed_family
        self._point = QGuiApplication.primaryScreen().logicalDotsPerInchY() / _POINTS_PER_INCH
        document.setDefaultFont(self._font(TEXT_PT))
        self._is_begun = False

    def set(self, sheet: Sheet) -> None:
        self._line(sheet.title, self._chars(_TITLE_PT, QFont.Weight.DemiBold), below=_AFTER_TITLE)
        for block in sheet.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text):
                bold = self._chars(_HEADING_PT, QFont.Weight.DemiBold)
                self._line(text, bold, above=_BEFORE_HEADING, below=_AFTER_BLOCK)
                self._cursor.block().setUserState(_IS_HEADING)
            case Words(text):
                self._line(text, self._chars(), above=_AFTER_BLOCK, below=_AFTER_BLOCK)
            case Listing(lines):
                for line in lines:
                    self._line(f"\u2022 {line}", self._chars(), below=1.0)
            case Quoted(text):
                for line in text.splitlines() or [""]:
                    self._line(line, self._chars(fixed=True), below=1.0)
            case Facts(pairs):
                self._table(pairs, widths=(_FACT_NAMES_PERCENT, 100 - _FACT_NAMES_PERCENT))
            case Table(columns, rows):
                self._table((columns, *rows), has_head=True)

    def _line(self, text: str, chars: QTextCharFormat, *, above: float = 0.0, below: float = 0.0) -> None:
        layout = QTextBlockFormat()
        layout.setTopMargin(above * self._point)
        layout.setBottomMargin(below * self._point)
        if self._is_begun:
            self._cursor.insertBlock(layout, chars)
        else:
            self._cursor.setBlockFormat(layout)
        self._is_begun = True
        self._cursor.insertText(text, chars)

    def _table(
        self, rows: tuple[tuple[str, ...], ...], *, has_head: bool = False, widths: tuple[int, ...] = ()
    ) -> None:
        layout = QTextTableFormat()
        layout.setBorder(0)
        layout.setBorderCollapse(True)
        layout.setCellPadding(0)
        layout.setHeaderRowCount(1 if has_head else 0)
        layout.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        if widths:
            layout.setColumnWidthConstraints(
                [QTextLength(QTextLength.Type.PercentageLength, width) for width in widths]
            )
        table = self._cursor.insertTable(len(rows), len(rows[0]), layout)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                bold = (has_head and row == 0) or (not has_head and column == 0)
                cell = table.cellAt(row, column)
                cell.setFormat(self._cell())
                cell.firstCursorPosition().insertText(
                    text, self._chars(SMALL_PT, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
                )
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._is_begun = True

    def _cell(self) -> QTextTableCellFormat:
        layout = QTextTableCellFormat()
        layout.setPadding(_CELL_PADDING * self._point)
        layout.setLeftPadding(0)
        layout.setRightPadding(2 * _CELL_PADDING * self._point)
        layout.setBottomBorder(_LINE_PT * self._point)
        layout.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        layout.setBottomBorderBrush(_HAIR)
        return layout

    def _chars(
        self, size: float = TEXT_PT, weight: QFont.Weight = QFont.Weight.Normal, *, fixed: bool = False
    ) -> QTextCharFormat:
        chars = QTextCharFormat()
        chars.setFont(self._font(SMALL_PT if fixed else size, weight, fixed=fixed))
        return chars

    def _font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal, *, fixed: bool = False) -> QFont:
        made = QFont(self._fixed_family if fixed else self._family)
        made.setPointSizeF(size)
        made.setWeight(weight)
        return made
