"""`fairmeter backtest`: the protocol on made-up traces, its JSON form, and what it does with what is no trace."""

import io
import json
from collections.abc import Iterable
from contextlib import redirect_stderr
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fairmeter.cli import backtest
from fairmeter.cli.main import parser
from fairmeter.cli.traces import UnreadableTrace, person_of
from fairmeter.forecast.baselines import crps

DAY = 86400
START = 1_772_409_600  # a Monday at midnight UTC
HEAD = "t_unix,model_family,input,cache_write,cache_read,output"
KEYS = {"mae", "crps", "coverage80", "calibration", "median_run_out_error_h", "skill", "alarms"}
BASELINES = {"flat", "linear", "recent_30min", "climatology", "conditional"}


def trace(path: Path, rows: Iterable[str]) -> Path:
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def worker(path: Path, seed: int, days: int) -> Path:
    """A made-up person: a window a day, in bursts and pauses, some days heavier than others."""
    lots = Random(seed)  # noqa: S311 - a made-up person
    rows: list[str] = []
    for day in range(days):
        at, pace = START + day * DAY + 9 * 3600 + 60, lots.choice((200, 500, 900, 1500))
        while at < START + day * DAY + 13 * 3600 + 1800:
            rows.append(f"{at},sonnet,{lots.randint(10, 90)},{pace},{40 * pace},{lots.randint(1, 3) * pace}")
            at += lots.choice((40, 60, 90, 2400) if lots.random() < 0.2 else (40, 60, 90))
    return trace(path, rows)


def called(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    return backtest.run(parser().parse_args(["backtest", *arguments]), out), out.getvalue()


def scored(*paths: Path) -> dict[str, Any]:
    status, text = called(*map(str, paths), "--json")
    assert status == 0
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_window_is_metered_as_the_protocol_says(tmp_path: Path) -> None:
    """Ten requests a window, in dollars of output at 15 a million; the capacity is the second smallest of three."""
    rows = [
        f"{START + day * DAY + 1800 + 600 * number},sonnet,0,0,0,{amount}"
        for day, amount in enumerate((100_000, 50_000, 200_000))
        for number in range(10)
    ]
    rows += [f"{START + 3 * DAY},sonnet,0,0,0,900000", f"{START},other,9,9,9,9000000"]
    session = person_of(trace(tmp_path / "b1.csv", rows)).session
    # Totals are 15, 7.5 and 30 dollars: sorted, the element at int(0.7 * 3) is 30, the largest.
    assert [run.used for run in session] == [50, 25, 100]
    assert [(run.starts_at - START) / DAY for run in session] == [0, 1, 2]
    assert {len(run.points) for run in session} == {60}
    assert session[0].points[5:7] == ((START + 1800, 5), (START + 2100, 5))


def test_every_kind_of_token_has_its_price(tmp_path: Path) -> None:
    """Opus: 1 in at 5, 1 cache write at 6.25, 1 cache read at 0.5, 1 out at 25 dollars a million."""
    parts = ("1000,0,0,0", "0,800,0,0", "0,0,10000,0", "0,0,0,200")
    rows = [f"{START + 300 + 1200 * number},opus,{part}" for number, part in enumerate(parts)]
    rows += [f"{START + 5000 + number},haiku,0,0,0,0" for number in range(6)]
    (session,) = person_of(trace(tmp_path / "b1.csv", rows)).session
    assert [used for _, used in session.points[:17:4]] == [25, 50, 75, 100, 100]


def test_the_json_form_has_the_promised_keys(tmp_path: Path) -> None:
    found = scored(worker(tmp_path / "b1.csv", 1, 12), worker(tmp_path / "b2.csv", 2, 9))
    assert found.keys() == {"windows", "forecasts", "session", "weekly"}
    assert found["windows"] == 21
    assert found["forecasts"] == found["session"]["forecasts"] > 0
    assert found["session"].keys() >= KEYS
    assert found["session"]["skill"].keys() == BASELINES
    assert found["session"]["alarms"].keys() == {"recall", "precision", "median_lead_min"}
    assert found["weekly"] is None


def test_three_weeks_are_scored_as_weeks(tmp_path: Path) -> None:
    found = scored(worker(tmp_path / "b1.csv", 3, 20))
    assert found["weekly"]["windows"] == 3
    assert found["weekly"].keys() >= KEYS


def test_a_folder_is_read_for_its_traces(tmp_path: Path) -> None:
    alone = scored(worker(tmp_path / "b1.csv", 4, 6))
    (tmp_path / "b1.limits.csv").write_text("t_unix,kind\n1,x\n", encoding="utf-8")
    (tmp_path / "a9_derived.csv").write_text("t_start_unix,delta\n1,2\n", encoding="utf-8")
    assert scored(tmp_path) == alone


def test_the_score_is_the_same_every_time(tmp_path: Path) -> None:
    path = worker(tmp_path / "b1.csv", 5, 6)
    assert scored(path) == scored(path)


def test_real_percentages_are_used_as_they_are(tmp_path: Path) -> None:
    head = "t_unix,five_hour_pct,seven_day_pct,five_hour_resets_at_unix,seven_day_resets_at_unix"
    rows = [
        f"{START + day * DAY + 60 * minute},{minute // 3},1,{START + day * DAY + 18000},{START + 7 * DAY}"
        for day in range(4)
        for minute in range(1, 300)
    ]
    path = tmp_path / "a1.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    found = scored(path)
    assert found["windows"] == 4
    assert found["forecasts"] == 4 * 297
    assert found["session"]["skill"]["linear"] < 0, "nothing beats a straight line on a straight line"


def test_too_little_says_so_with_its_own_status(tmp_path: Path) -> None:
    status, text = called(str(worker(tmp_path / "b1.csv", 7, 2)))
    assert status == backtest.NOTHING_SCORED
    assert "not enough windows" in text


def test_the_lines_for_a_person_name_every_baseline(tmp_path: Path) -> None:
    status, text = called(str(worker(tmp_path / "b1.csv", 8, 6)))
    assert status == 0
    assert all(name in text for name in BASELINES)


@pytest.mark.parametrize("content", ["", "x,y\n1,2\n", f"{HEAD}\nsoon,opus,1,1,1,1\n"])
def test_what_is_no_trace_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "b1.csv"
    path.write_text(content, encoding="utf-8")
    said = io.StringIO()
    with redirect_stderr(said):
        status, text = called(str(path))
    assert (status, text) == (backtest.USAGE_ERROR, "")
    assert "b1.csv" in said.getvalue()
    with pytest.raises(UnreadableTrace):
        person_of(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = io.StringIO()
    with redirect_stderr(said):
        assert called(str(tmp_path / "none.csv")) == (backtest.USAGE_ERROR, "")
    assert "none.csv" in said.getvalue()


def test_crps_of_guesses_is_the_known_one() -> None:
    """Of 0 and 10 for 10: mean distance 5, less half the mean distance among themselves, 2.5."""
    assert crps([10, 0], 10) == 2.5
    assert crps([7], 10) == 3
