"""The colours of Fairmeter as values: tokens in a light and a dark set, and the contrast they must keep.

A colour is a verdict, never a level. Painters take a `Theme`; they never ask the system for a severity colour.
"""

from dataclasses import dataclass, replace

MENU_BAR_LIGHT = "#E8EDF3"
"""A light menu bar as the contrast figures assume it; the real one takes on the wallpaper."""

MENU_BAR_DARK = "#17191D"
"""A dark menu bar, with the same reserve."""

_LINEAR_LIMIT = 0.04045  # below it sRGB is a straight line


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One set of colour tokens; every colour is "#RRGGBB".

    Attributes:
        window: ground of the popover and the windows.
        card: ground of cards and lists.
        side: ground of a sidebar or title bar.
        track: empty part of a bar, ground of a segmented control.
        hair: hairlines and chart grid; decoration only, it need not reach a mark's contrast.
        control: ground of a plain button.
        control_edge: outline of a button or chip.
        selection: ground of a selected row.
        text: names, values and sentences.
        text_2: notes, captions and icons.
        idle: neutral marks, stale fill, a switch that is off.
        fine: marks of the verdict "fine".
        fine_text: words of that verdict.
        fine_band: its forecast band.
        close: marks of the verdict "close".
        close_text: words of that verdict.
        close_band: its forecast band, and the area of money spent.
        out: marks of "will run out", "refused" and "contradiction".
        out_text: words of those verdicts.
        out_band: their forecast band.
        out_wash: ground of a warning banner or chip.
        close_wash: reserved.
        fine_wash: reserved.
        button: ground of the primary button, which carries white text.
        banner_edge: outline of a warning banner.
        band_line: width in points of the outline that every forecast band has.
    """

    window: str
    card: str
    side: str
    track: str
    hair: str
    control: str
    control_edge: str
    selection: str
    text: str
    text_2: str
    idle: str
    fine: str
    fine_text: str
    fine_band: str
    close: str
    close_text: str
    close_band: str
    out: str
    out_text: str
    out_band: str
    out_wash: str
    close_wash: str
    fine_wash: str
    button: str
    banner_edge: str
    band_line: int = 1


LIGHT = Theme(
    window="#F3F4F6",
    card="#FFFFFF",
    side="#E9EBEE",
    track="#E6E8EC",
    hair="#DADDE2",
    control="#FFFFFF",
    control_edge="#C9CDD4",
    selection="#DCE9FA",
    text="#1B1D21",
    text_2="#585D66",
    idle="#7A808A",
    fine="#0F6BD1",
    fine_text="#0B5CB8",
    fine_band="#AFD0F5",
    close="#B47600",
    close_text="#865400",
    close_band="#F0D596",
    out="#B8330A",
    out_text="#A82E06",
    out_band="#F4C3AE",
    out_wash="#FCEEE8",
    close_wash="#FDF5E3",
    fine_wash="#EDF4FD",
    button="#0F6BD1",
    banner_edge="#F4C3AE",
)

DARK = Theme(
    window="#1D1E21",
    card="#282A2E",
    side="#232528",
    track="#3B3E44",
    hair="#3A3D43",
    control="#383B41",
    control_edge="#4B4F57",
    selection="#2A3B54",
    text="#F1F2F4",
    text_2="#ABB0B9",
    idle="#8B919B",
    fine="#58A6FF",
    fine_text="#6FB3FF",
    fine_band="#2C5282",
    close="#E8AC30",
    close_text="#EDB84C",
    close_band="#5C4717",
    out="#FF7A4D",
    out_text="#FF8A61",
    out_band="#7A3A24",
    out_wash="#3A2722",
    close_wash="#33301F",
    fine_wash="#222F40",
    button="#2A70D0",
    banner_edge="#7A3A24",
)


def increased_contrast(theme: Theme) -> Theme:
    """The same theme for a system that asks for more contrast.

    Hairlines become neutral marks, quiet text becomes full text, and a forecast band gives up its tint
    (it takes the colour of the track it lies on) for an outline twice as wide. The banner's outline,
    which otherwise borrows the band's tint, takes the mark colour so that it does not vanish with it.
    """
    return replace(
        theme,
        hair=theme.idle,
        text_2=theme.text,
        fine_band=theme.track,
        close_band=theme.track,
        out_band=theme.track,
        banner_edge=theme.out,
        band_line=2,
    )


def contrast(a: str, b: str) -> float:
    """The WCAG 2 contrast ratio of two "#RRGGBB" colours, from 1.0 (equal) to 21.0 (black on white)."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(ink: str, ground: str, share: float) -> str:
    """The colour that `share` (0 to 1) of an ink makes on an opaque ground, as "#RRGGBB"."""
    pairs = zip(_channels(ink), _channels(ground), strict=True)
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    if value <= _LINEAR_LIMIT:
        return value / 12.92
    return float(((value + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
