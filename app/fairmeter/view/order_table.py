"""The order in which pots pay, for each model: rows of stages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairmeter.billing import (
    Decision,
    Outcome,
    Pot,
    PotName,
    PotState,
    Request,
    RuleName,
    Step,
    decide,
    model_name,
    pots_at,
)
from fairmeter.denials import Judged
from fairmeter.limits import WEEKLY_SCOPED, Snapshot
from fairmeter.outlook import Outlook
from fairmeter.view.amounts import money, percent_left
from fairmeter.view.chain import LinkView, NodeKind
from fairmeter.view.chain_words import Funds, cannot_pay, funds_of
from fairmeter.view.glyph import Tone

COLUMNS = ("1 Session", "2 Weekly", "3 Weekly of the model", "4 Extra usage", "5 Refused")
SHORT_COLUMNS = ("Session", "Weekly", "Model", "Extra", "Refused")
RULE = "all plan limits of a model are asked, the first one that is used up ends the plan's turn"
NOTHING_READ = "Nothing has been read yet."
OTHERS = "Other models"
_RECENT = timedelta(days=7)
_PLACES = len(COLUMNS)


@dataclass(frozen=True, slots=True)
class StageView:
    """One column of a row: a node, or nothing but the line where a model has no such limit; and its words.

    `short` stands in where the column is too narrow for the words.
    """

    node: NodeKind | None
    words: str
    short: str
    tone: Tone = Tone.QUIET
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class OrderRowView:
    """The models of one row, a note under them, their five stages and what leads from one to the next."""

    models: str
    note: str
    note_tone: Tone
    stages: tuple[StageView, ...]
    links: tuple[LinkView, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class OrderTableView:
    """The rows, the model in use first; `empty` is said where there are none."""

    rows: tuple[OrderRowView, ...]
    empty: str = ""


def order_table(outlook: Outlook, now: datetime, model: str | None = None) -> OrderTableView:
    """How a request to each model would go now. `model` is the one in use, None when it is not known."""
    snapshot = outlook.snapshot
    if snapshot is None:
        return OrderTableView((), NOTHING_READ)
    pots = pots_at(snapshot, now)
    family = snapshot.plan.value.family if snapshot.plan is not None else None
    names = _models(snapshot, _asked_lately(outlook.refusals, now), model)
    rows: dict[tuple[object, ...], tuple[list[str], Decision]] = {}
    for name in (*names, None):
        decision = decide(pots, Request(model=name or OTHERS, plan=family))
        key = (_is_in_use(name, model), decision.rule, *((step.pot.used_pct, step.state) for step in decision.steps))
        rows.setdefault(key, ([], decision))[0].append(name or OTHERS)
    return OrderTableView(
        tuple(
            _row(names, decision, in_use=bool(key[0]), pays=bool(key[0]) or model is None)
            for key, (names, decision) in rows.items()
        )
    )


def _asked_lately(refusals: Iterable[Judged], now: datetime) -> list[str]:
    labels = [model_name(one.request.model) for one in refusals if now - one.at <= _RECENT]
    return list(dict.fromkeys(name.label for name in labels if name is not None))


def _is_in_use(name: str | None, model: str | None) -> bool:
    named, used = model_name(name), model_name(model)
    return named is not None and used is not None and named.label == used.label


def _models(snapshot: Snapshot, asked: Sequence[str], model: str | None) -> list[str]:
    """The model in use, those with an own limit, those asked lately; a name that another says better is left out."""
    used = model_name(model)
    rows = [dated.value.scope.model for dated in snapshot.windows if dated.value.kind == WEEKLY_SCOPED]
    every = [*([used.label] if used is not None else []), *(row for row in rows if row), *asked]
    labels = list(dict.fromkeys(name.label for name in map(model_name, every) if name is not None))
    known = [name for name in map(model_name, labels) if name is not None]
    return [
        name.label
        for name in known
        if name.version is not None or not any(other.version and other.family == name.family for other in known)
    ]


def _row(names: list[str], decision: Decision, *, in_use: bool, pays: bool) -> OrderRowView:
    steps = {step.pot.name: step for step in decision.steps}
    extra = steps[PotName.EXTRA]
    plan = [steps[name] for name in (PotName.SESSION, PotName.WEEKLY, PotName.MODEL_WEEKLY)]
    payer = _first(plan) if pays and decision.outcome is Outcome.PLAN_PAYS else None
    stages = [_plan_stage(step, pays=step is payer) for step in plan]
    stages += [_extra_stage(extra, decision), _end_stage(extra.pot, decision)]
    note = "in use" if in_use else _no_allowance(decision)
    models = _joined(names)
    told = " ".join(f"{title}: {stage.words}." for title, stage in zip(COLUMNS, stages, strict=True))
    return OrderRowView(
        models=models,
        note=note,
        note_tone=Tone.FINE if in_use else Tone.QUIET,
        stages=tuple(stages),
        links=tuple(_links(plan, decision)),
        spoken=f"{models}{f', {note}' if note else ''}. {told}",
    )


def _joined(names: list[str]) -> str:
    """Several models in one cell; a line is not broken within a name."""
    said = [names[0], *(name[:1].lower() + name[1:] if name == OTHERS else name for name in names[1:])]
    return ", ".join(name.replace(" ", "\u00a0") for name in said)


def _first(plan: Sequence[Step]) -> Step | None:
    return next((step for step in plan if step.state is PotState.HAS_ROOM), None)


def _no_allowance(decision: Decision) -> str:
    return "no plan allowance" if decision.rule is RuleName.NO_ALLOWANCE else ""


def _plan_stage(step: Step, *, pays: bool) -> StageView:
    pot = step.pot
    if step.state is PotState.NOT_APPLICABLE:
        words = "no own limit" if pot.name is PotName.MODEL_WEEKLY else "no such limit"
        return StageView(None, words, "none")
    if step.state is PotState.NOT_ASKED:
        return StageView(NodeKind.NOT_ASKED, "not asked", "not asked")
    if step.state is PotState.USED_UP:
        return StageView(NodeKind.USED_UP, "used up", "used up", Tone.OUT, is_strong=True)
    if step.state is PotState.UNKNOWN or pot.used_pct is None:
        return StageView(NodeKind.UNKNOWN, "not known", "not known")
    left = f"{percent_left(pot.used_pct)} left"
    if pays:
        return StageView(NodeKind.PLAN_PAYS, f"{left}, pays next", "pays next", Tone.FINE, is_strong=True)
    return StageView(NodeKind.HAS_ROOM, left, left)


def _extra_stage(step: Step, decision: Decision) -> StageView:
    pot, funds = step.pot, funds_of(step.pot)
    is_asked = decision.rule is not None or plan_is_out(decision)
    balance = pot.money.balance if pot.money is not None else None
    left = f"{money(balance)} left" if balance is not None else ""
    match funds:
        case Funds.OFF:
            return StageView(NodeKind.OFF, "off", "off")
        case Funds.NONE:
            kind = NodeKind.CAUSE if is_asked else NodeKind.CANNOT_PAY
            said = cannot_pay(pot)
            return StageView(kind, said, said, Tone.OUT, is_strong=True)
        case Funds.READY if is_asked:
            words = f"{left}, pays next" if left else "pays next"
            return StageView(NodeKind.EXTRA_PAYS, words, "pays next", Tone.CLOSE, is_strong=True)
        case Funds.READY:
            return StageView(NodeKind.HAS_ROOM, left or "can pay", left or "can pay")
        case Funds.UNPROVEN:
            return StageView(NodeKind.UNKNOWN, "if funded", "if funded")
        case Funds.UNKNOWN:
            return StageView(NodeKind.UNKNOWN, "not known", "not known")


def _end_stage(extra: Pot, decision: Decision) -> StageView:
    is_asked = decision.rule is not None or plan_is_out(decision)
    cannot = funds_of(extra) in {Funds.OFF, Funds.NONE}
    if cannot and is_asked:
        return StageView(NodeKind.REFUSED, "refused now", "now", Tone.OUT, is_strong=True)
    if decision.outcome is Outcome.PLAN_PAYS and cannot:
        return StageView(NodeKind.REFUSES, "when used up", "if used up")
    if decision.outcome is Outcome.UNKNOWN:
        return StageView(NodeKind.REFUSES, "not known", "not known")
    return StageView(NodeKind.REFUSES, "not now", "not now")


def _links(plan: Sequence[Step], decision: Decision) -> list[LinkView]:
    links = []
    states = [step.state for step in plan]
    for here, there in zip(states, [*states[1:], None], strict=True):
        if here is PotState.USED_UP:
            links.append(LinkView.BROKEN)
        elif there is None or PotState.NOT_ASKED in {here, there}:
            links.append(LinkView.DOTTED)
        else:
            links.append(LinkView.SOLID)
    refused = decision.outcome is Outcome.REFUSED
    return [*links, LinkView.ARROW if refused else LinkView.DOTTED]


def plan_is_out(decision: Decision) -> bool:
    """Whether the plan's turn ended because a limit of it is used up."""
    plan = (step for step in decision.steps if step.pot.name is not PotName.EXTRA)
    return any(step.state is PotState.USED_UP for step in plan)
