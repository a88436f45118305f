"""What a limit is: windows, money, plans, readings, and the snapshot they merge into."""

from fairmeter.limits.extra_usage import OUT_OF_CREDITS, CreditPool, ExtraUsage
from fairmeter.limits.failure import FailureKind, Hint, SourceFailure
from fairmeter.limits.money import Money
from fairmeter.limits.plan import Plan, PlanFamily, plan_of, prettified
from fairmeter.limits.reading import Reading, SourceName
from fairmeter.limits.snapshot import STALE_AFTER, Dated, Snapshot, merge, readings_of
from fairmeter.limits.window import (
    FULL_PCT,
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    LimitKey,
    Scope,
    Window,
    WindowState,
)

__all__ = [
    "FULL_PCT",
    "OUT_OF_CREDITS",
    "SESSION",
    "STALE_AFTER",
    "WEEKLY",
    "WEEKLY_SCOPED",
    "CreditPool",
    "Dated",
    "ExtraUsage",
    "FailureKind",
    "Hint",
    "LimitKey",
    "Money",
    "Plan",
    "PlanFamily",
    "Reading",
    "Scope",
    "Snapshot",
    "SourceFailure",
    "SourceName",
    "Window",
    "WindowState",
    "merge",
    "plan_of",
    "prettified",
    "readings_of",
]
