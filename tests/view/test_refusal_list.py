"""The list of refusals: what each item says, and what stands where there is none."""

from dataclasses import replace

from dossier import CLOCK, contradiction, week
from fairmeter.view.glyph import Glyph
from fairmeter.view.refusal_list import EMPTY, NO_CONTRADICTION, refusal_list
from scenes import NOW


def test_every_refusal_has_a_chip_a_time_its_words_and_its_model() -> None:
    view = refusal_list(week(), NOW, CLOCK)
    assert [(item.chip, item.time, item.words, item.model) for item in view.items] == [
        ("Explained: long context", "Tue 15:02", "429 Usage credits required for 1M context", "Opus 5 [1m]"),
        (
            "Contradiction",
            "Tue 09:42",
            "You're out of extra usage. Add more at claude.ai/settings/usage and keep going.",
            "Fable 5",
        ),
        (
            "Explained: plan used up",
            "Mon 22:36",
            "You've hit your session limit · resets 11:10pm (Europe/Berlin)",
            "Fable 5",
        ),
        ("Not about quota", "Mon 17:20", "529 Overloaded", "Sonnet 5"),
        ("Unproven", "Sun 19:04", "You've hit your monthly spend limit", "Fable 5"),
    ]
    assert (view.all_words, view.contradictions_words, view.empty) == ("All 5", "Contradictions 1", "")


def test_only_contradictions_are_an_alarm() -> None:
    view = refusal_list(week(), NOW, CLOCK)
    assert [item.is_alarm for item in view.items] == [False, True, False, False, False]
    assert view.items[1].glyph is Glyph.CONTRADICTION


def test_what_was_not_looked_at_is_said_to_who_cannot_see_it() -> None:
    seen, unseen = replace(contradiction(), was_looked_at=True), contradiction()
    said = [item.spoken for item in refusal_list([unseen, seen], NOW, CLOCK).items]
    assert [one.endswith("Not looked at yet.") for one in said] == [True, False]


def test_contradictions_alone() -> None:
    view = refusal_list(week(), NOW, CLOCK, only_contradictions=True)
    assert [item.chip for item in view.items] == ["Contradiction"]
    assert view.all_words == "All 5"


def test_nothing_is_said_as_what_it_is() -> None:
    assert refusal_list([], NOW, CLOCK).empty == EMPTY
    assert refusal_list(week()[:1], NOW, CLOCK, only_contradictions=True).empty == NO_CONTRADICTION
