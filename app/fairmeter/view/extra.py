"""The extra-usage card as a value: three amounts side by side, never subtracted."""

from dataclasses import dataclass
from datetime import datetime

from fairmeter.limits import SESSION, WEEKLY, ExtraUsage, Snapshot, WindowState
from fairmeter.view.amounts import money
from fairmeter.view.glyph import Glyph, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraView:
    """The card: a chip (On, Off, or empty when not known), a note, what was spent, and the balance.

    `share` is what was spent of the cap, 0 to 1, while extra usage pays; None draws no bar.
    """

    chip: str
    note: str
    note_tone: Tone
    note_glyph: Glyph | None
    glyph_tone: Tone
    spent: str
    balance: str
    share: float | None
    spoken: str


def extra_view(snapshot: Snapshot, now: datetime) -> ExtraView | None:
    """The card of an account; None when the service says nothing at all about extra usage."""
    extra = snapshot.money
    if extra is None:
        return None
    paying = _plan_is_out(snapshot, now)
    chip = {True: "On", False: "Off", None: ""}[extra.is_switched_on]
    note, tone, glyph, glyph_tone = _note(extra, paying=paying)
    spent, balance = _spent(extra), _balance(extra)
    share = extra.used_share if paying and extra.can_pay is not False else None
    spoken = ". ".join(part for part in (f"Extra usage {chip.casefold()}".strip(), note, spent, balance) if part)
    return ExtraView(
        chip=chip,
        note=note,
        note_tone=tone,
        note_glyph=glyph,
        glyph_tone=glyph_tone,
        spent=spent,
        balance=balance,
        share=None if share is None else min(1.0, share),
        spoken=f"{spoken}.",
    )


def _plan_is_out(snapshot: Snapshot, now: datetime) -> bool:
    shared = (snapshot.window(SESSION), snapshot.window(WEEKLY))
    return any(dated is not None and dated.value.state(now) is WindowState.USED_UP for dated in shared)


def _note(extra: ExtraUsage, *, paying: bool) -> tuple[str, Tone, Glyph | None, Tone]:
    if extra.is_switched_on is False:
        return "will not pay", Tone.QUIET, None, Tone.IDLE
    if extra.is_empty:
        return "cannot pay: no balance", Tone.QUIET, Glyph.OUT, Tone.IDLE
    if extra.is_at_cap:
        return "cannot pay: cap reached", Tone.QUIET, Glyph.OUT, Tone.IDLE
    if extra.can_pay is False:
        return "cannot pay", Tone.QUIET, Glyph.OUT, Tone.IDLE
    if paying:
        pays = "paying now" if extra.can_pay else "pays if it has a balance"
        return pays, Tone.CLOSE, Glyph.CLOSE, Tone.CLOSE
    if extra.uncapped:
        return "can pay without limit", Tone.CLOSE, Glyph.CLOSE, Tone.CLOSE
    if extra.can_pay:
        return "pays after the plan", Tone.QUIET, None, Tone.IDLE
    return "", Tone.QUIET, None, Tone.IDLE


def _spent(extra: ExtraUsage) -> str:
    if extra.is_switched_on is False and (extra.spent is None or not extra.spent.is_positive):
        return "Requests stop when the plan is used up"
    if extra.spent is None:
        return "Spend not reported"
    spent = f"Spent {money(extra.spent)}"
    if extra.cap is not None:
        return f"{spent} of {money(extra.cap)} cap"
    return f"{spent}, no cap set" if extra.uncapped else spent


def _balance(extra: ExtraUsage) -> str:
    if extra.balance is not None:
        return f"Balance {money(extra.balance)}"
    return "" if extra.is_switched_on is False else "Balance not reported"
