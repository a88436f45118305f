"""What must never leave this computer in a report is taken out of every word that others wrote.

Fairmeter's own sentences hold nothing private. An error text, a model's name or a client's version come from elsewhere
and may hold anything, so they are masked wherever they are written, and made short.
"""

import re

LONGEST = 1500
"""Characters of a text by others: an error sentence is short, and what is longer may be an echo of a request."""
_CUT = " [cut]"

_PATH_END = r"""[^\s"'`<>|;,)\]}]"""
_ROOTS = (
    "Applications|Library|Users|Volumes|data|etc|home|mnt|nix|opt|private|root|run|srv|tmp|usr|var|workspaces?|work"
)
_PATH = rf"(?:{_PATH_END}|[ ](?=[^\s/\\]*[/\\]{_PATH_END}))*(?<![:.,])"
"""A blank belongs to a path if a slash follows in the next word: folders are named "My project" too."""

_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bsk-[A-Za-z0-9][\w-]{3,}"), "[token]"),
    (re.compile(r"\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}"), "[token]"),
    (re.compile(r"(?i)\b(bearer|basic)\s+(?!token\b|auth)[\w.~+/=-]{8,}"), r"\1 [token]"),
    (
        re.compile(
            r"(?i)\b((?:x-)?api[-_ ]?key|(?:access|auth|refresh|session)?[-_]?token|secret|password|session[-_]?key|"
            r"cookie|authorization)(\\?[\"']?\s*[:=]\s*\\?[\"']?)(?![\"'\[])[^\s\"',;}\\)]+(?<!:)"
        ),
        r"\1\2[token]",
    ),
    (re.compile(r"(://)[^/\s@]+@"), r"\1[login]@"),
    (re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\b[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\b(?![0-9a-fA-F])"), "[id]"),
    (re.compile(r"\b(?:org|acct|account|user|team|workspace|wrkspc|proj)[-_](?=[A-Za-z]*\d)[A-Za-z0-9]{6,}"), "[id]"),
    (re.compile(rf"\bfile:/{_PATH}"), "[path]"),
    (re.compile(rf"(?<![\w/~.])~[\w.-]*[/\\]{_PATH}"), "[path]"),
    (re.compile(rf"(?<![\w/:.@-])/(?:{_ROOTS})\b(?:/{_PATH})?"), "[path]"),
    (re.compile(rf"\b[A-Za-z]:\\{{1,2}}{_PATH}"), "[path]"),
    (re.compile(rf"\b[A-Za-z]:/(?!/){_PATH}"), "[path]"),
    (re.compile(rf"(?<!\\)\\\\(?=\w){_PATH}"), "[path]"),
    (re.compile(r"(?<![\w-])-(?:Users|home|root)-[\w.-]+"), "[path]"),
)
"""Tokens and keys, logins in addresses, e-mails, ids of accounts and organisations, and paths of every system."""

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""What is not seen, or turns the direction of what is, has no place in evidence."""


def masked(text: str, longest: int = LONGEST) -> str:
    """The text without tokens, e-mails, ids, paths and invisible characters, cut where it is very long."""
    clean = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Cut first, with room to spare, so that a text of any length costs the same.
    clean = clean[: longest * 2]
    for pattern, mask in _MASKS:
        clean = pattern.sub(mask, clean)
    return clean if len(clean) <= longest and len(text) <= longest * 2 else clean[:longest].rstrip() + _CUT
