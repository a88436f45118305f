"""What an error text says, told apart by class."""

from dataclasses import dataclass
from enum import StrEnum

from fairmeter.billing import PotName


class TextClass(StrEnum):
    """The classes of error texts."""

    OVERLOAD = "overload"
    SIGN_IN = "sign_in"
    REQUEST = "request"
    LONG_CONTEXT = "long_context"
    FAST_MODE = "fast_mode"
    THIRD_PARTY = "third_party"
    ORG_POLICY = "org_policy"
    CREDITS_EMPTY = "credits_empty"
    """Out of extra usage, and no reset: the request was in the credit lane."""
    CREDITS_EMPTY_RESET = "credits_empty_reset"
    """The same words with a reset: a window of the plan is out, and extra usage too."""
    CREDITS_EMPTY_MODEL = "credits_empty_model"
    """Out of usage credits for this model; another one would be answered."""
    MODEL_GATE = "model_gate"
    """A model that is said to need extra usage."""
    MODEL_LIMIT = "model_limit"
    USAGE_LIMIT = "usage_limit"
    """A limit of the plan; `Wording.window` says which, if the text does."""
    SPEND_LIMIT = "spend_limit"
    RATE_LIMIT_REACHED = "rate_limit_reached"
    """Says nothing: it hid the long-context gate and short throttles alike."""
    BARE_429 = "bare_429"
    NOTICE = "notice"
    """A warning or a piece of news; nothing was refused."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a text says.

    `model` is the model it names, `window` the window that it names, by word or by a dated reset. `has_reset` is
    whether it gives a reset. `is_raw_denial` marks the full sentence of the credit lane as the service sends it with a
    400. `plan_is_out` is set when a spend-limit text adds that the plan's own limit resets later. `names_org` marks the
    misnomer of an organisation's monthly limit. `names_million` is whether the long context is mentioned at all.
    `opens_the_text` is whether the text begins with what was recognised.
    """

    text_class: TextClass
    model: str | None = None
    window: PotName | None = None
    has_reset: bool = False
    is_raw_denial: bool = False
    plan_is_out: bool = False
    names_org: bool = False
    names_million: bool = False
    opens_the_text: bool = False
