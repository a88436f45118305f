"""Who pays next: how the next request would go by the documented order, stage by stage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from fairmeter.billing import Decision, Order, Outcome, Pot, PotState, Request, Why, decide, pots_at
from fairmeter.limits import Snapshot
from fairmeter.view.chain import MOST_LETTERS, ChainView, LinkView, NodeKind, NodeView, plan_pots, short_name
from fairmeter.view.chain_words import (
    Funds,
    after,
    cannot_pay,
    end_of_funds,
    funds_of,
    names_in_words,
    spoken_extra,
    spoken_plan,
)
from fairmeter.view.glyph import Tone


@dataclass(frozen=True, slots=True)
class _Course:
    """How the next request would go: the decision, and every pot of the plan with what it says in its turn."""

    decision: Decision
    plan: tuple[tuple[Pot, PotState], ...]
    extra: Pot

    @property
    def funds(self) -> Funds:
        return funds_of(self.extra)

    @property
    def plan_pays(self) -> bool:
        return self.decision.outcome is Outcome.PLAN_PAYS

    @property
    def plan_is_out(self) -> bool:
        """Whether the plan's turn is over for sure, or never comes."""
        return self.decision.rule is not None or any(_ends_the_plan(*one, self.decision) for one in self.plan)

    @property
    def hangs_on_the_model(self) -> bool:
        """Whether nothing but the model, which is not known, decides."""
        unknown = [
            step for step in self.decision.steps if step.state is PotState.UNKNOWN and step.pot is not self.extra
        ]
        return [step.why for step in unknown] == [Why.MODEL_NOT_NAMED] and not self.plan_is_out


def who_pays_next(snapshot: Snapshot, now: datetime, model: str | None = None) -> ChainView | None:
    """Who pays for the next request, by the documented order.

    Args:
        snapshot: What is known of the account.
        now: When the request would be sent.
        model: The model in use; None when it is not known. The fullest limit of a model is shown then.

    Returns:
        None when no limit of the plan is known at all: there is no order to show.
    """
    pots = pots_at(snapshot, now)
    request = Request(model=model, plan=snapshot.plan.value.family if snapshot.plan else None)
    shown = plan_pots(pots, request.asked_model)
    if not shown:
        return None
    decision = decide(pots, request, Order.PLAN_FIRST)
    course = _Course(decision, _in_turn(shown, decision), pots.extra)
    note, tone = _note(course)
    return ChainView(
        title="Who pays next",
        title_short="Who pays next",
        note=note,
        note_tone=tone,
        nodes=(*_plan_nodes(course), _extra_node(course), _end_node(course)),
        links=_links(course),
        arc=False,
        spoken=_spoken(course),
    )


def _in_turn(shown: Sequence[Pot], decision: Decision) -> tuple[tuple[Pot, PotState], ...]:
    """Each pot with what it says, or that it is not asked because an exception or an earlier one ended the turn."""
    ended = decision.rule is not None
    found = []
    for pot in shown:
        found.append((pot, PotState.NOT_ASKED if ended else pot.state))
        ended = ended or _ends_the_plan(pot, pot.state, decision)
    return tuple(found)


def _ends_the_plan(pot: Pot, state: PotState, decision: Decision) -> bool:
    """Whether this pot ends the plan's turn: one that is used up and that the request is known to need."""
    return state is PotState.USED_UP and any(
        step.pot.name is pot.name and step.state is state for step in decision.steps
    )


def _plan_nodes(course: _Course) -> Iterator[NodeView]:
    words = {
        PotState.HAS_ROOM: NodeView(NodeKind.HAS_ROOM, "", "has room"),
        PotState.USED_UP: NodeView(NodeKind.USED_UP, "", "used up", Tone.OUT, strong=True),
        PotState.UNKNOWN: NodeView(NodeKind.UNKNOWN, "", "not known"),
        PotState.NOT_ASKED: NodeView(NodeKind.NOT_ASKED, "", "not asked"),
    }
    for place, (pot, state) in enumerate(course.plan):
        name, like = short_name(pot), words[state]
        if place == 0 and course.plan_pays:
            yield NodeView(NodeKind.PLAN_PAYS, name, "pays next", Tone.FINE, strong=True)
        else:
            yield NodeView(like.kind, name, like.state, like.tone, like.strong)


