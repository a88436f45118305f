"""What is said of a refusal: the verdict, what it rests on, what would change it. Codes and values, no sentences."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fairmeter.billing import Decision, Order, Outcome, Pot, Pots
from fairmeter.denials.text_class import Wording


class Ruling(StrEnum):
    """The verdict in one word."""

    CONTRADICTION = "contradiction"
    EXPLAINED = "explained"
    NOT_QUOTA = "not_quota"
    UNPROVEN = "unproven"


class Cause(StrEnum):
    """What the verdict rests on; which causes go with which ruling is fixed."""

    PLAN = "plan"
    PLAN_AND_EXTRA = "plan_and_extra"
    MODEL = "model"
    EXTRA = "extra"
    PLAN_USED_UP = "plan_used_up"
    MODEL_LIMIT = "model_limit"
    LONG_CONTEXT = "long_context"
    FAST_MODE = "fast_mode"
    THIRD_PARTY = "third_party"
    HEADLESS_POOL = "headless_pool"
    """Kept for a pool that was announced and put off; nothing is explained by it today."""
    ORG_POLICY = "org_policy"
    OVERLOAD = "overload"
    SIGN_IN = "sign_in"
    REQUEST = "request"


class ReasonCode(StrEnum):
    """What speaks for a verdict."""

    NAMES_ITS_CAUSE = "names_its_cause"
    CREDIT_LANE = "credit_lane"
    """Refused for want of extra usage and without a reset: the plan was not what refused it."""
    HAS_ROOM = "has_room"
    IS_FULL = "is_full"
    AT_THE_BRIM = "at_the_brim"
    RESET_SINCE = "reset_since"
    TOO_OLD = "too_old"
    NO_READING_NEAR = "no_reading_near"
    NO_SUCH_LIMIT = "no_such_limit"
    NO_ALLOWANCE = "no_allowance"
    MODEL_NOT_KNOWN = "model_not_known"
    FUNDED = "funded"
    BALANCE_UNKNOWN = "balance_unknown"
    EXTRA_CANNOT_PAY = "extra_cannot_pay"
    EXTRA_NOT_PROVEN = "extra_not_proven"
    GATE_IN_USE = "gate_in_use"
    GATE_SHOULD_OPEN = "gate_should_open"
    GENUINE_CLIENT = "genuine_client"
    HIDDEN_GATE = "hidden_gate"
    TEXT_HIDES_THE_LIMIT = "text_hides_the_limit"
    RETRY_WITHOUT_1M = "retry_without_1m"
    PLAN_IS_OUT_BY_TEXT = "plan_is_out_by_text"
    METER_DISAGREES = "meter_disagrees"
    NAMED_LIMIT = "named_limit"
    """The service's own word for the limit that rejected the request; it outranks the sentence."""
    ORG_MISNOMER = "org_misnomer"
    RESETS_DIFFER = "resets_differ"
    LIMIT_HAD_RESET = "limit_had_reset"
    NOT_A_REFUSAL = "not_a_refusal"
    NOT_RECOGNISED = "not_recognised"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with its values: the pot that it is about, a word of the service, or a time."""

    code: ReasonCode
    pot: Pot | None = None
    word: str | None = None
    at: datetime | None = None


class Missing(StrEnum):
    """What a verdict would need."""

    SESSION = "session"
    WEEKLY = "weekly"
    MODEL_ROW = "model_row"
    MODEL = "model"
    LONG_CONTEXT = "long_context"


class IfMeter(StrEnum):
    """A supposition about the meters that are missing."""

    ALL_HAVE_ROOM = "all_have_room"
    ONE_IS_FULL = "one_is_full"


@dataclass(frozen=True, slots=True)
class Change:
    """What the verdict would become if the missing meters stood so."""

    supposed: IfMeter
    ruling: Ruling
    cause: Cause | None


class Rank(StrEnum):
    """How probable a cause of a contradiction is; never a percentage."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    RULED_OUT = "ruled_out"


class CauseName(StrEnum):
    """What can lie behind a contradiction."""

    TAKEN_FOR_THIRD_PARTY = "taken_for_third_party"
    OLD_CLIENT = "old_client"
    ACCOUNT_CHANGE = "account_change"
    STALE_LIMIT = "stale_limit"
    ENTITLEMENT = "entitlement"
    PREPAID_EMPTY = "prepaid_empty"
    UNCOVERED_MODEL = "uncovered_model"
    LONG_CONTEXT = "long_context"
    FAST_MODE = "fast_mode"
    PLAN_USED_UP = "plan_used_up"
    SERVER_SIDE = "server_side"


@dataclass(frozen=True, slots=True)
class ProbableCause:
    """A cause with its rank; `mark` is the word of what points to it, None when nothing in particular does."""

    name: CauseName
    rank: Rank
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict on one refusal.

    `missing` is what it lacks, also where it could be given all the same. `expected` is what the documented order makes
    of the same meters, `faulty` what the faulty order makes of them. `read_age` is how far the nearest reading lay from
    the refusal, None without one (figures given by hand count as taken at the refusal).
    """

    verdict: Ruling
    cause: Cause | None
    wording: Wording
    pots: Pots
    expected: Decision
    faulty: Decision
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()
    would_change: tuple[Change, ...] = ()
    causes: tuple[ProbableCause, ...] = ()
    read_age: timedelta | None = None
    status: int | None = None

    @property
    def seen_order(self) -> Order | None:
        """The order that explains what happened; None when neither does or both would."""
        expected, faulty = (one.outcome is Outcome.REFUSED for one in (self.expected, self.faulty))
        if self.verdict is Ruling.CONTRADICTION:
            return Order.EXTRA_FIRST if faulty and not expected else None
        return Order.PLAN_FIRST if self.verdict is Ruling.EXPLAINED and expected else None
