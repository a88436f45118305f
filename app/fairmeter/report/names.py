"""Names of refusals and charges that can be shown: an identity of the book may hold an account's id."""

import hashlib
from collections.abc import Iterable
from typing import TypeVar

from fairmeter.denials import Charge, Judged

T = TypeVar("T", Judged, Charge)

_LENGTH = 12
_SHORTEST = 4
"""Fewer characters than these name nothing."""


def short_name(identity: str) -> str:
    """A name that says nothing about the account: the first 12 hexadecimal digits of the identity's SHA-256."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def find_refusal(refusals: Iterable[Judged], asked: str) -> Judged | None:
    """The refusal that somebody names: by its short name or the beginning of it, its request id, or its identity."""
    cases = tuple(refusals)
    wanted = asked.strip()
    exact = (case for case in cases if wanted and wanted in {case.identity, case.refusal.request_id})
    return next(exact, None) or _by_name(cases, wanted)


def find_charge(charges: Iterable[Charge], asked: str) -> Charge | None:
    """The charge that somebody names, in the same ways."""
    known = tuple(charges)
    wanted = asked.strip()
    return next((charge for charge in known if charge.identity == wanted), None) or _by_name(known, wanted)


def _by_name(known: tuple[T, ...], wanted: str) -> T | None:
    """The only one whose short name begins so; two of them are nobody."""
    if len(wanted) < _SHORTEST:
        return None
    found = [one for one in known if short_name(one.identity).startswith(wanted.casefold())]
    return found[0] if len(found) == 1 else None
