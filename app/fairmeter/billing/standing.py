"""How the pots of an account stand at one instant, read off a snapshot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fairmeter.billing.pots import EXACT, Brim, Pot, PotName, Pots, PotState, Why
from fairmeter.limits import SESSION, WEEKLY, WEEKLY_SCOPED, Dated, ExtraUsage, Snapshot, Window, WindowState


def pots_at(
    snapshot: Snapshot | None,
    now: datetime | None,
    *,
    brim: Brim = EXACT,
    max_age: timedelta | None = None,
) -> Pots:
    """The pots of an account at `now`.

    A figure whose reset lies between it and `now`, on either side, says nothing about `now`; neither does one further
    from `now` than `max_age`. With `now` None every figure counts as taken at the instant in question.
    """
    view = _View(now, brim, max_age)
    if snapshot is None:
        return Pots(session=view.missing(PotName.SESSION), weekly=view.missing(PotName.WEEKLY), extra=_extra(None))
    lists_all = snapshot.listed_at is not None and view.is_near(snapshot.listed_at)
    missing = Why.NO_SUCH_LIMIT if lists_all else Why.NOT_REPORTED
    near_money = snapshot.extra is not None and view.is_near(snapshot.extra.taken_at)
    return Pots(
        session=view.shared(PotName.SESSION, snapshot.window(SESSION), missing),
        weekly=view.shared(PotName.WEEKLY, snapshot.window(WEEKLY), missing),
        extra=_extra(snapshot.money if near_money else None),
        models=tuple(
            view.pot(PotName.MODEL_WEEKLY, dated)
            for dated in snapshot.windows
            if dated.value.kind == WEEKLY_SCOPED and dated.value.scope.model
        ),
        lists_all=lists_all,
    )


@dataclass(frozen=True, slots=True)
class _View:
    now: datetime | None
    brim: Brim
    max_age: timedelta | None

    def is_near(self, taken_at: datetime) -> bool:
        return self.now is None or self.max_age is None or abs(self.now - taken_at) <= self.max_age

    def missing(self, name: PotName, why: Why = Why.NOT_REPORTED) -> Pot:
        state = PotState.NOT_APPLICABLE if why is Why.NO_SUCH_LIMIT else PotState.UNKNOWN
        return Pot(name=name, state=state, why=why)

    def shared(self, name: PotName, dated: Dated[Window] | None, missing: Why) -> Pot:
        return self.missing(name, missing) if dated is None else self.pot(name, dated)

    def pot(self, name: PotName, dated: Dated[Window]) -> Pot:
        state, why = self.standing(dated)
        window = dated.value
        return Pot(
            name=name,
            state=state,
            why=why,
            used_pct=window.used_pct,
            resets_at=window.resets_at,
            model=window.scope.model,
            age=None if self.now is None else abs(self.now - dated.taken_at),
        )

    def standing(self, dated: Dated[Window]) -> tuple[PotState, Why]:
        used = dated.value.used_pct
        if used is None:
            return PotState.UNKNOWN, Why.NOT_REPORTED
        if not self.is_near(dated.taken_at):
            return PotState.UNKNOWN, Why.TOO_OLD
        if self.now is not None and _is_another_run(dated, self.now):
            return PotState.UNKNOWN, Why.RESET_SINCE
        if used >= self.brim.full_from:
            return PotState.USED_UP, Why.MEASURED
        if used < self.brim.room_below:
            return PotState.HAS_ROOM, Why.MEASURED
        return PotState.UNKNOWN, Why.AT_THE_BRIM


def _is_another_run(dated: Dated[Window], now: datetime) -> bool:
    """Whether the run that was read is not the one that was open at `now`.

    Read later, an idle window may have ended in between, and one whose run began after `now` is another one.
    """
    window = dated.value
    if window.state(now) is WindowState.OVER:
        return True
    if dated.taken_at <= now:
        return False
    if window.resets_at is None:
        return window.used_pct == 0
    return window.starts_at is not None and window.starts_at > now


def _extra(money: ExtraUsage | None) -> Pot:
    state, why = _money_standing(money)
    return Pot(name=PotName.EXTRA, state=state, why=why, money=money)


def _money_standing(money: ExtraUsage | None) -> tuple[PotState, Why]:
    """Whether extra usage can pay. On and below its cap it counts as able to, though the balance may be unknown."""
    if money is None:
        return PotState.UNKNOWN, Why.NOT_REPORTED
    if money.is_empty:
        return PotState.USED_UP, Why.EMPTY
    if money.enabled is False:
        return PotState.NOT_APPLICABLE, Why.OFF
    if money.is_at_cap:
        return PotState.USED_UP, Why.AT_CAP
    if money.enabled is None:
        return PotState.UNKNOWN, Why.NOT_REPORTED
    if money.balance is not None:
        return PotState.HAS_ROOM, Why.FUNDED
    if money.is_at_cap is False and not money.uncapped:
        return PotState.HAS_ROOM, Why.BALANCE_UNKNOWN
    return PotState.UNKNOWN, Why.ONLY_ON
