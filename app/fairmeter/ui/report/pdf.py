"""A report on paper: A4 or Letter, vectors and real text that can be selected and searched."""

import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from fairmeter.report import Sheet
from fairmeter.ui.report.pdf_text import SMALL_PT, fill, keep_headings_with_text

_RESOLUTION = 1200
_MARGIN_MM = 18.0
_FOOT_PT = 22.0
_POINTS_PER_INCH = 72.0
_INK, _QUIET = QColor(Qt.GlobalColor.black), QColor("#585D66")


def draw(sheet: Sheet, path: Path) -> None:
    """Draw a report into a file.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_bytes(pdf(sheet))


def draw_alone(sheet: Sheet, path: Path) -> None:
    """The same from a command, where no app runs and no display need be.

    Raises:
        OSError: the file cannot be written.
    """
    words = ["fairmeter", *(("-platform", "offscreen") if sys.platform.startswith("linux") else ())]
    app = QGuiApplication.instance() or QGuiApplication(words)
    draw(sheet, path)
    del app


def pdf(sheet: Sheet, size: QPageSize.PageSizeId | None = None) -> bytes:
    """The bytes of the PDF, on the paper that this country uses unless another is given."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(sheet.title)
    writer.setCreator("Fairmeter")
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    paper = QPageSize(size or usual_paper())
    writer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    _paint(sheet, writer)
    buffer.close()
    return bytes(buffer.data().data())


def usual_paper() -> QPageSize.PageSizeId:
    """Letter where inches are used, A4 elsewhere."""
    imperial = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4


def _paint(sheet: Sheet, writer: QPdfWriter) -> None:
    foot = _FOOT_PT * _RESOLUTION / _POINTS_PER_INCH
    room = QSizeF(writer.width(), writer.height() - foot)
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    fill(document, sheet, _family(), _fixed_family())
    document.setPageSize(room)
    keep_headings_with_text(document, room.height())
    painter = QPainter(writer)
    count = document.pageCount()
    for page in range(count):
        if page:
            writer.newPage()
        _page(painter, document, QRectF(0, page * room.height(), room.width(), room.height()))
        _foot(painter, QRectF(0, room.height(), room.width(), foot), f"{sheet.title}, page {page + 1} of {count}")
    painter.end()


def _page(painter: QPainter, document: QTextDocument, part: QRectF) -> None:
    painter.save()
    painter.translate(0, -part.top())
    painter.setClipRect(part)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = part
    context.palette.setColor(QPalette.ColorRole.Text, _INK)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _foot(painter: QPainter, box: QRectF, words: str) -> None:
    used = QFont(_family())
    used.setPointSizeF(SMALL_PT)
    painter.setFont(used)
    painter.setPen(_QUIET)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, words)


def _family() -> str:
    return QGuiApplication.font().family()


def _fixed_family() -> str:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
