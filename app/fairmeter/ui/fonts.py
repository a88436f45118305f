"""The type of the faces: the system's font in the sizes of the design, with digits of one width."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

REGULAR, MEDIUM, SEMIBOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold

_SAMPLE = "Resets in 3 d 17 hr, Sat 10:00"
_SAMPLE_EMS = 14.4
"""How wide the sample is in the font that the design was made with."""
_STILL_GOOD = 1.06
_NARROWEST = 82


@dataclass(frozen=True, slots=True)
class Type:
    """A role of type: size and line height in points of the design, which are device independent pixels."""

    size: int
    line: int
    weight: QFont.Weight = REGULAR
    fixed: bool = False


SENTENCE = Type(15, 20, SEMIBOLD)
NAME = Type(13, 17, SEMIBOLD)
NOTE = Type(12, 16)
BUTTON = Type(12, 16, MEDIUM)
SMALL = Type(11, 15)
COMMAND = Type(11, 16, fixed=True)


def font(role: Type) -> QFont:
    """The font of a role.

    A family much wider than the one the design was made with is taken in its condensed form, or narrowed: the popover
    has one width, and a sentence that fits in one line elsewhere should fit here too.
    """
    found = _plain(role, _family(fixed=role.fixed))
    narrowed = 100 if role.fixed else _stretch(found.family(), role.size, role.weight)
    if narrowed < 100:  # noqa: PLR2004 - percent
        found.setStretch(narrowed)
    return found


def baseline(box: QRectF, used: QFont) -> float:
    """Where text stands so that it is in the middle of a line."""
    metrics = QFontMetricsF(used)
    return box.top() + (box.height() - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()


def width(text: str, used: QFont) -> float:
    """How wide a text is."""
    return QFontMetricsF(used).horizontalAdvance(text)


def _family(*, fixed: bool) -> str:
    if fixed:
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return QGuiApplication.font().family()


def _plain(role: Type, family: str) -> QFont:
    made = QFont(family)
    made.setPixelSize(role.size)
    made.setWeight(role.weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(maxsize=32)
def _stretch(family: str, size: int, weight: QFont.Weight) -> int:
    wanted = _SAMPLE_EMS * size
    measured = width(_SAMPLE, _plain(Type(size, size, weight), family))
    if measured <= wanted * _STILL_GOOD:
        return 100
    return max(_NARROWEST, int(100 * wanted / measured))
