"""The list of refusals as values: a chip, a time, the first words and the model, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fairmeter.denials import Judged
from fairmeter.view.clock import Clock
from fairmeter.view.glyph import Glyph
from fairmeter.view.report_times import moment
from fairmeter.view.report_words import first_words, glyph, model_label
from fairmeter.view.spoken import spoken
from fairmeter.view.verdict_words import ruling

EMPTY = "No refusal was found."
NO_CONTRADICTION = "No refusal contradicts your plan."
UNKNOWN_MODEL = "Model not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalItem:
    """One refusal in the list. `is_alarm` gives its chip the warning's ground; `is_open` asks to be looked at."""

    identity: str
    glyph: Glyph
    chip: str
    time: str
    words: str
    model: str
    is_alarm: bool
    is_open: bool
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalListView:
    """The list and the two choices above it, each with its count. `empty` is what stands in place of no items."""

    items: tuple[RefusalItem, ...]
    all_words: str
    contradictions_words: str
    only_contradictions: bool
    empty: str


def refusal_list(
    refusals: Iterable[Judged], now: datetime, clock: Clock, *, only_contradictions: bool = False
) -> RefusalListView:
    """The list as it stands at `now`."""
    cases = tuple(refusals)
    contradictions = tuple(case for case in cases if case.is_contradiction)
    shown = contradictions if only_contradictions else cases
    empty = "" if shown else NO_CONTRADICTION if cases else EMPTY
    return RefusalListView(
        items=tuple(_item(case, now, clock) for case in shown),
        all_words=f"All {len(cases)}",
        contradictions_words=f"Contradictions {len(contradictions)}",
        only_contradictions=only_contradictions,
        empty=empty,
    )


def _item(case: Judged, now: datetime, clock: Clock) -> RefusalItem:
    chip, time = ruling(case.verdict), moment(case.at, now, clock)
    words, model = first_words(case.refusal), model_label(case) or UNKNOWN_MODEL
    return RefusalItem(
        identity=case.identity,
        glyph=glyph(case.verdict),
        chip=chip,
        time=time,
        words=words,
        model=model,
        is_alarm=case.is_contradiction,
        is_open=case.is_open,
        spoken=spoken(f"{chip}, {time}: {words} {model}.{' Not looked at yet.' if case.is_open else ''}"),
    )
