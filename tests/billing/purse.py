"""Accounts for the tests of who pays."""

from datetime import UTC, datetime, timedelta

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

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def funded() -> ExtraUsage:
    return ExtraUsage(enabled=True, balance=Money(500), spent=Money(0), cap=Money(2000))


def snapshot(
    session: float | None,
    weekly: float | None,
    *,
    extra: ExtraUsage | None = None,
    lists_all: bool = False,
    resets_in: timedelta = timedelta(hours=2),
    fable: float | None = None,
    design: float | None = None,
) -> Snapshot:
    """A reading of now; a limit that is None is not in it, as is one of a model or a surface."""
    resets_at = NOW + resets_in
    shared = ((SESSION, session, resets_at), (WEEKLY, weekly, NOW + timedelta(days=3)))
    windows = [Window(kind=kind, used_pct=used, resets_at=at) for kind, used, at in shared if used is not None]
    rows = [(name, used) for name, used in (("Fable", fable), ("Claude Design", design)) if used is not None]
    windows += [Window(kind=WEEKLY_SCOPED, used_pct=used, scope=Scope(model=name)) for name, used in rows]
    reading = Reading(
        source=SourceName.API,
        account="a",
        taken_at=NOW,
        windows=tuple(windows),
        extra=extra,
        lists_all=lists_all,
    )
    return merge([reading])
