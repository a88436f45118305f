"""Which events deserve a notice, and when they are one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fairmeter.alerts.rules import AlertKind, charge_alerts, newest_of_episode, refusal_alerts
from fairmeter.denials import Charge, ChargeRuling, Judged, Refusal, judge
from fairmeter.limits import SESSION, WEEKLY, Money, Reading, Snapshot, SourceName, Window, merge
from fairmeter.settings import DEFAULTS

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OUT = "API Error: 400 You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
SESSION_OUT = "You've hit your session limit · resets 2pm (UTC)"


def meters(at: datetime, session: float = 72.0, resets_in: timedelta = timedelta(hours=1)) -> Snapshot:
    windows = (
        Window(kind=SESSION, used_pct=session, resets_at=NOON + resets_in),
        Window(kind=WEEKLY, used_pct=40.0, resets_at=NOON + timedelta(days=3)),
    )
    return merge([Reading(source=SourceName.API, account="acme", taken_at=at, windows=windows, lists_all=True)])


def case(at: datetime, text: str = OUT, status: int = 400, *, session: float = 72.0, known: bool = True) -> Judged:
    refusal = Refusal(text=text, at=at, status=status)
    snapshot = meters(at, session) if known else None
    return Judged(
        identity=f"{at.isoformat()} {text}",
        at=at,
        refusal=refusal,
        verdict=judge(refusal, () if snapshot is None else (snapshot,)),
        judged_at=at,
        account="acme",
        meters=snapshot,
    )


def test_a_contradiction_is_announced_at_once() -> None:
    one = case(NOON)
    (alert,) = refusal_alerts([one], [one], DEFAULTS, NOON + MINUTE)
    assert (alert.kind, alert.count, alert.since) == (AlertKind.CONTRADICTION, 1, NOON)


@pytest.mark.parametrize(
    "silent",
    [
        case(NOON, SESSION_OUT, 429, session=100.0),
        case(NOON, "API Error: 529 Overloaded", 529),
        case(NOON, known=False),
    ],
    ids=["explained", "not about quota", "unproven"],
)
def test_what_is_no_contradiction_is_silent(silent: Judged) -> None:
    assert refusal_alerts([silent], [silent], DEFAULTS, NOON) == ()


def test_explained_refusals_speak_only_when_asked_to() -> None:
    explained = case(NOON, SESSION_OUT, 429, session=100.0)
    (alert,) = refusal_alerts([explained], [], replace(DEFAULTS, explained_refusals_notify=True), NOON)
    assert alert.kind is AlertKind.OTHER_REFUSAL


def test_nothing_is_announced_when_notices_are_off_or_it_is_no_news() -> None:
    one = case(NOON)
    assert refusal_alerts([one], [one], replace(DEFAULTS, notifications=False), NOON) == ()
    assert refusal_alerts([one], [one], DEFAULTS, NOON + 16 * MINUTE) == ()


def test_one_session_is_one_episode_and_the_next_another() -> None:
    first, second = case(NOON), case(NOON + MINUTE)
    (alert,) = refusal_alerts([second], [first, second], DEFAULTS, NOON + MINUTE)
    assert (alert.count, alert.since) == (2, NOON)
    later = NOON + timedelta(hours=3)
    other = replace(case(later), meters=meters(later, resets_in=timedelta(hours=6)))
    (next_alert,) = refusal_alerts([other], [first, second, other], DEFAULTS, later)
    assert next_alert.count == 1
    assert next_alert.key != alert.key


def test_several_at_once_are_one_alert() -> None:
    cases = [case(NOON + timedelta(seconds=second)) for second in range(3)]
    (alert,) = refusal_alerts(cases, cases, DEFAULTS, NOON + MINUTE)
    assert alert.count == 3
    assert alert.case == cases[-1]


@pytest.mark.parametrize("jitter", [-1, 0, 1])
def test_a_reset_that_wanders_is_the_same_episode(jitter: int) -> None:
    """The service's resets are up to a second off; that must not make a second notice."""
    first = case(NOON)
    moved = replace(first, meters=meters(NOON, resets_in=timedelta(hours=1, seconds=jitter)))
    (one,), (other,) = (refusal_alerts([each], [], DEFAULTS, NOON) for each in (first, moved))
    assert one.key == other.key


@pytest.mark.parametrize(
    ("ruling", "count"),
    [(ChargeRuling.WITH_PLAN_ROOM, 1), (ChargeRuling.PLAN_USED_UP, 0), (ChargeRuling.UNPROVEN, 0)],
)
def test_only_a_charge_with_plan_room_is_announced(ruling: ChargeRuling, count: int) -> None:
    charge = Charge(
        identity="c",
        since=NOON - 5 * MINUTE,
        until=NOON,
        amount=Money(153, 2, "USD"),
        ruling=ruling,
        doubt=None,
        before=meters(NOON - 5 * MINUTE),
        after=meters(NOON),
    )
    assert len(charge_alerts(charge, DEFAULTS, NOON)) == count
    assert charge_alerts(charge, DEFAULTS, NOON + timedelta(hours=1)) == ()
    assert charge_alerts(None, DEFAULTS, NOON) == ()


def test_a_notice_stands_for_the_newest_of_its_session() -> None:
    burst = [case(NOON + minutes * MINUTE) for minutes in (3, 0, 1)]
    other_kind = case(NOON + 4 * MINUTE, SESSION_OUT, 429, session=100.0)
    next_session = replace(burst[0], identity="later", meters=meters(NOON, resets_in=timedelta(hours=6)))
    known = [*burst, other_kind, next_session]
    assert newest_of_episode(burst[1].identity, known) == burst[0].identity
    assert newest_of_episode("later", known) == "later"
    assert newest_of_episode("a charge", known) == "a charge"
