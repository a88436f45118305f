"""Readings as JSON text and back, exactly: money stays whole minor units, times keep their microseconds."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from fairmeter.history.fields import Fields, ReadingUnreadable
from fairmeter.limits import CreditPool, ExtraUsage, Money, Plan, PlanFamily, Reading, Scope, SourceName, Window

FORMAT = 1
"""Grows only when an older Fairmeter would misread the text; a field that it may ignore does not count."""

_NO_TIME = datetime.min.replace(tzinfo=UTC)
_HALF_A_MINUTE = timedelta(seconds=30)


def to_json(reading: Reading) -> str:
    """The reading as compact JSON; what is unknown, empty or as by default is left out.

    Raises:
        ValueError: a time without a zone, or a percentage that is no finite number; neither may enter the book.
    """
    return json.dumps(
        _without_blanks(
            v=FORMAT,
            source=reading.source.value,
            account=reading.account,
            taken_at=_moment(reading.taken_at),
            windows=_each_window(reading.windows),
            lists_all=reading.lists_all or None,
            extra=_extra(reading.extra),
            balance=_money(reading.balance),
            plan=_plan(reading.plan),
            pools=[_pool(pool) for pool in reading.pools],
            unlisted=_each_window(reading.unlisted),
            new_keys=list(reading.new_keys),
            digest=reading.digest,
            requests=reading.requests,
        ),
        separators=(",", ":"),
        allow_nan=False,
    )


def from_json(text: str) -> Reading:
    """The reading that a text stands for.

    Raises:
        ReadingUnreadable: no JSON, no reading, a value out of its type, or a newer format.
    """
    try:
        fields = Fields.of(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise ReadingUnreadable("no JSON object") from error
    if fields.whole("v") != FORMAT:
        raise ReadingUnreadable("another format")
    return Reading(
        source=_source_of(fields.text("source")),
        account=fields.text("account"),
        taken_at=fields.moment("taken_at"),
        windows=tuple(_window_of(each) for each in fields.each("windows")),
        lists_all=fields.maybe_flag("lists_all") or False,
        extra=_extra_of(fields.inner("extra")) if fields.has("extra") else None,
        balance=fields.maybe_money("balance"),
        plan=_plan_of(fields.inner("plan")) if fields.has("plan") else None,
        pools=tuple(_pool_of(each) for each in fields.each("pools")),
        unlisted=tuple(_window_of(each) for each in fields.each("unlisted")),
        new_keys=fields.words("new_keys"),
        digest=fields.maybe_text("digest"),
        requests=fields.whole("requests"),
    )


def content_of(reading: Reading) -> str:
    """A fingerprint of what the reading says, apart from when, at what cost and in which bytes.

    Resets and starts count to the nearest minute, for they wander by up to a second between two polls (usage contract);
    the order of the windows says nothing.
    """
    bare = replace(
        reading,
        taken_at=_NO_TIME,
        requests=0,
        digest=None,
        windows=_settled(reading.windows),
        unlisted=_settled(reading.unlisted),
    )
    return hashlib.sha256(to_json(bare).encode()).hexdigest()


def _settled(windows: Iterable[Window]) -> tuple[Window, ...]:
    still = (replace(one, resets_at=_minute(one.resets_at), started_at=_minute(one.started_at)) for one in windows)
    return tuple(sorted(still, key=lambda window: (window.rank, repr(window))))


def _minute(at: datetime | None) -> datetime | None:
    if at is None:
        return None
    try:
        return (at + _HALF_A_MINUTE).replace(second=0, microsecond=0)
    except OverflowError:  # the last half minute of the calendar has no next minute
        return at.replace(second=0, microsecond=0)


def _without_blanks(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != []}


def _moment(at: datetime | None) -> str | None:
    if at is None:
        return None
    if at.utcoffset() is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC).isoformat()


def _money(money: Money | None) -> dict[str, Any] | None:
    if money is None:
        return None
    return _without_blanks(minor=money.minor, exponent=money.exponent, currency=money.currency)


def _each_window(windows: tuple[Window, ...]) -> list[dict[str, Any]]:
    return [_window(window) for window in windows]


def _window(window: Window) -> dict[str, Any]:
    return _without_blanks(
        kind=window.kind,
        used_pct=None if window.used_pct is None else float(window.used_pct),
        resets_at=_moment(window.resets_at),
        model=window.scope.model,
        surface=window.scope.surface,
        group=window.group,
        severity=window.severity,
        started_at=_moment(window.started_at),
        locked_reason=window.locked_reason,
    )


def _window_of(fields: Fields) -> Window:
    return Window(
        kind=fields.text("kind"),
        used_pct=fields.maybe_number("used_pct"),
        resets_at=fields.maybe_moment("resets_at"),
        scope=Scope(fields.maybe_text("model"), fields.maybe_text("surface")),
        group=fields.maybe_text("group"),
        severity=fields.maybe_text("severity"),
        started_at=fields.maybe_moment("started_at"),
        locked_reason=fields.maybe_text("locked_reason"),
    )


def _extra(extra: ExtraUsage | None) -> dict[str, Any] | None:
    if extra is None:
        return None
    return _without_blanks(
        enabled=extra.enabled,
        spent=_money(extra.spent),
        cap=_money(extra.cap),
        uncapped=extra.uncapped or None,
        balance=_money(extra.balance),
        disabled_reason=extra.disabled_reason,
        user_disabled=extra.user_disabled,
        ever_enabled=extra.ever_enabled,
    )


def _extra_of(fields: Fields) -> ExtraUsage:
    return ExtraUsage(
        enabled=fields.maybe_flag("enabled"),
        spent=fields.maybe_money("spent"),
        cap=fields.maybe_money("cap"),
        uncapped=fields.maybe_flag("uncapped") or False,
        balance=fields.maybe_money("balance"),
        disabled_reason=fields.maybe_text("disabled_reason"),
        user_disabled=fields.maybe_flag("user_disabled"),
        ever_enabled=fields.maybe_flag("ever_enabled"),
    )


def _plan(plan: Plan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    return _without_blanks(
        family=plan.family.value,
        name=plan.name,
        organization_type=plan.organization_type,
        tier=plan.tier,
        seat=plan.seat,
    )


def _plan_of(fields: Fields) -> Plan:
    word = fields.text("family")
    return Plan(
        family=PlanFamily(word) if word in set(PlanFamily) else PlanFamily.UNKNOWN,
        name=fields.text("name"),
        organization_type=fields.maybe_text("organization_type"),
        tier=fields.maybe_text("tier"),
        seat=fields.maybe_text("seat"),
    )


def _pool(pool: CreditPool) -> dict[str, Any]:
    return _without_blanks(
        name=pool.name,
        used=_money(pool.used),
        limit=_money(pool.limit),
        remaining=_money(pool.remaining),
        expires_at=_moment(pool.expires_at),
    )


def _pool_of(fields: Fields) -> CreditPool:
    return CreditPool(
        name=fields.text("name"),
        used=fields.maybe_money("used"),
        limit=fields.maybe_money("limit"),
        remaining=fields.maybe_money("remaining"),
        expires_at=fields.maybe_moment("expires_at"),
    )


def _source_of(word: str) -> SourceName:
    try:
        return SourceName(word)
    except ValueError as error:
        raise ReadingUnreadable("another source") from error
