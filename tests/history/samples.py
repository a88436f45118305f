"""Readings to keep: two that real bodies would give, and every reading there can be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from fairmeter.limits import (
    SESSION,
    WEEKLY,
    CreditPool,
    ExtraUsage,
    Money,
    Plan,
    PlanFamily,
    Reading,
    Scope,
    SourceName,
    Window,
)

NOW = datetime(2026, 11, 17, 15, 18, tzinfo=UTC)
ALICE, BORIS = "account-alice", "account-boris"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def reading(
    at: datetime = NOW,
    used: float | None = 46.0,
    *,
    account: str = ALICE,
    source: SourceName = SourceName.API,
    wander: timedelta = timedelta(0),
    digest: str | None = "d1",
) -> Reading:
    """A reading with a session and a week; `wander` moves the resets as the service's jitter does."""
    return Reading(
        source=source,
        account=account,
        taken_at=at,
        windows=(
            Window(kind=SESSION, used_pct=used, resets_at=NOW + minutes(142) + wander),
            Window(kind=WEEKLY, used_pct=31.0, resets_at=NOW + timedelta(days=3) + wander),
        ),
        lists_all=True,
        extra=ExtraUsage(enabled=True, spent=Money(401), cap=Money(5000), balance=Money(0)),
        plan=Plan(family=PlanFamily.MAX, name="Max"),
        digest=digest,
    )


def seen_at(one: Reading, at: datetime, digest: str | None = "d1") -> Reading:
    return replace(one, taken_at=at, digest=digest)


moments = st.datetimes(timezones=st.just(UTC))
texts = st.text(st.characters(), max_size=12)  # half characters too: JSON can carry them
maybe_texts = st.none() | texts
percents = st.floats(allow_nan=False, allow_infinity=False)
moneys = st.builds(Money, st.integers(), st.integers(-1000, 1000), maybe_texts)
maybe_moneys = st.none() | moneys
flags = st.none() | st.booleans()

WINDOW_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "kind": texts,
    "used_pct": st.none() | percents,
    "resets_at": st.none() | moments,
    "scope": st.builds(Scope, model=maybe_texts, surface=maybe_texts),
    "group": maybe_texts,
    "severity": maybe_texts,
    "started_at": st.none() | moments,
    "locked_reason": maybe_texts,
}
EXTRA_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "enabled": flags,
    "spent": maybe_moneys,
    "cap": maybe_moneys,
    "uncapped": st.booleans(),
    "balance": maybe_moneys,
    "disabled_reason": maybe_texts,
    "user_disabled": flags,
    "ever_enabled": flags,
}
PLAN_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "family": st.sampled_from(PlanFamily),
    "name": texts,
    "organization_type": maybe_texts,
    "tier": maybe_texts,
    "seat": maybe_texts,
}
POOL_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "name": texts,
    "used": maybe_moneys,
    "limit": maybe_moneys,
    "remaining": maybe_moneys,
    "expires_at": st.none() | moments,
}


def _made(kind: Callable[..., object], fields: dict[str, st.SearchStrategy[object]]) -> st.SearchStrategy[object]:
    return st.builds(kind, **fields)


def _several(one: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(one, max_size=3).map(tuple)


READING_FIELDS: dict[str, st.SearchStrategy[object]] = {
    "source": st.sampled_from(SourceName),
    "account": texts,
    "taken_at": moments,
    "windows": _several(_made(Window, WINDOW_FIELDS)),
    "lists_all": st.booleans(),
    "extra": st.none() | _made(ExtraUsage, EXTRA_FIELDS),
    "balance": maybe_moneys,
    "plan": st.none() | _made(Plan, PLAN_FIELDS),
    "pools": _several(_made(CreditPool, POOL_FIELDS)),
    "unlisted": _several(_made(Window, WINDOW_FIELDS)),
    "new_keys": _several(texts),
    "digest": maybe_texts,
    "requests": st.integers(0, 9),
}
readings = st.builds(Reading, **READING_FIELDS)
