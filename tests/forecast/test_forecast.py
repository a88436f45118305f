"""What every forecast keeps to, whatever the readings were."""

from datetime import UTC, datetime, timedelta
from json import loads
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairmeter.forecast import (
    Figures,
    Habits,
    LimitForecast,
    NoForecast,
    NoNumber,
    Run,
    Sample,
    figures_from,
    forecast,
    habits_of,
    runs_of,
)
from fairmeter.forecast.burn import FREE
from fairmeter.forecast.figures import UnreadableFigures
from fairmeter.limits import SESSION, Scope, Window
from forecast_windows import FIVE_HOURS, ROOT, START, STEP, past_days, run, samples, shipped

FIGURES: Figures = shipped()
PACES = st.lists(st.integers(0, 6), min_size=1, max_size=59)
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def made(current: Run, habits: Habits, now: datetime | None = None) -> LimitForecast | NoForecast:
    last = datetime.fromtimestamp(current.points[-1][0], UTC)
    window = Window(kind=SESSION, used_pct=current.used, resets_at=START + FIVE_HOURS)
    return forecast(window, current, habits, now or last, FIGURES)


def habits(days: int) -> Habits:
    return habits_of(past_days(days), START.timestamp())


@given(PACES, st.integers(0, 12))
def test_chances_are_chances_and_quantiles_are_in_order(paces: list[int], days: int) -> None:
    found = made(run(paces), habits(days))
    if isinstance(found, NoForecast):
        return
    assert 0 <= found.soon_chance <= found.run_out_chance <= 1
    levels = [found.at_reset(share) for share in SHARES]
    assert levels == sorted(levels)
    assert found.outcome.used <= levels[0]
    assert levels[-1] <= 100
    times = [at for share in SHARES if (at := found.runs_out(share)) is not None]
    assert times == sorted(times)


@given(PACES, st.integers(0, 12))
def test_nothing_happens_past_the_reset_or_before_now(paces: list[int], days: int) -> None:
    current = run(paces)
    found = made(current, habits(days))
    if isinstance(found, NoForecast):
        return
    now = datetime.fromtimestamp(current.points[-1][0], UTC)
    for share in SHARES:
        at = found.runs_out(share)
        assert at is None or now <= at <= found.resets_at
        assert (at is not None) == (found.run_out_chance >= share)
    assert found.outcome.by((found.resets_at + timedelta(days=1)).timestamp()) == found.run_out_chance


@given(PACES, st.data(), st.integers(0, 12))
@settings(max_examples=200)
def test_more_burn_never_makes_a_wall_later_or_less_likely(paces: list[int], data: st.DataObject, days: int) -> None:
    """The same steps, some of the last of which used more."""
    count = data.draw(st.integers(1, len(paces)))
    more = data.draw(st.lists(st.integers(0, 5), min_size=count, max_size=count))
    heavier = [*paces[:-count], *(old + new for old, new in zip(paces[-count:], sorted(more), strict=True))]
    lighter, heavy = made(run(paces), habits(days)), made(run(heavier), habits(days))
    if isinstance(lighter, NoForecast) or isinstance(heavy, NoForecast):
        return
    assert heavy.run_out_chance >= lighter.run_out_chance - 1e-9
    assert heavy.soon_chance >= lighter.soon_chance - 1e-9
    for share in SHARES:
        early, late = heavy.runs_out(share), lighter.runs_out(share)
        assert late is None or (early is not None and early <= late + timedelta(seconds=1))


@given(st.floats(1.0, 3.0), PACES)
def test_a_faster_pace_throughout_never_makes_a_wall_later(factor: float, paces: list[int]) -> None:
    lighter, heavy = made(run(paces), habits(5)), made(run([factor * pace for pace in paces]), habits(5))
    if isinstance(lighter, NoForecast) or isinstance(heavy, NoForecast):
        return
    assert heavy.run_out_chance >= lighter.run_out_chance - 1e-9


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_time_zones_and_clock_changes_do_not_move_a_forecast(zone: str) -> None:
    """The window lies over the night in which Berlin, and weeks after New York, put their clocks forward."""
    start = datetime(2026, 3, 28, 23, tzinfo=UTC)
    read = samples([2] * 30, start)
    there = [
        Sample(one.at.astimezone(ZoneInfo(zone)), one.used_pct, one.resets_at.astimezone(ZoneInfo(zone)))
        for one in read
    ]
    results = []
    for readings in (read, there):
        (current,), _ = runs_of(readings, FIVE_HOURS)
        window = Window(kind=SESSION, used_pct=60, resets_at=readings[-1].resets_at)
        results.append(forecast(window, current, habits(9), readings[-1].at, FIGURES))
    assert isinstance(results[0], LimitForecast)
    assert results[0] == results[1]


@given(PACES, st.integers(1, 400))
def test_the_calendar_year_and_whole_days_do_not_matter(paces: list[int], days: int) -> None:
    """Everything moved by whole days gives the same chances."""
    shift = timedelta(days=days)
    past = past_days(4)
    moved = [
        Run(
            one.starts_at + shift.total_seconds(),
            one.ends_at + shift.total_seconds(),
            tuple((at + shift.total_seconds(), used) for at, used in one.points),
        )
        for one in past
    ]
    here = made(run(paces), habits_of(past, START.timestamp()))
    later = START + shift
    window = Window(kind=SESSION, used_pct=sum(paces), resets_at=later + FIVE_HOURS)
    there = forecast(window, run(paces, later), habits_of(moved, later.timestamp()), later + STEP * len(paces), FIGURES)
    assert isinstance(here, NoForecast) == isinstance(there, NoForecast)
    if isinstance(here, LimitForecast) and isinstance(there, LimitForecast):
        assert there.run_out_chance == pytest.approx(here.run_out_chance, abs=1e-6)


