"""Was that charge right? Extra usage is a top-up for when the plan has run out, not a substitute for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fairmeter.billing import RuleName
from fairmeter.limits import FULL_PCT, SESSION, WEEKLY, Dated, Money, Snapshot, Window

ROOM_BELOW_PCT = 98.0
"""From here to full a limit may have been reached between two readings."""
FAR_APART = timedelta(minutes=15)
"""Readings further apart than this leave too much unseen between them."""


class ChargeRuling(StrEnum):
    """What is said of a charge."""

    WITH_PLAN_ROOM = "with_plan_room"
    """Every limit had room in both readings: the plan should have paid."""
    PLAN_USED_UP = "plan_used_up"
    """A limit was used up: that is what extra usage is for."""
    UNPROVEN = "unproven"
    """A figure that decides is missing, near its end, or the readings are too far apart."""


class ChargeDoubt(StrEnum):
    """Why nothing can be said."""

    FIGURE_MISSING = "figure_missing"
    NEAR_THE_END = "near_the_end"
    RESET_BETWEEN = "reset_between"
    FAR_APART = "far_apart"
    MODEL_LIMIT_FULL = "model_limit_full"
    """A model's own limit was used up; whether it was that model is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A rise of the spent amount between two readings.

    `amount` is the rise. `exceptions` are the documented rules that would make it right and that are not ruled out by
    what is known: they are named beside the verdict, never instead of it.
    """

    identity: str
    since: datetime
    until: datetime
    amount: Money
    ruling: ChargeRuling
    doubt: ChargeDoubt | None
    before: Snapshot
    after: Snapshot
    exceptions: tuple[RuleName, ...] = (RuleName.FAST_MODE, RuleName.LONG_CONTEXT, RuleName.NO_ALLOWANCE)
    was_looked_at: bool = False


def charge_between(before: Snapshot, after: Snapshot) -> Charge | None:
    """Judge the rise of the spend between two snapshots of one account; None when it did not rise.

    A fall is the month's turn, not a charge. Amounts in different currencies are not compared.
    """
    if before.extra is None or after.extra is None or before.account != after.account:
        return None
    first, then = before.extra.value.spent, after.extra.value.spent
    if first is None or then is None or first.currency != then.currency or then.amount <= first.amount:
        return None
    since, until = before.extra.taken_at, after.extra.taken_at
    ruling, doubt = _ruling(before, after, since, until)
    return Charge(
        identity=f"charge {after.account} {until.isoformat()}",
        since=since,
        until=until,
        amount=Money.of_major(then.amount - first.amount, then.currency),
        ruling=ruling,
        doubt=doubt,
        before=before,
        after=after,
    )


def _ruling(
    before: Snapshot, after: Snapshot, since: datetime, until: datetime
) -> tuple[ChargeRuling, ChargeDoubt | None]:
    pairs = [(then, _same(before, then)) for then in after.windows if then.value.is_known_kind]
    shared = [pair for pair in pairs if pair[0].value.kind in {SESSION, WEEKLY}]
    if any(_is_full(one) for pair in shared for one in pair):
        return ChargeRuling.PLAN_USED_UP, None
    doubt = _doubt(pairs, shared, far_apart=until - since > FAR_APART)
    return (ChargeRuling.WITH_PLAN_ROOM, None) if doubt is None else (ChargeRuling.UNPROVEN, doubt)


Pair = tuple[Dated[Window], Dated[Window] | None]


def _doubt(pairs: list[Pair], shared: list[Pair], *, far_apart: bool) -> ChargeDoubt | None:
    if not shared or any(one is None or one.value.used_pct is None for pair in pairs for one in pair):
        return ChargeDoubt.FIGURE_MISSING
    if any(_is_full(one) for pair in pairs for one in pair):
        return ChargeDoubt.MODEL_LIMIT_FULL
    if any(then is not None and not then.value.is_same_run(now.value) for now, then in pairs):
        return ChargeDoubt.RESET_BETWEEN
    if any((one.value.used_pct or 0.0) >= ROOM_BELOW_PCT for pair in pairs for one in pair if one is not None):
        return ChargeDoubt.NEAR_THE_END
    return ChargeDoubt.FAR_APART if far_apart else None


def _same(snapshot: Snapshot, dated: Dated[Window]) -> Dated[Window] | None:
    return next((one for one in snapshot.windows if one.value.key == dated.value.key), None)


def _is_full(dated: Dated[Window] | None) -> bool:
    return dated is not None and dated.value.used_pct is not None and dated.value.used_pct >= FULL_PCT
