"""Reports on their way out: into the clipboard, or into a file that the user chooses."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from fairmeter.report import Form, Report
from fairmeter.ui.report.pdf import draw

_FILTERS = {
    Form.PDF: "PDF (*.pdf)",
    Form.MARKDOWN: "Markdown (*.md)",
    Form.HTML: "Web page (*.html)",
    Form.JSON: "JSON (*.json)",
    Form.CSV: "Table, refusals only (*.csv)",
}


class Saver(QObject):
    """Copies and saves; `said` tells the user what became of it, `copied` what was put into the clipboard.

    The dialog does not hold up the window, so that pictures go on arriving behind it.
    """

    said = Signal(str)
    copied = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def copy(self, report: Report) -> None:
        """Put a report into the clipboard as Markdown."""
        text = report.text(Form.MARKDOWN)
        QGuiApplication.clipboard().setText(text)
        self.said.emit("Copied")
        self.copied.emit(text)

    def save(self, report: Report, *forms: Form) -> QFileDialog:
        """Ask where to save a report; with several forms the user chooses one of them, the first is proposed."""
        dialog = QFileDialog(self._window, "Save report")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters([_FILTERS[form] for form in forms])
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.setDefaultSuffix(forms[0].value)
        dialog.selectFile(report.file_name(forms[0]))
        dialog.filterSelected.connect(lambda chosen: self._propose(dialog, report, chosen))
        dialog.fileSelected.connect(lambda path: self.write(report, Path(path), forms[0]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def write(self, report: Report, path: Path, usual: Form) -> None:
        """Write a report in the form that the file's end names, else in the usual one."""
        named = path.suffix.removeprefix(".").casefold()
        form = Form(named) if named in {one.value for one in Form} else usual
        try:
            if form is Form.PDF:
                draw(report.sheet, path)
            else:
                path.write_text(report.text(form), encoding="utf-8", newline="")
        except OSError as error:
            self.said.emit(f"Not saved: {error.strerror}")
            return
        self.said.emit(f"Saved as {path.name}")

    def _propose(self, dialog: QFileDialog, report: Report, chosen: str) -> None:
        """Another form was chosen: the name ends otherwise."""
        form = next((form for form, words in _FILTERS.items() if words == chosen), None)
        if form is not None:
            dialog.setDefaultSuffix(form.value)
            dialog.selectFile(report.file_name(form))
