"""Pictures of the settings window, every tab, light and dark, without a desktop.

    .venv/bin/python packaging/screenshots/settings.py FOLDER [FONT]

draws each tab at two pixels to the point into FOLDER. The account is made up: Tue 17 Nov 2026, 16:18 in Berlin.
"""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QWidget

from fairmeter.limits import SESSION, WEEKLY, Dated, Snapshot, SourceName, Window
from fairmeter.outlook import Outlook
from fairmeter.settings import IconStyle, Problem, Settings, Wrong
from fairmeter.ui.settings.tabs import TABS
from fairmeter.ui.settings.window import SettingsWindow
from fairmeter.view.settings_appearance import live_icon
from fairmeter.view.settings_state import LiveIcon
from fairmeter.view.theme import DARK, LIGHT, Theme

SCALE = 2.0
_THEMES = {"light": LIGHT, "dark": DARK}
_BERLIN = ZoneInfo("Europe/Berlin")
_NOW = datetime(2026, 11, 17, 16, 18, tzinfo=_BERLIN).astimezone(UTC)
_TITLES = [tab.title for tab in TABS]


class Scene(NamedTuple):
    """One picture: the tab, and what stands in it."""

    tab: str
    settings: Settings = Settings()
    problems: Sequence[Problem] = ()
    live: bool = True
    square_icons: bool = True


SCENES = {
    "general": Scene("General"),
    "general-mistake": Scene("General", problems=[Problem("poll_interval_s", Wrong.OUT_OF_BOUNDS, 4)]),
    "general-broken": Scene("General", problems=[Problem("", Wrong.NOT_TOML, 7)]),
    "polling": Scene("Polling"),
    "polling-own": Scene("Polling", Settings(poll_interval_s=900)),
    "appearance": Scene("Appearance"),
    "appearance-linux": Scene("Appearance", Settings(icon_style=IconStyle.PERCENT, show_left=True), square_icons=False),
    "appearance-coloured": Scene("Appearance", Settings(icon_style=IconStyle.BARS, icon_coloured=True), live=False),
}


def _live() -> LiveIcon | None:
    at = _NOW - timedelta(minutes=2)
    windows = (
        Window(kind=SESSION, used_pct=46.0, resets_at=datetime(2026, 11, 17, 18, 40, tzinfo=_BERLIN).astimezone(UTC)),
        Window(kind=WEEKLY, used_pct=41.0, resets_at=datetime(2026, 11, 21, 10, tzinfo=_BERLIN).astimezone(UTC)),
    )
    dated = tuple(Dated(window, SourceName.API, at) for window in windows)
    outlook = Outlook(at=_NOW, snapshot=Snapshot(account="showcase", windows=dated, listed_at=at))
    return live_icon(outlook, _NOW)


def render(scene: Scene, theme: Theme, scale: float) -> QImage:
    """The window below its title bar, `scale` pixels to the point."""
    window = SettingsWindow(
        data_folder=Path("/home/sam/.local/share/fairmeter"),
        settings_file=Path("/home/sam/.config/fairmeter/settings.toml"),
        square_icons=scene.square_icons,
    )
    window.show_live(_live() if scene.live else None)
    window.show_settings(scene.settings, scene.problems, theme)
    window.tabs.setCurrentIndex(_TITLES.index(scene.tab))
    window.ensurePolished()
    image = QImage(window.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    window.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    return image


def main(arguments: list[str]) -> None:
    """Draw every scene in both themes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(arguments[:1])
    folder = Path(arguments[1])
    if len(arguments) > 2:  # noqa: PLR2004 - the font is the second argument
        app.setFont(QFont(arguments[2]))
    folder.mkdir(parents=True, exist_ok=True)
    for name, scene in SCENES.items():
        for look, theme in _THEMES.items():
            path = folder / f"settings-{name}-{look}.png"
            if not render(scene, theme, SCALE).save(str(path)):
                raise SystemExit(f"{path} cannot be written")
            print(path)


if __name__ == "__main__":
    main(sys.argv)
