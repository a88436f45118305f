"""The page "Appearance": the styles, what each is for, and the icon as it is now among the samples."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fairmeter.limits import Window
from fairmeter.outlook import Outlook
from fairmeter.settings import IconStyle as Chosen
from fairmeter.settings import Settings
from fairmeter.view.icon_face import IconFace, IconState, IconStyle, Meter
from fairmeter.view.icon_samples import Sample, sample
from fairmeter.view.settings_appearance import AppearanceView, appearance, live_icon
from fairmeter.view.settings_state import LiveIcon, SettingsState
from scenes import NO_LOGIN, NO_NETWORK, NOW, fable, live, session, snapshot, weekly

STATE = SettingsState(settings=Settings(), data_folder="/data", settings_file="/config/settings.toml")
ALL = ["fine", "close", "will run out", "refused", "stale", "used up", "signed out"]


def shown(outlook: Outlook, settings: Settings | None = None) -> AppearanceView:
    return appearance(replace(STATE, live=live_icon(outlook, NOW), settings=settings or Settings()))


@pytest.mark.parametrize("chosen", list(Chosen))
def test_the_chosen_style_is_the_one_of_the_settings(chosen: Chosen) -> None:
    settings = Settings(icon_style=chosen, account="sam")
    styles = appearance(replace(STATE, settings=settings)).styles
    assert [view.settings.icon_style for view in styles if view.is_chosen] == [chosen]
    assert [view.settings for view in styles] == [replace(settings, icon_style=style) for style in Chosen]


def test_each_style_says_what_it_shows() -> None:
    styles = appearance(STATE).styles
    assert [(view.name, view.second) for view in styles] == [
        ("Ring", "the binding limit"),
        ("Two bars", "5 h over 7 d"),
        ("Captions", "the bars, named"),
        ("Percent", "what is used"),
    ]
    assert all(view.can_show for view in styles)


def test_percent_says_which_of_the_two_it_is() -> None:
    percent = appearance(replace(STATE, settings=Settings(show_left=True))).styles[3]
    assert percent.second == "what is left"
    assert percent.face.show_left


def test_a_menu_bar_of_squares_shows_no_wide_styles_and_says_so() -> None:
    styles = appearance(replace(STATE, square_icons=True)).styles
    assert [view.can_show for view in styles] == [True, True, False, False]
    assert [view.second for view in styles[2:]] == ["wide trays only"] * 2
    assert [view.face for view in styles] == [view.face for view in appearance(STATE).styles]


def test_samples_wear_the_chosen_style_and_colour() -> None:
    view = appearance(replace(STATE, settings=Settings(icon_style=Chosen.BARS, icon_coloured=True)))
    assert [state.face for state in view.states] == [
        sample(IconStyle.BARS, which, coloured=True).key() for which in Sample
    ]
    assert all(style.face.coloured for style in view.styles)


def test_without_a_live_icon_all_seven_are_samples() -> None:
    view = appearance(STATE)
    assert [state.label for state in view.states] == ALL
    assert not any(state.is_now for state in view.states)
    assert (view.heading, view.live) == ("In each state", "")


def test_the_live_icon_is_the_first_and_the_only_one_marked() -> None:
    view = shown(live())
    assert [state.label for state in view.states] == ["now, fine", *ALL[1:]]
    assert [state.is_now for state in view.states] == [True] + [False] * 6
    assert (view.heading, view.live) == ("Now and in other states", "live: session, 46% used")
    assert view.states[0].face.ring.used == pytest.approx(0.46)


def test_the_live_icon_takes_the_place_of_its_own_state() -> None:
    view = shown(live(session(), weekly(100.0)))
    assert [state.label for state in view.states] == ["now, used up", *(label for label in ALL if label != "used up")]
    assert view.live == "live: weekly, 100% used"


def test_a_badge_makes_it_the_refused_one() -> None:
    face = IconFace(style=IconStyle.RING, state=IconState.FINE, ring=Meter(0.46, 0.5), badge=True)
    view = appearance(replace(STATE, live=LiveIcon(face, "Session", 46.0)))
    assert [state.label for state in view.states] == ["now, refused", *(label for label in ALL if label != "refused")]


@pytest.mark.parametrize(
    ("windows", "left", "words"),
    [
        ((session(), weekly()), False, "live: session, 46% used"),
        ((session(), weekly()), True, "live: session, 54% left"),
        ((session(), fable(100.0)), False, "live: weekly Fable, 100% used"),
        ((weekly(0.4),), False, "live: weekly, under 1% used"),
        ((session(None),), False, "live: session, no figure"),
        ((session(46.0, NOW - timedelta(minutes=1)),), False, "live: session, no figure"),
    ],
)
def test_what_the_live_icon_speaks_of(windows: tuple[Window, ...], left: bool, words: str) -> None:
    assert shown(live(*windows), Settings(show_left=left)).live == words


def test_before_the_first_answer_there_is_no_live_icon() -> None:
    assert live_icon(Outlook(at=NOW), NOW) is None


def test_signed_out_speaks_of_no_limit() -> None:
    view = shown(Outlook(at=NOW, problem=NO_LOGIN))
    assert (view.states[0].label, view.live) == ("now, signed out", "live")


def test_offline_is_stale_with_its_last_figure() -> None:
    view = shown(Outlook(at=NOW, snapshot=snapshot(), problem=NO_NETWORK))
    assert (view.states[0].label, view.live) == ("now, stale", "live: session, 46% used")


def test_the_styles_show_the_live_icon_if_it_has_a_figure() -> None:
    live_view, signed_out = shown(live(session(12.0))), shown(Outlook(at=NOW, problem=NO_LOGIN))
    assert live_view.styles[0].face.ring.used == pytest.approx(0.12)
    assert [style.face for style in signed_out.styles] == [style.face for style in appearance(STATE).styles]


def test_both_bars_are_live_in_the_bar_styles() -> None:
    bars = shown(live(session(12.0), weekly(34.0))).styles[1].face
    assert bars.upper is not None
    assert bars.lower is not None
    assert [bars.upper.used, bars.lower.used] == pytest.approx([0.12, 0.34])


@pytest.mark.parametrize(
    ("coloured", "square", "second"),
    [
        (False, True, "Template takes the colour of the menu bar, like the icons beside it"),
        (False, False, "Template is black or white, to suit the theme"),
        (True, True, "Coloured says the verdict in colour as well as in shape"),
        (True, False, "Coloured says the verdict in colour as well as in shape"),
    ],
)
def test_the_words_for_the_colour(coloured: bool, square: bool, second: str) -> None:
    settings = Settings(icon_coloured=coloured)
    colour = appearance(replace(STATE, settings=settings, square_icons=square)).colour
    assert colour.second == second
    assert colour.chosen == int(coloured)
    assert [option.settings for option in colour.options] == [Settings(), Settings(icon_coloured=True)]
