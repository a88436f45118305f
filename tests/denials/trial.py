"""A refusal put before the judge with figures given by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from fairmeter.billing import Request
from fairmeter.denials import Context, Ruling, Verdict, from_paste, judge
from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    ExtraUsage,
    Money,
    Reading,
    Scope,
    Snapshot,
    SourceName,
    Window,
    merge,
)

GIVEN_AT = datetime(2026, 9, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Percentages used and money in major units; None is not given. `lists_all` as of a usage body."""

    session: float | None = None
    weekly: float | None = None
    models: dict[str, float] = field(default_factory=dict)
    on: bool | None = None
    balance: str | None = None
    spent: str | None = None
    cap: str | None = None
    model: str | None = None
    long_context: bool | None = None
    fast_mode: bool | None = None
    third_party: bool | None = None
    headless: bool | None = None
    status: int | None = None
    client: str | None = None
    entrypoint: str | None = None
    lists_all: bool = False

    def snapshot(self) -> Snapshot | None:
        shared = ((SESSION, self.session), (WEEKLY, self.weekly))
        windows = [Window(kind=kind, used_pct=used) for kind, used in shared if used is not None]
        windows += [
            Window(kind=WEEKLY_SCOPED, used_pct=used, scope=Scope(model=name)) for name, used in self.models.items()
        ]
        amounts = (self.balance, self.spent, self.cap)
        extra = None
        if self.on is not None or amounts != (None, None, None):
            balance, spent, cap = (None if one is None else Money.of_major(Decimal(one), "USD") for one in amounts)
            extra = ExtraUsage(enabled=self.on, balance=balance, spent=spent, cap=cap)
        if not windows and extra is None and not self.lists_all:
            return None
        return merge(
            [
                Reading(
                    source=SourceName.API,
                    account="a",
                    taken_at=GIVEN_AT,
                    windows=tuple(windows),
                    extra=extra,
                    lists_all=self.lists_all,
                )
            ]
        )


def tried(text: str, figures: Figures | None = None) -> Verdict:
    """The verdict on a pasted text; the figures count as taken at the refusal."""
    given = figures or Figures()
    snapshot = given.snapshot()
    request = Request(
        model=given.model,
        long_context=given.long_context,
        fast_mode=given.fast_mode,
        third_party=given.third_party,
    )
    refusal = from_paste(text, status=given.status, client=given.client, entrypoint=given.entrypoint)
    return judge(refusal, [snapshot] if snapshot else [], Context(request=request, headless=given.headless))


def short(verdict: Verdict) -> str:
    """Ruling and cause in one word: "explained/model_limit", "unproven"."""
    if verdict.verdict is Ruling.UNPROVEN:
        return verdict.verdict.value
    return f"{verdict.verdict.value}/{verdict.cause.value if verdict.cause else None}"
