"""The rows of the popover as values: a name, a note, a bar, and two figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fairmeter.limits import FULL_PCT, SESSION, Dated, Window, WindowState
from fairmeter.outlook import Standing
from fairmeter.view.amounts import percent
from fairmeter.view.clock import until
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.spoken import spoken
from fairmeter.view.wording import Wording, limit_name, limit_suffix

_HOUR = timedelta(hours=1)
_LONGEST_WITH_HOURS = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """What a bar shows, all as shares of its width from 0 to 1.

    `used` None is unknown: an empty track. `dividers` are the whole hours of a session and the local midnights of a
    week; they share the scale of `pace`, the place where even use of the time would stand now.
    """

    used: float | None
    tone: Tone
    dividers: tuple[float, ...] = ()
    pace: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One limit.

    `reset_short` is what stands in for `reset` where that is too wide: without the relative time, which can be worked
    out, never without the clock time. `spoken` is the whole row as one sentence for a screen reader, `tip` the bar's
    values in words.
    """

    name: str
    suffix: str
    note: str
    note_tone: Tone
    note_glyph: Glyph | None
    bar: BarView
    used: str
    reset: str
    reset_short: str
    spoken: str
    tip: str


def row(dated: Dated[Window], standing: Standing, now: datetime, wording: Wording) -> RowView:
    """The row of one limit as it stands at `now`."""
    window, state = dated.value, dated.value.state(now)
    aged = standing in {Standing.STALE, Standing.OFFLINE}
    note, tone, glyph = _note(dated, state, standing, now, wording)
    known = None if state is WindowState.OVER else window.used_pct
    figure = wording.figure(known)
    if standing is Standing.STALE and known is not None:
        figure = f"{figure} at {wording.clock.absolute(dated.taken_at, now)}"
    reset, reset_short = _reset(window, state, now, wording)
    name, suffix = limit_name(window), limit_suffix(window)
    bar = _bar(window, state, now, wording, aged=aged)
    return RowView(
        name=name,
        suffix=suffix,
        note=note,
        note_tone=tone,
        note_glyph=glyph,
        bar=bar,
        used=figure,
        reset=reset,
        reset_short=reset_short,
        spoken=spoken(f"{name}{suffix and f', {suffix}'}: {figure}, {reset[:1].lower()}{reset[1:]}, {note}."),
        tip=_tip(bar, figure),
    )


def _note(
    dated: Dated[Window], state: WindowState, standing: Standing, now: datetime, wording: Wording
) -> tuple[str, Tone, Glyph | None]:
    window = dated.value
    if state is WindowState.OVER:
        return "waiting for the next answer", Tone.QUIET, None
    if window.locked_reason:
        return "locked by the service", Tone.QUIET, None
    if standing is Standing.OFFLINE:
        return f"as of {wording.clock.absolute(dated.taken_at, now)}", Tone.QUIET, None
    if state is WindowState.USED_UP:
        return "used up", Tone.OUT, Glyph.OUT
    if state is WindowState.UNKNOWN:
        return "not reported", Tone.QUIET, None
    if state is WindowState.NOT_STARTED:
        return "not started", Tone.QUIET, None
    return ("forecast paused" if standing is Standing.STALE else "no forecast yet"), Tone.QUIET, None


def _reset(window: Window, state: WindowState, now: datetime, wording: Wording) -> tuple[str, str]:
    """When it resets, in full and in short."""
    if state is WindowState.NOT_STARTED and window.kind == SESSION:
        return "Would reset 5 hr after the first request", "Resets 5 hr after it starts"
    if window.resets_at is None:
        return "Reset unknown", "Reset unknown"
    at = wording.clock.absolute(window.resets_at, now)
    if state is WindowState.OVER:
        return f"Reset at {at}", f"Reset at {at}"
    ahead = until(window.resets_at, now)
    full = f"Resets in {ahead}, {at}" if wording.relative_first else f"Resets {at}, in {ahead}"
    return full, f"Resets {at}"


def _bar(window: Window, state: WindowState, now: datetime, wording: Wording, *, aged: bool) -> BarView:
    if state is WindowState.OVER or window.used_pct is None:
        return BarView(used=None, tone=Tone.IDLE)
    tone = Tone.OUT if state is WindowState.USED_UP else Tone.FINE
    used = min(1.0, window.used_pct / FULL_PCT)
    if not window.is_known_kind or state is WindowState.NOT_STARTED:
        return BarView(used=used, tone=Tone.IDLE if aged else tone)
    dividers = _dividers(window, wording)
    if aged:
        return BarView(used=used, tone=Tone.IDLE, dividers=dividers)
    return BarView(used=used, tone=tone, dividers=dividers, pace=window.time_gone(now))


def _dividers(window: Window, wording: Wording) -> tuple[float, ...]:
    start, end = window.starts_at, window.resets_at
    if start is None or end is None or end <= start:
        return ()
    length = end - start
    if length <= _LONGEST_WITH_HOURS:
        marks = tuple(start + _HOUR * hour for hour in range(1, -(-length // _HOUR)))
    else:
        marks = wording.clock.midnights(start, end)
    return tuple((mark - start) / length for mark in marks)


def _tip(bar: BarView, figure: str) -> str:
    if bar.pace is None:
        return f"{figure}."
    return f"{figure}. Even pace {percent(bar.pace * FULL_PCT)}."
