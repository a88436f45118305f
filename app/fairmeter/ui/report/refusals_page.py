"""Every refusal with its evidence."""

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from fairmeter.denials import Charge, Judged
from fairmeter.report import Form, Report, charge_report, refusal_report
from fairmeter.ui.fonts import NOTE
from fairmeter.ui.report.evidence_pane import EvidencePane
from fairmeter.ui.report.page import Page
from fairmeter.ui.report.panel import hairline
from fairmeter.ui.report.picture import Picture
from fairmeter.ui.report.refusal_list import RefusalList
from fairmeter.ui.report.saving import Saver
from fairmeter.ui.report.segmented import HEIGHT as SEGMENTS
from fairmeter.ui.report.segmented import Segmented
from fairmeter.ui.report.setting import write_centred
from fairmeter.view.charge_evidence import charge_evidence
from fairmeter.view.evidence import evidence
from fairmeter.view.refusal_list import EMPTY, refusal_list

LIST_WIDTH = 274
_HEADER = 44
_SIDE = 12
_ALL, _CONTRADICTIONS = 0, 1


class RefusalsPage(Page):
    """The list at the left, the chosen refusal's evidence at the right."""

    def __init__(self, parent: QWidget, saver: Saver) -> None:
        super().__init__(parent)
        self._saver = saver
        self._picture: Picture | None = None
        self._only_contradictions = False
        self._charge: str | None = None
        self._wanted: str | None = None
        self._told: set[str] = set()
        self.filter = Segmented(2, self)
        self.list = RefusalList(self)
        self.pane = EvidencePane(self)
        self.filter.setAccessibleName("Which refusals")
        self.filter.chosen.connect(self._filter_chosen)
        self.list.opened.connect(self._opened)
        self.pane.copy_wished.connect(self._copy)
        self.pane.save_wished.connect(self._save)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The choice above the list, the list, the actions."""
        return (*self.filter.parts, self.list, *self.pane.stops)

    def show_picture(self, picture: Picture) -> None:
        """Show the refusals of a picture; the chosen one stays so, the newest open contradiction is chosen first."""
        self._picture = picture
        self._show_list()
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        if self.list.chosen is None and self.list.shown and self._chosen_charge() is None:
            self.list.choose(self._first())
        self._show_evidence()
        self.update()

    def open(self, identity: str) -> None:
        """Show one refusal, whatever is filtered; before the first picture, as soon as it comes."""
        self._charge, self._wanted = None, identity
        if self.list.choose(identity):
            self._wanted = None
        elif self._only_contradictions:
            self._only_contradictions = False
            self._show_list()
            self.list.choose(identity)
        self._show_evidence()

    def open_charge(self, identity: str) -> None:
        """Show one charge in the place of a refusal; the list then has nothing chosen."""
        self._charge = identity
        self.list.clear_choice()
        self._show_evidence()

    def report(self) -> Report | None:
        """The evidence of the chosen refusal, or of the charge that is shown."""
        picture = self._picture
        if picture is None:
            return None
        case, charge = self._chosen(), self._chosen_charge()
        if charge is not None:
            return charge_report(charge, picture.origin, picture.wording)
        return None if case is None else refusal_report(case, picture.origin, picture.wording)

    def say(self, words: str) -> None:
        """Tell it beside the actions."""
        self.pane.say(words)

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown now has been looked at."""
        super().showEvent(event)
        self._look_at()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list keeps its width."""
        super().resizeEvent(event)
        self.filter.setGeometry(_SIDE, (_HEADER - SEGMENTS) // 2, LIST_WIDTH - 2 * _SIDE, SEGMENTS)
        self.list.setGeometry(0, _HEADER, LIST_WIDTH - 1, self.height() - _HEADER)
        self.pane.setGeometry(LIST_WIDTH, 0, self.width() - LIST_WIDTH, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the list, and what is said where there is nothing."""
        if self._picture is None:
            return
        palette = self._picture.palette
        painter = QPainter(self)
        painter.fillRect(0, 0, LIST_WIDTH, self.height(), palette.card)
        hairline(painter, 0, LIST_WIDTH, _HEADER - 0.5, palette)
        thin = 1 / painter.deviceTransform().m11()
        painter.fillRect(QRectF(LIST_WIDTH - thin, 0, thin, self.height()), palette.hair)
        if not self._picture.outlook.refusals and self._chosen_charge() is None:
            box = QRectF(LIST_WIDTH, self.height() / 2 - NOTE.line, self.width() - LIST_WIDTH, NOTE.line)
            write_centred(painter, box, EMPTY, NOTE, palette.text_2)
        painter.end()

    def _first(self) -> str:
        shown = self.list.shown
        return next((item.identity for item in shown if item.is_alarm and item.is_open), shown[0].identity)

    def _show_list(self) -> None:
        picture = self._picture
        if picture is None:
            return
        refusals, now = picture.outlook.refusals, picture.now
        view = refusal_list(refusals, now, picture.wording.clock, only_contradictions=self._only_contradictions)
        chosen = _CONTRADICTIONS if self._only_contradictions else _ALL
        self.filter.show_words((view.all_words, view.contradictions_words), chosen, picture.palette)
        self.list.show_list(view if refusals else replace(view, empty=""), picture.palette)

    def _show_evidence(self) -> None:
        case, charge, picture = self._chosen(), self._chosen_charge(), self._picture
        self.pane.setVisible(case is not None or charge is not None)
        if picture is None:
            return
        if charge is not None:
            self.pane.show_view(charge_evidence(charge, picture.wording), picture.palette)
        elif case is not None:
            self.pane.show_view(evidence(case, picture.wording), picture.palette)
        self._look_at()

    def _chosen(self) -> Judged | None:
        identity, picture = self.list.chosen, self._picture
        if picture is None or identity is None:
            return None
        return next((case for case in picture.outlook.refusals if case.identity == identity), None)

    def _chosen_charge(self) -> Charge | None:
        charges = self._picture.outlook.charges if self._picture is not None else ()
        return next((charge for charge in charges if charge.identity == self._charge), None)

    def _look_at(self) -> None:
        shown = self._chosen_charge() or self._chosen()
        if shown is not None and not shown.was_looked_at and self.isVisible() and shown.identity not in self._told:
            self._told.add(shown.identity)
            self.looked_at.emit(shown.identity)

    def _opened(self, _identity: str) -> None:
        self._charge = None
        self._show_evidence()

    def _filter_chosen(self, which: int) -> None:
        self._charge = None
        self._only_contradictions = which == _CONTRADICTIONS
        self._show_list()
        if self.list.chosen is None and self.list.shown:
            self.list.choose(self._first())
        self._show_evidence()

    def _copy(self) -> None:
        report = self.report()
        if report is not None:
            self._saver.copy(report)

    def _save(self, form: Form) -> None:
        report = self.report()
        if report is not None:
            self._saver.save(report, form)
