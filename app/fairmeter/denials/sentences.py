"""The sentences of refusals as a table: one rule a row, tried from the top, the first that matches decides.

Patterns are written with blanks and without apostrophes, and are matched against text without either, in folded case.
The order is that of the decision: a status that settles it, gates that a sentence names, the organisation, the quota's
own sentences, and then everything that is not about quota. Of a 400 the sentence alone decides, never the status or the
error's type.
"""

import re
from dataclasses import dataclass

from fairmeter.denials.text_class import TextClass as C

_MODELS = r"(?P<model>(?:fable|haiku|mythos|opus|sonnet)[\d.]*)"
_CREDITS = r"(?:extra usage|extra credits?|usage credits?)"
_REACHED = r"(?:hit|reached|exceeded) your"
_BILLED_BY = (
    r"(?:is )?(?:only )?(?:now )?(?:requires?|runs? on|uses?|needs?|draws? from|billed (?:to|from|as)|available with)"
)
_QUOTA_WORDS = r"usage|limit|credit|quota|billing|spend|plan|subscription|balance|upgrade"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A rule: everything that it names must hold. `errors` are the client's own words for the class of an error."""

    text_class: C
    pattern: re.Pattern[str] | None = None
    statuses: frozenset[int] = frozenset()
    errors: frozenset[str] = frozenset()

    def match(self, text: str, status: int | None, error: str | None) -> re.Match[str] | None:
        """The match in a squeezed text, None when the rule does not hold."""
        if self.statuses and status not in self.statuses:
            return None
        if self.errors and error not in self.errors:
            return None
        return (self.pattern or _ANYTHING).search(text)


def _says(text_class: C, *phrases: str, status: tuple[int, ...] = ()) -> Sentence:
    joined = "|".join(f"(?:{phrase.replace(' ', '')})" for phrase in phrases)
    return Sentence(text_class, re.compile(joined), frozenset(status))


def _status(text_class: C, *statuses: int) -> Sentence:
    return Sentence(text_class, statuses=frozenset(statuses))


def _error(text_class: C, *errors: str) -> Sentence:
    return Sentence(text_class, errors=frozenset(errors))


_ANYTHING = re.compile("")

