"""Everything the settings window may show, frozen: the settings, what is wrong with their file, and the live icon."""

from dataclasses import dataclass

from fairmeter.settings import Problem, Settings
from fairmeter.view.icon_face import IconFace


@dataclass(frozen=True, slots=True)
class LiveIcon:
    """The icon as it is now.

    `limit` is the name of the limit that it speaks of; empty while it speaks of none. `used` is that limit's percent
    used, None when unknown.
    """

    face: IconFace
    limit: str = ""
    used: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsState:
    """What the pages are made of.

    `data_folder` and `settings_file` are paths. `square_icons` says that the menu bar takes square icons only and tints
    them itself, as a Mac's does. `live` is None until there is anything to show. `unopened` is the path that this
    desktop could not open when it was last asked to; empty when there is none.
    """

    settings: Settings
    problems: tuple[Problem, ...] = ()
    data_folder: str
    settings_file: str
    square_icons: bool = False
    live: LiveIcon | None = None
    unopened: str = ""
