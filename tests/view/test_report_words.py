"""What is said of one refusal: its heading, its second line, and the error made readable."""

import pytest

from dossier import CLOCK, OUT_OF_EXTRA, contradiction, long_context, meters, overloaded, refused, unproven, used_up
from fairmeter.denials import Judged, QuotaLimits, Refusal
from fairmeter.limits import ExtraUsage
from fairmeter.view.report_words import (
    byline,
    error_lines,
    first_words,
    heading,
    model_label,
    reset_note,
    surface,
    what_was_left,
)
from scenes import dollars, local

FUNDED = ExtraUsage(enabled=True, spent=dollars(0), cap=dollars(4000), balance=dollars(1200))


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (contradiction(), "Refused at 09:42 although 28% of your session was left"),
        (used_up(), "Refused at 22:36, explained: plan used up"),
        (long_context(), "Refused at 15:02, explained: long context"),
        (overloaded(), "Failed at 17:20, not about quota"),
        (unproven(), "Refused at 19:04, unproven"),
        (refused("You've used 90% of your session limit", status=None), "A notice at 09:42, nothing was refused"),
    ],
    ids=["contradiction", "used-up", "gate", "overload", "unproven", "notice"],
)
def test_a_heading_says_what_happened(case: Judged, said: str) -> None:
    assert heading(case, CLOCK) == said


def test_what_was_left_names_the_limit_that_bears_on_it() -> None:
    gate = "Fable 5 requires usage credits. Run /usage-credits or switch models with /model"
    assert what_was_left(refused(gate, status=429, seen=meters()).verdict) == "42% of your Fable week was left"
    assert what_was_left(refused(seen=meters(session=None)).verdict) == "62% of your week was left"


def test_a_charge_that_should_have_been_taken_is_said() -> None:
    text = "You're out of usage credits · resets 11:10pm (Europe/Berlin)"
    case = refused(text, status=429, seen=meters(100.0, money=FUNDED))
    assert what_was_left(case.verdict) == "extra usage was funded"


def test_the_second_line_leaves_out_what_is_not_known() -> None:
    assert byline(contradiction(), CLOCK) == "Tue 17 Nov 2026, Fable 5, Claude Code 2.1.268, interactive"
    bare = Judged(
        identity="x",
        at=local(17, 9, 42),
        refusal=Refusal(text="?"),
        verdict=contradiction().verdict,
        judged_at=local(17, 9, 42),
    )
    assert byline(bare, CLOCK) == "Tue 17 Nov 2026"


@pytest.mark.parametrize(
    ("model", "label"), [("claude-opus-5[1m]", "Opus 5 [1m]"), ("claude-sonnet-4-6", "Sonnet 4.6"), (None, "")]
)
def test_a_model_is_named_as_people_do(model: str | None, label: str) -> None:
    assert model_label(refused("529 Overloaded", model=model)) == label


@pytest.mark.parametrize(
    ("word", "said"),
    [("cli", "interactive"), ("sdk-cli", "headless (sdk-cli)"), ("new-thing", "new-thing"), (None, ""), ("", "")],
)
def test_where_a_request_came_from(word: str | None, said: str) -> None:
    assert surface(word) == said


def test_an_error_in_json_is_unpacked() -> None:
    sentence = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
    refusal = Refusal(text=OUT_OF_EXTRA)
    assert error_lines(refusal) == ("API Error: 400 invalid_request_error", sentence)
    assert first_words(refusal) == sentence


@pytest.mark.parametrize(
    ("text", "lines", "first"),
    [
        ("API Error: 529 Overloaded", ("API Error: 529 Overloaded",), "529 Overloaded"),
        ("one\n\n  two  ", ("one", "two"), "two"),
        ('API Error: 400 {"type":"err', ('API Error: 400 {"type":"err',), '400 {"type":"err'),
        ('{"error":"x"}', ('{"error":"x"}',), '{"error":"x"}'),
        ('400 {"error":{"message":"m"}}', ("400", "m"), "m"),
        ('{"error":{"type":5,"message":[]}}', (), "No error text"),
        ("", (), "No error text"),
        ("[" * 9000 + "{" * 9000, ("[" * 9000 + "{" * 9000,), "[" * 9000 + "{" * 9000),
    ],
    ids=["plain", "lines", "cut", "other", "no-type", "odd", "empty", "deep"],
)
def test_any_other_text_stands_as_it_is(text: str, lines: tuple[str, ...], first: str) -> None:
    assert error_lines(Refusal(text=text)) == lines
    assert first_words(Refusal(text=text)) == first


def test_whether_a_reset_was_given() -> None:
    assert reset_note(contradiction()) == "No reset time was given"
    assert reset_note(used_up()) == "A reset time was given"
    quota = QuotaLimits(status="rejected", limit_type="five_hour", resets_at=local(17, 12))
    assert reset_note(refused("Rate limited", status=429, quota=quota)) == "A reset time was given"