SENTENCES: tuple[Sentence, ...] = (
    _status(C.SIGN_IN, 401),
    # The gates, as soon as a sentence names one.
    _says(C.FAST_MODE, r"(?<!not)(?<!notusing)(?<!without)(?<!no)fast mode(?! (?:is |was )?(?:off|not in use))"),
    _says(C.THIRD_PARTY, r"third-? party (?:apps?|clients?|harness(?:es)?|tools?) (?:now )?(?:draw|use)"),
    _says(
        C.LONG_CONTEXT,
        r"(?:required|needed) for (?:1m|long) -?context",
        r"long -?context (?:requests|beta)",
        r"1m context\)? (?:requires|needs|is not|isnt|is un|not available|unavailable)",
        r"switch to standard context",
    ),
    # The organisation, and the login.
    _says(C.ORG_POLICY, r"organi[sz]ation|oauth_org_not_allowed|your org\b", status=(403,)),
    _status(C.SIGN_IN, 403),
    _says(C.OVERLOAD, r"not your usage limit", r"temporarily limiting requests"),
    _status(C.OVERLOAD, *range(500, 600)),
    _says(
        C.ORG_POLICY,
        r"not allowed for this organi[sz]ation",
        r"organi[sz]ation has (?:been )?disabled",
        r"organi[sz]ation does not have access",
        r"disabled (?:by|for) your (?:org|admin)",
        r"oauth_org_not_allowed",
        r"(?:orgs?|organi[sz]ations?|individual|channels?|teams?|groups?|members?|seats?|workspaces?)"
        r" (?:monthly |weekly |daily )?spend(?:ing)? (?:limit|cap)",
        r"individual usage limit",
        r"shared budget",
        r"specified (?:workspace )?api usage limits",
        r"your org(?:ani[sz]ation)? is out of",
        r"seat type (?:doesnt|does not) include",
        r"usage allocation has been disabled",
        r"usage limit is set to \$?0",
        r"spend(?:ing)? limit (?:reached \(|unavailable)",
    ),
    # The quota's own sentences.
    _says(C.REQUEST, r"context (?:window )?limit (?:reached|exceeded)"),
    _says(
        C.CREDITS_EMPTY,
        rf"(?P<raw>out of {_CREDITS} .{{0,3}} (?:add more|ask your (?:workspace )?admin|add funds))",
    ),
    _says(C.CREDITS_EMPTY_RESET, rf"out of {_CREDITS} .{{0,40}}? (?:will reset|resets)"),
    _says(C.CREDITS_EMPTY_MODEL, rf"out of {_CREDITS} .{{0,6}} switch to (?:another|a different) model"),
    _says(C.CREDITS_EMPTY, rf"out of (?:your )?{_CREDITS}"),
    _says(
        C.MODEL_GATE,
        rf"{_MODELS} (?:\(1m[^)]*\))? {_BILLED_BY} {_CREDITS}",
        r"(?:extra usage|usage credits) (?:is |are )?required for this model",
        r"set up usage credits .{0,25} to use this model",
        r"prompt to confirm went unanswered",
        r"you dont have usage credits",
        rf"model requires {_CREDITS}",
    ),
    _says(
        C.SPEND_LIMIT,
        rf"{_REACHED} (?:monthly |weekly |daily )?spend(?:ing)? (?:limit|cap)",
        r"monthly spend(?:ing)? limit",
        rf"{_REACHED} {_CREDITS} (?:spend(?:ing)? )?(?:limit|cap)",
        rf"{_CREDITS} (?:spend(?:ing)? )?limit reached",
    ),
    _says(
        C.MODEL_LIMIT,
        rf"(?:{_REACHED}|hit the|reached the) (?:weekly |claude )* {_MODELS} (?:weekly |usage )*limit",
        rf"{_MODELS.replace('model', 'other')} (?:weekly |usage )*limit reached",
        rf"{_REACHED} (?:weekly |usage )*limit for (?:claude )?{_MODELS.replace('model', 'third')}",
    ),
    _says(
        C.USAGE_LIMIT,
        rf"(?P<session>{_REACHED} (?:current )?(?:session|5-?hours?|five-?hour) (?:usage )?limit)",
        r"(?P<session_reached>(?:session|5-?hours?|five-?hour) (?:usage )?limit reached)",
        rf"(?P<weekly>{_REACHED} weekly (?:usage )?limit)",
        r"(?P<weekly_reached>weekly (?:usage )?limit reached)",
        rf"(?P<org>{_REACHED} (?:orgs?|organi[sz]ations?) (?:monthly )?(?:usage )?limit)",
        rf"{_REACHED} (?:claude )?(?:usage |plan )?limit",
        r"usage limit reached",
        r"(?:^|error:) limit reached",
        r"limit reached [^a-z0-9]{0,4} resets",
    ),
    # What has nothing to do with quota.
    _says(
        C.SIGN_IN,
        r"credit balance (?:is )?too low",
        r"please run /login",
        r"not logged in",
        r"login (?:has )?expired",
        r"invalid (?:api key|x-api-key|bearer token|authentication)",
        r"authentication_(?:error|failed)",
        r"oauth (?:access )?token (?:has )?(?:been )?(?:expired|revoked)",
        r"token has expired",
        r"failed to authenticate",
        r"scope requirement",
        r"permission_error",
        r"account (?:is |has been )?(?:on hold|disabled|suspended)",
        r"type\"?:\"?forbidden",
    ),
    _says(
        C.OVERLOAD,
        r"overloaded",
        r"server overload",
        r"experiencing high load",
        r"request rejected \(429\)",
        r"per[- ]?minute",
        r"tokens per (?:minute|hour|day)",
        r"too many tokens|concurrent connections",
        r"message\"?[:=] ?\"?rate limited\b",
        r"^(?:api error:?)?(?:429)?[^a-z0-9]*rate limited[^a-z0-9]*$",
        r"internal server error",
        r"type\"?:\"?api_error",
        r"service unavailable|bad gateway|gateway time-?out",
        r"connection error|connection refused|connection was closed|request timed out|fetch failed",
        r"socket hang up|econnreset|econnrefused|enotfound|etimedout|unable to connect to (?:the )?api",
    ),
    _says(
        C.REQUEST,
        r"prompt is too long",
        r"input is too long",
        r"conversation (?:is )?too long",
        r"tool_use|tool_result|tool use concurrency",
        r"max_tokens",
        r"output tokens? maximum",
        r"request (?:size )?(?:exceeds|too large|entity too large)|request_too_large",
        r"image .{0,60} exceed|could not process (?:image|pdf)",
        r"thinking (?:blocks?|is not)",
        r"content blocks must be non-empty",
        r"inputs are not permitted",
        r"content filtering|usage policy",
        r"selected model|not_found_error|model_not_found",
        r"messages\.\d+",
    ),
    _status(C.REQUEST, 404, 413, 422),
    _says(C.RATE_LIMIT_REACHED, r"rate limit reached"),
    _says(C.NOTICE, r"youve used", r"youre close to", r"approaching", rf"now using (?:your )?{_CREDITS}"),
    _says(C.BARE_429, r"exceed your (?:accounts?|organi[sz]ations?) rate limit", r"rate_limit_error"),
    _says(C.THIRD_PARTY, r"third-? party apps?"),
    _status(C.BARE_429, 429),
    # Last, the classes that the client itself gives, and a 400 without a word on quota.
    _error(C.SIGN_IN, "authentication_failed", "account_on_hold"),
    _error(C.ORG_POLICY, "oauth_org_not_allowed"),
    _error(C.OVERLOAD, "overloaded", "server_error"),
    _error(C.REQUEST, "model_not_found", "max_output_tokens"),
    _error(C.BARE_429, "rate_limit"),
    _says(C.REQUEST, rf"^(?!.*(?:{_QUOTA_WORDS}))", status=(400,)),
    _says(C.REQUEST, rf"^(?!.*(?:{_QUOTA_WORDS})).*invalid_request_error"),
)
"""Sources: the vendor's documented error sentences, the limit prefixes that its agent SDK exports, and sentences quoted
from transcripts of 2025 and 2026."""
