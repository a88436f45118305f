"""Refusals and charges with their verdicts, as reports get them: the week of the pictures, and odd ones."""

from dataclasses import replace
from datetime import datetime, timedelta

from fairmeter.billing import Request
from fairmeter.denials import Charge, Context, Judged, QuotaLimits, Refusal, charge_between, judge
from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    Dated,
    ExtraUsage,
    Plan,
    PlanFamily,
    Scope,
    Snapshot,
    SourceName,
    Window,
)
from fairmeter.report import Origin
from fairmeter.view.clock import Clock
from scenes import BERLIN, WEEK_END, dollars, local

CLOCK = Clock(BERLIN)
ORIGIN = Origin(fairmeter="1.0.0", platform="macOS 15.1, arm64", plan="Ultra")
OUT_OF_EXTRA = (
    'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"You\'re out of extra usage. '
    'Add more at claude.ai/settings/usage and keep going."},"request_id":"req_011CVbq8mZ4yT6nH2xKd"}'
)
REFUSED_AT = local(17, 9, 42)
ACCOUNT = "5b0c3b52-7f0e-4f5e-9d8a-0123456789ab"
BODY_DIGEST, RECORD_DIGEST = "b" * 64, "c" * 64


def meters(
    session: float | None = 72.0,
    weekly: float | None = 38.0,
    fable: float | None = 58.0,
    *,
    money: ExtraUsage | None = None,
    taken_at: datetime = REFUSED_AT - timedelta(seconds=40),
) -> Snapshot:
    """What the service said of this account at one time; a limit that is None has no row."""
    windows = (
        (Window(kind=SESSION, used_pct=session, resets_at=local(17, 10, 40)), session),
        (Window(kind=WEEKLY, used_pct=weekly, resets_at=WEEK_END), weekly),
        (Window(kind=WEEKLY_SCOPED, used_pct=fable, resets_at=WEEK_END, scope=Scope(model="Fable")), fable),
    )
    empty = ExtraUsage(enabled=True, spent=dollars(401), cap=dollars(4000), balance=dollars(0))
    return Snapshot(
        account=ACCOUNT,
        windows=tuple(Dated(window, SourceName.API, taken_at) for window, used in windows if used is not None),
        extra=Dated(money or empty, SourceName.API, taken_at),
        plan=Dated(Plan(family=PlanFamily.ULTRA, name="Ultra"), SourceName.API, taken_at),
        listed_at=taken_at,
        digest=BODY_DIGEST,
    )


def refused(
    text: str = OUT_OF_EXTRA,
    *,
    at: datetime = REFUSED_AT,
    status: int | None = 400,
    model: str | None = "claude-fable-5",
    seen: Snapshot | None = None,
    context: Context | None = None,
    quota: QuotaLimits | None = None,
    was_looked_at: bool = False,
) -> Judged:
    """A refusal, judged by the meters that are given."""
    refusal = Refusal(
        text=text,
        at=at,
        status=status,
        error_class="invalid_request" if status == 400 else "rate_limit",
        request_id="req_011CVbq8mZ4yT6nH2xKd",
        model=model,
        client="2.1.268",
        entrypoint="cli",
        quota_limits=quota,
        digest=RECORD_DIGEST,
    )
    known = context or Context()
    request = replace(known.request, model=known.request.model or model)
    return Judged(
        identity=f"{ACCOUNT} {at.isoformat()}",
        at=at,
        refusal=refusal,
        verdict=judge(refusal, () if seen is None else (seen,), replace(known, request=request)),
        judged_at=at + timedelta(seconds=1),
        request=request,
        account=ACCOUNT,
        meters=seen,
        was_looked_at=was_looked_at,
    )


PICTURE_CONTEXT = Context(
    request=Request(long_context=False, fast_mode=False), newest_client="2.1.268", commit_names_harness=True
)


def contradiction() -> Judged:
    """Refused at 09:42 although 28% of the session was left."""
    return refused(seen=meters(), context=PICTURE_CONTEXT)


def used_up() -> Judged:
    """Monday's session, which really was used up."""
    at = local(16, 22, 36)
    return refused(
        "You've hit your session limit · resets 11:10pm (Europe/Berlin)",
        at=at,
        status=429,
        seen=meters(100.0, taken_at=at - timedelta(minutes=1)),
    )


def long_context() -> Judged:
    """A refusal that names its cause, without any reading near it."""
    return refused(
        "API Error: 429 Usage credits required for 1M context",
        at=local(17, 15, 2),
        status=429,
        model="claude-opus-5[1m]",
    )


def overloaded() -> Judged:
    """Nothing to do with quota."""
    return refused("API Error: 529 Overloaded", at=local(16, 17, 20), status=529, model="claude-sonnet-5")


def unproven() -> Judged:
    """A refusal about money without a reading near it."""
    return refused("You've hit your monthly spend limit", at=local(15, 19, 4), status=429)


def week() -> tuple[Judged, ...]:
    """Newest first."""
    return long_context(), contradiction(), used_up(), overloaded(), unproven()


def charge(cents: int = 153, *, session: float = 34.0, fable: float = 91.0, gap_min: int = 5) -> Charge:
    """A rise of the spend on Thursday at 10:20."""
    until = local(12, 10, 20)
    since = until - timedelta(minutes=gap_min)

    def spent(amount: int) -> ExtraUsage:
        return ExtraUsage(enabled=True, spent=dollars(amount), cap=dollars(4000), balance=dollars(1000))

    found = charge_between(
        meters(session, fable=fable, money=spent(187), taken_at=since),
        meters(session, fable=fable, money=spent(187 + cents), taken_at=until),
    )
    assert found is not None
    return found
