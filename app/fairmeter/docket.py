"""The refusals and charges that are known: keeps them, judges them, and judges again when a nearer reading comes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from fairmeter.denials import (
    Charge,
    Context,
    Found,
    Judged,
    Ruling,
    Verdict,
    charge_between,
    is_same_episode,
    judge,
    without_twins,
)
from fairmeter.denials.causes import client_version
from fairmeter.history import FileMark, FoundRefusal, KeptCharge, KeptRefusal
from fairmeter.history.case_codec import (
    charge_readings,
    charge_to_json,
    found_from_json,
    found_to_json,
    judgement_readings,
    judgement_to_json,
)
from fairmeter.history.fields import ReadingUnreadable
from fairmeter.limits import Reading, Snapshot, merge, readings_of

NEAR = timedelta(minutes=10)
"""A reading further away than this says nothing about a refusal."""
SHOWN_FOR = timedelta(days=30)
NEWS_FOR = timedelta(hours=1)
"""What is found later than this after it happened asks for nobody's attention, unless it is a contradiction."""
_MOST_SHOWN = 500


class CaseBook(Protocol):
    """Where cases are kept. Every method may raise `BookTrouble`."""

    def commit_scan(self, refusals: Sequence[FoundRefusal], marks: Mapping[str, FileMark]) -> tuple[str, ...]:
        """Keep refusals and how far the transcripts were read, together or not at all; the identities that were new."""
        ...

    def keep_verdict(self, identity: str, at: datetime, verdict_json: str) -> bool:
        """Add a judgement."""
        ...

    def refusals(self, since: datetime, until: datetime | None = None) -> tuple[KeptRefusal, ...]:
        """The refusals of a time, newest first."""
        ...

    def readings(self, account: str, since: datetime, until: datetime) -> Iterator[Reading]:
        """The readings of an account in a time."""
        ...

    def keep_charge(self, identity: str, at: datetime, account: str | None, charge_json: str) -> bool:
        """Keep a charge."""
        ...

    def charges(self, since: datetime) -> tuple[KeptCharge, ...]:
        """The charges since an instant, newest first."""
        ...

    def mark_looked_at(self, identity: str) -> None:
        """Remember that the user has seen it."""
        ...


class Docket:
    """All cases of the last 30 days, newest first. Its methods may raise `BookTrouble`, having changed nothing."""

    def __init__(self, book: CaseBook) -> None:
        self._book = book
        self._recent: tuple[Snapshot, ...] = ()
        self.cases: tuple[Judged, ...] = ()
        self.charges: tuple[Charge, ...] = ()

    def restore(self, now: datetime) -> None:
        """Begin with what the book holds; what it cannot read back any more is left out."""
        kept = self._book.refusals(now - SHOWN_FOR)[:_MOST_SHOWN]
        self.cases = without_twins(filter(None, map(_judged, kept)))
        self.charges = tuple(filter(None, map(_charge, self._book.charges(now - SHOWN_FOR)[:_MOST_SHOWN])))

    def enter(self, found: Sequence[Found], marks: Mapping[str, FileMark], now: datetime) -> tuple[Judged, ...]:
        """Keep refusals with the marks of the transcripts, and judge those that are new; returns these."""
        account = self._recent[-1].account if self._recent else None
        kept = [
            FoundRefusal(identity=one.identity, at=one.at, account=account, refusal_json=found_to_json(one))
            for one in found
        ]
        new = set(self._book.commit_scan(kept, marks))
        judged = tuple(self._judge(one, account, now) for one in found if one.identity in new)
        for case in judged:
            self._keep(case)
        self._replace(judged)
        return judged

    def note(self, snapshot: Snapshot, now: datetime) -> tuple[tuple[Judged, ...], Charge | None]:
        """A reading came: judge again what it is near to, and judge the charge it shows, if it shows one.

        Returns the refusals whose verdict or meters have changed, and the charge.
        """
        before = self._recent[-1] if self._recent else None
        self._recent = (*(one for one in self._recent if _is_recent(one, now, snapshot.account)), snapshot)
        changed = []
        for case in self.cases:
            if abs(now - case.at) <= NEAR and case.account in {None, snapshot.account}:
                again = self._judge(_found(case), snapshot.account, now, kept=case.meters)
                if _differs(again, case):
                    is_news = again.is_contradiction and not case.is_contradiction
                    again = replace(again, was_looked_at=case.was_looked_at and not is_news)
                    self._keep(again)
                    changed.append(again)
        self._replace(changed)
        charge = charge_between(before, snapshot) if before is not None else None
        if charge is not None:
            self._keep_charge(charge, snapshot.account)
        return tuple(changed), charge

    def look_at(self, identity: str) -> None:
        """The user has seen a refusal, and with it the earlier ones of its episode, or a charge."""
        newest = next((one for one in self.cases if one.identity == identity), None)
        seen = {identity}
        if newest is not None:
            seen |= {one.identity for one in self.cases if one.at <= newest.at and is_same_episode(one, newest)}
        for one in seen:
            self._book.mark_looked_at(one)
        self.cases = tuple(replace(one, was_looked_at=True) if one.identity in seen else one for one in self.cases)
        self.charges = tuple(
            replace(one, was_looked_at=True) if one.identity == identity else one for one in self.charges
        )

    def _judge(self, found: Found, account: str | None, now: datetime, *, kept: Snapshot | None = None) -> Judged:
        """Judge by every reading near to it, also by the one that it was `kept` with: a restart forgets the others."""
        near = self._near(found.at, account)
        snapshots = near if kept is None or kept in near else (kept, *near)
        plan = next((one.plan.value.family for one in snapshots if one.plan is not None), None)
        request = replace(found.request, plan=found.request.plan or plan)
        context = Context(request=request, newest_client=self._newest_client())
        verdict = judge(found.refusal, snapshots, context)
        return Judged(
            identity=found.identity,
            at=found.at,
            refusal=found.refusal,
            verdict=verdict,
            judged_at=now,
            request=request,
            account=account,
            meters=_meters(snapshots, found, verdict, context),
            was_looked_at=now - found.at > NEWS_FOR and verdict.verdict is not Ruling.CONTRADICTION,
        )

    def _near(self, at: datetime, account: str | None) -> tuple[Snapshot, ...]:
        recent = tuple(one for one in self._recent if one.taken_at is not None and abs(one.taken_at - at) <= NEAR)
        if recent or account is None:
            return recent
        return tuple(merge([reading]) for reading in self._book.readings(account, at - NEAR, at + NEAR))

    def _newest_client(self) -> str | None:
        known = {case.refusal.client for case in self.cases if case.refusal.client}
        return max(known, key=lambda client: client_version(client) or (0, 0, 0), default=None)

    def _keep(self, case: Judged) -> None:
        readings = readings_of(case.meters) if case.meters is not None else ()
        self._book.keep_verdict(case.identity, case.judged_at, judgement_to_json(case.verdict, readings))
        if case.was_looked_at:
            self._book.mark_looked_at(case.identity)

    def _keep_charge(self, charge: Charge, account: str) -> None:
        body = charge_to_json(charge.ruling, readings_of(charge.before), readings_of(charge.after))
        if self._book.keep_charge(charge.identity, charge.until, account, body):
            self.charges = (charge, *self.charges)[:_MOST_SHOWN]

    def _replace(self, judged: Iterable[Judged]) -> None:
        cases = {case.identity: case for case in self.cases} | {case.identity: case for case in judged}
        newest_first = sorted(cases.values(), key=lambda case: case.at, reverse=True)[:_MOST_SHOWN]
        self.cases = without_twins(newest_first)


