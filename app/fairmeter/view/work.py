"""When was worked, read off the meters: a session that rises was used."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from fairmeter.limits import SESSION, WEEKLY, Reading, Window
from fairmeter.view.who_paid import Stretch, Work

_ONE_STRETCH = timedelta(minutes=12)
"""A pause no longer than two readings in the usual rhythm is no pause."""
_SPARSE = timedelta(minutes=15)


def work_of(readings: Iterable[Reading]) -> Work:
    """The stretches of work and of switched-off extra usage in some readings of one account."""
    in_order = sorted(readings, key=lambda reading: reading.taken_at)
    pairs = list(pairwise(in_order))
    used = (Stretch(a.taken_at, b.taken_at, b.taken_at - a.taken_at > _SPARSE) for a, b in pairs if _rose(a, b))
    off = (Stretch(a.taken_at, b.taken_at) for a, b in pairs if _is_off(a) and _is_off(b))
    return Work(stretches=tuple(_joined(used)), extra_off=tuple(_joined(off)))


def _rose(before: Reading, after: Reading) -> bool:
    """Whether the session's figure rose, or the week's where there is no session; a new run counts from zero."""
    was, now = _headline(before), _headline(after)
    if now is None or now.used_pct is None:
        return False
    if was is None or was.used_pct is None or not was.is_same_run(now):
        return now.used_pct > 0 and was is not None
    return now.used_pct > was.used_pct


def _headline(reading: Reading) -> Window | None:
    by_kind = {window.kind: window for window in reading.windows}
    return by_kind.get(SESSION) or by_kind.get(WEEKLY)


def _is_off(reading: Reading) -> bool:
    return reading.extra is not None and reading.extra.is_switched_on is False


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    current: Stretch | None = None
    for one in stretches:
        if current is not None and one.since - current.until <= _ONE_STRETCH and one.is_sparse == current.is_sparse:
            current = Stretch(current.since, one.until, current.is_sparse)
            continue
        if current is not None:
            yield current
        current = one
    if current is not None:
        yield current
