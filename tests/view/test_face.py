"""From the picture to the icon: which limit it speaks of, and when it carries the badge."""

import pytest

from dossier import overloaded, unproven, used_up
from fairmeter.denials import Judged
from fairmeter.outlook import Outlook
from fairmeter.view.face import face
from fairmeter.view.icon_face import IconFace, IconState, IconStyle
from mornings import SESSION_END, case, morning
from scenes import NOW, live, session, weekly


def icon(outlook: Outlook) -> IconFace:
    return face(outlook, outlook.at, style=IconStyle.RING, coloured=False)


def test_the_ring_is_the_limit_of_the_first_line() -> None:
    shown = icon(live(session(), weekly(100.0)))
    assert (shown.state, shown.ring.used) == (IconState.USED_UP, 1.0)
    assert icon(live()).ring.used == 0.46


def test_a_contradiction_waits_with_a_badge() -> None:
    shown = icon(morning())
    assert (shown.badge, shown.state, shown.key().badge) == (True, IconState.FINE, True)


def test_so_does_a_refusal_of_which_nothing_can_be_said() -> None:
    assert icon(morning(unproven())).badge


@pytest.mark.parametrize("judged", [used_up(), overloaded(), case(was_looked_at=True)])
def test_nothing_else_does(judged: Judged) -> None:
    assert not icon(morning(judged)).badge
    assert not icon(Outlook(at=NOW)).badge


def test_the_badge_stays_after_the_session_until_it_is_looked_at() -> None:
    assert icon(morning(at=SESSION_END)).badge
