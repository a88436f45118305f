"""The pictures' morning after a refusal: Tue 17 Nov 2026, 09:44, for the tests of the faces."""

from datetime import datetime, timedelta

from dossier import OUT_OF_EXTRA, REFUSED_AT, meters, refused
from fairmeter.denials import Context, Judged
from fairmeter.limits import ExtraUsage, Snapshot
from fairmeter.outlook import Outlook
from scenes import local

AFTER = REFUSED_AT + timedelta(minutes=2)
SESSION_END = local(17, 10, 40)
SESSION_LIMIT = "You've hit your session limit · resets 10:40am (Europe/Berlin)"
WEEKLY_LIMIT = "You've hit your weekly limit · resets Nov 21 at 10am (Europe/Berlin)"
FABLE_LIMIT = "You've reached your Fable 5 limit."
FABLE_GATE = "Fable 5 requires usage credits"


def case(
    text: str = OUT_OF_EXTRA,
    seen: Snapshot | None = None,
    *,
    money: ExtraUsage | None = None,
    status: int | None = 400,
    at: datetime = REFUSED_AT,
    model: str | None = "claude-fable-5",
    was_looked_at: bool = False,
) -> Judged:
    """A refusal, judged by the pictures' meters unless others are given."""
    known = meters(money=money) if seen is None else seen
    return refused(text, at=at, status=status, seen=known, model=model, context=Context(), was_looked_at=was_looked_at)


def morning(*cases: Judged, seen: Snapshot | None = None, at: datetime = AFTER) -> Outlook:
    """A picture with these refusals, newest first; the pictures' own one unless others are given."""
    return Outlook(at=at, snapshot=seen or meters(taken_at=at - timedelta(minutes=1)), refusals=cases or (case(),))
