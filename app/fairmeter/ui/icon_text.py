"""The words of the two wide icon styles: captions beside the bars, and a number over a word."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont

from fairmeter.ui.icon_sketch import Sketch, menu_bar_font
from fairmeter.ui.icon_vector import STALE
from fairmeter.view.glyph import Tone
from fairmeter.view.icon_face import IconFace, IconState, number, word

_SMALL, _LARGE = 7.5, 10.5
_CAPTIONS = (("5h", 7.8), ("7d", 15.8))
_CAPTION_ROOM = 12.5
_RIGHT = 29.0
_NUMBER_BASELINE, _WORD_BASELINE = 9.4, 16.6
_COARSE_WORD_BASELINE = 16  # rounded up, one whole pixel lower, the tails of g and p would be cut off
_DOT = QPointF(2.9, 13.8)
_DOT_RADIUS = 2.5
_DOT_ROOM = 6.4


def captions(sketch: Sketch) -> None:
    """Name the two bars."""
    font = menu_bar_font(_SMALL, QFont.Weight.DemiBold)
    for text, baseline in _CAPTIONS:
        sketch.words(text, font, QPointF(0, baseline), -_CAPTION_ROOM, sketch.colour(Tone.PLAIN))


def percent(sketch: Sketch, face: IconFace) -> None:
    """Write the number and, if there is room for it, the word that says of what."""
    strength = STALE if face.state is IconState.STALE else 1.0
    large = menu_bar_font(_LARGE, QFont.Weight.DemiBold)
    sketch.words(number(face), large, QPointF(_RIGHT, _NUMBER_BASELINE), _RIGHT, sketch.colour(face.tone, strength))
    baseline = _COARSE_WORD_BASELINE if sketch.scale == 1 else _WORD_BASELINE
    room = _RIGHT - _DOT_ROOM if face.badge else _RIGHT
    small = menu_bar_font(_SMALL, QFont.Weight.Medium)
    sketch.words(word(face), small, QPointF(_RIGHT, baseline), room, sketch.colour(Tone.PLAIN))
    if face.badge:
        sketch.disc(_DOT, _DOT_RADIUS, face.badge_tone)
