"""The colour tokens keep the contrast that the visual specification promises, figure by figure."""

import re
from dataclasses import asdict

import pytest

from fairmeter.view import theme as theme_module
from fairmeter.view.theme import DARK, LIGHT, Theme, contrast, increased_contrast, mixed

THEMES = {"light": LIGHT, "dark": DARK}
MENU_BARS = {"light": theme_module.MENU_BAR_LIGHT, "dark": theme_module.MENU_BAR_DARK}

TEXT_GROUNDS = ("card", "window", "side", "track", "out_wash", "selection")
TEXT_TABLE: list[tuple[str, str, tuple[float | None, ...]]] = [
    ("text", "light", (16.88, 15.34, 14.13, 13.76, 14.90, 13.73)),
    ("text_2", "light", (6.62, 6.01, 5.54, 5.40, 5.84, 5.38)),
    ("fine_text", "light", (6.49, 5.89, 5.43, 5.29, 5.73, 5.28)),
    ("close_text", "light", (6.40, 5.81, 5.36, 5.22, 5.65, None)),
    ("out_text", "light", (6.87, 6.24, 5.75, 5.60, 6.06, 5.58)),
    ("text", "dark", (12.83, 14.88, 13.72, 9.57, 12.56, 10.12)),
    ("text_2", "dark", (6.60, 7.65, 7.05, 4.92, 6.46, 5.21)),
    ("fine_text", "dark", (6.55, 7.59, 7.00, 4.89, 6.41, 5.17)),
    ("close_text", "dark", (7.91, 9.18, 8.46, 5.90, 7.74, None)),
    ("out_text", "dark", (6.20, 7.19, 6.63, 4.63, 6.07, 4.89)),
]

MARK_GROUNDS = ("card", "window", "track", "out_wash", "menu bar")
MARK_TABLE: list[tuple[str, str, tuple[float | None, ...]]] = [
    ("fine", "light", (5.19, 4.72, 4.23, 4.58, 4.41)),
    ("close", "light", (3.80, 3.45, 3.09, 3.35, 3.22)),
    ("out", "light", (5.97, 5.43, 4.87, 5.27, 5.07)),
    ("idle", "light", (3.98, 3.61, 3.24, 3.51, None)),
    ("fine", "dark", (5.69, 6.60, 4.24, 5.57, 6.97)),
    ("close", "dark", (7.10, 8.23, 5.30, 6.95, 8.69)),
    ("out", "dark", (5.57, 6.46, 4.16, 5.45, 6.82)),
    ("idle", "dark", (4.53, 5.26, 3.38, 4.43, None)),
]

ON_SELECTION = [
    ("idle", "light", 3.23),
    ("idle", "dark", 3.58),
    ("fine", "light", 4.22),
    ("fine", "dark", 4.49),
    ("out", "light", 4.86),
    ("out", "dark", 4.40),
]


def _ground(name: str, look: str) -> str:
    if name == "menu bar":
        return MENU_BARS[look]
    return str(getattr(THEMES[look], name))


def _cells(
    table: list[tuple[str, str, tuple[float | None, ...]]], grounds: tuple[str, ...]
) -> list[tuple[str, str, str, float]]:
    return [
        (token, look, ground, ratio)
        for token, look, ratios in table
        for ground, ratio in zip(grounds, ratios, strict=True)
        if ratio is not None
    ]


@pytest.mark.parametrize(("token", "look", "ground", "ratio"), _cells(TEXT_TABLE, TEXT_GROUNDS))
def test_words_can_be_read_on_every_ground(token: str, look: str, ground: str, ratio: float) -> None:
    found = contrast(getattr(THEMES[look], token), _ground(ground, look))
    assert found == pytest.approx(ratio, abs=0.02)
    assert found >= 4.5


@pytest.mark.parametrize(("token", "look", "ground", "ratio"), _cells(MARK_TABLE, MARK_GROUNDS))
def test_marks_stand_out_on_every_ground(token: str, look: str, ground: str, ratio: float) -> None:
    found = contrast(getattr(THEMES[look], token), _ground(ground, look))
    assert found == pytest.approx(ratio, abs=0.02)
    assert found >= 3


@pytest.mark.parametrize(("token", "look", "ratio"), ON_SELECTION)
def test_marks_stand_out_on_the_chosen_row(token: str, look: str, ratio: float) -> None:
    found = contrast(getattr(THEMES[look], token), THEMES[look].selection)
    assert found == pytest.approx(ratio, abs=0.02)
    assert found >= 3


@pytest.mark.parametrize(("look", "ratio"), [("light", 5.19), ("dark", 4.85)])
def test_white_can_be_read_on_the_primary_button(look: str, ratio: float) -> None:
    found = contrast("#FFFFFF", THEMES[look].button)
    assert found == pytest.approx(ratio, abs=0.02)
    assert found >= 4.5


@pytest.mark.parametrize(
    ("ink", "bar", "track_on_bar", "ink_on_track"),
    [
        ("#000000", theme_module.MENU_BAR_LIGHT, 2.20, 8.10),
        ("#FFFFFF", theme_module.MENU_BAR_DARK, 2.92, 6.03),
    ],
)
def test_the_template_icon_carries_its_meaning_in_ink_and_not_in_the_track(
    ink: str, bar: str, track_on_bar: float, ink_on_track: float
) -> None:
    track = mixed(ink, bar, 0.32)
    assert contrast(track, bar) == pytest.approx(track_on_bar, abs=0.02)
    assert contrast(ink, track) == pytest.approx(ink_on_track, abs=0.02)


def test_contrast_runs_from_one_to_twenty_one_either_way_round() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", [LIGHT, DARK, increased_contrast(LIGHT), increased_contrast(DARK)])
def test_every_token_is_a_full_hex_colour(theme: Theme) -> None:
    for token, value in asdict(theme).items():
        if token != "band_line":
            assert re.fullmatch("#[0-9A-F]{6}", value), token


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_increased_contrast_trades_tint_for_outline(theme: Theme) -> None:
    strong = increased_contrast(theme)
    assert strong.hair == theme.idle
    assert strong.text_2 == theme.text
    assert {strong.fine_band, strong.close_band, strong.out_band} == {theme.track}
    assert (theme.band_line, strong.band_line) == (1, 2)
    assert contrast(strong.hair, theme.card) >= 3
    assert contrast(strong.banner_edge, theme.out_wash) >= 3


def test_asking_twice_for_contrast_changes_nothing_more() -> None:
    once = increased_contrast(LIGHT)
    assert increased_contrast(once) == once
