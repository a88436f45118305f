"""A refusal made ready for judgement: what it says, the meters at that moment, and the request it answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fairmeter.billing import Brim, ModelName, Pot, PotName, Pots, PotState, Request, Why, model_name, pots_at
from fairmeter.denials.context import Context
from fairmeter.denials.refusal import OVERAGE, QuotaLimits, Refusal
from fairmeter.denials.text_class import TextClass, Wording
from fairmeter.limits import Snapshot

PROVING = Brim(98.0, 99.0)
"""Below 98 a limit had room, from 99 on it was full; between, a figure proves nothing either way."""

NEAR = timedelta(minutes=10)
"""A reading further from the refusal proves nothing."""

_QUOTA = frozenset(
    {
        TextClass.CREDITS_EMPTY,
        TextClass.CREDITS_EMPTY_RESET,
        TextClass.CREDITS_EMPTY_MODEL,
        TextClass.MODEL_GATE,
        TextClass.MODEL_LIMIT,
        TextClass.USAGE_LIMIT,
        TextClass.SPEND_LIMIT,
        TextClass.RATE_LIMIT_REACHED,
        TextClass.BARE_429,
        TextClass.UNKNOWN,
    }
)
"""Texts that the service's own word on a limit can outrank; the others name something that is not a limit."""
CREDITS = frozenset(
    {
        TextClass.CREDITS_EMPTY,
        TextClass.CREDITS_EMPTY_RESET,
        TextClass.CREDITS_EMPTY_MODEL,
        TextClass.SPEND_LIMIT,
    }
)
"""Texts about extra usage or what may be spent on it."""
_SAYS_CREDITS = CREDITS | {TextClass.MODEL_GATE}

_WINDOW_TYPES = {"five_hour": PotName.SESSION, "seven_day": PotName.WEEKLY}
_MODEL_TYPES = {"seven_day_opus": "opus", "seven_day_sonnet": "sonnet", "seven_day_overage_included": "fable"}
_CREDIT_LANE_STATUS = 400

_OTHER_APPS = frozenset({"aider", "cline", "cursor", "goose", "hermes", "kilo", "openclaw", "opencode", "pi", "roo"})
"""Names under which other apps are known to send requests on a subscription's login."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that the judge looks at. `pots` stand as at the refusal."""

    wording: Wording
    pots: Pots
    request: Request
    quota: QuotaLimits | None
    at: datetime | None
    status: int | None

    @property
    def is_400(self) -> bool:
        """Whether the service answered with the status of the credit lane; a plan that ran out gives a 429."""
        return self.status == _CREDIT_LANE_STATUS

    @property
    def text_class(self) -> TextClass:
        """What the text says."""
        return self.wording.text_class

    @property
    def asked(self) -> ModelName | None:
        """The model in question: the one that the text names, else the one that was asked."""
        return model_name(self.wording.model) or self.request.asked_model

    @property
    def row(self) -> Pot:
        """The weekly pot of the model in question."""
        return self.pots.of_model(self.asked)

    @property
    def has_row(self) -> bool:
        """Whether a row of the model in question is there, whatever it says."""
        return self.asked is not None and bool(self.pots.rows_for(self.asked))

    @property
    def funded(self) -> bool:
        """Whether extra usage was on and had money, or was on and below its cap with the balance not known."""
        return self.pots.extra.state is PotState.HAS_ROOM

    @property
    def full_shared(self) -> Pot | None:
        """A limit of all models that was full."""
        return next((pot for pot in self.pots.shared if pot.state is PotState.USED_UP), None)

    @property
    def full_row(self) -> Pot | None:
        """The limit of the model in question, full; of any known family when it is not known which was asked."""
        for pot in self.pots.rows_for(self.asked):
            family = model_name(pot.model)
            if pot.state is PotState.USED_UP and (self.asked or (family and family.is_known_family)):
                return pot
        return None

    @property
    def on_the_brim(self) -> Pot | None:
        """A limit that applies and is too near to full to be called either."""
        return next((pot for pot in (*self.pots.shared, self.row) if pot.why is Why.AT_THE_BRIM), None)

    @property
    def no_figure_given(self) -> bool:
        """Whether no plan limit was reported at all."""
        return not self.pots.models and all(pot.why is Why.NOT_REPORTED for pot in self.pots.shared)

    @property
    def needs_own_row(self) -> bool:
        """Whether the text is about credits or spend and the model has a meter of its own that is not known."""
        asked = self.asked
        return self.text_class in CREDITS and asked is not None and asked.has_own_meter and not self.has_row

    @property
    def names_million(self) -> bool:
        """Whether the long context was in use, as told, by the model's name, or by the text."""
        by_text = self.wording.names_million and self.request.long_context is None
        return bool(self.request.uses_long_context) or by_text

    @property
    def gate_in_use(self) -> str | None:
        """A gate that stands in the way of a contradiction: one in use as told, or a 1M model on a text of credits."""
        told = {
            "third_party": self.request.third_party,
            "fast_mode": self.request.fast_mode,
            "long_context": self.request.long_context or (self.names_million and self.text_class in CREDITS),
        }
        return next((name for name, in_use in told.items() if in_use), None)


