"""The card of who pays next: every node and link has a shape of its own in its place, and it is one button."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fairmeter.ui.chain_painter import paint_chain, paint_link, paint_node
from fairmeter.ui.fonts import NAME, NOTE, font, width
from fairmeter.ui.palette import colours
from fairmeter.ui.popover import Popover
from fairmeter.view.chain import ChainView, LinkView, NodeKind, NodeView
from fairmeter.view.glyph import Tone
from fairmeter.view.popover import PopoverView, popover
from fairmeter.view.theme import DARK, LIGHT
from mornings import AFTER, morning
from popovers import opened, view_of
from scenes import WORDING, extra, fable, live, session, weekly

# The platform without a screen says of two things that it cannot do them; it need not.
pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore(r"does not support (raise|propagateSizeHints)\(\)"),
]

SCALE = 4
PALETTE = colours(LIGHT)
CARD = QColor(LIGHT.card)


def sheet(width_: int, height: int) -> QImage:
    image = QImage(width_ * SCALE, height * SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(SCALE)
    image.fill(CARD)
    return image


def at(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(round(x * SCALE), round(y * SCALE)).name().upper()


def node(kind: NodeKind) -> QImage:
    image = sheet(24, 24)
    painter = QPainter(image)
    paint_node(painter, QPointF(12, 12), kind, PALETTE)
    painter.end()
    return image


def link(kind: LinkView) -> QImage:
    image = sheet(60, 24)
    painter = QPainter(image)
    paint_link(painter, QPointF(0, 12), QPointF(60, 12), kind, PALETTE)
    painter.end()
    return image


def row(view: ChainView, height: int = 60) -> QImage:
    image = sheet(292, height)
    painter = QPainter(image)
    paint_chain(painter, QRectF(0, 0, 292, 51), view, PALETTE)
    painter.end()
    return image


def chain_of(view: PopoverView) -> ChainView:
    assert view.chain is not None
    return view.chain


def test_every_two_nodes_look_different() -> None:
    pictures = {kind: node(kind) for kind in NodeKind}
    same = {NodeKind.USED_UP, NodeKind.CAUSE}
    for one, picture in pictures.items():
        for other, another in pictures.items():
            assert (picture == another) is (one is other or {one, other} == same), f"{one} and {other}"


@pytest.mark.parametrize("kind", NodeKind)
def test_a_node_keeps_to_its_place(kind: NodeKind) -> None:
    image = node(kind)
    reach = 9.4 if kind is NodeKind.PLAN_PAYS else 8.2
    lit = [
        (x, y)
        for x in range(24 * SCALE)
        for y in range(24 * SCALE)
        if image.pixelColor(x, y).name().upper() != LIGHT.card
    ]
    assert lit
    assert max(max(abs(x / SCALE - 12), abs(y / SCALE - 12)) for x, y in lit) <= reach


def test_what_pays_or_breaks_is_filled_and_the_rest_are_rings() -> None:
    filled = {kind: at(node(kind), 9, 16.5) for kind in NodeKind}
    assert {kind for kind, colour in filled.items() if colour != LIGHT.card} == {
        NodeKind.PLAN_PAYS,
        NodeKind.EXTRA_PAYS,
        NodeKind.USED_UP,
        NodeKind.CAUSE,
        NodeKind.REFUSED,
    }
    assert filled[NodeKind.PLAN_PAYS] == LIGHT.fine
    assert filled[NodeKind.EXTRA_PAYS] == LIGHT.close
    assert filled[NodeKind.REFUSED] == LIGHT.out


def test_the_plan_that_pays_has_a_halo() -> None:
    halo = node(NodeKind.PLAN_PAYS).pixelColor(12 * SCALE, round(3.4 * SCALE))
    assert CARD.blue() >= halo.blue() > QColor(LIGHT.fine).blue()
    assert halo.red() == pytest.approx(0.22 * QColor(LIGHT.fine).red() + 0.78 * CARD.red(), abs=2)


def test_rings_have_the_colour_of_what_they_say() -> None:
    rings = {kind: at(node(kind), 12 - 6.4, 12) for kind in (NodeKind.HAS_ROOM, NodeKind.CANNOT_PAY, NodeKind.OFF)}
    assert rings == {
        NodeKind.HAS_ROOM: LIGHT.fine,
        NodeKind.CANNOT_PAY: LIGHT.out,
        NodeKind.OFF: LIGHT.idle,
    }
    assert at(node(NodeKind.OFF), 12, 12) == LIGHT.idle
    assert at(node(NodeKind.REFUSES), 12, 12) == LIGHT.idle


def test_links_run_between_the_nodes_and_stop_short_of_them() -> None:
    for kind in LinkView:
        image = link(kind)
        assert [at(image, x, 12) for x in (2, 7, 53, 58)] == [LIGHT.card] * 4, kind


def test_a_solid_link_is_whole_a_dotted_one_is_not() -> None:
    across = range(10 * SCALE, 50 * SCALE)
    solid = {link(LinkView.SOLID).pixelColor(x, 12 * SCALE).name().upper() for x in across}
    assert solid == {LIGHT.idle}
    dotted = [link(LinkView.DOTTED).pixelColor(x, 12 * SCALE).name().upper() for x in across]
    assert LIGHT.idle in dotted
    assert LIGHT.card in dotted
    assert sum(one == LIGHT.card and other != LIGHT.card for one, other in pairwise(dotted)) == 8


def test_a_broken_link_has_two_slashes_in_a_gap() -> None:
    image = link(LinkView.BROKEN)
    middle = [at(image, x, 12) for x in (22, 27.5, 30, 32.5, 38)]
    assert middle == [LIGHT.idle, LIGHT.out, LIGHT.card, LIGHT.out, LIGHT.idle]
    assert [at(image, x, 7.5) for x in (29.3, 34.3)] == [LIGHT.out, LIGHT.out]
    assert [at(image, x, 16.5) for x in (25.7, 30.7)] == [LIGHT.out, LIGHT.out]


def test_an_arrow_points_at_the_next_node() -> None:
    image = link(LinkView.ARROW)
    assert [at(image, x, 12) for x in (10, 30, 50)] == [LIGHT.out] * 3
    assert [at(image, 45.2, y) for y in (8.5, 15.5)] == [LIGHT.out] * 2
    assert [at(image, 50.4, y) for y in (9, 15)] == [LIGHT.card] * 2


def test_nodes_stand_in_the_middle_of_five_columns_and_lower_under_an_arc() -> None:
    calm = row(chain_of(view_of(live(money=extra()))))
    assert at(calm, 29.2, 14.5) == LIGHT.fine
    assert at(calm, 146 - 6.4, 10) == LIGHT.fine
    assert at(calm, 204.4 - 6.4, 10) == LIGHT.out
    happened = row(chain_of(popover(morning(), AFTER, WORDING)))
    assert [at(happened, x, 6) for x in (40, 100, 180)] == [LIGHT.out] * 3
    assert at(happened, 4, 19) == LIGHT.out
    assert at(happened, 204.4, 24) == LIGHT.out
    assert at(happened, 262.8, 24) == LIGHT.out
    assert [at(happened, 29.2, y) for y in (10, 19)] == [LIGHT.card] * 2


def test_fewer_columns_are_spread_evenly() -> None:
    image = row(chain_of(view_of(live(session(), weekly(), money=extra()))))
    assert at(image, 292 / 8, 14.5) == LIGHT.fine
    assert at(image, 292 * 3 / 8 - 6.4, 10) == LIGHT.fine


def test_words_never_run_into_the_next_column() -> None:
    view = chain_of(view_of(live(money=extra())))
    wide = NodeView(NodeKind.HAS_ROOM, "Mmmmmmmmmmmmmm", "Wmwmwmwmwmw", Tone.OUT, strong=True)
    image = row(replace(view, nodes=(view.nodes[0], wide, *view.nodes[2:])))
    for border in (58.4, 116.8):
        lit = [y for y in range(22 * SCALE, 51 * SCALE) if image.pixelColor(round(border * SCALE), y) != CARD]
        assert lit == []


@pytest.fixture
def window(qtbot: QtBot) -> Popover:
    return opened(qtbot, view_of(live(money=extra())))


def test_it_is_one_button_with_one_sentence(window: Popover) -> None:
    told = QAccessible.queryAccessibleInterface(window.chain.chain)
    assert window.chain.chain.view is not None
    assert told.role() is QAccessible.Role.Button
    assert told.text(QAccessible.Text.Name) == window.chain.chain.view.spoken
    assert told.text(QAccessible.Text.Description) == "Opens the billing order"


def test_a_click_opens_the_billing_order(qtbot: QtBot, window: Popover) -> None:
    with qtbot.waitSignal(window.order_wished):
        QTest.mouseClick(window.chain.chain, Qt.MouseButton.LeftButton, pos=QPoint(200, 40))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_opens_it_too(qtbot: QtBot, window: Popover, key: Qt.Key) -> None:
    window.chain.chain.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.ring.around is window.chain.chain
    with qtbot.waitSignal(window.order_wished):
        QTest.keyClick(window.chain.chain, key)


def test_it_changes_in_place(window: Popover) -> None:
    before = window.chain.chain
    window.show_view(view_of(live(session(100.0), weekly(), fable(), money=extra())), DARK)
    assert window.chain.chain is before
    assert before.accessibleName().startswith("Next request: refused.")
    corner = before.mapTo(window, QPoint(158, 26))
    assert window.grab().toImage().pixelColor(corner).name().upper() == DARK.card


def test_without_a_chain_there_is_no_card(qtbot: QtBot) -> None:
    assert not opened(qtbot, view_of(live())).chain.isVisible()


def test_an_arc_takes_nine_more(qtbot: QtBot) -> None:
    shown = opened(qtbot, popover(morning(), AFTER, WORDING))
    assert shown.chain.height() == 93
    assert shown.chain.chain.sizeHint() == shown.chain.size()


def test_the_title_gives_way_before_the_note_is_cut(window: Popover) -> None:
    view = chain_of(popover(morning(), AFTER, WORDING))
    room = 292 - 8 - width(view.note, font(NOTE))
    wide = replace(view, title=view.title + " Wednesday" * 3)
    assert width(view.title_short, font(NAME)) <= room
    assert window.chain.chain.title(wide).name == "What happened"
    assert window.chain.chain.title(replace(view, title="What happened now")).name == "What happened now"
