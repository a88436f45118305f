"""Markdown that says what the sheet says, whatever others wrote into it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.report import markdown
from fairmeter.report.markdown import fenced, plain
from fairmeter.report.sheet import Facts, Heading, Listing, Quoted, Sheet, Table, Words


def test_every_block_has_its_form() -> None:
    blocks = (
        Words("A sentence."),
        Heading("Part"),
        Facts((("Name", "value"), ("Other", "thing"))),
        Quoted("as it\nstands"),
        Table(("A", "B"), (("1", "2"), ("3", ""))),
        Listing(("one", "two")),
    )
    assert markdown(Sheet("Title", blocks)) == (
        "# Title\n\nA sentence.\n\n## Part\n\n- Name: value\n- Other: thing\n\n```text\nas it\nstands\n```\n\n"
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n| 3 |  |\n\n- one\n- two\n"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2.1.268", "2.1.268"),
        ("$0.00 balance, cap $40.00", "$0.00 balance, cap $40.00"),
        ("out_of_credits", "out_of_credits"),
        ("a *b* _c_ `d`", r"a \*b\* \_c\_ \`d\`"),
        ("[x](y) ![z]", r"\[x\](y) !\[z\]"),
        ("<b>x</b> &amp; a & b", r"\<b>x\</b> \&amp; a & b"),
        ("a | b", r"a \| b"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("# a", "`# a`"),
        ("> a", r"\> a"),
        ("~~a~~", r"\~\~a\~\~"),
        ("see @jane", "`see @jane`"),
        ("https://evil.example/`x", "``https://evil.example/`x``"),
        ("`@x`", "`` `@x` ``"),
        ("two\n\nlines", "two lines"),
        ("a\\|b", r"a\\\|b"),
    ],
)
def test_words_stay_words(text: str, said: str) -> None:
    assert plain(text) == said


@pytest.mark.parametrize("text", ["plain", "```\n# not a title\n```", "````", "`" * 40, "~~~", "a ``` b ```` c"])
def test_a_fence_is_longer_than_any_fence_within(text: str) -> None:
    said = fenced(text)
    fence = re.match("`+", said)
    assert fence is not None
    assert fence.group(0) not in text
    assert said == f"{fence.group(0)}text\n{text}\n{fence.group(0)}"


@given(st.text())
def test_no_text_gets_out_of_its_fence(text: str) -> None:
    opening, *_, closing = fenced(text).split("\n")
    assert opening == f"{closing}text"
    assert not any(line.strip().startswith(closing) for line in text.splitlines())


@given(st.lists(st.text(max_size=30), min_size=2, max_size=2))
def test_no_cell_adds_a_column(cells: list[str]) -> None:
    table = markdown(Sheet("t", (Table(("A", "B"), (tuple(cells),)),)))
    row = table.splitlines()[-1]
    borders = [found.start() for found in re.finditer(r"(?<!\\)(?:\\\\)*\|", row)]
    assert len(borders) == 3
