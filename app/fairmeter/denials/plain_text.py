"""Text as people paste it, made comparable: colours, boxes, wraps and typographic signs taken away."""

import re

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_DRAWN = re.compile(r"[\u2500-\u259f\u23bf\u23fa\u25cf\u276f\u2771\u200b-\u200f\u2060\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTE_MARKS = re.compile(r"(?m)^[ \t]*>+[ \t]?")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u201b\u02bc\u00b4]|\\u2019|&#0*39;|&apos;|&rsquo;")
_JSON_BREAKS = re.compile(r"\\[nrt]")
_LEFT_OUT = re.compile(r"[\s'`*\\]+")

_STATUS = re.compile(
    r"(?:api|error|code|http|https?/[\d.]+|status|attempt\d+/\d+\):)[^a-z0-9]{0,3}([45]\d\d)(?!\d(?!\d\d))"
    r"|[\[(]([45]\d\d)[\])]"
)
_STATUS_FIRST = re.compile(r"^[^a-z0-9]{0,3}([45]\d\d)[^a-z0-9]")
_REQUEST_ID = re.compile(r"req_[0-9A-Za-z]+")
_REQUEST_ID_LENGTH = len("req_") + 24


def readable(text: str) -> str:
    """The text on one line: no colour codes, no drawn boxes, plain apostrophes, single spaces."""
    bare = _CONTROLS.sub("", _DRAWN.sub(" ", _ESCAPES.sub("", text)))
    return " ".join(_APOSTROPHES.sub("'", _QUOTE_MARKS.sub("", bare)).split())


def squeezed(text: str) -> str:
    """The text for matching: folded, without blanks and apostrophes, so that a wrap inside a word changes nothing."""
    return _LEFT_OUT.sub("", _JSON_BREAKS.sub("", readable(text))).casefold()


def status_in(text: str) -> int | None:
    """The HTTP status that an error text names in front, None when it names none."""
    flat = squeezed(text)
    found = _STATUS_FIRST.search(flat) or _STATUS.search(flat)
    return int(next(group for group in found.groups() if group)) if found else None


def request_id_in(text: str) -> str | None:
    """The request id in an error text, put together again where the terminal wrapped it."""
    found = _REQUEST_ID.search(re.sub(r"\s+", "", readable(text)))
    return found.group(0)[:_REQUEST_ID_LENGTH] if found else None
