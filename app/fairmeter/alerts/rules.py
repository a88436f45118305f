"""Which events deserve a notice, and when they are one event. Facts in, alerts out; the words are made elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fairmeter.denials import Charge, ChargeRuling, Judged, is_same_episode
from fairmeter.denials.verdict import Ruling
from fairmeter.limits import SESSION, Snapshot
from fairmeter.settings import Settings

NEWS_FOR = timedelta(minutes=15)
"""What happened longer ago is listed, not announced: nobody wants yesterday's refusals with the first start."""
EPISODE_GAP = timedelta(hours=5)
"""Without a session that could tell two events apart, refusals of one kind this near to each other are one."""


class AlertKind(StrEnum):
    """What a notice can be about."""

    CONTRADICTION = "contradiction"
    OTHER_REFUSAL = "other_refusal"
    CHARGE_WITH_ROOM = "charge_with_room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A notice to be given. `key` names the episode: notices of one key replace one another.

    `count` is how many refusals the episode has so far, this one included; `since` is when it began.
    """

    kind: AlertKind
    key: str
    since: datetime
    count: int = 1
    case: Judged | None = None
    charge: Charge | None = None


def refusal_alerts(
    new: Iterable[Judged], known: Iterable[Judged], settings: Settings, now: datetime
) -> tuple[Alert, ...]:
    """The alerts for refusals that are new, or whose verdict has just changed.

    A contradiction is announced at once. What the rules explain, what is not about quota and what cannot be proven is
    silent unless the settings ask for it; it is listed all the same. A burst is one alert with a count.
    """
    if not settings.notifications:
        return ()
    everything = tuple(known)
    alerts: dict[str, Alert] = {}
    for case in sorted(new, key=lambda one: one.at):
        if now - case.at > NEWS_FOR or not _is_announced(case, settings):
            continue
        episode = _episode(case, everything)
        since = min([case.at, *(one.at for one in episode)])
        kind = AlertKind.CONTRADICTION if case.is_contradiction else AlertKind.OTHER_REFUSAL
        count = len({case.identity, *(one.identity for one in episode)})
        alerts[_key(case)] = Alert(kind=kind, key=_key(case), since=since, count=count, case=case)
    return tuple(alerts.values())


def newest_of_episode(identity: str, known: Iterable[Judged]) -> str:
    """The identity of the newest refusal in the episode of another one.

    A notice is given for the first and stands for all: whoever acts on it means the episode as it is now.
    """
    everything = tuple(known)
    told = next((one for one in everything if one.identity == identity), None)
    if told is None:
        return identity
    return max(_episode(told, everything), key=lambda one: one.at).identity


def charge_alerts(charge: Charge | None, settings: Settings, now: datetime) -> tuple[Alert, ...]:
    """The alert for a charge that was made although the plan had room; every other charge is silent."""
    if charge is None or not settings.notifications or now - charge.until > NEWS_FOR:
        return ()
    if charge.ruling is not ChargeRuling.WITH_PLAN_ROOM:
        return ()
    key = f"charge {charge.after.account} {_session_of(charge.after) or charge.until.date().isoformat()}"
    return (Alert(kind=AlertKind.CHARGE_WITH_ROOM, key=key, since=charge.since, charge=charge),)


def _episode(case: Judged, everything: Iterable[Judged]) -> list[Judged]:
    return [one for one in everything if is_same_episode(one, case) and _key(one) == _key(case)]


def _is_announced(case: Judged, settings: Settings) -> bool:
    if case.verdict.verdict is Ruling.CONTRADICTION:
        return True
    return case.verdict.verdict is Ruling.EXPLAINED and settings.explained_refusals_notify


def _key(case: Judged) -> str:
    """The episode: account, verdict, and the session it happened in, so that the next session is a new one."""
    window = _session_of(case.meters) if case.meters is not None else None
    if window is None:
        window = str(int(case.at.timestamp() // EPISODE_GAP.total_seconds()))
    verdict = case.verdict
    return f"refusal {case.account or ''} {verdict.verdict} {verdict.cause} {verdict.wording.text_class} {window}"


def _session_of(snapshot: Snapshot) -> str | None:
    session = snapshot.window(SESSION)
    resets_at = session.value.resets_at if session is not None else None
    if resets_at is None:
        return None
    return (resets_at + timedelta(seconds=30)).replace(second=0, microsecond=0).isoformat()