def _extra_node(course: _Course) -> NodeView:
    match course.funds:
        case Funds.OFF:
            return NodeView(NodeKind.OFF, "Extra", "off")
        case Funds.NONE:
            kind = NodeKind.CAUSE if course.decision.rule is not None else NodeKind.CANNOT_PAY
            return NodeView(kind, "Extra", cannot_pay(course.extra), Tone.OUT, strong=True)
        case Funds.READY if course.plan_is_out:
            return NodeView(NodeKind.EXTRA_PAYS, "Extra", "pays next", Tone.CLOSE, strong=True)
        case Funds.READY:
            return NodeView(NodeKind.HAS_ROOM, "Extra", "pays after" if course.plan_pays else "can pay")
        case Funds.UNPROVEN:
            out = course.plan_is_out
            return NodeView(NodeKind.UNKNOWN, "Extra", "if funded", Tone.CLOSE if out else Tone.QUIET, strong=out)
        case Funds.UNKNOWN:
            return NodeView(NodeKind.UNKNOWN, "Extra", "not known")


def _end_node(course: _Course) -> NodeView:
    cannot = course.funds in {Funds.OFF, Funds.NONE}
    if cannot and course.plan_is_out:
        return NodeView(NodeKind.REFUSED, "Refused", "now", Tone.OUT, strong=True)
    if course.funds is Funds.READY:
        return NodeView(NodeKind.REFUSES, "Refused", end_of_funds(course.extra))
    if course.funds is Funds.UNPROVEN:
        return NodeView(NodeKind.REFUSES, "Refused", "if empty")
    if cannot and course.plan_pays:
        return NodeView(NodeKind.REFUSES, "Refused", "if used up")
    full = _full_row(course)
    for_it = f"for {short_name(full)}" if full is not None and cannot else ""
    return NodeView(NodeKind.REFUSES, "Refused", for_it if 0 < len(for_it) <= MOST_LETTERS else "not known")


def _full_row(course: _Course) -> Pot | None:
    """A model's limit that is used up while it is not known whether the next request is for that model."""
    return next((pot for pot, state in course.plan if state is PotState.USED_UP and not course.plan_is_out), None)


def _links(course: _Course) -> tuple[LinkView, ...]:
    states = [state for _, state in course.plan]
    links = []
    for (pot, state), then in zip(course.plan, [*states[1:], None], strict=True):
        if _ends_the_plan(pot, state, course.decision):
            links.append(LinkView.BROKEN)
        elif then is None or PotState.NOT_ASKED in {state, then}:
            links.append(LinkView.DOTTED)
        else:
            links.append(LinkView.SOLID)
    refused = course.plan_is_out and course.funds in {Funds.OFF, Funds.NONE}
    return (*links, LinkView.ARROW if refused else LinkView.DOTTED)


def _note(course: _Course) -> tuple[str, Tone]:
    if course.plan_pays:
        return after(course.funds), Tone.QUIET
    if course.plan_is_out:
        return {
            Funds.READY: ("extra usage, not your plan", Tone.CLOSE),
            Funds.UNPROVEN: ("extra usage, if funded", Tone.CLOSE),
            Funds.UNKNOWN: ("not known", Tone.QUIET),
        }.get(course.funds, ("refused now", Tone.OUT))
    return ("depends on the model" if course.hangs_on_the_model else "not known"), Tone.QUIET


def _spoken(course: _Course) -> str:
    payer = names_in_words(course.plan[0][0])
    sentences = [f"Next request: {_next_in_words(course, payer)}."]
    told = [spoken_plan(short_name(pot), state) for pot, state in course.plan]
    sentences += told[1:] if course.plan_pays else told
    sentences.append(spoken_extra(course.extra, plan_is_out=course.plan_is_out))
    cannot = course.funds in {Funds.OFF, Funds.NONE}
    if (course.plan_pays and cannot) or (course.plan_is_out and course.funds is Funds.READY):
        sentences.append("After that: refused.")
    return " ".join(sentences)


def _next_in_words(course: _Course, payer: str) -> str:
    if course.plan_pays:
        return f"{payer} pays"
    if course.plan_is_out:
        return {
            Funds.READY: "extra usage pays",
            Funds.UNPROVEN: "extra usage pays if it has a balance",
            Funds.UNKNOWN: "not known who pays",
        }.get(course.funds, "refused")
    return "not known who pays"
