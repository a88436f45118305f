"""The account that the tests of the faces look at: Tue 17 Nov 2026, 16:18 in Berlin, and variations of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    Dated,
    ExtraUsage,
    FailureKind,
    Hint,
    Money,
    Scope,
    Snapshot,
    SourceFailure,
    SourceName,
    Window,
)
from fairmeter.outlook import Outlook
from fairmeter.view.clock import Clock
from fairmeter.view.wording import Wording

BERLIN = ZoneInfo("Europe/Berlin")
CLOCK = Clock(BERLIN)
WORDING = Wording(clock=CLOCK)


def local(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """An instant of November 2026 by the clock on the wall, as UTC."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=BERLIN).astimezone(UTC)


NOW = local(17, 16, 18)
READ = NOW - timedelta(minutes=2)
SESSION_END = local(17, 18, 40)
WEEK_END = local(21, 10)


def session(used: float | None = 46.0, end: datetime | None = SESSION_END) -> Window:
    """The five hours from 13:40 to 18:40."""
    return Window(kind=SESSION, used_pct=used, resets_at=end)


def weekly(used: float | None = 41.0, end: datetime | None = WEEK_END) -> Window:
    """The week from Saturday 10:00 to Saturday 10:00."""
    return Window(kind=WEEKLY, used_pct=used, resets_at=end)


def fable(used: float | None = 64.0, model: str = "Fable") -> Window:
    """One model's week."""
    return Window(kind=WEEKLY_SCOPED, used_pct=used, resets_at=WEEK_END, scope=Scope(model=model))


def dollars(cents: int) -> Money:
    """An amount of US money."""
    return Money(cents, currency="USD")


def extra(  # every argument is one fact that the service may leave out
    *,
    enabled: bool | None = True,
    spent: int | None = 401,
    cap: int | None = 4000,
    balance: int | None = 0,
    uncapped: bool = False,
    reason: str | None = None,
    user_disabled: bool | None = None,
) -> ExtraUsage:
    """Extra usage with its amounts in cents; the default is the pictures' $4.01 of $40.00 with nothing left."""
    return ExtraUsage(
        enabled=enabled,
        spent=None if spent is None else dollars(spent),
        cap=None if cap is None else dollars(cap),
        uncapped=uncapped,
        balance=None if balance is None else dollars(balance),
        disabled_reason=reason,
        user_disabled=user_disabled,
    )


def snapshot(*windows: Window, money: ExtraUsage | None = None, taken_at: datetime = READ) -> Snapshot:
    """What the usage service said at one time; three limits unless others are given."""
    listed = windows or (session(), weekly(), fable())
    return Snapshot(
        account="a",
        windows=tuple(Dated(window, SourceName.API, taken_at) for window in listed),
        extra=None if money is None else Dated(money, SourceName.API, taken_at),
        listed_at=taken_at,
    )


def failure(kind: FailureKind, hint: Hint) -> SourceFailure:
    """Why the last attempt gave nothing."""
    return SourceFailure(kind=kind, hint=hint, source="api", at=NOW)


BUSY = failure(FailureKind.RATE_LIMITED, Hint.SERVICE_BUSY)
NO_NETWORK = failure(FailureKind.OFFLINE, Hint.NO_NETWORK)
NO_LOGIN = failure(FailureKind.SIGNED_OUT, Hint.NO_LOGIN)


def live(*windows: Window, money: ExtraUsage | None = None) -> Outlook:
    """A picture from two minutes ago with nothing wrong."""
    return Outlook(at=NOW, snapshot=snapshot(*windows, money=money))
