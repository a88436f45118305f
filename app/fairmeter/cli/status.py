"""`fairmeter status`: one reading, for scripts and terminals."""

import argparse
import json
from datetime import datetime, timedelta
from typing import TextIO

from fairmeter.assembly import Clock, Parts
from fairmeter.billing import Outcome, Request, decide, pots_at
from fairmeter.limits import SESSION, WEEKLY, Snapshot, WindowState
from fairmeter.monitor import Monitor
from fairmeter.outlook import Outlook, Standing
from fairmeter.polling.cadence import FLOOR
from fairmeter.view.status import lines, status
from fairmeter.view.wording import Wording

ROOM, NO_READING, IMMINENT, REFUSED = 0, 3, 10, 11
_NO_ROOM_PCT = 98.0


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `status` to the command line."""
    parser = commands.add_parser("status", help="one reading; exit 0 room, 10 refusal imminent, 11 refused now, 3 none")
    parser.add_argument("--json", action="store_true", help="print the stable JSON form")
    parser.add_argument(
        "--max-age",
        type=float,
        default=FLOOR.total_seconds(),
        metavar="S",
        help="take the last reading if it is at most S seconds old, else ask (default: %(default).0f)",
    )


def run(args: argparse.Namespace, parts: Parts, clock: Clock, wording: Wording, out: TextIO) -> int:
    """Print one reading and return what it means for the next request."""
    now = clock()
    monitor = parts.monitor(lambda _: None)
    outlook = monitor.restore(now)
    if not _fresh_enough(outlook, now, timedelta(seconds=max(0.0, args.max_age))):
        outlook = ask(monitor, now)
    if args.json:
        print(json.dumps(status(outlook, now, wording), ensure_ascii=False, indent=2), file=out)
    else:
        print("\n".join(lines(outlook, now, wording)), file=out)
    return exit_code(outlook, now)


def ask(monitor: Monitor, now: datetime) -> Outlook:
    """Ask as a click would: inside the hour's budget, and never while the service asks to wait."""
    monitor.wish(now)
    monitor.beat(now)
    return monitor.outlook


def exit_code(outlook: Outlook, now: datetime) -> int:
    """What the next request can expect: room, a refusal near, a refusal now, or nobody knows."""
    if outlook.standing(now) is not Standing.LIVE or outlook.snapshot is None:
        return NO_READING
    return _room(outlook.snapshot, now)


def _room(snapshot: Snapshot, now: datetime) -> int:
    """By the documented order, for a request whose model is not known: a model's own week stops that model only."""
    outcome = decide(pots_at(snapshot, now), Request()).outcome
    if outcome is Outcome.REFUSED:
        return REFUSED
    shared = [dated.value for dated in snapshot.windows if dated.value.kind in {SESSION, WEEKLY}]
    known = [window.used_pct for window in shared if window.state(now) is not WindowState.OVER]
    near = any(used is not None and used >= _NO_ROOM_PCT for used in known)
    covered = snapshot.money is not None and snapshot.money.can_pay is True
    if near and not covered:
        return IMMINENT
    return NO_READING if outcome is Outcome.UNKNOWN else ROOM


def _fresh_enough(outlook: Outlook, now: datetime, max_age: timedelta) -> bool:
    taken_at = outlook.snapshot.taken_at if outlook.snapshot else None
    return taken_at is not None and timedelta(0) <= now - taken_at <= max_age
