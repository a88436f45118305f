"""The page "Appearance" of the settings: the styles of the icon, and one style in all its states."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from fairmeter.outlook import Outlook, Standing
from fairmeter.settings import IconStyle as StyleChosen
from fairmeter.settings import Settings
from fairmeter.view.face import face
from fairmeter.view.headline import binding
from fairmeter.view.icon_face import HEIGHT, IconFace, IconStyle
from fairmeter.view.icon_samples import Sample, sample
from fairmeter.view.settings_choices import ChoiceView, Option, choice
from fairmeter.view.settings_state import LiveIcon, SettingsState
from fairmeter.view.wording import Wording, limit_name

_NAMES = {
    IconStyle.RING: "Ring",
    IconStyle.BARS: "Two bars",
    IconStyle.CAPTIONS: "Captions",
    IconStyle.PERCENT: "Percent",
}
_LABELS = {
    Sample.FINE: "fine",
    Sample.CLOSE: "close",
    Sample.OUT: "will run out",
    Sample.REFUSED: "refused",
    Sample.STALE: "stale",
    Sample.USED_UP: "used up",
    Sample.SIGNED_OUT: "signed out",
}
_WIDE_ONLY = "wide trays only"
_COLOURED = "Coloured says the verdict in colour as well as in shape"
_TINTED = "Template takes the colour of the menu bar, like the icons beside it"
_BY_THEME = "Template is black or white, to suit the theme"


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleView:
    """One style to choose: its name, what it shows or why it cannot be shown, a sample, and what choosing it makes."""

    name: str
    second: str
    face: IconFace
    is_chosen: bool
    can_show: bool
    settings: Settings


@dataclass(frozen=True, slots=True)
class StateView:
    """The chosen style in one state. `is_now` marks the one that is no sample but the icon as it is."""

    label: str
    face: IconFace
    is_now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceView:
    """The page from top to bottom; `live` says what the first of the states speaks of, empty when it is a sample."""

    styles: tuple[StyleView, ...]
    heading: str
    live: str
    states: tuple[StateView, ...]
    colour: ChoiceView


def appearance(state: SettingsState) -> AppearanceView:
    """The page for a state."""
    settings, live = state.settings, state.live
    return AppearanceView(
        styles=tuple(_style(style, state) for style in IconStyle),
        heading="In each state" if live is None else "Now and in other states",
        live="" if live is None else _live(live, settings),
        states=tuple(_states(settings, live)),
        colour=choice(
            "Icon colour",
            _COLOURED if settings.icon_coloured else _TINTED if state.square_icons else _BY_THEME,
            (
                Option("Template", replace(settings, icon_coloured=False)),
                Option("Coloured", replace(settings, icon_coloured=True)),
            ),
            settings,
        ),
    )


def live_icon(outlook: Outlook, now: datetime) -> LiveIcon | None:
    """The icon as it is at `now`, and the limit it speaks of; None before the first answer and the first failure."""
    if outlook.standing(now) is Standing.READING:
        return None
    shape = face(outlook, now, style=IconStyle.RING, coloured=False)
    bound = binding(outlook.snapshot, now) if outlook.snapshot else None
    if bound is None:
        return LiveIcon(shape)
    # A window that is over draws no figure, whatever it said last.
    used = None if shape.ring.used is None else bound.value.used_pct
    return LiveIcon(shape, limit_name(bound.value), used)


def _live(live: LiveIcon, settings: Settings) -> str:
    if not live.limit:
        return "live"
    figure = "no figure" if live.used is None else Wording(show_left=settings.show_left).figure(live.used)
    return f"live: {live.limit[:1].lower()}{live.limit[1:]}, {figure}"


def _style(style: IconStyle, state: SettingsState) -> StyleView:
    chosen = replace(state.settings, icon_style=StyleChosen(style))
    can_show = style.width == HEIGHT or not state.square_icons
    # Without a figure the styles would look too much alike to choose between them.
    has_figure = state.live is not None and state.live.face.ring.used is not None
    shown = state.live.face if state.live is not None and has_figure else sample(style, Sample.FINE)
    return StyleView(
        name=_NAMES[style],
        second=_what(style, state.settings) if can_show else _WIDE_ONLY,
        face=_dressed(shown, chosen),
        is_chosen=chosen == state.settings,
        can_show=can_show,
        settings=chosen,
    )


def _what(style: IconStyle, settings: Settings) -> str:
    match style:
        case IconStyle.RING:
            return "the binding limit"
        case IconStyle.BARS:
            return "5 h over 7 d"
        case IconStyle.CAPTIONS:
            return "the bars, named"
        case IconStyle.PERCENT:
            return "what is left" if settings.show_left else "what is used"


def _states(settings: Settings, live: LiveIcon | None) -> Iterator[StateView]:
    """All seven states. The icon as it is now comes first and takes the place of the sample of its own state."""
    now = None if live is None else _state_of(live.face)
    if live is not None and now is not None:
        yield StateView(f"now, {_LABELS[now]}", _dressed(live.face, settings), is_now=True)
    for which in Sample:
        if which is not now:
            made_up = sample(IconStyle(settings.icon_style), which)
            yield StateView(_LABELS[which], _dressed(made_up, settings))


def _state_of(shown: IconFace) -> Sample:
    return Sample.REFUSED if shown.badge else Sample(shown.state)


def _dressed(shown: IconFace, settings: Settings) -> IconFace:
    """A face in the style, the colour and the words of some settings."""
    return replace(
        shown,
        style=IconStyle(settings.icon_style),
        coloured=settings.icon_coloured,
        show_left=settings.show_left,
    ).key()
