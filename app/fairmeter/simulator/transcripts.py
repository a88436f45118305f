"""Writes what Claude Code would write of a session: JSON lines below a projects folder."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from fairmeter.simulator.account import Outcome
from fairmeter.simulator.identifiers import Identifiers
from fairmeter.simulator.refusal_text import Era, era_of, refusal_fields, refusal_text
from fairmeter.simulator.refusals import Refused

Json = dict[str, object]

DEFAULT_CWD = "/home/ada/orrery"
DEFAULT_PROMPT = "Run the tests again and fix what fails."
_BLOCKS: tuple[Json, ...] = (
    {"type": "thinking", "thinking": "The fixture has moved.", "signature": "c2ltdWxhdGVk"},
    {"type": "text", "text": "The fixture has moved; I put its new place into the test."},
    {"type": "tool_use", "id": "toolu_simulated", "name": "Bash", "input": {"command": "make test"}},
)


class TranscriptWriter:
    """Appends the records of one session, each line with a single write.

    Args:
        projects: The projects folder; made if it is missing.
        session: Session id, the name of the file.
        client_version: Version of Claude Code, for example `2.1.280`.
        entrypoint: `cli`, `sdk-cli` or `claude-desktop`.
        cwd: Where the user works; the folder's name is made of it.
        era: Form of refusal lines, by the version if None.
    """

    def __init__(
        self,
        projects: Path,
        session: str,
        client_version: str,
        entrypoint: str = "cli",
        *,
        cwd: str = DEFAULT_CWD,
        era: Era | None = None,
    ) -> None:
        self.path = projects / re.sub(r"[^A-Za-z0-9]", "-", cwd) / f"{session}.jsonl"
        self._session = session
        self._version = client_version
        self._entrypoint = entrypoint
        self._cwd = cwd
        self._era = era or era_of(client_version)
        self._ids = Identifiers(session)
        self._parent: str | None = None

    def turn(
        self,
        outcome: Outcome,
        model: str,
        at: datetime,
        *,
        prompt: str = DEFAULT_PROMPT,
        fast: bool = False,
    ) -> None:
        """Write a prompt and what came of it.

        Args:
            outcome: An answer gives several lines with one message id; a refusal gives one made-up line.
            model: Model that was asked; a refusal line does not name it (usage contract).
            at: When, aware.
            prompt: What the user typed.
            fast: Whether it ran in fast mode.
        """
        self._append({"type": "user", "message": {"role": "user", "content": prompt}}, at)
        if isinstance(outcome, Refused):
            self._append(self._refusal(outcome), at)
            return
        head: Json = {"id": self._ids.message(), "model": model.removesuffix("[1m]")}
        for number, block in enumerate(_BLOCKS, start=1):
            body = head | _answer(outcome.units, number, block, "fast" if fast else "standard")
            self._append({"type": "assistant", "requestId": outcome.request_id, "message": body}, at)

    def _append(self, record: Json, at: datetime) -> None:
        record_id = self._ids.record()
        whole = {
            "parentUuid": self._parent,
            "isSidechain": False,
            **record,
            "uuid": record_id,
            "timestamp": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z",
            "userType": "external",
            "entrypoint": self._entrypoint,
            "cwd": self._cwd,
            "sessionId": self._session,
            "version": self._version,
            "gitBranch": "main",
        }
        self._parent = record_id
        line = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab", buffering=0) as file:
            file.write(line.encode())

    def _refusal(self, refused: Refused) -> Json:
        return {
            "type": "assistant",
            "message": {
                "id": self._ids.record(),
                "container": None,
                "model": "<synthetic>",
                "role": "assistant",
                "stop_details": None,
                "stop_reason": "stop_sequence",
                "stop_sequence": "",
                "type": "message",
                "usage": _nothing_used(),
                "content": [{"type": "text", "text": refusal_text(refused, self._era)}],
                "context_management": None,
            },
            **refusal_fields(refused, self._era),
        }


def _answer(units: float, number: int, block: Json, speed: str) -> Json:
    """One content block of an answer; the count of output tokens grows from line to line."""
    size = round(100 * units)
    return {
        "role": "assistant",
        "type": "message",
        "stop_reason": "tool_use" if number == len(_BLOCKS) else None,
        "content": [block],
        "usage": {
            "input_tokens": 10 + size,
            "cache_creation_input_tokens": 3 * size,
            "cache_read_input_tokens": 70 * size,
            "output_tokens": number * size // len(_BLOCKS) + 1,
            "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 3 * size},
            "server_tool_use": {"web_search_requests": 0, "web_fetch_requests": 0},
            "service_tier": "standard",
            "speed": speed,
            "inference_geo": None,
            "iterations": [],
        },
    }


def _nothing_used() -> Json:
    return {
        "input_tokens": 0,
        "output_tokens": 0,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "server_tool_use": {"web_search_requests": 0, "web_fetch_requests": 0},
        "service_tier": None,
        "cache_creation": {"ephemeral_1h_input_tokens": 0, "ephemeral_5m_input_tokens": 0},
        "inference_geo": None,
        "iterations": None,
        "speed": None,
    }