def case_of(refusal: Refusal, wording: Wording, snapshots: Sequence[Snapshot], context: Context) -> Case:
    """Put a case together. The service's own word on which limit refused outranks the sentence."""
    request = replace(context.request, model=context.request.model or refusal.model, surface=refusal.entrypoint)
    if request.third_party is None and _is_other_app(refusal.entrypoint):
        request = replace(request, third_party=True)
    return Case(
        wording=_as_the_service_says(wording, refusal.quota_limits),
        pots=_pots_near(snapshots, refusal.at),
        request=request,
        quota=refusal.quota_limits,
        at=refusal.at,
        status=refusal.status,
    )


def reading_age(snapshots: Sequence[Snapshot], at: datetime | None) -> timedelta | None:
    """How far the nearest reading lies from an instant."""
    if at is None:
        return None
    taken = [snapshot.taken_at for snapshot in snapshots]
    return min((abs(at - one) for one in taken if one is not None), default=None)


def _pots_near(snapshots: Sequence[Snapshot], at: datetime | None) -> Pots:
    """The pots at the refusal: each from the nearest reading that says something about it."""

    def distance(snapshot: Snapshot) -> timedelta:
        return reading_age([snapshot], at) or timedelta(0)

    views = [pots_at(snapshot, at, brim=PROVING, max_age=NEAR) for snapshot in sorted(snapshots, key=distance)]
    if not views:
        return pots_at(None, at)
    nearest = views[0]
    return Pots(
        session=_first_known([view.session for view in views]),
        weekly=_first_known([view.weekly for view in views]),
        extra=_first_known([view.extra for view in views]),
        models=next((view.models for view in views if view.models or view.lists_all), nearest.models),
        lists_all=any(view.lists_all for view in views),
    )


def _first_known(pots: Sequence[Pot]) -> Pot:
    silent = {Why.NOT_REPORTED, Why.TOO_OLD, Why.RESET_SINCE}
    return next((pot for pot in pots if pot.why not in silent), pots[0])


def _as_the_service_says(wording: Wording, quota: QuotaLimits | None) -> Wording:
    rejected = quota.rejected_type if quota is not None else None
    if rejected is None or wording.text_class not in _QUOTA:
        return wording
    if rejected in _MODEL_TYPES:
        return replace(wording, text_class=TextClass.MODEL_LIMIT, model=wording.model or _MODEL_TYPES[rejected])
    if rejected in _WINDOW_TYPES:
        silent = wording.text_class not in CREDITS
        told = TextClass.USAGE_LIMIT if silent else TextClass.CREDITS_EMPTY_RESET
        return replace(wording, text_class=told, window=_WINDOW_TYPES[rejected], model=None, plan_is_out=False)
    if rejected == OVERAGE and wording.text_class not in _SAYS_CREDITS:
        return replace(wording, text_class=TextClass.CREDITS_EMPTY)
    return wording


def _is_other_app(entrypoint: str | None) -> bool:
    return entrypoint is not None and entrypoint.casefold().split("-")[0] in _OTHER_APPS