def test_percent_as_a_whole_number_or_a_fraction_is_the_same_percent() -> None:
    whole = [Sample(START + STEP * step, step, START + FIVE_HOURS) for step in range(1, 20)]
    broken = [Sample(one.at, float(one.used_pct), one.resets_at) for one in whole]
    assert runs_of(whole, FIVE_HOURS) == runs_of(broken, FIVE_HOURS)


def test_readings_after_now_are_not_looked_at() -> None:
    now = START + STEP * 10
    assert made(run([2] * 10 + [9] * 5), habits(3), now) == made(run([2] * 10), habits(3), now)


def test_a_person_who_always_goes_on_is_believed_more_with_every_window() -> None:
    """Shrinkage: the same moment, more and more earlier windows that all used everything from then on."""
    chances = []
    for days in (0, 1, 3, 10):
        past = [run([0] * 12 + [3] * 48, START - timedelta(days=day)) for day in range(days, 0, -1)]
        found = made(run([2] * 12), habits_of(past, START.timestamp()))
        assert isinstance(found, LimitForecast)
        chances.append(found.run_out_chance)
    assert chances == sorted(chances)
    assert chances[-1] > chances[0] + 0.1


def test_a_burst_followed_by_a_pause_is_not_extrapolated() -> None:
    """30% in half an hour and an hour of nothing: a straight line since the start says 100."""
    found = made(run([5] * 6 + [0] * 12), Habits())
    assert isinstance(found, LimitForecast)
    assert found.run_out_chance < 0.5
    assert found.at_reset(0.5) < 100


def test_less_history_is_no_error_and_a_cut_run_is_no_history() -> None:
    cut = Run(
        (START - timedelta(days=1)).timestamp(),
        (START - timedelta(hours=19)).timestamp(),
        ((START.timestamp() - 80000, 50.0),),
        cut=True,
    )
    assert habits_of([cut], START.timestamp()) == Habits()


@pytest.mark.parametrize(
    ("window", "current", "now", "reason"),
    [
        (
            Window(kind="monthly", used_pct=5, resets_at=START + FIVE_HOURS),
            run([5]),
            START + STEP,
            NoNumber.UNKNOWN_LIMIT,
        ),
        (
            Window(kind=SESSION, used_pct=None, resets_at=START + FIVE_HOURS),
            run([5]),
            START + STEP,
            NoNumber.NOT_REPORTED,
        ),
        (Window(kind=SESSION, used_pct=5), run([5]), START + STEP, NoNumber.NOT_REPORTED),
        (Window(kind=SESSION, used_pct=0), None, START + STEP, NoNumber.NOT_STARTED),
        (Window(kind=SESSION, used_pct=100, resets_at=START + FIVE_HOURS), run([100]), START + STEP, NoNumber.USED_UP),
        (Window(kind=SESSION, used_pct=9, resets_at=START + FIVE_HOURS), run([9]), START + FIVE_HOURS, NoNumber.OVER),
        (Window(kind=SESSION, used_pct=9, resets_at=START + FIVE_HOURS), None, START + STEP, NoNumber.NO_READINGS),
        (
            Window(kind=SESSION, used_pct=9, resets_at=START + FIVE_HOURS * 2),
            run([9]),
            START + STEP,
            NoNumber.NO_READINGS,
        ),
        (Window(kind=SESSION, used_pct=9, resets_at=START + FIVE_HOURS), run([9]), START + STEP * 5, NoNumber.TOO_OLD),
        (
            Window(kind=SESSION, used_pct=0.5, resets_at=START + FIVE_HOURS),
            run([0.5]),
            START + STEP,
            NoNumber.NOT_STARTED,
        ),
        (
            Window(kind=SESSION, used_pct=9, scope=Scope(), resets_at=START + FIVE_HOURS),
            Run(START.timestamp(), (START + FIVE_HOURS).timestamp(), ((START.timestamp() + 60, 9.0),)),
            START + timedelta(minutes=2),
            NoNumber.TOO_EARLY,
        ),
    ],
)
def test_without_enough_to_go_by_it_says_why(
    window: Window, current: Run | None, now: datetime, reason: NoNumber
) -> None:
    assert forecast(window, current, Habits(), now, FIGURES) == NoForecast(reason)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"session": {}, "weekly": {}}', '{"session": 1, "weekly": 2}'])
def test_a_damaged_table_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFigures):
        figures_from(text)


def test_the_shipped_table_never_holds_burn_against_a_wall() -> None:
    """Every weight that burn enters through is zero or more; that is what makes more burn never later."""
    tables = loads((ROOT / "resources/forecast/figures.json").read_text(encoding="utf-8"))
    for kind in ("session", "weekly"):
        for name, row in tables[kind].items():
            assert name in FREE or min(row) >= 0, (kind, name)
