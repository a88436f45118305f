"""The banner of a contradiction: what happened, the error, and the order that was seen."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairmeter.billing import Pot, PotName, PotState, Why
from fairmeter.denials import Cause, Judged, ReasonCode, TextClass, is_same_episode
from fairmeter.denials.plain_text import readable
from fairmeter.outlook import Outlook, Standing
from fairmeter.view.amounts import money, percent
from fairmeter.view.chain_words import Funds, empty_balance, funds_of
from fairmeter.view.clock import Clock
from fairmeter.view.happened import Way, asked_model, named_limit, way_of, when
from fairmeter.view.report_words import first_words, what_was_left
from fairmeter.view.verdict_words import reasons
from fairmeter.view.wording import Wording

LONGEST_SESSION = timedelta(hours=5)
ACTIONS = ("Show evidence", "Copy report")

_LIMITS = {PotName.SESSION: "session", PotName.WEEKLY: "weekly"}
_PREFIX = re.compile(r"^(?:API Error:?\s*)?(?:[45]\d\d\b[:,]?\s*)?", re.IGNORECASE)
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerView:
    """What the banner says.

    `heading` is a sentence about the past without a full stop. `error` is the status and the first sentence of the
    error. `times` is empty, or how often it happened and since when. `order_seen` is what was checked before what, as
    far as it can be told. `identity` names the refusal, `actions` are the words of the two buttons.
    """

    heading: str
    error: str
    times: str
    order_seen: str
    identity: str
    actions: tuple[str, str] = ACTIONS


def banner(outlook: Outlook, now: datetime, wording: Wording) -> BannerView | None:
    """The banner at `now`; None when nothing calls for one."""
    judged = standing_contradiction(outlook, now)
    if judged is None:
        return None
    clock = wording.clock
    return BannerView(
        heading=f"Refused {when(judged.at, now, clock)} although {what_was_left(judged.verdict)}",
        error=error_line(judged),
        times=_times(judged, outlook, now, clock),
        order_seen=order_seen(judged, clock),
        identity=judged.identity,
    )


def standing_contradiction(outlook: Outlook, now: datetime) -> Judged | None:
    """The newest contradiction that nobody has looked at and whose window has not been reset since.

    Of another account than the figures', or without any figures, it would contradict what stands below it.
    """
    snapshot = outlook.snapshot
    if snapshot is None or outlook.standing(now) is Standing.SIGNED_OUT:
        return None
    return next(
        (
            one
            for one in waiting(outlook)
            if one.is_contradiction and one.account in {None, snapshot.account} and now < _until(one)
        ),
        None,
    )


def waiting(outlook: Outlook) -> tuple[Judged, ...]:
    """The refusals that wait to be looked at, newest first; who looked at the newest of an episode has seen it all."""
    found: list[Judged] = []
    seen: list[Judged] = []
    for one in outlook.refusals:
        is_seen = any(is_same_episode(one, newer) for newer in seen)
        if one.was_looked_at and not is_seen:
            seen.append(one)
        elif one.is_open and not is_seen:
            found.append(one)
    return tuple(found)


def _until(judged: Judged) -> datetime:
    """When the session ends in which it happened, or the week where the plan has no session."""
    pots = judged.verdict.pots
    window = pots.weekly if pots.session.state is PotState.NOT_APPLICABLE else pots.session
    reset = window.resets_at if window.state is not PotState.UNKNOWN else None
    if reset is None or reset <= judged.at:
        return judged.at + LONGEST_SESSION
    return reset


def _times(judged: Judged, outlook: Outlook, now: datetime, clock: Clock) -> str:
    same = [one for one in waiting(outlook) if is_same_episode(one, judged) and now < _until(one)]
    if len(same) < 2:  # noqa: PLR2004 - once is said by the heading
        return ""
    return f"{len(same)} times since {when(same[-1].at, now, clock).removeprefix('at ')}"


def error_line(judged: Judged) -> str:
    """The status and the first sentence of the error: "400: You're out of extra usage."."""
    said = _PREFIX.sub("", readable(first_words(judged.refusal)), count=1)
    sentence = _SENTENCE_END.split(said, maxsplit=1)[0]
    status = judged.verdict.status or judged.refusal.status
    return ": ".join(part for part in (str(status or ""), sentence.replace("'", _APOSTROPHE)) if part)


def order_seen(judged: Judged, clock: Clock) -> str:
    """What was checked before what, or what else speaks against the refusal, as one sentence or two."""
    way = way_of(judged)
    if way is Way.EXTRA_FIRST:
        return f"{_extra_as_checked(judged.verdict.pots.extra)} was checked before {_what_was_skipped(judged)}."
    if way is Way.NAMED_LIMIT:
        return _of_the_named_limit(judged, clock)
    if way is Way.NOT_TOLD:
        return "Every limit that is known had room."
    return _of_funded_extra(judged)


def _extra_as_checked(extra: Pot) -> str:
    balance = empty_balance(extra)
    if balance is not None:
        return f"The extra balance ({money(balance)})"
    if funds_of(extra) is Funds.OFF:
        return "Extra usage, which is off,"
    if extra.why is Why.AT_CAP:
        return "Extra usage, which is at its cap,"
    return "Extra usage, which has no balance," if extra.why is Why.EMPTY else "Extra usage"


def _what_was_skipped(judged: Judged) -> str:
    row = judged.verdict.pots.of_model(asked_model(judged))
    return f"your {row.model} week" if judged.verdict.cause is Cause.MODEL and row.model else "your plan"


def _of_the_named_limit(judged: Judged, clock: Clock) -> str:
    """That the limit which it named was not reached; where the service enforces an old run of it, this."""
    stale = {ReasonCode.LIMIT_HAD_RESET, ReasonCode.RESETS_DIFFER}
    said = zip(judged.verdict.reasons, reasons(judged.verdict, clock), strict=True)
    found = next((sentence for reason, sentence in said if reason.code in stale), None)
    if found is not None:
        return found
    named = named_limit(judged)
    if named is None or named.used_pct is None:
        return "The limit that it names had room."
    limit = f"the {_LIMITS.get(named.name) or named.model or 'model'} limit"
    stood = f"stood at {percent(named.used_pct)} used."
    if judged.verdict.wording.text_class is TextClass.CREDITS_EMPTY_RESET:
        return f"It says that {limit} is out too. It {stood}"
    return f"It names {limit}, which {stood}"


def _of_funded_extra(judged: Judged) -> str:
    """That extra usage should have paid; where its balance is not known, that it is not."""
    pots = judged.verdict.pots
    extra, plan = pots.extra, (*pots.shared, pots.of_model(asked_model(judged)))
    had_room = judged.verdict.cause is Cause.PLAN_AND_EXTRA
    used_up = any(pot.state is PotState.USED_UP for pot in plan)
    if funds_of(extra) is not Funds.READY or extra.money is None or extra.money.balance is None:
        before = "Your plan was used up. " if used_up else ""
        return f"{before}Extra usage was on and below its cap{' too' if had_room else ''}, its balance is not known."
    balance = money(extra.money.balance)
    if had_room:
        return f"Extra usage had {balance} too. One of the two should have paid."
    if used_up:
        return f"Your plan was used up, so extra usage ({balance}) should have paid."
    return f"Extra usage had {balance}, so it should have paid whatever your plan had left."
