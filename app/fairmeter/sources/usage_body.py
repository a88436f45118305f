"""What a decoded usage body says, as a reading."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from fairmeter.limits import WEEKLY, LimitKey, Reading, Scope, SourceName, Window
from fairmeter.limits.window import JITTER
from fairmeter.sources.extra_body import read_extra
from fairmeter.sources.flat_body import FIVE_HOUR, KNOWN_KEYS, SEVEN_DAY, FlatBody, read_flat
from fairmeter.sources.json_values import BodyUnreadable, fields, instant, percent, rows, word

UNNAMED_KIND = "unknown"
"""Kind of a row that states a percentage but not of what."""

_WEEK = timedelta(days=7)
_MOST_NEW_KEYS = 50


def read_usage(
    body: object,
    *,
    account: str,
    taken_at: datetime,
    source: SourceName = SourceName.API,
    digest: str | None = None,
    requests: int = 1,
) -> Reading:
    """Read a usage body, whichever of its shapes it has (usage contract, fields).

    `limits[]` is the list to trust: it is what the service's own usage page shows. The flat windows fill in only when
    it is missing or has no usable row; beside it, those that it does not list are kept as unlisted. A row's `is_active`
    is the service's choice of headline and filters nothing.

    Raises:
        BodyUnreadable: the body is no JSON object, or has not one of the names that a usage body has.
    """
    if not isinstance(body, dict):
        raise BodyUnreadable("not an object")
    if KNOWN_KEYS.isdisjoint(body):
        raise BodyUnreadable("no usage in it")
    flat = read_flat(body)
    usable = tuple(_listed(body))
    listed = _one_each(usable)
    windows, unlisted = _told_apart(listed, flat)
    started = _week_started(body)
    return Reading(
        source=source,
        account=account,
        taken_at=taken_at,
        windows=tuple(_with_start(window, started) for window in windows),
        lists_all=_lists_all(body, usable),
        extra=read_extra(body),
        pools=flat.pools,
        unlisted=unlisted,
        new_keys=_new_keys(body),
        digest=digest,
        requests=requests,
    )


def _listed(body: Mapping[str, object]) -> Iterator[Window]:
    for row in rows(body.get("limits")):
        members = fields(row)
        kind, used_pct = word(members.get("kind")), percent(members.get("percent"))
        if kind is None and used_pct is None:
            continue
        yield Window(
            kind=kind or UNNAMED_KIND,
            used_pct=used_pct,
            resets_at=instant(members.get("resets_at")),
            scope=_scope(members.get("scope")),
            group=word(members.get("group")),
            severity=word(members.get("severity")),
            locked_reason=word(members.get("locked_reason")),
        )


def _scope(value: object) -> Scope:
    members = fields(value)
    return Scope(model=_name(members.get("model")), surface=_name(members.get("surface")))


def _name(value: object) -> str | None:
    """The display name, for the id beside it has been null so far; a bare word is taken as it is."""
    members = fields(value)
    return word(members.get("display_name")) or word(members.get("id")) or word(value)


def _one_each(windows: Iterable[Window]) -> dict[LimitKey, Window]:
    """One window for each limit: of two rows on one limit the fuller is kept, lest a wall come as a surprise."""
    kept: dict[LimitKey, Window] = {}
    for window in windows:
        known = kept.get(window.key)
        if known is None or _fullness(window) > _fullness(known):
            kept[window.key] = window
    return kept


def _fullness(window: Window) -> float:
    return -1.0 if window.used_pct is None else window.used_pct


def _told_apart(listed: dict[LimitKey, Window], flat: FlatBody) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
    """The windows that count, and those that only stand in the body."""
    if not listed:
        return tuple(_one_each((*flat.named, *flat.codenamed)).values()), flat.placeholders
    # Only the flat spelling of a listed window can say that it is locked.
    locks = {window.key: window.locked_reason for window in flat.windows}
    windows = (replace(one, locked_reason=one.locked_reason or locks.get(one.key)) for one in listed.values())
    return tuple(windows), tuple(window for window in flat.windows if window.key not in listed)


def _lists_all(body: Mapping[str, object], usable: tuple[Window, ...]) -> bool:
    """Whether a limit that the body lacks does not exist: not when a row could not be read, for it may be that one."""
    stated = body.get("limits")
    if isinstance(stated, list):
        return len(usable) == len(stated)
    return FIVE_HOUR in body and SEVEN_DAY in body


def _week_started(body: Mapping[str, object]) -> datetime | None:
    return instant(fields(body.get("seven_day_breakdown")).get("window_started_at"))


def _with_start(window: Window, started: datetime | None) -> Window:
    """The one stated start of a window is the week's; it is believed when it lies in the week before the reset."""
    if window.kind != WEEKLY or window.resets_at is None or started is None:
        return window
    fits = started < window.resets_at <= started + _WEEK + JITTER
    return replace(window, started_at=started) if fits else window


def _new_keys(body: Mapping[str, object]) -> tuple[str, ...]:
    names = (word(key) for key in body if key not in KNOWN_KEYS)
    return tuple(name for name in names if name is not None)[:_MOST_NEW_KEYS]
