"""Reports as values, and as Markdown, HTML, JSON and CSV: what can be sent to support without giving anything away."""

from fairmeter.report.charge import charge_sheet
from fairmeter.report.forms import Form, Report, charge_report, refusal_report, state_report
from fairmeter.report.html_page import html
from fairmeter.report.json_form import charge_json, json_text, refusal_json, state_json
from fairmeter.report.lines import charges_csv, refusals_csv
from fairmeter.report.markdown import markdown
from fairmeter.report.masking import masked
from fairmeter.report.names import find_charge, find_refusal, short_name
from fairmeter.report.origin import Origin
from fairmeter.report.refusal import refusal_sheet
from fairmeter.report.sheet import Sheet
from fairmeter.report.state import RECENT, state_sheet

__all__ = [
    "RECENT",
    "Form",
    "Origin",
    "Report",
    "Sheet",
    "charge_json",
    "charge_report",
    "charge_sheet",
    "charges_csv",
    "find_charge",
    "find_refusal",
    "html",
    "json_text",
    "markdown",
    "masked",
    "refusal_json",
    "refusal_report",
    "refusal_sheet",
    "refusals_csv",
    "short_name",
    "state_json",
    "state_report",
    "state_sheet",
]
