"""Cards one under the other, some side by side, in a column that scrolls."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fairmeter.ui.report.panel import Panel


@dataclass(frozen=True, slots=True)
class Row:
    """Cards that stand side by side in equal widths, or one under the other where they would be too narrow."""

    cards: tuple[Panel, ...]
    narrowest: int = 0


class Stack(QWidget):
    """Holds rows of cards; as tall as they need at its width."""

    def __init__(self, *, side: int, gap: int, below: int) -> None:
        super().__init__()
        self._side, self._gap, self._below = side, gap, below
        self._rows: tuple[Row, ...] = ()

    def take(self, rows: Sequence[Row]) -> None:
        """Show these rows; cards that are in none are hidden."""
        kept = {card for row in rows for card in row.cards}
        for old in (card for row in self._rows for card in row.cards if card not in kept):
            old.hide()
        self._rows = tuple(rows)

    def arrange(self, width: int) -> None:
        """Place everything for a width, and take the height that follows."""
        top = 0
        for row in self._rows:
            for line in self._lines(row, width):
                top = self._place(line, top, width)
        self.setFixedSize(width, max(1, top - self._gap + self._below if top else 1))

    def _lines(self, row: Row, width: int) -> list[tuple[Panel, ...]]:
        count = len(row.cards)
        each = (width - 2 * self._side - (count - 1) * self._gap) / max(1, count)
        if count > 1 and each < row.narrowest:
            return [(card,) for card in row.cards]
        return [row.cards] if row.cards else []

    def _place(self, cards: tuple[Panel, ...], top: int, width: int) -> int:
        """Cards of one line are equally tall."""
        room = width - 2 * self._side - (len(cards) - 1) * self._gap
        each = room // len(cards)
        tall = max(card.height_in(each) for card in cards)
        for card in cards:
            card.setVisible(tall > 0)
        if not tall:
            return top
        for number, card in enumerate(cards):
            wide = each if number < len(cards) - 1 else room - each * (len(cards) - 1)
            card.setGeometry(self._side + number * (each + self._gap), top, wide, tall)
        return top + tall + self._gap
