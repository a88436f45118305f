"""A notice as a value: what it refuses to be, and what is left of words that no desktop can carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.alerts import Action, Notice


def notice(title: str = "Refused with 28% of session left", body: str = "", *actions: Action) -> Notice:
    return Notice(key="refusal:session", title=title, body=body, actions=actions)


@pytest.mark.parametrize(("key", "title"), [("", "Title"), ("key", "")])
def test_a_notice_needs_a_key_and_a_title(key: str, title: str) -> None:
    with pytest.raises(ValueError, match="a key and a title"):
        Notice(key=key, title=title, body="")


@pytest.mark.parametrize("ids", [("a", "b", "c"), ("a", "a")])
def test_a_notice_has_at_most_two_different_actions(ids: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="at most 2 actions"):
        notice("Title", "", *(Action(one, one) for one in ids))


def test_ordinary_words_stay_as_they_are() -> None:
    ordinary = notice("Weekly läuft aus", "46 % used,\nabout 17:25 🙂", Action("open", "Show evidence"))
    assert ordinary.displayable() == ordinary


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("a\tb\r\nc\rd", "a b\nc d"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\u2028b", "a\nb"),
        ("  a  ", "a"),
    ],
)
def test_what_no_protocol_carries_is_taken_out(text: str, left: str) -> None:
    assert notice(body=text).displayable().body == left


def test_titles_and_buttons_are_one_line() -> None:
    shown = notice("a\nb", "", Action("open", "c\nd")).displayable()
    assert (shown.title, shown.actions[0].words) == ("a b", "c d")


def test_a_title_of_nothing_that_can_be_shown_is_the_programs_name() -> None:
    assert notice("\x00").displayable().title == "Fairmeter"


@given(st.text(st.characters(exclude_categories=()), max_size=2000))
def test_whatever_is_quoted_can_be_sent_and_stays_short(text: str) -> None:
    shown = notice(f"Refused: {text}", text).displayable()
    for words in (shown.title, shown.body):
        assert "\x00" not in words.encode().decode()
    assert "\n" not in shown.title
    assert len(shown.title) <= 120
    assert len(shown.body) <= 600
    assert shown.displayable() == shown
