"""Every report in every form that is text. A PDF is drawn from the sheet by who has a printer's fonts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairmeter.denials import Charge, Judged
from fairmeter.outlook import Outlook
from fairmeter.report.charge import charge_sheet
from fairmeter.report.html_page import html
from fairmeter.report.json_form import Json, charge_json, json_text, refusal_json, state_json
from fairmeter.report.lines import charges_csv, refusals_csv
from fairmeter.report.markdown import markdown
from fairmeter.report.origin import Origin
from fairmeter.report.refusal import refusal_sheet
from fairmeter.report.sheet import Sheet
from fairmeter.report.state import recent_refusals, state_sheet
from fairmeter.view.report_times import file_stamp
from fairmeter.view.wording import Wording


class Form(StrEnum):
    """The forms of a report; the word is also the end of a file's name."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Report:
    """One report that can be said in any form. `stem` is how a file of it is called, without its end."""

    sheet: Sheet
    stem: str
    json: Callable[[], Json]
    csv: Callable[[], str]

    def text(self, form: Form) -> str:
        """The report as text.

        Raises:
            ValueError: a PDF is no text.
        """
        match form:
            case Form.MARKDOWN:
                return markdown(self.sheet)
            case Form.HTML:
                return html(self.sheet)
            case Form.JSON:
                return json_text(self.json())
            case Form.CSV:
                return self.csv()
            case Form.PDF:
                raise ValueError("a PDF is drawn, not written")

    def file_name(self, form: Form) -> str:
        """How a file of it is called: "fairmeter-refusal-2026-11-17-0942.json"."""
        return f"{self.stem}.{form.value}"


def refusal_report(case: Judged, origin: Origin, wording: Wording) -> Report:
    """The evidence of one refusal."""
    clock = wording.clock
    return Report(
        sheet=refusal_sheet(case, origin, clock),
        stem=f"fairmeter-refusal-{file_stamp(case.at, clock)}",
        json=lambda: refusal_json(case, origin, clock),
        csv=lambda: refusals_csv([case]),
    )


def charge_report(charge: Charge, origin: Origin, wording: Wording) -> Report:
    """The evidence of one charge."""
    clock = wording.clock
    return Report(
        sheet=charge_sheet(charge, origin, clock),
        stem=f"fairmeter-charge-{file_stamp(charge.until, clock)}",
        json=lambda: charge_json(charge, origin, clock),
        csv=lambda: charges_csv([charge]),
    )


def state_report(outlook: Outlook, origin: Origin, now: datetime, wording: Wording) -> Report:
    """The whole account now, with the last 30 days; as CSV the refusals alone."""
    return Report(
        sheet=state_sheet(outlook, origin, now, wording),
        stem=f"fairmeter-report-{file_stamp(now, wording.clock)}",
        json=lambda: state_json(outlook, origin, now, wording),
        csv=lambda: refusals_csv(recent_refusals(outlook.refusals, now)),
    )
