"""What happened when a request was refused although it should have been answered, as a row of nodes."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from fairmeter.billing import ModelName, Outcome, Pot, PotName, PotState, model_name
from fairmeter.denials import Cause, Judged, TextClass
from fairmeter.view.amounts import percent
from fairmeter.view.chain import MOST_LETTERS, ChainView, LinkView, NodeKind, NodeView, plan_pots, short_name
from fairmeter.view.chain_words import Funds, cannot_pay, empty_balance, funds_of
from fairmeter.view.clock import Clock
from fairmeter.view.glyph import Tone
from fairmeter.view.spoken import spoken, spoken_money

_ABOUT_EXTRA = frozenset(
    {
        TextClass.CREDITS_EMPTY,
        TextClass.CREDITS_EMPTY_RESET,
        TextClass.CREDITS_EMPTY_MODEL,
        TextClass.MODEL_GATE,
        TextClass.SPEND_LIMIT,
    }
)
_LONGEST_WITH_AT = 5
_LONGEST_TIME = 10


class Way(StrEnum):
    """How a request came to be refused that should have been answered, as far as it can be told."""

    EXTRA_FIRST = "extra_first"
    """Extra usage was asked first, and could not pay; the plan, which had room, was passed by."""
    NAMED_LIMIT = "named_limit"
    """The refusal named a limit that was not used up."""
    EXTRA_REFUSED = "extra_refused"
    """Extra usage was asked, and refused although it was on and had money."""
    NOT_TOLD = "not_told"
    """The plan had room, and no order of the pots leads to a refusal."""


def way_of(judged: Judged) -> Way:
    """How it came to the refusal of a contradiction."""
    verdict = judged.verdict
    if verdict.cause is Cause.EXTRA:
        return Way.EXTRA_REFUSED
    if named_limit(judged) is not None:
        return Way.NAMED_LIMIT
    if verdict.wording.text_class not in _ABOUT_EXTRA:
        return Way.NOT_TOLD
    return Way.EXTRA_REFUSED if verdict.faulty.outcome is Outcome.EXTRA_PAYS else Way.EXTRA_FIRST


def named_limit(judged: Judged) -> Pot | None:
    """The limit of the plan that the refusal says was reached; None when it names none."""
    wording, pots = judged.verdict.wording, judged.verdict.pots
    if wording.text_class is TextClass.MODEL_LIMIT:
        row = pots.of_model(asked_model(judged))
        return row if row.used_pct is not None else None
    return {PotName.SESSION: pots.session, PotName.WEEKLY: pots.weekly}.get(wording.window or PotName.EXTRA)


def asked_model(judged: Judged) -> ModelName | None:
    """The model that was refused: the one that the text names, else the one that was asked."""
    return model_name(judged.verdict.wording.model) or judged.request.asked_model


def when(at: datetime, now: datetime, clock: Clock) -> str:
    """When it happened, as it stands after a verb: "at 09:42", "Mon 22:36". A minute that has begun counts."""
    whole = at.replace(second=0, microsecond=0)
    said = clock.absolute(whole, now)
    return f"at {said}" if said == clock.time(whole) else said


def what_happened(judged: Judged, now: datetime, clock: Clock) -> ChainView:
    """The row of a contradiction: which stages were asked, and which one refused."""
    verdict, way = judged.verdict, way_of(judged)
    at = when(judged.at, now, clock)
    plan = plan_pots(verdict.pots, asked_model(judged))
    named = named_limit(judged)
    nodes = (
        *(_plan_node(pot, way, named) for pot in plan),
        _extra_node(verdict.pots.extra, way),
        NodeView(NodeKind.REFUSED, "Refused", _in_a_column(judged.at, now, clock), Tone.OUT, strong=True),
    )
    return ChainView(
        title=f"What happened {at}",
        title_short="What happened",
        note=_note(judged, way),
        note_tone=Tone.OUT,
        nodes=nodes,
        links=tuple(_links(nodes, way)),
        arc=way is Way.EXTRA_FIRST,
        spoken=_spoken(judged, nodes, at),
    )


def _plan_node(pot: Pot, way: Way, named: Pot | None) -> NodeView:
    name = short_name(pot)
    if way is Way.EXTRA_FIRST:
        return NodeView(NodeKind.NOT_ASKED, name, "not asked")
    if named is not None and pot.name is named.name:
        return NodeView(NodeKind.CAUSE, name, _figure(pot), Tone.OUT, strong=True)
    if pot.state is PotState.USED_UP:
        return NodeView(NodeKind.USED_UP, name, "used up", Tone.OUT, strong=True)
    if pot.state is PotState.HAS_ROOM:
        return NodeView(NodeKind.HAS_ROOM, name, "had room")
    return NodeView(NodeKind.UNKNOWN, name, "not known")


def _figure(pot: Pot) -> str:
    said = "" if pot.used_pct is None else f"{percent(pot.used_pct)} used"
    return said if 0 < len(said) <= MOST_LETTERS else "had room"


def _extra_node(extra: Pot, way: Way) -> NodeView:
    funds = funds_of(extra)
    had = {Funds.READY: "had money", Funds.UNPROVEN: "was on"}.get(funds)
    if way is Way.EXTRA_FIRST:
        return NodeView(NodeKind.CAUSE, "Extra", "asked first", Tone.OUT, strong=True)
    if way is Way.EXTRA_REFUSED:
        return NodeView(NodeKind.CAUSE, "Extra", had or "refused", Tone.OUT, strong=True)
    if funds is Funds.NONE:
        return NodeView(NodeKind.CANNOT_PAY, "Extra", cannot_pay(extra))
    if funds is Funds.OFF:
        return NodeView(NodeKind.OFF, "Extra", "off")
    return NodeView(NodeKind.HAS_ROOM if funds is Funds.READY else NodeKind.UNKNOWN, "Extra", had or "not known")


def _links(nodes: tuple[NodeView, ...], way: Way) -> Iterator[LinkView]:
    kinds = {node.kind for node in nodes[:-2]}
    ended = way in {Way.EXTRA_FIRST, Way.NOT_TOLD} or not kinds & {NodeKind.CAUSE, NodeKind.USED_UP}
    for before, after in pairwise(nodes):
        if before.name == "Extra":
            by_extra = way in {Way.EXTRA_FIRST, Way.EXTRA_REFUSED}
            yield LinkView.ARROW if by_extra else LinkView.DOTTED
        elif not ended and before.kind in {NodeKind.CAUSE, NodeKind.USED_UP}:
            ended = True
            yield LinkView.BROKEN
        else:
            yield LinkView.DOTTED if ended or after.name == "Extra" else LinkView.SOLID


def _note(judged: Judged, way: Way) -> str:
    if way is Way.EXTRA_FIRST:
        return "your plan was skipped"
    if way is Way.NAMED_LIMIT:
        return "the limit had room"
    if way is Way.NOT_TOLD or judged.verdict.cause is not Cause.EXTRA:
        return "your plan had room"
    ready = funds_of(judged.verdict.pots.extra) is Funds.READY
    return "extra had money" if ready else "extra usage was on"


def _in_a_column(at: datetime, now: datetime, clock: Clock) -> str:
    """The time as it fits under a node; the day stands in the sentence above where there is no room for it."""
    said = when(at, now, clock)
    bare = said.removeprefix("at ")
    if len(bare) <= _LONGEST_WITH_AT:
        return said
    return bare if len(bare) <= _LONGEST_TIME else clock.time(at.replace(second=0, microsecond=0))


def _spoken(judged: Judged, nodes: tuple[NodeView, ...], at: str) -> str:
    plan = [node for node in nodes[:-2] if node.kind is NodeKind.NOT_ASKED]
    extra = judged.verdict.pots.extra
    sentences = [f"What happened {at}: {_note(judged, way_of(judged))}."]
    if plan:
        balance = empty_balance(extra)
        with_balance = f", balance {spoken_money(balance)}" if balance is not None else ""
        names = [node.name for node in plan]
        listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        sentences.append(f"Extra usage was asked first{with_balance}.")
        sentences.append(f"{listed} {'were' if len(names) > 1 else 'was'} not asked.")
    else:
        sentences += [f"{node.name}: {spoken(node.state)}." for node in nodes[:-1]]
    return " ".join([*sentences, "Refused."])