def _found(case: Judged) -> Found:
    return Found(identity=case.identity, at=case.at, refusal=case.refusal, request=case.request)


def _meters(snapshots: Sequence[Snapshot], found: Found, verdict: Verdict, context: Context) -> Snapshot | None:
    """The nearest snapshot that leads to the verdict by itself, so that what is kept proves what is said.

    The nearest of all may be of the next run of a limit, and say nothing about the one that was open.
    """
    dated = [one for one in snapshots if one.taken_at is not None]
    dated.sort(key=lambda one: abs((one.taken_at or found.at) - found.at))
    alone = (one for one in dated if len(dated) == 1 or _same(judge(found.refusal, [one], context), verdict))
    return next(alone, dated[0] if dated else None)


def _same(one: Verdict, other: Verdict) -> bool:
    return (one.verdict, one.cause, one.missing) == (other.verdict, other.cause, other.missing)


def _is_recent(snapshot: Snapshot, now: datetime, account: str) -> bool:
    taken_at = snapshot.taken_at
    return snapshot.account == account and taken_at is not None and abs(now - taken_at) <= 2 * NEAR


def _differs(again: Judged, case: Judged) -> bool:
    """Whether there is something to keep: another verdict, a figure that was missing, or meters that are nearer."""
    return not _same(again.verdict, case.verdict) or _distance(again) < _distance(case)


def _distance(case: Judged) -> timedelta:
    taken_at = case.meters.taken_at if case.meters is not None else None
    return timedelta.max if taken_at is None else abs(taken_at - case.at)


def _judged(kept: KeptRefusal) -> Judged | None:
    try:
        found = found_from_json(kept.identity, kept.at, kept.refusal_json)
        readings = judgement_readings(kept.verdict_json) if kept.verdict_json is not None else ()
    except ReadingUnreadable:
        return None
    meters = merge(readings) if readings else None
    return Judged(
        identity=kept.identity,
        at=kept.at,
        refusal=found.refusal,
        verdict=judge(found.refusal, () if meters is None else (meters,), Context(request=found.request)),
        judged_at=kept.judged_at or kept.at,
        request=found.request,
        account=kept.account,
        meters=meters,
        was_looked_at=kept.was_looked_at,
    )


def _charge(kept: KeptCharge) -> Charge | None:
    try:
        before, after = charge_readings(kept.charge_json)
        charge = charge_between(merge(before), merge(after))
    except (ReadingUnreadable, ValueError):
        return None
    return None if charge is None else replace(charge, identity=kept.identity, was_looked_at=kept.was_looked_at)
