"""A row of stages that a request passes, as a value: the plan's limits, extra usage, and the refusal at the end."""

from dataclasses import dataclass
from enum import StrEnum

from fairmeter.billing import ModelName, Pot, PotName, Pots, PotState
from fairmeter.view.glyph import Tone

MOST_LETTERS = 11
"""A state has no more letters than this: a column is 58 points wide."""


class NodeKind(StrEnum):
    """What stands at one stage; each is a shape of its own."""

    PLAN_PAYS = "plan_pays"
    EXTRA_PAYS = "extra_pays"
    HAS_ROOM = "has_room"
    NOT_ASKED = "not_asked"
    USED_UP = "used_up"
    CANNOT_PAY = "cannot_pay"
    CAUSE = "cause"
    """What refused the request."""
    OFF = "off"
    REFUSES = "refuses"
    """The end of the row: what follows when nothing can pay."""
    REFUSED = "refused"
    """The end of the row, reached."""
    UNKNOWN = "unknown"


class LinkView(StrEnum):
    """How one stage leads to the next."""

    SOLID = "solid"
    """Asked in this order for the next request."""
    DOTTED = "dotted"
    """Only later, or not at all."""
    BROKEN = "broken"
    """The plan stops here."""
    ARROW = "arrow"
    """The way that a refusal takes or took."""


@dataclass(frozen=True, slots=True)
class NodeView:
    """One stage: its name and, under it, its state in a tone. `strong` marks the stage that pays or breaks."""

    kind: NodeKind
    name: str
    state: str
    tone: Tone = Tone.QUIET
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainView:
    """The whole row.

    `links` are one fewer than `nodes`. `arc` leads over the stages that were passed by into the last but one.
    `title_short` stands in for `title` where the note would have to be cut. `spoken` is all of it for a screen reader.
    """

    title: str
    title_short: str
    note: str
    note_tone: Tone
    nodes: tuple[NodeView, ...]
    links: tuple[LinkView, ...]
    arc: bool
    spoken: str


def plan_pots(pots: Pots, asked: ModelName | None) -> tuple[Pot, ...]:
    """The limits of the plan that a request has to pass, in their order; those that do not exist are left out.

    When no model is named, the fullest limit of a model is among them.
    """
    row = pots.of_model(asked)
    if asked is None:
        row = max(pots.rows_for(None), key=_fullness, default=row)
    return tuple(pot for pot in (*pots.shared, row) if pot.state is not PotState.NOT_APPLICABLE)


def short_name(pot: Pot) -> str:
    """The name of a pot in a column: "Session", "Weekly", "Fable", "Extra"."""
    if pot.name is PotName.MODEL_WEEKLY:
        return pot.model or "Model"
    return {PotName.SESSION: "Session", PotName.WEEKLY: "Weekly", PotName.EXTRA: "Extra"}[pot.name]


def _fullness(pot: Pot) -> tuple[bool, float]:
    return pot.state is not PotState.UNKNOWN, -1.0 if pot.used_pct is None else pot.used_pct
