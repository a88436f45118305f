"""Buttons of which one is on: one stop for the Tab key, with the arrow keys going from one to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QWidget


class RadioSet(QGroupBox):
    """To a screen reader a group of radio buttons, once it has an accessible name."""

    picked = Signal(int)
    """The place of the button that the user has pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons: tuple[QAbstractButton, ...] = ()

    def hold(self, buttons: Sequence[QAbstractButton]) -> None:
        """Take the buttons, which are children of this widget, from the left."""
        self._buttons = tuple(buttons)
        for button in self._buttons:
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(self._clicked)

    def check(self, place: int | None) -> None:
        """Switch one on; None: none of them."""
        for button in self._buttons:
            # The one that is on cannot be switched off while it must exclude others.
            button.setAutoExclusive(place is not None)
        for index, button in enumerate(self._buttons):
            button.setChecked(index == place)
            button.setAutoExclusive(True)
        self._be_one_stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Nothing of a group box is seen."""

    def _be_one_stop(self) -> None:
        """Let Tab go to the one that is on; where that cannot be, to the first that can."""
        able = [button for button in self._buttons if button.isEnabled()]
        stop = next((button for button in able if button.isChecked()), next(iter(able), None))
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QAbstractButton) and button in self._buttons:
            self.picked.emit(self._buttons.index(button))
