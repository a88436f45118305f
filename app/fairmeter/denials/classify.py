"""What an error text says: the table of sentences applied, and the details that the match gives."""

import re

from fairmeter.billing import PotName
from fairmeter.denials.plain_text import squeezed, status_in
from fairmeter.denials.refusal import Refusal
from fairmeter.denials.sentences import SENTENCES
from fairmeter.denials.text_class import TextClass, Wording

_MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WEEKDAYS = r"mon|tue|wed|thu|fri|sat|sun"
_RESETS = r"(?:resets|willreset)(?:at|on|in)?"
_DAY = rf"(?:{_MONTHS})[a-z]*\.?\d|\d{{1,2}}\.?(?:{_MONTHS})|(?:{_WEEKDAYS})(?!th)|\d{{4}}-\d\d|\d+d"
_DATED = re.compile(rf"{_RESETS}(?:{_DAY})")
_RESET = re.compile(rf"{_RESETS}(?:\d|tomorrow|{_DAY})")
_PLAN_SUFFIX = re.compile(
    r"your(?:(?P<session>session|5-?hour)|(?P<weekly>weekly)|[a-z]+[\d.]*)limit(?:resets|willreset)"
)
_MILLION = re.compile(r"\[1m\]|1mcontext|\(1m\)")
_NEAR_THE_START = 4
_SERVER_ERROR = 500
_MODEL_GROUPS = ("model", "other", "third")
_WINDOW_GROUPS = {
    "session": PotName.SESSION,
    "session_reached": PotName.SESSION,
    "weekly": PotName.WEEKLY,
    "weekly_reached": PotName.WEEKLY,
}


def classify(refusal: Refusal) -> Wording:
    """What the text of a refusal says, with its status and the client's own class where the text leaves it open."""
    return wording_of(refusal.text, refusal.status, refusal.error_class)


def wording_of(text: str, status: int | None = None, error: str | None = None) -> Wording:
    """What a text says. A gateway's own 5xx around an answer of the service gives way to that answer's status."""
    flat = squeezed(text)
    inner = status_in(text)
    if inner is not None and (status is None or inner < _SERVER_ERROR <= status):
        status = inner
    for sentence in SENTENCES:
        found = sentence.match(flat, status, error)
        if found is not None:
            return _wording(sentence.text_class, found, flat)
    return Wording(text_class=TextClass.UNKNOWN)


def _wording(text_class: TextClass, found: re.Match[str], flat: str) -> Wording:
    groups = {name: value for name, value in found.groupdict().items() if value}
    after = flat[found.start() :]
    window = next((pot for name, pot in _WINDOW_GROUPS.items() if name in groups), None)
    if window is None and text_class in {TextClass.USAGE_LIMIT, TextClass.CREDITS_EMPTY_RESET}:
        window = PotName.WEEKLY if _DATED.search(after) else None
    suffix = _PLAN_SUFFIX.search(after) if text_class is TextClass.SPEND_LIMIT else None
    if suffix is not None:
        window = next((pot for name, pot in _WINDOW_GROUPS.items() if suffix.groupdict().get(name)), None)
    return Wording(
        text_class=text_class,
        model=next((groups[name] for name in _MODEL_GROUPS if name in groups), None),
        window=window,
        has_reset=bool(_RESET.search(after)),
        is_raw_denial="raw" in groups,
        plan_is_out=suffix is not None,
        names_org="org" in groups,
        names_million=bool(_MILLION.search(flat)),
        opens_the_text=found.end() > found.start() and _is_opening(flat[: found.start()]),
    )


def _is_opening(before: str) -> bool:
    """Whether what stands before a match is at most "You've" and the like."""
    return len(before.removeprefix("youve").removeprefix("youre")) <= _NEAR_THE_START
