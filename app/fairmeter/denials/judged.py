"""A refusal with its verdict, and charges with theirs: what the faces show and the reports carry."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fairmeter.billing import Request
from fairmeter.denials.refusal import Refusal
from fairmeter.denials.verdict import Ruling, Verdict
from fairmeter.limits import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A refusal as it was found, before anything is said of it.

    `identity` names it wherever it is found again, `at` is when it happened, or was noticed where it does not say.
    """

    identity: str
    at: datetime
    refusal: Refusal
    request: Request = field(default_factory=Request)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One refusal and what is said of it.

    `identity` names it wherever it is found again. `request` is what is known of the request that was refused. `meters`
    is the snapshot nearest in time that the verdict rests on, None when there was none within ten minutes.
    """

    identity: str
    at: datetime
    refusal: Refusal
    verdict: Verdict
    judged_at: datetime
    request: Request = field(default_factory=Request)
    account: str | None = None
    meters: Snapshot | None = None
    was_looked_at: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it asks for the user's attention: a contradiction or an unproven one that nobody has looked at."""
        return not self.was_looked_at and self.verdict.verdict in {Ruling.CONTRADICTION, Ruling.UNPROVEN}

    @property
    def is_contradiction(self) -> bool:
        """Whether the plan had room and the request was refused all the same."""
        return self.verdict.verdict is Ruling.CONTRADICTION


TOLD_TWICE_WITHIN = timedelta(minutes=2)


def without_twins(cases: Iterable[Judged]) -> tuple[Judged, ...]:
    """Cases without those that a fuller record tells of as well, one for one.

    Claude Code's hook tells of a failed request without its id or the client's version; the transcript tells of the
    same request with both. Which of the two is heard first depends on whether the app was running.
    """
    everything = tuple(cases)
    full = [one for one in everything if not _is_bare(one.refusal)]
    twins = set()
    for bare in everything:
        if not _is_bare(bare.refusal):
            continue
        twin = next((one for one in full if _tells_the_same(one, bare)), None)
        if twin is not None:
            full.remove(twin)
            twins.add(bare.identity)
    return tuple(one for one in everything if one.identity not in twins)


def _is_bare(refusal: Refusal) -> bool:
    return refusal.request_id is None and refusal.client is None and refusal.session is not None


def _tells_the_same(full: Judged, bare: Judged) -> bool:
    said, heard = (" ".join(one.refusal.text.split()) for one in (full, bare))
    is_near = abs(full.at - bare.at) <= TOLD_TWICE_WITHIN
    return is_near and full.refusal.session == bare.refusal.session and (heard in said or said in heard)


def is_same_episode(one: Judged, other: Judged) -> bool:
    """Whether two refusals are one event to the user: the same verdict on the same kind of sentence for one account."""
    return (one.account, one.verdict.verdict, one.verdict.cause, one.verdict.wording.text_class) == (
        other.account,
        other.verdict.verdict,
        other.verdict.cause,
        other.verdict.wording.text_class,
    )
