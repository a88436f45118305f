"""The pots that can pay for a request: what they are, and what each can say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fairmeter.billing.model_name import ModelName, model_name
from fairmeter.limits import FULL_PCT, ExtraUsage


class PotName(StrEnum):
    """The pots in their documented order."""

    SESSION = "session"
    WEEKLY = "weekly"
    MODEL_WEEKLY = "model_weekly"
    EXTRA = "extra"


class PotState(StrEnum):
    """What a pot says when it is asked."""

    HAS_ROOM = "has_room"
    USED_UP = "used_up"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Why(StrEnum):
    """Why a pot is in its state."""

    MEASURED = "measured"
    AT_THE_BRIM = "at_the_brim"
    """Too near to full to be called either."""
    NOT_REPORTED = "not_reported"
    RESET_SINCE = "reset_since"
    """The figure belongs to another run of the limit than the one in question."""
    TOO_OLD = "too_old"
    NO_SUCH_LIMIT = "no_such_limit"
    """The account's list of limits lacks it."""
    NO_OWN_LIMIT = "no_own_limit"
    """As far as is known this model is counted by the shared limits only."""
    MODEL_NOT_NAMED = "model_not_named"
    FUNDED = "funded"
    BALANCE_UNKNOWN = "balance_unknown"
    """On and below its cap; whether there is prepaid money is not known."""
    EMPTY = "empty"
    AT_CAP = "at_cap"
    OFF = "off"
    ONLY_ON = "only_on"
    """Turned on, and nothing else is known."""
    PLAN_PAYS = "plan_pays"
    PLAN_ENDED = "plan_ended"
    """An earlier pot of the plan was used up, which ends the plan's turn."""
    EXCEPTION = "exception"
    """A rule sends the request straight to extra usage."""
    EXTRA_FIRST = "extra_first"
    """Extra usage was asked first, and its answer was final."""


@dataclass(frozen=True, slots=True)
class Brim:
    """From where a limit counts as having room and as full, in percent used; what lies between is not decided."""

    room_below: float
    full_from: float


EXACT = Brim(FULL_PCT, FULL_PCT)
"""For what happens next: the meter is taken at its word."""

_MODEL_ROW_IS_A_SURFACE = frozenset({"chat", "cowork", "design"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pot:
    """One pot.

    `used_pct` and `resets_at` as the window has them, `model` its model's display name, `age` how far the figure was
    taken from the instant in question.
    """

    name: PotName
    state: PotState
    why: Why
    used_pct: float | None = None
    resets_at: datetime | None = None
    model: str | None = None
    age: timedelta | None = None
    money: ExtraUsage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pots:
    """All pots of an account. `lists_all` is True when `models` is every model that has a limit of its own."""

    session: Pot
    weekly: Pot
    extra: Pot
    models: tuple[Pot, ...] = ()
    lists_all: bool = False

    @property
    def shared(self) -> tuple[Pot, Pot]:
        """The limits that count every model."""
        return self.session, self.weekly

    def of_model(self, asked: ModelName | None) -> Pot:
        """The weekly pot of a model; always one, whose state says when there is none or it is not known.

        A model that is not known to have a meter of its own, and has no row, is counted by the shared limits. When no
        model is named, rows that all have room decide nothing, and a full one leaves the pot unknown.
        """
        rows = self.rows_for(asked)
        if rows:
            return worst(rows) if asked is not None else _unnamed(rows)
        if asked is None:
            return _absent(Why.MODEL_NOT_NAMED, PotState.NOT_APPLICABLE)
        if self.lists_all:
            return _absent(Why.NO_SUCH_LIMIT, PotState.NOT_APPLICABLE, asked)
        if asked.has_own_meter:
            return _absent(Why.NOT_REPORTED, PotState.UNKNOWN, asked)
        return _absent(Why.NO_OWN_LIMIT, PotState.NOT_APPLICABLE, asked)

    def rows_for(self, asked: ModelName | None) -> tuple[Pot, ...]:
        """The rows that count a model; when none is named, every row that counts models and not a surface."""
        named = [(pot, model_name(pot.model)) for pot in self.models]
        if asked is None:
            return tuple(pot for pot, row in named if row is None or row.family not in _MODEL_ROW_IS_A_SURFACE)
        return tuple(pot for pot, row in named if row is not None and asked.is_counted_by(row))

    def lacks_row_of(self, asked: ModelName | None) -> bool:
        """Whether the account's list shows that a model which is counted by itself elsewhere has no allowance here."""
        return asked is not None and asked.has_own_meter and self.lists_all and not self.rows_for(asked)


def worst(pots: Iterable[Pot]) -> Pot:
    """The pot that stands most in the way: used up before unknown before room."""
    rank = {PotState.USED_UP: 0, PotState.UNKNOWN: 1, PotState.HAS_ROOM: 2}
    return min(pots, key=lambda pot: (rank.get(pot.state, len(rank)), -(pot.used_pct or 0.0)))


def _unnamed(rows: tuple[Pot, ...]) -> Pot:
    full = [row for row in rows if row.state is not PotState.HAS_ROOM]
    if not full:
        return _absent(Why.MODEL_NOT_NAMED, PotState.NOT_APPLICABLE)
    return _absent(Why.MODEL_NOT_NAMED, PotState.UNKNOWN)


def _absent(why: Why, state: PotState, asked: ModelName | None = None) -> Pot:
    return Pot(name=PotName.MODEL_WEEKLY, state=state, why=why, model=asked.label if asked else None)
