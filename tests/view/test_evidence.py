"""The evidence as the window shows it: meters, both orders, causes, and what is said without a reading."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dossier import REFUSED_AT, charge, contradiction, long_context, meters, overloaded, refused, unproven, used_up
from fairmeter.denials import Context
from fairmeter.limits import ExtraUsage, Snapshot
from fairmeter.view.charge_evidence import charge_evidence
from fairmeter.view.evidence import LineView, evidence
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.report_words import NO_READING, NO_READING_NEEDED
from scenes import WORDING, dollars

FUNDED = ExtraUsage(enabled=True, spent=dollars(0), cap=dollars(4000), balance=dollars(1200))


def test_the_contradiction_of_the_picture() -> None:
    view = evidence(contradiction(), WORDING)
    assert [(one.name, one.figure, one.used) for one in view.meters] == [
        ("Session", "72% used", 0.72),
        ("Weekly", "38% used", 0.38),
        ("Fable", "58% used", 0.58),
        ("Extra", "$0.00", None),
    ]
    assert view.meters[3].second == "On, cap $40.00"
    assert view.meters[3].figure_tone is Tone.OUT
    assert view.meters_note == "read 09:41:20, 40 s before, API"
    expected, happened = view.orders
    assert [(step.number, step.name, step.words) for step in expected.steps] == [
        ("1", "Session", "28% left"),
        ("2", "Weekly, all models", "62% left"),
        ("3", "Weekly Fable", "42% left"),
        ("4", "Extra usage", "not needed"),
    ]
    assert (expected.end, expected.end_glyph, expected.is_alarm) == ("Answered, your plan pays", Glyph.FINE, False)
    assert [(step.number, step.name, step.words) for step in happened.steps] == [
        ("1", "Extra usage", "$0.00 balance"),
        ("\u2013", "Session", "not asked"),
        ("\u2013", "Weekly, all models", "not asked"),
        ("\u2013", "Weekly Fable", "not asked"),
    ]
    assert (happened.title, happened.end, happened.is_alarm) == ("What happened: extra first", "Refused with 400", True)
    assert view.lines[0] == LineView("Likely", "Taken for a third-party app.", "A recent commit message names one.")
    assert [line.label for line in view.lines] == ["Likely", "Possible", "Ruled out"]
    assert view.to_try == "Send the same prompt from an empty folder. If it passes, this cause is right."


def test_nothing_is_ever_a_percentage_of_certainty() -> None:
    view = evidence(contradiction(), WORDING)
    assert "%" not in " ".join(f"{line.label} {line.text} {line.aside}" for line in view.lines)


@pytest.mark.parametrize(
    ("case", "said"),
    [(unproven(), NO_READING), (long_context(), NO_READING_NEEDED), (overloaded(), NO_READING_NEEDED)],
    ids=["unproven", "gate", "overload"],
)
def test_without_a_reading_there_are_no_columns(case: object, said: str) -> None:
    view = evidence(case, WORDING)  # type: ignore[arg-type]
    assert (view.orders, view.meters, view.meters_note, view.no_meters) == ((), (), "", said)


def test_what_is_missing_and_what_would_change_it_is_said() -> None:
    labels = [line.label for line in evidence(unproven(), WORDING).lines if line.label]
    assert labels == ["Verdict", "Because", "Missing", "If known"]


def test_an_explained_refusal_has_one_column_which_ends_in_a_refusal() -> None:
    (order,) = evidence(used_up(), WORDING).orders
    assert (order.end, order.is_alarm) == ("Refused", False)
    assert [(step.number, step.words) for step in order.steps] == [
        ("1", "used up"),
        ("\u2013", "not asked"),
        ("\u2013", "not asked"),
        ("2", "$0.00 balance"),
    ]


def test_a_full_meter_says_so() -> None:
    session = evidence(used_up(), WORDING).meters[0]
    assert (session.figure, session.figure_tone, session.used) == ("used up", Tone.OUT, 1.0)


def test_a_funded_refusal_does_not_say_that_the_plan_was_skipped() -> None:
    view = evidence(refused(seen=meters(money=FUNDED)), WORDING)
    assert view.orders[1].title == "What happened: extra refused"
    assert "not asked" not in [step.words for step in view.orders[1].steps]


def test_the_model_that_was_asked_is_the_one_whose_week_counts() -> None:
    sonnet = evidence(refused(seen=meters(), model="claude-sonnet-5"), WORDING)
    assert [one.name for one in sonnet.meters] == ["Session", "Weekly", "Fable", "Extra"]
    fable = evidence(refused(seen=meters(), model="claude-fable-5"), WORDING)
    assert [one.name for one in fable.meters] == ["Session", "Weekly", "Fable", "Extra"]
    assert fable.orders[0].steps[2].name == "Weekly Fable"
    assert sonnet.orders[0].steps[2].words == "no such limit"


def test_a_reading_after_the_refusal_says_so() -> None:
    seen = meters(taken_at=REFUSED_AT + timedelta(minutes=3))
    assert evidence(refused(seen=seen), WORDING).meters_note == "read 09:45:00, 3 min after, API"


def test_unknown_money_is_not_zero() -> None:
    bare = replace(meters(), extra=None)
    assert [one.name for one in evidence(refused(seen=bare), WORDING).meters] == ["Session", "Weekly", "Fable"]
    unknown = evidence(refused(seen=meters(money=ExtraUsage(enabled=None))), WORDING).meters[-1]
    assert (unknown.figure, unknown.second) == ("Unknown", "On or off unknown")


def test_without_marks_no_cause_is_likely_and_there_is_still_something_to_try() -> None:
    view = evidence(refused(seen=meters(), context=Context()), WORDING)
    assert view.lines[0].label == "Possible"
    assert view.to_try


def test_both_columns_are_sentences_for_a_screen_reader() -> None:
    expected, happened = evidence(contradiction(), WORDING).orders
    assert expected.spoken.startswith("Expected order: plan first. Session: 28% left;")
    assert happened.spoken.endswith("Weekly Fable: not asked. Refused with 400.")


def test_a_charge_is_shown_in_the_same_parts() -> None:
    view = charge_evidence(charge(), WORDING)
    assert view.heading == "$1.53 charged at 10:20 although 66% of session and 9% of Fable were left"
    assert view.byline == "Thu 12 Nov 2026, between 10:15:00 and 10:20:00"
    assert view.error == ()
    (order,) = view.orders
    assert order.end == "Answered, your plan pays"
    assert [line.label for line in view.lines][:3] == ["Verdict", "Charged", "Unless"]


def test_a_charge_of_a_used_up_plan_needs_no_excuse() -> None:
    view = charge_evidence(charge(session=100.0), WORDING)
    assert [line.label for line in view.lines] == ["Verdict", "Charged"]
    assert view.orders[0].end == "Answered, extra usage pays"


def test_a_snapshot_without_any_figure_is_no_fault() -> None:
    case = replace(contradiction(), meters=Snapshot(account="a"))
    assert evidence(case, WORDING).meters_note == ""
