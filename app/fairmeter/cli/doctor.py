"""`fairmeter doctor`: which sources work, and what to do about those that do not."""

import argparse
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TextIO

from fairmeter.assembly import Clock, Parts
from fairmeter.cli.status import ask
from fairmeter.limits import Hint, SourceFailure
from fairmeter.outlook import Outlook
from fairmeter.polling.cadence import BUDGET, FLOOR
from fairmeter.sources.credentials import LoginProblem
from fairmeter.view import phrases
from fairmeter.view.wording import Wording

_LOGIN_HINTS = {hint for hint in Hint if hint is Hint.NO_LOGIN or hint.value.startswith("login_")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it works, what it gives or why not, and the one thing to do."""

    part: str
    works: bool
    words: str
    todo: str = ""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `doctor` to the command line."""
    parser = commands.add_parser("doctor", help="which sources work, and what to do about those that do not")
    parser.add_argument("--json", action="store_true", help="print a JSON object")


def run(args: argparse.Namespace, parts: Parts, clock: Clock, wording: Wording, out: TextIO) -> int:
    """Look at every part, ask the service once if it may be asked, and say what was found; 0 when all works."""
    now = clock()
    monitor = parts.monitor(lambda _: None)
    outlook = monitor.restore(now)
    if outlook.snapshot is None or outlook.snapshot.taken_at is None or now - outlook.snapshot.taken_at > FLOOR:
        outlook = ask(monitor, now)
    findings = (_login(parts, now), _service(parts, outlook, now, wording), *_own(parts, outlook))
    if args.json:
        print(json.dumps(_as_json(findings, outlook, parts), ensure_ascii=False, indent=2), file=out)
    else:
        print("\n".join(_as_lines(findings)), file=out)
    return 0 if all(finding.works for finding in findings) else 1


def _login(parts: Parts, now: datetime) -> Finding:
    login = parts.login()
    if isinstance(login, LoginProblem):
        failure = phrases.sentence(login.hint)
        return Finding("Login", works=False, words=failure, todo=phrases.remedy(login.hint))
    if login.expires_at is not None and login.expires_at < now:
        return Finding("Login", works=True, words="Found, past its date; the service decides.")
    return Finding("Login", works=True, words="Found. It is read only and kept in memory.")


def _service(parts: Parts, outlook: Outlook, now: datetime, wording: Wording) -> Finding:
    name = f"Usage service ({parts.base_url})"
    problem = outlook.problem
    if isinstance(problem, SourceFailure) and problem.requests == 0 and problem.hint in _LOGIN_HINTS:
        return Finding(name, works=False, words="Not asked without a login.")
    if isinstance(problem, SourceFailure):
        words = phrases.problem(problem, now, wording.clock, outlook.blocked_until)
        return Finding(name, works=False, words=words, todo=phrases.remedy(problem.hint))
    taken_at = outlook.snapshot.taken_at if outlook.snapshot else None
    if outlook.blocked_until is not None and outlook.blocked_until > now:
        until = wording.clock.absolute(outlook.blocked_until, now)
        return Finding(
            name, works=False, words=f"Asked to wait until {until}.", todo="Nothing, it is asked again then."
        )
    if taken_at is None:
        return Finding(name, works=False, words="No reading yet.", todo="Try again in a few minutes.")
    count = len(outlook.snapshot.windows) if outlook.snapshot else 0
    age = wording.clock.since(taken_at, now)
    return Finding(name, works=now - taken_at < timedelta(minutes=30), words=f"{count} limits, read {age}.")


def _own(parts: Parts, outlook: Outlook) -> tuple[Finding, ...]:
    book_trouble = outlook.notice
    history = Finding(
        "History",
        works=book_trouble is None,
        words=phrases.notice(book_trouble) if book_trouble else "Can be written.",
        todo=f"Check the folder {parts.folders.data}." if book_trouble else "",
    )
    problems = "; ".join(problem.text for problem in parts.settings_problems)
    settings = Finding(
        "Settings",
        works=not problems,
        words=problems or "In order.",
        todo="Correct the file; until then the last good values count." if problems else "",
    )
    budget = Finding("Budget", works=True, words=f"{outlook.asks_last_hour} of {BUDGET} requests in the last hour.")
    return history, settings, budget


def _as_lines(findings: tuple[Finding, ...]) -> list[str]:
    out = []
    for finding in findings:
        out.append(f"{'ok ' if finding.works else 'NO '} {finding.part}: {finding.words}")
        if finding.todo:
            out.append(f"     {finding.todo}")
    return out


def _as_json(findings: tuple[Finding, ...], outlook: Outlook, parts: Parts) -> dict[str, object]:
    return {
        "schema": 1,
        "folder": str(parts.folders.data),
        "works": all(finding.works for finding in findings),
        "asks_last_hour": outlook.asks_last_hour,
        "sources": [
            {"name": finding.part, "works": finding.works, "says": finding.words, "todo": finding.todo or None}
            for finding in findings
        ],
    }
