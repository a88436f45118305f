"""Holds the evidence of the seed's refusal against what the simulator knows, word by word."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.stage.seed_case import Written
from fairmeter.simulator import MeterKind, Simulator
from fairmeter.simulator.claude_folder import DEFAULT_TOKEN
from fairmeter.simulator.profile_body import ACCOUNT_ID, ORGANIZATION_ID
from fairmeter.simulator.transcripts import DEFAULT_CWD, DEFAULT_PROMPT

NEAR = timedelta(seconds=2)
"""Two programs that look at their clocks one after the other, and a reset that jitters by a second."""
LIMITS = {MeterKind.SESSION: "Session", MeterKind.WEEKLY: "Weekly", MeterKind.MODEL: "Weekly Sonnet"}
POTS = {MeterKind.SESSION: "Session", MeterKind.WEEKLY: "Weekly, all models", MeterKind.MODEL: "Weekly Sonnet"}
INFERRED = "That the plan was not asked is inferred: it is the only order that refuses with these meters."

Rows = list[tuple[str, ...]]


class Evidence:
    """The Markdown, taken apart."""

    def __init__(self, text: str) -> None:
        self.text = text
        head, *parts = text.split("\n## ")
        self.title, _, self.summary = head.partition("\n")
        self._parts = dict(part.split("\n", 1) for part in parts)

    def part(self, name: str) -> str:
        return self._parts[name].strip()

    def facts(self, name: str) -> dict[str, str]:
        lines = (line for line in self.part(name).splitlines() if line.startswith("- "))
        return dict(line.removeprefix("- ").split(": ", 1) for line in lines)

    def table(self, name: str) -> Rows:
        """The rows under the head of the table."""
        lines = [line.strip("|") for line in self.part(name).splitlines() if line.startswith("|")]
        return [tuple(cell.strip() for cell in line.split("|")) for line in lines[2:]]


def is_true(text: str, simulator: Simulator, written: Written) -> None:
    """Everything that the evidence says is what happened, and it says everything that somebody else would ask for."""
    evidence = Evidence(text)
    local = written.at.astimezone(ZoneInfo("Europe/Berlin"))
    assert evidence.title == f"# Refused at {local:%H:%M} although 28% of your session was left"
    assert evidence.summary.strip() == "Refused although 28% of your session and 32% of your week were left."
    assert evidence.facts("What was refused") == {
        "Verdict": "Contradiction",
        "When, local time": f"{local:%a} {local.day} {local:%b %Y, %H:%M:%S}, UTC{local.isoformat()[-6:]}",
        "When, UTC": _stamp(written.at),
        "Request id": written.outcome.request_id,
        "HTTP status": str(written.outcome.status),
        "Model asked": "Sonnet 5",
        "Claude Code": simulator.story.start.client_version,
        "Entrypoint": "interactive",
        "Plan": simulator.account.look().plan.title(),
    }
    assert evidence.part("Error text") == f"```text\n{written.text}\n```\n\nNo reset time was given."
    _are_the_meters(evidence, simulator, written.at)
    _are_both_orders(evidence, simulator)
    origin = evidence.facts("Where this comes from")
    assert origin["SHA-256 of the record with the error"] == hashlib.sha256(written.line).hexdigest()


def is_not_private(text: str, written: Written, folders: Iterable[Path]) -> None:
    """Nothing of the user's is in it: no token, no path, no e-mail, no id of an account, organisation or session."""
    private = [DEFAULT_TOKEN, "refresh-token", "example.com", "Example", ACCOUNT_ID, ORGANIZATION_ID, DEFAULT_PROMPT]
    private += [DEFAULT_CWD, DEFAULT_CWD.rpartition("/")[2], str(written.record["sessionId"])]
    private += [str(folder) for folder in folders]
    assert [word for word in private if word in text] == []
    assert re.findall(r"\S+@\S+|[0-9a-f]{8}-[0-9a-f]{4}-|(?<![\w.])/(?:home|tmp|root|Users)\b", text) == []


def _are_the_meters(evidence: Evidence, simulator: Simulator, at: datetime) -> None:
    name = "Meters at that moment"
    asked_at = next(one.at for one in simulator.service.requests if one.path.endswith("/usage"))
    rows = evidence.table(name)
    for meter, row in zip(simulator.account.look().meters, rows, strict=True):
        limit, used, left, resets, read, age, source = row
        said = (limit, used, left, source)
        assert said == (LIMITS[meter.kind], f"{meter.percent}%", f"{100 - meter.percent}%", "API")
        assert meter.resets_at is not None
        assert abs(datetime.fromisoformat(resets) - meter.resets_at) <= NEAR
        assert abs(datetime.fromisoformat(read) - asked_at) <= NEAR
        assert age in _ages(datetime.fromisoformat(read), at)
    *_, read, age, _ = rows[0]
    assert evidence.facts(name) == {
        "Extra usage": f"on (read {read}, {age}, API)",
        "Spent this month": "$0.00",
        "Monthly cap": "none set",
        "Prepaid balance": "$0.00",
    }


def _are_both_orders(evidence: Evidence, simulator: Simulator) -> None:
    meters = simulator.account.look().meters
    expected = "Expected order: plan first"
    assert evidence.table(expected) == [
        *(
            (str(turn), POTS[meter.kind], "has room", f"{meter.percent}% used, {100 - meter.percent}% left")
            for turn, meter in enumerate(meters, start=1)
        ),
        ("", "Extra usage", "not asked", "not needed, balance $0.00, spent $0.00"),
    ]
    assert "Outcome: Answered, your plan pays." in evidence.part(expected)
    happened = "What happened: extra usage first"
    assert evidence.table(happened) == [
        ("1", "Extra usage", "used up", "no money left, balance $0.00, spent $0.00"),
        *(("", POTS[meter.kind], "not asked", "") for meter in meters),
    ]
    assert "Outcome: Refused with 400." in evidence.part(happened)
    assert evidence.part(happened).endswith(INFERRED)


def _ages(read: datetime, at: datetime) -> set[str]:
    """How the age may be told; the second in which it was read began up to a second earlier."""
    least = int((at - read).total_seconds())
    return {"at the same time" if seconds == 0 else f"{seconds} s before" for seconds in (least - 1, least)}


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
