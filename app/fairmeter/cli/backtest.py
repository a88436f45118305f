"""`fairmeter backtest`: the forecast's score on recorded traces, beside simple forecasts."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from fairmeter import assets
from fairmeter.cli.traces import Person, UnreadableTrace, files_in, person_of
from fairmeter.forecast import Figures, Run, UnreadableFigures, Weights, figures_from, summary, tally

SCORED, NOTHING_SCORED, USAGE_ERROR = 0, 3, 2

_FIGURES = ("forecast", "figures.json")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `backtest` to the command line."""
    parser = commands.add_parser("backtest", help="the forecast's score on recorded traces")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a trace, or a folder of a*.csv and b*.csv")
    parser.add_argument("--json", action="store_true", help="print the stable JSON form")


def run(args: argparse.Namespace, out: TextIO) -> int:
    """Print the score; 3 when no trace held enough windows to be scored."""
    try:
        figures = shipped_figures()
        people = {str(path): person_of(path) for path in files_in(args.paths)}
    except (OSError, UnreadableTrace, UnreadableFigures, assets.AssetsMissing) as error:
        print(f"fairmeter: {error}", file=sys.stderr)
        return USAGE_ERROR
    found = score(people, figures)
    if args.json:
        print(json.dumps(found, indent=2), file=out)
    else:
        print("\n".join(lines(found)), file=out)
    return SCORED if found["forecasts"] else NOTHING_SCORED


def shipped_figures() -> Figures:
    """The fitted figures that came with Fairmeter.

    Raises:
        AssetsMissing, OSError, UnreadableFigures: when they are not there or not readable.
    """
    return figures_from(assets.root().joinpath(*_FIGURES).read_text(encoding="utf-8"))


def score(people: Mapping[str, Person], figures: Figures) -> dict[str, Any]:
    """The score of the session, and of the week where anybody has three weeks; counts are those of the session."""
    session = _score({name: person.session for name, person in people.items()}, figures.session)
    weekly = _score({name: person.weekly for name, person in people.items()}, figures.weekly)
    return {
        "windows": session["windows"],
        "forecasts": session["forecasts"],
        "session": session,
        "weekly": weekly if weekly["forecasts"] else None,
    }


def _score(runs: Mapping[str, tuple[Run, ...]], weights: Weights) -> dict[str, Any]:
    return dict(summary(tally(runs, dict.fromkeys(runs, weights))))


def lines(found: Mapping[str, Any]) -> list[str]:
    """The score for a person to read. All errors are in points of percent used."""
    made: list[str] = []
    for name in ("session", "weekly"):
        part = found[name]
        if part is None or not part["forecasts"]:
            made.append(f"{name}: not enough windows to score")
            continue
        alarms, skill = part["alarms"], part["skill"]
        ran_out = f"{part['ran_out']} ran out"
        made += [
            f"{name}: {part['windows']} windows, {ran_out}, {part['forecasts']} forecasts",
            f"  error of the middle forecast {_shown(part['mae'])}, CRPS {_shown(part['crps'])} points",
            f"  inside p10 to p90: {_percent(part['coverage80'])}; calibration gap {_percent(part['calibration'])}",
            f"  run-out time: median error {_shown(part['median_run_out_error_h'])} h",
            "  better than " + ", ".join(f"{other} by {_percent(gain)}" for other, gain in skill.items()),
            f"  alarms: recall {_percent(alarms['recall'])}, precision {_percent(alarms['precision'])}",
            f"  alarms lead the wall by a median of {_shown(alarms['median_lead_min'])} min",
        ]
    return made


def _shown(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "unknown" if value is None else f"{100 * value:.0f}%"
