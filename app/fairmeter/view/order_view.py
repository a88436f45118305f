"""The two orders of one refusal as columns of steps: what was to be expected, and what happened."""

from dataclasses import dataclass

from fairmeter.billing import Decision, Outcome, PotName, PotState, Step, Why
from fairmeter.denials import Judged
from fairmeter.limits import ExtraUsage
from fairmeter.view.amounts import money, percent, percent_left
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.happened import Way, way_of
from fairmeter.view.order_words import outcome, pot_name

NOT_A_TURN = "\u2013"
"""Stands where a number would: this pot was not asked."""

_ENDS = {
    Outcome.PLAN_PAYS: (Glyph.FINE, Tone.FINE),
    Outcome.EXTRA_PAYS: (Glyph.CLOSE, Tone.CLOSE),
    Outcome.REFUSED: (Glyph.REFUSED, Tone.QUIET),
    Outcome.UNKNOWN: (Glyph.UNPROVEN, Tone.QUIET),
}
_ABSENT = {
    Why.NO_OWN_LIMIT: "no own limit",
    Why.NO_SUCH_LIMIT: "no such limit",
    Why.MODEL_NOT_NAMED: "model not known",
}
_UNKNOWN = {Why.RESET_SINCE: "was reset", Why.TOO_OLD: "too old", Why.MODEL_NOT_NAMED: "model not known"}
_TITLES = {
    Way.EXTRA_FIRST: "What happened: extra first",
    Way.NAMED_LIMIT: "What happened: it named a limit",
    Way.EXTRA_REFUSED: "What happened: extra refused",
    Way.NOT_TOLD: "What happened: not explained",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One pot in its turn. `number` is its turn, or a dash where it was not asked."""

    number: str
    name: str
    words: str
    glyph: Glyph | None = None
    tone: Tone = Tone.QUIET
    is_strong: bool = False
    is_quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """A column: its steps and how it ends. `is_alarm` gives it the outline of a warning."""

    title: str
    steps: tuple[StepView, ...]
    end: str
    end_glyph: Glyph
    end_tone: Tone
    is_alarm: bool
    spoken: str


def expected_order(case: Judged) -> OrderView:
    """The documented order over the meters at that moment."""
    return plan_first(case.verdict.expected)


def plan_first(decision: Decision) -> OrderView:
    """A decision by the documented order as a column."""
    title = "Expected order: plan first" if decision.rule is None else "Expected order: extra usage at once"
    glyph, tone = _ENDS[decision.outcome]
    return _column(title, _in_turn(decision), outcome(decision), glyph, tone, is_alarm=False)


def order_that_happened(case: Judged) -> OrderView:
    """What happened, as far as it can be told; that the plan was not asked is an inference."""
    way = way_of(case)
    steps = _in_turn(case.verdict.faulty if way is Way.EXTRA_FIRST else case.verdict.expected)
    end = "Refused" if case.refusal.status is None else f"Refused with {case.refusal.status}"
    return _column(_TITLES[way], steps, end, Glyph.REFUSED, Tone.OUT, is_alarm=True)


def _column(
    title: str, steps: tuple[StepView, ...], end: str, end_glyph: Glyph, end_tone: Tone, *, is_alarm: bool
) -> OrderView:
    told = "; ".join(f"{step.name}: {step.words}" for step in steps)
    return OrderView(
        title=title,
        steps=steps,
        end=end,
        end_glyph=end_glyph,
        end_tone=end_tone,
        is_alarm=is_alarm,
        spoken=f"{title}. {told}. {end}.",
    )


def _in_turn(decision: Decision) -> tuple[StepView, ...]:
    """The steps with their turns; a pot that would come next and is not needed has one too."""
    views = []
    turn = 0
    for step in decision.steps:
        asked = step.state is not PotState.NOT_ASKED or step.why is Why.PLAN_PAYS
        turn += asked
        views.append(_step(turn if asked else None, step))
    return tuple(views)


def _step(number: int | None, step: Step) -> StepView:
    words, glyph, tone = _said(step)
    return StepView(
        number=NOT_A_TURN if number is None else str(number),
        name=pot_name(step.pot),
        words=words,
        glyph=glyph,
        tone=tone,
        is_strong=tone is Tone.OUT,
        is_quiet=number is None,
    )


def _said(step: Step) -> tuple[str, Glyph | None, Tone]:
    """What a pot said in two or three words, with its mark."""
    pot = step.pot
    if step.state is PotState.NOT_ASKED:
        return ("not needed" if step.why is Why.PLAN_PAYS else "not asked"), None, Tone.QUIET
    if pot.name is PotName.EXTRA and pot.money is not None:
        return _money_said(step, pot.money)
    if step.state is PotState.HAS_ROOM:
        left = f"{percent_left(pot.used_pct)} left" if pot.used_pct is not None else "has room"
        return left, Glyph.EXPLAINED, Tone.QUIET
    if step.state is PotState.USED_UP:
        return "used up", Glyph.OUT, Tone.OUT
    if step.why is Why.AT_THE_BRIM and pot.used_pct is not None:
        return f"{percent(pot.used_pct)} used", Glyph.UNPROVEN, Tone.QUIET
    if step.state is PotState.NOT_APPLICABLE:
        return _ABSENT.get(step.why, "does not apply"), None, Tone.QUIET
    return _UNKNOWN.get(step.why, "not known"), Glyph.UNPROVEN, Tone.QUIET


def _money_said(step: Step, extra: ExtraUsage) -> tuple[str, Glyph | None, Tone]:
    balance = f"{money(extra.balance)} balance" if extra.balance is not None else ""
    match step.why:
        case Why.EMPTY:
            return balance or "no balance", Glyph.OUT, Tone.OUT
        case Why.AT_CAP:
            return "cap reached", Glyph.OUT, Tone.OUT
        case Why.OFF:
            return "off", None, Tone.QUIET
        case Why.FUNDED:
            return balance or "on", Glyph.EXPLAINED, Tone.QUIET
    return balance or "balance not known", Glyph.UNPROVEN, Tone.QUIET
