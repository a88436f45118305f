"""Refusals and charges as CSV, a line each, for a table program."""

import csv
from collections.abc import Iterable, Sequence

from fairmeter.denials import Charge, Judged
from fairmeter.limits import SESSION, WEEKLY, WEEKLY_SCOPED, Money, Snapshot
from fairmeter.report.masking import masked
from fairmeter.report.names import short_name
from fairmeter.view.report_times import utc_stamp
from fairmeter.view.report_words import model_label

REFUSAL_COLUMNS = (
    *("refusal", "at", "verdict", "cause", "status", "class", "request_id", "model", "client", "entrypoint"),
    *("session_used_pct", "weekly_used_pct", "models_used_pct"),
    *("extra_enabled", "extra_spent", "extra_cap", "extra_balance", "currency"),
    *("reading_at", "reading_source", "text", "record_sha256", "body_sha256"),
)
CHARGE_COLUMNS = (
    *("charge", "since", "until", "amount", "currency", "ruling", "doubt"),
    *("session_used_pct", "weekly_used_pct", "models_used_pct", "body_before_sha256", "body_after_sha256"),
)

_FORMULA = ("=", "+", "-", "@", "\t")
"""What makes a table program take a cell for a formula."""


class _Collected:
    """Takes the lines that the csv writer writes."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, text: str, /) -> object:
        self.lines.append(text)
        return None


def refusals_csv(cases: Iterable[Judged]) -> str:
    """A header and a line for each refusal."""
    return _text(REFUSAL_COLUMNS, (_refusal(case) for case in cases))


def charges_csv(charges: Iterable[Charge]) -> str:
    """A header and a line for each charge."""
    return _text(CHARGE_COLUMNS, (_charge(charge) for charge in charges))


def _text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    collected = _Collected()
    writer = csv.writer(collected, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "".join(collected.lines)


def _cell(value: object) -> str:
    """Unknown is an empty cell; a text that would act as a formula is made one that does not."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    said = " ".join(masked(value).split())
    return f"'{said}" if said.startswith(_FORMULA) else said


def _refusal(case: Judged) -> tuple[object, ...]:
    refusal, verdict, meters = case.refusal, case.verdict, case.meters
    return (
        *(short_name(case.identity), utc_stamp(case.at), verdict.verdict.value),
        verdict.cause.value if verdict.cause is not None else None,
        *(refusal.status, refusal.error_class, refusal.request_id, model_label(case) or None),
        *(refusal.client, refusal.entrypoint, *_percents(meters), *_money(meters)),
        utc_stamp(meters.taken_at) if meters is not None and meters.taken_at is not None else None,
        meters.latest.source.value if meters is not None and meters.latest is not None else None,
        *(refusal.text, refusal.digest, meters.digest if meters is not None else None),
    )


def _charge(charge: Charge) -> tuple[object, ...]:
    return (
        *(short_name(charge.identity), utc_stamp(charge.since), utc_stamp(charge.until)),
        *(_amount(charge.amount), charge.amount.currency, charge.ruling.value),
        charge.doubt.value if charge.doubt is not None else None,
        *(*_percents(charge.after), charge.before.digest, charge.after.digest),
    )


def _percents(snapshot: Snapshot | None) -> tuple[object, object, object]:
    """Percent used of the session and the week, then the models' weeks as "Fable 58; Opus 12"."""
    if snapshot is None:
        return None, None, None
    shared = [snapshot.window(kind) for kind in (SESSION, WEEKLY)]
    session, weekly = (dated.value.used_pct if dated is not None else None for dated in shared)
    scoped = [dated.value for dated in snapshot.windows if dated.value.kind == WEEKLY_SCOPED]
    models = [f"{one.scope.model} {one.used_pct:g}" for one in scoped if one.scope.model and one.used_pct is not None]
    return session, weekly, "; ".join(models) or None


def _money(snapshot: Snapshot | None) -> tuple[object, ...]:
    extra = snapshot.money if snapshot is not None else None
    if extra is None:
        return (None,) * 5
    amounts = (extra.spent, extra.cap, extra.balance)
    enabled = None if extra.enabled is None else "yes" if extra.enabled else "no"
    return enabled, *map(_amount, amounts), next((one.currency for one in amounts if one is not None), None)


def _amount(value: Money | None) -> str | None:
    return None if value is None else f"{value.amount:.{max(0, value.exponent)}f}"
