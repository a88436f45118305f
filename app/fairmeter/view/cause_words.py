"""The probable causes of a contradiction in words, each with one thing to try."""

from fairmeter.denials.verdict import CauseName, ProbableCause, Rank

_RANKS = {Rank.LIKELY: "Likely", Rank.POSSIBLE: "Possible", Rank.RULED_OUT: "Ruled out"}

_CAUSES = {
    CauseName.TAKEN_FOR_THIRD_PARTY: "Taken for a third-party app",
    CauseName.OLD_CLIENT: "Old client",
    CauseName.ACCOUNT_CHANGE: "Account change not yet known to the server",
    CauseName.STALE_LIMIT: "A limit that was already reset is still enforced",
    CauseName.ENTITLEMENT: "A stale entitlement for this model",
    CauseName.PREPAID_EMPTY: "The prepaid balance is empty although the cap is not reached",
    CauseName.UNCOVERED_MODEL: "A model that the plan does not cover",
    CauseName.LONG_CONTEXT: "Long context",
    CauseName.FAST_MODE: "Fast mode",
    CauseName.PLAN_USED_UP: "Plan used up",
    CauseName.SERVER_SIDE: "Something on the server's side",
}

_MARKS = {
    "commit": "A recent commit message names one.",
    "base_url": "ANTHROPIC_BASE_URL is set.",
    "system_prompt": "A system prompt was appended.",
    "limit_had_reset": "Its own reset had passed.",
    "resets_differ": "Its reset is not the meter's.",
    "one_million": "The model's 1M variant is in play.",
}

_TRY = {
    CauseName.TAKEN_FOR_THIRD_PARTY: "Send the same prompt from an empty folder. If it passes, this cause is right.",
    CauseName.OLD_CLIENT: "Update Claude Code and send it again.",
    CauseName.ACCOUNT_CHANGE: "Run /logout and /login, then send it again.",
    CauseName.STALE_LIMIT: "Compare the reset in the text with the one in /usage, and try again after the earlier one.",
    CauseName.ENTITLEMENT: "Pick the model anew with /model, without 1M, in a new session.",
    CauseName.PREPAID_EMPTY: "Look at the credit balance on claude.ai, Settings, Usage.",
    CauseName.UNCOVERED_MODEL: "Send it to another model. If it passes, this cause is right.",
    CauseName.LONG_CONTEXT: "Send it without 1M.",
    CauseName.FAST_MODE: "Send it with fast mode off.",
    CauseName.PLAN_USED_UP: "Look at every limit in /usage.",
    CauseName.SERVER_SIDE: "Send the evidence to support.",
}


def rank(cause: ProbableCause) -> str:
    """How probable: "Likely", "Possible", "Ruled out"; never a percentage."""
    return _RANKS[cause.rank]


def cause(probable: ProbableCause) -> str:
    """The cause, with what points to it: "Taken for a third-party app. A recent commit message names one."."""
    if probable.name is CauseName.OLD_CLIENT and probable.mark:
        return f"{_CAUSES[probable.name]} ({probable.mark})."
    mark = _MARKS.get(probable.mark or "", "")
    return f"{_CAUSES[probable.name]}. {mark}".strip()


def to_try(probable: ProbableCause) -> str:
    """The one thing to try."""
    return _TRY[probable.name]
