"""Writes transcripts of a made-up user for the benchmarks: many files, long lines, few refusals.

    python tests/bench/make_transcripts.py FOLDER [--files 5000] [--megabytes 1000] [--seed 1]

The lines have the shapes and the sizes that Claude Code writes: short prompts, answers in several lines, tool results
with whole files in them, some that quote the words of a refusal, and now and then a line of megabytes. One file in
about twenty ends in a refusal, in the forms of all eras; one in fifty is a copy of another, as of a resumed session.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
PROJECTS = 60
COPIED_ONE_IN = 50
REFUSED_ONE_IN = 20
HUGE_ONE_IN = 1_500
HUGE_BYTES = 4_000_000
MODELS = ("claude-opus-5", "claude-sonnet-5", "claude-fable-5", "claude-haiku-5")
SESSION_LIMIT = "You've hit your session limit · resets 6pm (America/Los_Angeles)"
OUT_OF_EXTRA = (
    'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":'
    '"You\'re out of extra usage. Add more at claude.ai/settings/usage and keep going."},"request_id":"%s"}'
)
OVERLOADED = "API Error: 529 Overloaded. This is a server-side issue, usually temporary — try again in a moment."
_CODE = """
def read_all(path: Path, *, strict: bool = True) -> list[dict[str, object]]:
    \"\"\"Read every record; a line that is cut short ends the list.\"\"\"
    records: list[dict[str, object]] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("<!--"):
            continue
        try:
            records.append({"number": number, "value": json.loads(line)})
        except ValueError as error:  # what the client calls it
            if strict:
                raise BadLine(f"{path}:{number}: {error}") from error
    return records
"""
_QUOTED = 'The log said {"model":"<synthetic>","isApiErrorMessage":true} and "You\'re out of extra usage".'

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: how many files and bytes, and how many different refusals are in them."""

    files: int
    size: int
    refusals: int


def make(folder: Path, *, files: int = 5_000, size: int = 1_000_000_000, seed: int = 1) -> Made:
    """Write `files` transcripts of about `size` bytes in all below `folder`; the same for the same seed."""
    lots = random.Random(seed)  # noqa: S311 - it makes up words
    written = refusals = 0
    last: list[bytes] = []
    for number in range(files):
        session = f"{seed:08x}-0000-4000-8000-{number:012x}"
        place = folder / "projects" / f"-home-ada-project-{lots.randrange(PROJECTS)}"
        if number % 10 == 0:  # what a sub-agent does is written beside the session
            place = place / session / "subagents"
        place.mkdir(parents=True, exist_ok=True)
        if number % COPIED_ONE_IN == COPIED_ONE_IN - 1:
            lines = last
        else:
            refused = number % REFUSED_ONE_IN == 0
            lines = list(_session(lots, session, (size - written) // (files - number), number, refused=refused))
            refusals += refused
        raw = b"".join(lines)
        (place / f"{session}.jsonl").write_bytes(raw)
        written += len(raw)
        last = lines
    return Made(files, written, refusals)


def _session(lots: random.Random, session: str, size: int, number: int, *, refused: bool) -> Iterator[bytes]:
    """The lines of one session, `size` bytes on average, with a refusal near the end when it is to have one."""
    goal = int(size * lots.uniform(0.2, 1.8))
    at = START + timedelta(minutes=number)
    written = turn = 0
    model = lots.choice(MODELS)
    while written < goal:
        at += timedelta(seconds=lots.randrange(5, 90))
        turn += 1
        for line in _turn(lots, session, at, model, turn):
            written += len(line)
            yield line
    if refused:
        yield _line(_refusal(number, model), session, at + timedelta(seconds=3), turn)
        yield _line(_prompt("again?"), session, at + timedelta(seconds=9), turn + 1)


def _turn(lots: random.Random, session: str, at: datetime, model: str, turn: int) -> Iterator[bytes]:
    yield _line(_prompt("Please look into the reader again. " * lots.randrange(1, 9)), session, at, turn)
    spoken = _QUOTED if lots.randrange(40) == 0 else "I have read the module and will change the reader now. " * 8
    blocks: tuple[Json, ...] = (
        {"type": "text", "text": spoken},
        {"type": "tool_use", "name": "Read", "input": {"path": "a.py"}},
    )
    for block in blocks:
        yield _line(_answer(block, model, f"msg_{session[-4:]}{turn}"), session, at, turn)
    much = HUGE_BYTES // len(_CODE) if lots.randrange(HUGE_ONE_IN) == 0 else int(lots.lognormvariate(1.6, 1.0)) + 1
    result = {"type": "tool_result", "tool_use_id": f"toolu_{turn}", "content": _CODE * much}
    yield _line({"type": "user", "message": {"role": "user", "content": [result]}}, session, at, turn)


def _prompt(text: str) -> Json:
    return {"type": "user", "message": {"role": "user", "content": text}}


def _answer(block: Json, model: str, message_id: str) -> Json:
    usage = {"input_tokens": 1234, "cache_creation_input_tokens": 3456, "cache_read_input_tokens": 89012}
    message = {"id": message_id, "model": model, "role": "assistant", "type": "message", "content": [block]}
    return {"type": "assistant", "requestId": f"req_{message_id}", "message": {**message, "usage": usage}}


def _refusal(number: int, model: str) -> Json:
    """A refusal in the form of one of the eras, by turns."""
    request = f"req_011C{number:020d}"
    era = number // REFUSED_ONE_IN % 4
    text = (SESSION_LIMIT, OUT_OF_EXTRA % request, OVERLOADED, f"You've hit your {model} limit · resets 9pm (UTC)")[era]
    message = {"model": "<synthetic>", "role": "assistant", "content": [{"type": "text", "text": text}]}
    record: Json = {"type": "assistant", "message": message}
    if era == 1:  # April 2026: the raw body in the text, and nothing beside the mark
        return {**record, "isApiErrorMessage": True}
    if era == 2:  # for a while the mark was missing
        return {**record, "error": "server_error"}
    return {**record, "requestId": request, "error": "rate_limit", "isApiErrorMessage": True, "apiErrorStatus": 429}


def _line(record: Json, session: str, at: datetime, turn: int) -> bytes:
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{turn % 1000:03d}Z"
    whole: Json = {"parentUuid": f"p-{turn}", "isSidechain": False, **record, "uuid": f"u-{turn}", "timestamp": stamp}
    whole |= {"userType": "external", "entrypoint": "cli", "cwd": "/home/ada/project", "sessionId": session}
    whole |= {"version": "2.1.280", "gitBranch": "main"}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def main() -> int:
    """Write what the command line asks for and say what was written."""
    parser = argparse.ArgumentParser(description="write transcripts for the benchmarks")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    made = make(args.folder, files=args.files, size=args.megabytes * 1_000_000, seed=args.seed)
    sys.stdout.write(f"{made.files} files, {made.size / 1e6:.0f} MB, {made.refusals} refusals\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
