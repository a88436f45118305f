"""The evidence of one refusal as the report window shows it: heading, error, meters, orders, causes, what to try."""

from dataclasses import dataclass, replace
from datetime import datetime

from fairmeter.billing import ModelName, model_name
from fairmeter.denials import CauseName, Judged, ProbableCause, Rank, Ruling
from fairmeter.limits import WEEKLY_SCOPED, ExtraUsage, Snapshot, Window
from fairmeter.view.amounts import money
from fairmeter.view.cause_words import cause, rank, to_try
from fairmeter.view.clock import Clock
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.order_view import OrderView, expected_order, order_that_happened
from fairmeter.view.phrases import source
from fairmeter.view.report_times import apart, exact_time
from fairmeter.view.report_words import (
    NO_READING,
    NO_READING_NEEDED,
    byline,
    error_lines,
    glyph,
    heading,
    lower_first,
    reset_note,
)
from fairmeter.view.verdict_words import change, missing, reasons, summary
from fairmeter.view.wording import Wording, limit_name

INFERRED = "the server does not state its order; this is inferred"
NOTHING_PRIVATE = "Contains no prompt text"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterView:
    """One meter at that moment. `used` is its share from 0 to 1; a meter of money has none, but a second line."""

    name: str
    figure: str
    figure_tone: Tone = Tone.QUIET
    used: float | None = None
    is_money: bool = False
    second: str = ""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the causes or reasons: a label, what it says, and quieter words after it."""

    label: str
    text: str
    aside: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """Everything that stands at the right of the list.

    `meters_note` is where the figures come from, `no_meters` what is said when there are none. `orders` are two
    columns, or one where what happened is what was to be expected, or none. `lines` are causes or reasons under
    `lines_title`; `to_try` is empty where there is nothing to try.
    """

    identity: str
    glyph: Glyph
    heading: str
    byline: str
    error: tuple[str, ...]
    request_id: str
    reset_note: str
    meters: tuple[MeterView, ...]
    meters_note: str
    no_meters: str
    orders: tuple[OrderView, ...]
    lines_title: str
    lines_note: str
    lines: tuple[LineView, ...]
    to_try: str


def evidence(case: Judged, wording: Wording) -> EvidenceView:
    """The evidence of one refusal."""
    clock = wording.clock
    causes = case.verdict.causes
    return EvidenceView(
        identity=case.identity,
        glyph=glyph(case.verdict),
        heading=heading(case, clock),
        byline=byline(case, clock),
        error=error_lines(case.refusal) or ("No error text",),
        request_id=case.refusal.request_id or "",
        reset_note=reset_note(case),
        meters=_meters(case, wording),
        meters_note=read_note(case.meters, case.at, clock),
        no_meters="" if case.meters is not None else _no_meters(case),
        orders=_orders(case),
        lines_title="Probable causes" if causes else "Why",
        lines_note=INFERRED if causes else "",
        lines=_causes(causes) if causes else _reasons(case, clock),
        to_try=to_try(causes[0]) if causes else "",
    )


def _no_meters(case: Judged) -> str:
    needed = case.verdict.verdict in {Ruling.CONTRADICTION, Ruling.UNPROVEN}
    return NO_READING if needed else NO_READING_NEEDED


def _orders(case: Judged) -> tuple[OrderView, ...]:
    if case.meters is None or case.verdict.verdict is Ruling.NOT_QUOTA:
        return ()
    if case.is_contradiction:
        return expected_order(case), order_that_happened(case)
    return (expected_order(case),)


def _meters(case: Judged, wording: Wording) -> tuple[MeterView, ...]:
    if case.meters is None:
        return ()
    asked = model_name(case.verdict.wording.model) or case.request.asked_model
    return meter_views(case.meters, asked, wording)


def meter_views(meters: Snapshot, asked: ModelName | None, wording: Wording) -> tuple[MeterView, ...]:
    """The meters that apply to the model that was asked, or all of them, and extra usage."""
    shown = [dated.value for dated in meters.windows if dated.value.is_known_kind]
    rows = [one for one in shown if one.kind == WEEKLY_SCOPED]
    named = [model_name(row.scope.model) for row in rows]
    own = [row for row, name in zip(rows, named, strict=True) if asked and name and asked.is_counted_by(name)]
    kept = [one for one in shown if one.kind != WEEKLY_SCOPED] + (own or rows)
    extra = meters.money
    return (*(_meter(one, wording) for one in kept), *((_money(extra),) if extra is not None else ()))


def _meter(window: Window, wording: Wording) -> MeterView:
    used = window.used_pct
    is_full = used is not None and used >= 100  # noqa: PLR2004 - percent
    return MeterView(
        name=window.scope.model or limit_name(window),
        figure="used up" if is_full else wording.figure(used),
        figure_tone=Tone.OUT if is_full else Tone.QUIET,
        used=None if used is None else min(1.0, used / 100),
    )


def _money(extra: ExtraUsage) -> MeterView:
    said = {True: "On", False: "Off", None: "On or off unknown"}[extra.is_switched_on]
    cap = f", cap {money(extra.cap)}" if extra.cap is not None else ", no cap" if extra.uncapped else ""
    cannot = extra.can_pay is False and extra.is_switched_on is not False
    known = extra.balance is not None
    return MeterView(
        name="Extra",
        figure=money(extra.balance) if extra.balance is not None else "Unknown",
        figure_tone=Tone.OUT if cannot and known else Tone.PLAIN if known else Tone.QUIET,
        is_money=True,
        second=f"{said}{cap}",
    )


def read_note(meters: Snapshot | None, at: datetime, clock: Clock) -> str:
    """When the meters were read, how far from an event, and by which source."""
    latest = meters.latest if meters is not None else None
    if latest is None:
        return ""
    return f"read {exact_time(latest.taken_at, clock)}, {apart(latest.taken_at, at)}, {source(latest.source)}"


def _causes(causes: tuple[ProbableCause, ...]) -> tuple[LineView, ...]:
    """The likely ones each with what points to them; the possible ones in one line, and those that are ruled out."""
    likely = [one for one in causes if one.rank is Rank.LIKELY]
    lines = [LineView("" if number else rank(one), *_with_mark(one)) for number, one in enumerate(likely)]
    for level in (Rank.POSSIBLE, Rank.RULED_OUT):
        of_level = [one for one in causes if one.rank is level]
        if of_level:
            lines.append(LineView(rank(of_level[0]), _joined(of_level), is_quiet=level is Rank.RULED_OUT))
    return tuple(lines)


def _with_mark(one: ProbableCause) -> tuple[str, str]:
    bare, whole = cause(replace(one, mark=None)), cause(one)
    return (bare, whole.removeprefix(bare).strip()) if whole.startswith(bare) else (whole, "")


def _joined(causes: list[ProbableCause]) -> str:
    """Several causes as one sentence: "Plan used up, long context, fast mode, old client."."""
    names = [_name(one) for one in causes]
    return f"{', '.join([names[0], *map(lower_first, names[1:])])}."


def _name(one: ProbableCause) -> str:
    bare = one if one.name is CauseName.OLD_CLIENT and one.rank is not Rank.RULED_OUT else replace(one, mark=None)
    return cause(bare).removesuffix(".")


def _reasons(case: Judged, clock: Clock) -> tuple[LineView, ...]:
    verdict = case.verdict
    said = (summary(verdict), *(one for one in reasons(verdict, clock) if one not in summary(verdict)))
    lines = [LineView("" if number else "Verdict", text) for number, text in enumerate(said[:1])]
    lines += [LineView("" if number else "Because", text) for number, text in enumerate(said[1:])]
    lines += [LineView("" if number else "Missing", _sentence(text)) for number, text in enumerate(missing(verdict))]
    lines += [
        LineView("" if number else "If known", change(one), is_quiet=True)
        for number, one in enumerate(verdict.would_change)
    ]
    return tuple(lines)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
