"""A page of the settings window: blocks one under the other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fairmeter.ui.palette import Palette
from fairmeter.ui.settings.rows import CARD_WIDTH, SIDE, Block
from fairmeter.view.settings_state import SettingsState

_TOP, _BOTTOM = 14, 16
_BETWEEN = 12


class Page(QWidget):
    """What a tab shows. It never changes anything itself: it says what was chosen."""

    chosen = Signal(object)
    """All settings as the user wants them from now on."""
    open_wished = Signal(str)
    """The path of a file or folder that the user wants to see."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._blocks: tuple[Block, ...] = ()

    def hold(self, *blocks: Block) -> None:
        """Take the blocks, top to bottom."""
        self._blocks = blocks

    def show_state(self, state: SettingsState, palette: Palette) -> None:
        """Show a state in place."""
        raise NotImplementedError

    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard reaches, top to bottom."""
        raise NotImplementedError

    def arrange(self) -> int:
        """Place the blocks; how tall the page is then."""
        top = _TOP
        for block in self._blocks:
            tall = block.wanted_height()
            block.setVisible(tall > 0)
            if tall:
                block.setGeometry(SIDE, top, CARD_WIDTH, tall)
                top += tall + _BETWEEN
        return top - _BETWEEN + _BOTTOM
