"""The evidence of one charge as the report window shows it, in the same parts as that of a refusal."""

from fairmeter.billing import Order, Request, decide, pots_at
from fairmeter.denials import Charge, ChargeRuling
from fairmeter.view.amounts import money
from fairmeter.view.charge_words import charge_glyph, charge_heading, doubt_words, exception_words, ruling_words
from fairmeter.view.evidence import EvidenceView, LineView, meter_views, read_note
from fairmeter.view.order_view import OrderView, plan_first
from fairmeter.view.report_times import day, exact_time
from fairmeter.view.wording import Wording

_FROM_THE_RISE = "worked out from the rise of the month's spend"


def charge_evidence(charge: Charge, wording: Wording) -> EvidenceView:
    """What was charged, the meters after it, the order that was to be expected, and what would make it right."""
    clock = wording.clock
    between = f"between {exact_time(charge.since, clock)} and {exact_time(charge.until, clock)}"
    return EvidenceView(
        identity=charge.identity,
        glyph=charge_glyph(charge),
        heading=charge_heading(charge, clock),
        byline=f"{day(charge.until, clock)}, {between}",
        error=(),
        request_id="",
        reset_note="",
        meters=meter_views(charge.after, None, wording),
        meters_note=read_note(charge.after, charge.until, clock),
        no_meters="",
        orders=(_expected(charge),),
        lines_title="Why",
        lines_note=_FROM_THE_RISE,
        lines=_lines(charge),
        to_try="",
    )


def _expected(charge: Charge) -> OrderView:
    pots = pots_at(charge.after, charge.until)
    family = charge.after.plan.value.family if charge.after.plan is not None else None
    decision = decide(pots, Request(plan=family), Order.PLAN_FIRST)
    return plan_first(decision)


def _lines(charge: Charge) -> tuple[LineView, ...]:
    lines = [LineView("Verdict", ruling_words(charge))]
    if doubt_words(charge):
        lines.append(LineView("Because", doubt_words(charge)))
    lines.append(LineView("Charged", f"{money(charge.amount)}, as the spend rose between two readings."))
    if charge.ruling is not ChargeRuling.PLAN_USED_UP:
        told = exception_words(charge)
        lines += [LineView("" if number else "Unless", text, is_quiet=True) for number, text in enumerate(told)]
    return tuple(lines)
