"""What a refused request had asked for: no error record says it, so the lines before it are read, backwards.

The newest word counts: an answer names the model it came from, the `/model` command the one that was chosen then.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from fairmeter.billing import Request, model_name
from fairmeter.denials import Refusal, answered
from fairmeter.sources.transcripts.candidates import MODEL
from fairmeter.sources.transcripts.opened import Opened

_REACHES = (1 << 15, 1 << 18, 1 << 22)
"""How far to look back, in bytes: the answer is nearly always among the last lines."""

_LONGEST_LINE = 1 << 20
"""An answer comes in several lines; if one of them is longer, the one before it will do."""

_ANSWER = b'"assistant"'
_CHOICE = b"<local-command-stdout>Set model to "
_CHOSEN = re.compile(r"<local-command-stdout>Set model to (.{1,120}?)</local-command-stdout>")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ID_BEHIND = re.compile(r"\(([\w.\-\[\]:/]+)\)\s*$")


class LookBack:
    """Looks for the requests of the refusals of one file, which are to be asked for in the order of their lines."""

    def __init__(self, file: Opened) -> None:
        self._file = file
        self._seen: dict[bool, tuple[int, Request]] = {}

    def request_of(self, refusal: Refusal, line: int) -> Request:
        """What is known of the request that the error record beginning at byte `line` answers; else all unknown.

        A sub-agent's request is told from the session's own: each may run on another model.
        """
        of_subagent = refusal.sidechain is True
        floor, known = self._seen.get(of_subagent, (0, Request()))
        request = self._newest(floor, line, known, of_subagent=of_subagent)
        self._seen[of_subagent] = line, request
        return request

    def _newest(self, floor: int, line: int, known: Request, *, of_subagent: bool) -> Request:
        """What the lines from `floor` to `line` say; when they say nothing, what was `known` before them holds."""
        for reach in _REACHES:
            begin = max(floor, line - reach)
            for one in _lines_backwards(self._file.read(begin, line - begin), is_whole=begin == floor):
                request = _request_of(one, of_subagent=of_subagent)
                if request is not None:
                    return request
            if begin == floor:
                return known
        return Request()


def _lines_backwards(raw: bytes, *, is_whole: bool) -> Iterator[bytes]:
    """The lines, last first; the first one is left out when it may have begun before."""
    stop = len(raw)
    while stop >= 0:
        start = raw.rfind(b"\n", 0, stop) + 1
        if start == 0 and not is_whole:
            return
        if stop - start <= _LONGEST_LINE:
            yield raw[start:stop]
        stop = start - 1


def _request_of(line: bytes, *, of_subagent: bool) -> Request | None:
    if _CHOICE in line and not of_subagent:
        return _chosen(_record(line))
    if _ANSWER not in line or MODEL in line:
        return None
    record = _record(line)
    told = answered(record)
    if told is None or (record.get("isSidechain") is True) is not of_subagent:
        return None
    return Request(model=told.model, long_context=told.long_context, fast_mode=told.fast_mode)


def _chosen(record: Mapping[str, Any]) -> Request | None:
    """The model that the user chose; one that is not named, such as the default, makes the model unknown."""
    message = record.get("message")
    content = message.get("content") if isinstance(message, Mapping) else None
    said = _CHOSEN.match(_COLOUR.sub("", content).strip()) if isinstance(content, str) else None
    if record.get("type") != "user" or said is None:
        return None
    name = said[1].strip()
    behind = _ID_BEHIND.search(name)
    name = behind[1] if behind and model_name(behind[1]) else name
    return Request(model=name if model_name(name) else None)


def _record(line: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, Mapping) else {}
