"""The merged readings: for everything that can be shown, the freshest word and who said it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from fairmeter.limits.extra_usage import CreditPool, ExtraUsage
from fairmeter.limits.money import Money
from fairmeter.limits.plan import Plan
from fairmeter.limits.reading import Reading, SourceName
from fairmeter.limits.window import LimitKey, Window

T = TypeVar("T")

STALE_AFTER = timedelta(minutes=15)
"""Older figures are shown as stale: the slowest regular rhythm is ten minutes, with jitter eleven."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value with the source that said it and when."""

    value: T
    source: SourceName
    taken_at: datetime

    def age(self, now: datetime) -> timedelta:
        """How old the word is at `now`; never negative, so that a clock set back does not show the future."""
        return max(timedelta(0), now - self.taken_at)

    @property
    def freshness(self) -> tuple[datetime, int, str]:
        """Total order of two words on one thing: time, then trust, then the value itself, so merging has no order."""
        return self.taken_at, self.source.trust, repr(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything known of one account, each part with its own age and source. Missing parts are unknown, never zero."""

    account: str
    windows: tuple[Dated[Window], ...] = ()
    extra: Dated[ExtraUsage] | None = None
    balance: Dated[Money] | None = None
    plan: Dated[Plan] | None = None
    pools: tuple[Dated[CreditPool], ...] = ()
    listed_at: datetime | None = None
    digest: str | None = None

    @property
    def latest(self) -> Dated[Window] | Dated[ExtraUsage] | None:
        """The freshest word on any limit or on extra usage; None when there is none."""
        words: list[Dated[Window] | Dated[ExtraUsage]] = [*self.windows]
        if self.extra is not None:
            words.append(self.extra)
        return max(words, key=lambda word: (word.taken_at, word.source.trust), default=None)

    @property
    def taken_at(self) -> datetime | None:
        """When the freshest word was said, be it that there are no limits any more; None when there is none."""
        return _later(self.latest.taken_at if self.latest else None, self.listed_at)

    def is_stale(self, now: datetime) -> bool:
        """Whether the freshest word is too old to be called now."""
        return self.taken_at is None or now - self.taken_at > STALE_AFTER

    def window(self, kind: str, model: str | None = None) -> Dated[Window] | None:
        """The window of a kind, and of a model if one is named; None when the account has none."""
        key = Window(kind=kind, used_pct=None).key
        wanted = replace(key, model=" ".join(model.split()).casefold()) if model else key
        return next((dated for dated in self.windows if dated.value.key == wanted), None)

    @property
    def money(self) -> ExtraUsage | None:
        """Extra usage with the balance, which comes from a place of its own, put in."""
        if self.extra is None:
            return None
        if self.balance is None:
            return self.extra.value
        return replace(self.extra.value, balance=self.balance.value)

    def resets(self, now: datetime) -> tuple[datetime, ...]:
        """The resets that are still to come, soonest first."""
        known = {dated.value.resets_at for dated in self.windows}
        return tuple(sorted(reset for reset in known if reset is not None and reset > now))

    def moved_from(self, before: "Snapshot | None") -> bool:
        """Whether any figure differs from an earlier snapshot, jitter of the resets aside."""
        if before is None or _figures(self) != _figures(before):
            return True
        pairs = zip(self.windows, before.windows, strict=True)
        return any(not now.value.is_same_run(then.value) for now, then in pairs)


def merge(readings: Iterable[Reading], onto: Snapshot | None = None) -> Snapshot:
    """Merge readings of one account, in any order and any number of times, onto an earlier snapshot if given.

    For each limit the freshest word wins. A reading that lists all limits ends those that it lacks, unless something
    newer speaks of them.

    Raises:
        ValueError: no reading and no snapshot, or readings of two accounts; accounts are never summed.
    """
    snapshot = onto
    for reading in readings:
        single = _snapshot_of(reading)
        snapshot = single if snapshot is None else _joined(snapshot, single)
    if snapshot is None:
        raise ValueError("nothing to merge")
    return snapshot


def readings_of(snapshot: Snapshot) -> tuple[Reading, ...]:
    """The readings that a snapshot is made of, as far as it still holds them: merging them gives it back."""
    moments: dict[tuple[datetime, SourceName], dict[str, Any]] = {}

    def part(dated: Dated[Any]) -> dict[str, Any]:
        return moments.setdefault((dated.taken_at, dated.source), {})

    for window in snapshot.windows:
        part(window).setdefault("windows", []).append(window.value)
    for pool in snapshot.pools:
        part(pool).setdefault("pools", []).append(pool.value)
    for name, dated in (("extra", snapshot.extra), ("balance", snapshot.balance), ("plan", snapshot.plan)):
        if dated is not None:
            part(dated)[name] = dated.value
    listed_at = snapshot.listed_at
    if listed_at is not None and all(at != listed_at for at, _ in moments):
        moments[listed_at, SourceName.API] = {}
    # A plan or a pool alone does not make a snapshot fresher, so the digest is never theirs where there is more.
    telling = [one for one, parts in moments.items() if parts.keys() & {"windows", "extra"} or one[0] == listed_at]
    newest = max(telling or moments, key=lambda moment: (moment[0], moment[1].trust), default=None)
    return tuple(
        Reading(
            source=source,
            account=snapshot.account,
            taken_at=at,
            windows=tuple(parts.pop("windows", ())),
            pools=tuple(parts.pop("pools", ())),
            lists_all=at == listed_at,
            digest=snapshot.digest if (at, source) == newest else None,
            **parts,
        )
        for (at, source), parts in sorted(moments.items())
    )


def _snapshot_of(reading: Reading) -> Snapshot:
    def dated(value: T) -> Dated[T]:
        return Dated(value, reading.source, reading.taken_at)

    return Snapshot(
        account=reading.account,
        windows=_freshest_windows(dated(window) for window in reading.windows),
        extra=dated(reading.extra) if reading.extra is not None else None,
        balance=dated(reading.balance) if reading.balance is not None else None,
        plan=dated(reading.plan) if reading.plan is not None else None,
        pools=_freshest_pools(dated(pool) for pool in reading.pools),
        listed_at=reading.taken_at if reading.lists_all else None,
        digest=reading.digest,
    )


def _joined(a: Snapshot, b: Snapshot) -> Snapshot:
    if a.account != b.account:
        raise ValueError("readings of two accounts cannot be merged")
    listed_at = _later(a.listed_at, b.listed_at)

    def stands(dated: Dated[Window] | Dated[CreditPool]) -> bool:
        return listed_at is None or dated.taken_at >= listed_at

    newer = max(a, b, key=lambda one: (one.taken_at is not None, one.taken_at or 0, one.digest or ""))
    return Snapshot(
        account=a.account,
        windows=tuple(filter(stands, _freshest_windows([*a.windows, *b.windows]))),
        extra=_fresher(a.extra, b.extra),
        balance=_fresher(a.balance, b.balance),
        plan=_fresher(a.plan, b.plan),
        pools=tuple(filter(stands, _freshest_pools([*a.pools, *b.pools]))),
        listed_at=listed_at,
        digest=newer.digest,
    )


def _later(a: datetime | None, b: datetime | None) -> datetime | None:
    return max((at for at in (a, b) if at is not None), default=None)


def _fresher(a: Dated[T] | None, b: Dated[T] | None) -> Dated[T] | None:
    return max((one for one in (a, b) if one is not None), key=lambda one: one.freshness, default=None)


def _freshest_windows(words: Iterable[Dated[Window]]) -> tuple[Dated[Window], ...]:
    best: dict[LimitKey, Dated[Window]] = {}
    for word in words:
        known = best.get(word.value.key)
        best[word.value.key] = word if known is None else max(known, word, key=lambda one: one.freshness)
    return tuple(sorted(best.values(), key=lambda word: word.value.rank))


def _freshest_pools(words: Iterable[Dated[CreditPool]]) -> tuple[Dated[CreditPool], ...]:
    best: dict[str, Dated[CreditPool]] = {}
    for word in words:
        known = best.get(word.value.name)
        best[word.value.name] = word if known is None else max(known, word, key=lambda one: one.freshness)
    return tuple(best[name] for name in sorted(best))


def _figures(snapshot: Snapshot) -> tuple[object, ...]:
    windows = tuple((word.value.key, word.value.used_pct) for word in snapshot.windows)
    return windows, snapshot.money, tuple(word.value for word in snapshot.pools)
