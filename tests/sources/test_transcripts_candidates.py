"""The search for candidate lines finds exactly the lines that hold a mark, however the file is cut into pieces."""

import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.sources.transcripts.block import Block, c_memmem
from fairmeter.sources.transcripts.candidates import FLAG, MODEL, Position, Span, search
from fairmeter.sources.transcripts.opened import Opened

BLOCKS = [64, 97, 4096]
MARK = re.compile(rb'"<synthetic>"|"isApiErrorMessage"(?!\s*:\s*false)')

pieces = st.sampled_from(
    [
        b"\n",
        b"\n",
        MODEL,
        FLAG + b":true",
        FLAG + b" : false,",
        b'"<synthe',
        b'tic>"',
        b"isApiErrorMessage",
        b"x",
        b"\0",
    ]
)
contents = st.lists(pieces | st.binary(max_size=40), max_size=40).map(b"".join)


def lines_of(content: bytes) -> tuple[list[Span], int]:
    """The marked lines that have ended, and where the one begins that has not: the slow and plain way."""
    spans, start = [], 0
    while (end := content.find(b"\n", start)) >= 0:
        if MARK.search(content[start:end]):
            spans.append(Span(start, end))
        start = end + 1
    return spans, start


@pytest.fixture(scope="module", params=[*BLOCKS, "plain"])
def block(request: pytest.FixtureRequest) -> Block:
    return Block(64, memmem=None) if request.param == "plain" else Block(request.param)


@given(content=contents, cuts=st.lists(st.integers(0, 1000), max_size=4))
def test_the_marked_lines_are_found_wherever_the_file_had_ended_before(
    block: Block, content: bytes, cuts: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(content)
        position, spans = Position(), []
        with Opened(str(path)) as file:
            for size in sorted({min(cut, len(content)) for cut in cuts} | {len(content)}):
                found, position = search(file, block, position, size)
                spans += found
    marked, rest = lines_of(content)
    # A flag that is cut off before its value counts as set, so a line more than the plain way finds may be looked at.
    assert [span for span in spans if MARK.search(content[span.start : span.stop])] == marked
    assert all(FLAG in content[span.start : span.stop] for span in spans if span not in marked)
    assert (position.line, position.to) == (rest, len(content))
    if MARK.search(content[rest:]):
        assert position.is_candidate


@pytest.mark.parametrize("mark", [MODEL, FLAG])
def test_a_mark_across_the_edge_of_a_piece_is_found(mark: bytes, tmp_path: Path) -> None:
    small = Block(64)
    for before in range(130):
        path = tmp_path / f"{before}.jsonl"
        path.write_bytes(b"x" * before + mark + b":1\n")
        with Opened(str(path)) as file:
            assert len(search(file, small, Position(), path.stat().st_size)[0]) == 1


def test_the_c_library_searches_here() -> None:
    """Where this is not so, scanning is four times as slow; on the systems that are tested it must be."""
    assert c_memmem() is not None


def test_what_a_conversation_quotes_is_no_candidate(tmp_path: Path) -> None:
    said = json.dumps(
        {"type": "user", "message": {"content": json.dumps({"model": "<synthetic>", FLAG.decode(): True})}}
    )
    path = tmp_path / "a.jsonl"
    path.write_text(said + "\n", encoding="utf-8")
    with Opened(str(path)) as file:
        assert search(file, Block(), Position(), path.stat().st_size)[0] == []


def test_a_file_that_is_cut_short_while_it_is_read_ends_the_search(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"abc\n")
    with Opened(str(path)) as file:
        spans, position = search(file, Block(), Position(), 1_000)
    assert (spans, position) == ([], Position(4, 4))
