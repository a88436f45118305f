"""Recorded traces read from files: requests of one person (`b*.csv`) or readings of a real meter (`a*.csv`)."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fairmeter.forecast.samples import Run, Sample, runs_of
from fairmeter.limits import FULL_PCT

PRICES = {"opus": (5.0, 25.0), "sonnet": (3.0, 15.0), "haiku": (1.0, 5.0), "fable": (10.0, 50.0)}
"""API list price of input and of output by model family, in dollars a million tokens."""

_CACHE_WRITE, _CACHE_READ = 1.25, 0.1
_SESSION, _WEEK, _STEP, _HOUR = 5 * 3600.0, 7 * 86400.0, 300.0, 3600.0
_LEAST_REQUESTS, _LEAST_WEEKS = 10, 3
_CAPACITY_SHARE = 0.7

Requests = Sequence[tuple[float, float]]


class UnreadableTrace(Exception):  # noqa: N818 - it names what happened
    """A file holds neither requests nor readings, or a row of it makes no sense."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person's windows, oldest first."""

    session: tuple[Run, ...]
    weekly: tuple[Run, ...]


def files_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The traces among files and folders; a folder gives its `a*.csv` and `b*.csv`, without lists of notices."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("[ab]*.csv"))
            found += [one for one in inside if not one.name.endswith(".limits.csv") and _is_trace(one)]
        else:
            found.append(path)
    return tuple(found)


def person_of(path: Path) -> Person:
    """Read one trace.

    Raises:
        OSError: when the file cannot be read.
        UnreadableTrace: when it is not a trace.
    """
    try:
        with path.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        return _from_readings(rows) if "five_hour_pct" in rows[0] else _from_requests(rows)
    except (LookupError, ValueError, TypeError) as error:
        raise UnreadableTrace(f"{path.name} is not a trace: {error!r}") from error


def _is_trace(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as lines:
        columns = set(lines.readline().strip().split(","))
    return {"five_hour_pct", "five_hour_resets_at_unix"} <= columns or {"model_family", "output"} <= columns


def _from_requests(rows: Iterable[Mapping[str, str]]) -> Person:
    requests = sorted((float(row["t_unix"]), _cost(row)) for row in rows if row["model_family"] in PRICES)
    sessions = [one for one in _windows(requests, _SESSION, _HOUR) if len(one[1]) >= _LEAST_REQUESTS]
    weeks = _windows(requests, _WEEK, 1.0)
    return Person(_metered(sessions, _SESSION), _metered(weeks, _WEEK) if len(weeks) >= _LEAST_WEEKS else ())


def _cost(row: Mapping[str, str]) -> float:
    input_price, output_price = PRICES[row["model_family"]]
    read_in = float(row["input"]) + _CACHE_WRITE * float(row["cache_write"]) + _CACHE_READ * float(row["cache_read"])
    return (read_in * input_price + float(row["output"]) * output_price) / 1e6


def _windows(requests: Requests, length: float, rounding: float) -> list[tuple[float, list[tuple[float, float]]]]:
    found: list[tuple[float, list[tuple[float, float]]]] = []
    for at, cost in requests:
        if not found or at >= found[-1][0] + length:
            found.append((at - at % rounding, []))
        found[-1][1].append((at, cost))
    return found


def _metered(windows: Sequence[tuple[float, Requests]], length: float) -> tuple[Run, ...]:
    """The windows as a meter in whole percents would have read them every five minutes."""
    if not windows:
        return ()
    totals = sorted(sum(cost for _, cost in requests) for _, requests in windows)
    capacity = totals[min(len(totals) - 1, int(_CAPACITY_SHARE * len(totals)))]
    if capacity <= 0:
        return ()
    runs = []
    for starts_at, requests in windows:
        points, spent, taken = [], 0.0, 0
        for step in range(1, round(length / _STEP) + 1):
            at = starts_at + _STEP * step
            # One by one, as the totals are added up: the window that sets the capacity must come to it exactly.
            while taken < len(requests) and requests[taken][0] <= at:
                spent += requests[taken][1]
                taken += 1
            points.append((at, min(FULL_PCT, float(int(FULL_PCT * spent / capacity)))))
        runs.append(Run(starts_at, starts_at + length, tuple(points)))
    return tuple(runs)


def _from_readings(rows: Sequence[Mapping[str, str]]) -> Person:
    week, _ = runs_of(_samples(rows, "seven_day"), timedelta(seconds=_WEEK))
    session, _ = runs_of(_samples(rows, "five_hour"), timedelta(seconds=_SESSION))
    return Person(session, week if len(week) >= _LEAST_WEEKS else ())


def _samples(rows: Iterable[Mapping[str, str]], name: str) -> Iterable[Sample]:
    for row in rows:
        used, reset = row[f"{name}_pct"], row[f"{name}_resets_at_unix"]
        if used and reset:
            yield Sample(_moment(row["t_unix"]), float(used), _moment(reset))


def _moment(text: str) -> datetime:
    return datetime.fromtimestamp(float(text), UTC)
