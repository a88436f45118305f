"""How lines give way when they are too long: notes first, figures and clock times never."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from fairmeter.ui.card_lines import Figures, Note, Title, chip_width, fit
from fairmeter.ui.fonts import BUTTON, COMMAND, NAME, NOTE, SENTENCE, SMALL, Type, baseline, font, width
from fairmeter.ui.lettering import elided, wrapped
from fairmeter.view.glyph import Glyph, Tone

ROOM = 292.0
words = st.text(st.sampled_from("abcdefg hijklmnop %0123456789"), max_size=60)


def taken(title: Title, room: float) -> float:
    fitted = fit(title, room)
    chip = 7 + chip_width(title.chip) if title.chip else 0.0
    suffix = 5 + width(fitted.suffix, font(NOTE)) if fitted.suffix else 0.0
    note = title.note.lead + width(fitted.note, font(NOTE)) + 8 if title.note.text else 0.0
    return width(fitted.name, font(NAME)) + chip + suffix + note


def test_what_fits_is_whole(qapp: QApplication) -> None:
    fitted = fit(Title("Session", Note("no forecast yet"), suffix="5 h"), ROOM)
    assert (fitted.name, fitted.suffix, fitted.note) == ("Session", "5 h", "no forecast yet")


def test_the_note_gives_way_first(qapp: QApplication) -> None:
    note = Note("runs out about Thursday at ten past two", Tone.OUT, Glyph.OUT, Tone.OUT)
    fitted = fit(Title("Weekly", note, suffix="all models"), ROOM)
    assert (fitted.name, fitted.suffix) == ("Weekly", "all models")
    assert fitted.note.startswith("runs out")
    assert fitted.note.endswith("…")


def test_the_suffix_gives_way_next_and_the_name_last(qapp: QApplication) -> None:
    note = Note("waiting for the next answer")
    middle = fit(Title("A limit with quite a long name", note, suffix="New kind of limit"), ROOM)
    assert middle.name == "A limit with quite a long name"
    assert middle.suffix != "New kind of limit"
    long = fit(Title("A limit with a name that nobody has ever seen before", note, suffix="New kind"), ROOM)
    assert (long.suffix, long.name[-1]) == ("", "…")
    assert long.note


@given(name=words, suffix=words, note=words, chip=st.sampled_from(["", "On", "Off"]), room=st.floats(240, 400))
def test_a_title_is_never_wider_than_its_room(
    *, qapp: QApplication, name: str, suffix: str, note: str, chip: str, room: float
) -> None:
    assert taken(Title(name, Note(note), suffix=suffix, chip=chip), room) <= room + 1


def test_figures_that_fit_stand_in_full(qapp: QApplication) -> None:
    line = Figures("46% used", "Resets in 2 hr 22 min, 18:40", "Resets 18:40")
    assert line.fits(ROOM)
    assert line.right_in(ROOM) == "Resets in 2 hr 22 min, 18:40"


def test_the_relative_time_goes_before_anything_is_cut(qapp: QApplication) -> None:
    line = Figures("46% used at 14:24", "Resets in 3 d 17 hr, Sat 10:00 AM", "Resets Sat 10:00 AM")
    assert not line.fits(ROOM)
    assert line.right_in(ROOM) == "Resets Sat 10:00 AM"


def test_then_whole_words_go_and_the_day_stays_as_long_as_it_can(qapp: QApplication) -> None:
    line = Figures("under 1% used at Mon 10:24 PM", "Resets in 3 d 17 hr, Sat 10:00", "Resets Sat 10:00")
    assert line.right_in(width(line.left, font(NOTE)) + 8 + width("Sat 10:00", font(NOTE)) + 1) == "Sat 10:00"
    assert line.right_in(0) == "10:00"


@given(room=st.floats(100, 292), left=st.sampled_from(["46% used", "46% used at 14:24", "under 1% used at 14:24"]))
def test_the_clock_time_is_never_cut(qapp: QApplication, room: float, left: str) -> None:
    shown = Figures(left, "Resets in 3 d 17 hr, Sat 10:00", "Resets Sat 10:00").right_in(room)
    assert shown.endswith("10:00")
    if width(left, font(NOTE)) + 8 + width("10:00", font(NOTE)) <= room:
        assert width(left, font(NOTE)) + 8 + width(shown, font(NOTE)) <= room


def test_the_places_of_figures_are_where_they_are_written(qapp: QApplication) -> None:
    line = Figures("46% used", "Resets 18:40", "Resets 18:40")
    left, right = line.places(QRectF(12, 39, ROOM, 15))
    assert (left.left(), right.right()) == (12, 12 + ROOM)
    assert left.width() == width("46% used", font(NOTE))
    assert left.right() < right.left()


def test_a_text_wraps_between_words(qapp: QApplication) -> None:
    text = "No login was found on this computer. Nothing is sent anywhere."
    lines = wrapped(text, font(NOTE), 200, 5)
    assert len(lines) > 1
    assert " ".join(lines) == text
    assert all(width(line, font(NOTE)) <= 200 for line in lines)


@given(text=words.filter(str.strip), room=st.floats(60, 400), most=st.integers(1, 4))
def test_a_text_never_has_more_lines_than_it_may(qapp: QApplication, text: str, room: float, most: int) -> None:
    lines = wrapped(text, font(NOTE), room, most)
    assert 1 <= len(lines) <= most
    assert all(width(line.rstrip(), font(NOTE)) <= room + 1 for line in lines)


def test_what_is_left_over_ends_in_an_ellipsis(qapp: QApplication) -> None:
    lines = wrapped("one two three four five six seven eight nine ten", font(NOTE), 80, 2)
    assert lines[-1].endswith("…")
    assert elided("short", font(NOTE), 80) == "short"


@pytest.mark.parametrize("role", [SENTENCE, NAME, NOTE, BUTTON, SMALL, COMMAND])
def test_nothing_is_smaller_than_eleven(qapp: QApplication, role: Type) -> None:
    assert font(role).pixelSize() == role.size >= 11


@pytest.mark.parametrize("role", [NAME, NOTE, SMALL])
def test_digits_have_one_width(qapp: QApplication, role: Type) -> None:
    widths = {round(width(digit * 10, font(role)), 2) for digit in "0123456789"}
    assert len(widths) == 1


def test_a_wide_font_is_narrowed_until_the_sample_fits(qapp: QApplication) -> None:
    for role in (SENTENCE, NAME, NOTE):
        assert width("Resets in 3 d 17 hr, Sat 10:00", font(role)) <= 14.4 * role.size * 1.07


def test_text_stands_in_the_middle_of_its_line(qapp: QApplication) -> None:
    used = font(NOTE)
    tops = [baseline(QRectF(0, top, 10, 16), used) for top in (0, 16, 32)]
    assert [after - before for before, after in pairwise(tops)] == [16, 16]
    assert 8 < tops[0] < 16
