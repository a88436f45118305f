"""The page "Appearance"."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fairmeter.settings import IconStyle
from fairmeter.ui.fonts import NAME, SEMIBOLD, SMALL, Type, font, width
from fairmeter.ui.lettering import Words
from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.choice_row import ChoiceRow
from fairmeter.ui.settings.page import Page
from fairmeter.ui.settings.rows import CONTENT_WIDTH, HEADING_INDENT, INNER, Block, Group, Sheet, heading_height
from fairmeter.ui.settings.state_strips import HEIGHT as STRIPS_HEIGHT
from fairmeter.ui.settings.state_strips import StateStrips
from fairmeter.ui.settings.style_cards import HEIGHT as CARDS_HEIGHT
from fairmeter.ui.settings.style_cards import StyleCards
from fairmeter.view.settings_appearance import AppearanceView, appearance
from fairmeter.view.settings_state import SettingsState

_TITLE = Type(12, 16, SEMIBOLD)
_EDGE, _ABOVE_TITLE, _UNDER_TITLE = 12, 13, 5
_TITLE_TOP = _EDGE + CARDS_HEIGHT + _ABOVE_TITLE
_STRIPS_TOP = _TITLE_TOP + _TITLE.line + _UNDER_TITLE


class IconBlock(Block):
    """The styles to choose from, and under them the chosen one in all its states."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = Words(NAME, self)
        self.sheet = Sheet(self)
        self.styles = StyleCards(self.sheet, len(IconStyle))
        self.title = Words(_TITLE, self.sheet)
        self.live = Words(SMALL, self.sheet)
        self.states = StateStrips(self.sheet)

    def show_view(self, view: AppearanceView, palette: Palette) -> None:
        """Show styles and states."""
        self.heading.say("Menu bar icon", palette.text)
        self.sheet.use(palette)
        self.styles.show_styles(view.styles, self.heading.text(), palette)
        self.title.say(view.heading, palette.text)
        self.live.say(view.live, palette.text_2)
        self.states.show_states(view.states, palette)
        self._place()

    def wanted_height(self) -> int:
        """Always the same."""
        return heading_height(self.heading) + _STRIPS_TOP + STRIPS_HEIGHT + _EDGE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        top = heading_height(self.heading)
        self.heading.setGeometry(HEADING_INDENT, 0, self.width() - HEADING_INDENT, NAME.line)
        self.sheet.setGeometry(0, top, self.width(), self.height() - top)
        self.styles.setGeometry(INNER, _EDGE, CONTENT_WIDTH, CARDS_HEIGHT)
        self.title.setGeometry(INNER, _TITLE_TOP, CONTENT_WIDTH // 2, _TITLE.line)
        live = min(CONTENT_WIDTH // 2, round(width(self.live.text(), font(SMALL)) + 0.49))
        self.live.setGeometry(INNER + CONTENT_WIDTH - live, _TITLE_TOP, live, _TITLE.line)
        self.states.setGeometry(INNER, _STRIPS_TOP, CONTENT_WIDTH, STRIPS_HEIGHT)


class AppearancePage(Page):
    """How the icon looks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon = IconBlock(self)
        self.group = Group(self)
        self.colour = ChoiceRow(self)
        self.group.hold(self.colour)
        self.hold(self.icon, self.group)
        self.icon.styles.chosen.connect(self.chosen)
        self.colour.chosen.connect(self.chosen)

    def show_state(self, state: SettingsState, palette: Palette) -> None:
        """Show how things stand."""
        view = appearance(state)
        self.icon.show_view(view, palette)
        self.colour.show_choice(view.colour, palette)
        self.group.use(palette)

    def stops(self) -> tuple[QWidget, ...]:
        """The controls, top to bottom."""
        return (*self.icon.styles.cards, *self.colour.segmented.segments)
