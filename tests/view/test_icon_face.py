"""An icon's face says in shape and words what there is to say, and equal pictures have equal keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.view.glyph import Tone
from fairmeter.view.icon_bars import bar_rows
from fairmeter.view.icon_face import IconFace, IconState, IconStyle, Meter, PercentWord, number, word
from fairmeter.view.icon_samples import Sample, sample

shares = st.floats(0, 1)
maybe = st.none() | shares
meters = st.builds(Meter, maybe, maybe, st.sampled_from(IconState))
faces = st.builds(
    IconFace,
    style=st.sampled_from(IconStyle),
    state=st.sampled_from(IconState),
    ring=meters,
    upper=st.none() | meters,
    lower=st.none() | meters,
    badge=st.booleans(),
    coloured=st.booleans(),
    show_left=st.booleans(),
)


def _percent(used: float | None, state: IconState = IconState.FINE, *, left: bool = False) -> IconFace:
    return IconFace(style=IconStyle.PERCENT, state=state, ring=Meter(used, None, state), show_left=left)


@pytest.mark.parametrize(
    ("used", "as_used", "as_left"),
    [
        (0.0, "0%", "100%"),
        (0.004, "<1%", "99%"),
        (0.01, "1%", "99%"),
        (0.29, "29%", "71%"),
        (0.464, "46%", "54%"),
        (0.99, "99%", "1%"),
        (0.996, "99%", "<1%"),
        (1.0, "100%", "0%"),
        (1.4, "100%", "0%"),
    ],
)
def test_the_number_never_rounds_a_little_to_nothing_or_nearly_all_to_all(
    used: float, as_used: str, as_left: str
) -> None:
    assert number(_percent(used)) == as_used
    assert number(_percent(used, left=True)) == as_left


def test_used_or_left_is_always_written() -> None:
    assert word(_percent(0.46)) == PercentWord.USED
    assert word(_percent(0.46, IconState.OUT, left=True)) == PercentWord.LEFT


@pytest.mark.parametrize(
    ("state", "used", "figure", "written"),
    [
        (IconState.STALE, 0.46, "46%", "paused"),
        (IconState.USED_UP, None, "100%", "used up"),
        (IconState.SIGNED_OUT, 0.46, "\N{EN DASH}", "sign in"),
        (IconState.FINE, None, "\N{EN DASH}", ""),
    ],
)
def test_states_have_their_own_words(state: IconState, used: float | None, figure: str, written: str) -> None:
    assert (number(_percent(used, state)), word(_percent(used, state))) == (figure, written)


def test_width_belongs_to_the_style() -> None:
    assert {style: style.width for style in IconStyle} == {
        IconStyle.RING: 18,
        IconStyle.BARS: 18,
        IconStyle.CAPTIONS: 36,
        IconStyle.PERCENT: 30,
    }


@given(face=faces)
def test_a_key_is_its_own_key(face: IconFace) -> None:
    assert face.key().key() == face.key()


@given(face=faces)
def test_a_key_says_the_same_words(face: IconFace) -> None:
    if face.style is IconStyle.PERCENT:
        key = face.key()
        assert (number(key), word(key), key.tone, key.badge) == (number(face), word(face), face.tone, face.badge)


@given(face=faces)
def test_a_key_keeps_the_colours(face: IconFace) -> None:
    if face.style in {IconStyle.BARS, IconStyle.CAPTIONS}:
        assert [row.tone for row in bar_rows(face.key(), 7)] == [row.tone for row in bar_rows(face, 7)]


@given(used=shares, time_gone=shares)
def test_a_key_moves_nothing_by_more_than_a_quarter_of_a_percent_but_keeps_the_ends_apart(
    used: float, time_gone: float
) -> None:
    face = IconFace(style=IconStyle.RING, state=IconState.FINE, ring=Meter(used, time_gone))
    key = face.key().ring
    assert key.used is not None
    assert key.time_gone is not None
    assert abs(key.time_gone - time_gone) < 0.0026
    assert (key.used == 0, key.used == 1) == (used == 0, used == 1)
    assert abs(key.used - used) < (0.0026 if 0.005 <= used <= 0.995 else 0.0051)


def test_a_step_too_small_to_see_makes_no_new_picture() -> None:
    first, second = (
        IconFace(style=IconStyle.RING, state=IconState.FINE, ring=Meter(used, 0.5)) for used in (0.4601, 0.4605)
    )
    assert first != second
    assert first.key() == second.key()


def test_a_key_forgets_what_its_style_does_not_show() -> None:
    ring = sample(IconStyle.RING, Sample.FINE)
    assert ring.key().upper is None
    assert sample(IconStyle.BARS, Sample.FINE).key().ring == Meter()
    assert sample(IconStyle.PERCENT, Sample.FINE).key().ring.time_gone is None


def test_template_percent_tells_close_and_out_from_fine_only_in_its_tooltip() -> None:
    fine, close, out = (_percent(0.46, state).key() for state in (IconState.FINE, IconState.CLOSE, IconState.OUT))
    assert fine == close == out


def test_an_unknown_figure_has_no_pace() -> None:
    assert Meter(None, 0.5).pace is None
    assert Meter(0.0, 0.5).pace == 0.5


@pytest.mark.parametrize("which", Sample)
def test_a_template_has_no_colour(which: Sample) -> None:
    face = sample(IconStyle.RING, which)
    assert (face.tone, face.badge_tone) == (Tone.PLAIN, Tone.PLAIN)


def test_coloured_faces_take_the_verdict_and_the_badge_is_always_a_refusal() -> None:
    tones = {which: sample(IconStyle.RING, which, coloured=True).tone for which in Sample}
    assert tones == {
        Sample.FINE: Tone.FINE,
        Sample.CLOSE: Tone.CLOSE,
        Sample.OUT: Tone.OUT,
        Sample.REFUSED: Tone.FINE,
        Sample.STALE: Tone.PLAIN,
        Sample.USED_UP: Tone.OUT,
        Sample.SIGNED_OUT: Tone.PLAIN,
    }
    assert sample(IconStyle.RING, Sample.REFUSED, coloured=True).badge_tone is Tone.OUT
