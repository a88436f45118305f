"""What happened at a contradiction: who was asked and who was passed by, as far as the refusal and the meters tell."""

from datetime import timedelta

import pytest

from dossier import OUT_OF_EXTRA, REFUSED_AT, meters
from fairmeter.denials import Judged
from fairmeter.limits import ExtraUsage
from fairmeter.view.chain import MOST_LETTERS, ChainView, LinkView, NodeKind
from fairmeter.view.clock import Clock
from fairmeter.view.glyph import Tone
from fairmeter.view.happened import Way, way_of, what_happened, when
from mornings import AFTER, FABLE_GATE, FABLE_LIMIT, SESSION_LIMIT, WEEKLY_LIMIT, case
from scenes import BERLIN, CLOCK, dollars, extra, local

SOLID, DOTTED, BROKEN, ARROW = LinkView.SOLID, LinkView.DOTTED, LinkView.BROKEN, LinkView.ARROW
FUNDED = extra(spent=214, balance=1786)
HALF_TOLD = extra(balance=None)
OFF = extra(enabled=False, user_disabled=True, balance=2640)
SILENT = ExtraUsage(enabled=None)


def row(judged: Judged) -> ChainView:
    assert judged.is_contradiction
    return what_happened(judged, AFTER, CLOCK)


def states(view: ChainView) -> list[str]:
    return [node.state for node in view.nodes]


def test_extra_usage_was_asked_first() -> None:
    view = row(case())
    assert (view.title, view.note, view.note_tone, view.arc) == (
        "What happened at 09:42",
        "your plan was skipped",
        Tone.OUT,
        True,
    )
    assert [(node.name, node.state) for node in view.nodes] == [
        ("Session", "not asked"),
        ("Weekly", "not asked"),
        ("Fable", "not asked"),
        ("Extra", "asked first"),
        ("Refused", "at 09:42"),
    ]
    assert [node.kind for node in view.nodes[2:]] == [NodeKind.NOT_ASKED, NodeKind.CAUSE, NodeKind.REFUSED]
    assert view.links == (DOTTED, DOTTED, DOTTED, ARROW)
    assert view.spoken == (
        "What happened at 09:42: your plan was skipped. Extra usage was asked first, balance 0 dollars. "
        "Session, Weekly and Fable were not asked. Refused."
    )


@pytest.mark.parametrize("money", [OFF, extra(spent=4000, balance=500), SILENT])
def test_whatever_keeps_extra_usage_from_paying_it_was_asked_first(money: ExtraUsage) -> None:
    assert way_of(case(money=money)) is Way.EXTRA_FIRST
    assert row(case(money=money)).nodes[3].state == "asked first"


def test_a_gate_of_a_model_asks_extra_usage_before_the_models_week() -> None:
    judged = case(FABLE_GATE, status=None)
    assert (way_of(judged), row(judged).nodes[2].name) == (Way.EXTRA_FIRST, "Fable")


def test_columns_that_the_account_does_not_have_are_left_out() -> None:
    view = row(case(seen=meters(None, fable=None), model=None))
    assert [node.name for node in view.nodes] == ["Weekly", "Extra", "Refused"]
    assert "Weekly was not asked." in view.spoken


@pytest.mark.parametrize(
    ("text", "wanted", "links"),
    [
        (SESSION_LIMIT, ["72% used", "had room", "had room", "$0.00 left"], (BROKEN, DOTTED, DOTTED, DOTTED)),
        (WEEKLY_LIMIT, ["had room", "38% used", "had room", "$0.00 left"], (SOLID, BROKEN, DOTTED, DOTTED)),
        (FABLE_LIMIT, ["had room", "had room", "58% used", "$0.00 left"], (SOLID, SOLID, BROKEN, DOTTED)),
    ],
)
def test_a_limit_that_was_named_had_room(text: str, wanted: list[str], links: tuple[LinkView, ...]) -> None:
    judged = case(text, status=429)
    view = row(judged)
    assert (way_of(judged), view.note, view.arc) == (Way.NAMED_LIMIT, "the limit had room", False)
    assert states(view)[:4] == wanted
    assert view.links == links
    assert [node.kind for node in view.nodes].count(NodeKind.CAUSE) == 1
    assert view.spoken.endswith("Extra: $0.00 left. Refused.")


def test_a_named_limit_of_which_hardly_anything_was_used_still_fits() -> None:
    assert states(row(case(SESSION_LIMIT, meters(0.4), status=429)))[0] == "had room"


@pytest.mark.parametrize(
    ("money", "state", "note"),
    [(FUNDED, "had money", "extra had money"), (HALF_TOLD, "was on", "extra usage was on")],
)
def test_funded_extra_usage_refused_after_the_plan(money: ExtraUsage, state: str, note: str) -> None:
    view = row(case(seen=meters(100.0, money=money)))
    assert (view.note, view.arc, view.links) == (note, False, (BROKEN, DOTTED, DOTTED, ARROW))
    assert states(view)[:4] == ["used up", "had room", "had room", state]
    assert (view.nodes[0].kind, view.nodes[3].kind) == (NodeKind.USED_UP, NodeKind.CAUSE)


def test_when_both_could_have_paid_no_order_is_claimed() -> None:
    view = row(case(money=FUNDED))
    assert (view.note, view.arc, view.links) == ("your plan had room", False, (DOTTED, DOTTED, DOTTED, ARROW))
    assert states(view)[:4] == ["had room", "had room", "had room", "had money"]


@pytest.mark.parametrize(
    ("money", "state", "kind"),
    [
        (extra(), "$0.00 left", NodeKind.CANNOT_PAY),
        (OFF, "off", NodeKind.OFF),
        (FUNDED, "had money", NodeKind.HAS_ROOM),
        (HALF_TOLD, "was on", NodeKind.UNKNOWN),
        (SILENT, "not known", NodeKind.UNKNOWN),
    ],
)
def test_a_refusal_that_names_nothing_blames_nothing(money: ExtraUsage, state: str, kind: NodeKind) -> None:
    judged = case("You've hit your usage limit.", status=429, money=money)
    view = row(judged)
    assert (way_of(judged), view.note, set(view.links)) == (Way.NOT_TOLD, "your plan had room", {DOTTED})
    assert (view.nodes[3].state, view.nodes[3].kind) == (state, kind)


def test_a_meter_that_was_silent_is_not_called_room() -> None:
    only_the_week = meters(None)
    silent = type(only_the_week)(account=only_the_week.account, windows=only_the_week.windows[:1])
    view = row(case(seen=silent, model=None))
    assert [(node.name, node.state) for node in view.nodes[:2]] == [("Session", "not asked"), ("Weekly", "not asked")]
    named = row(case(WEEKLY_LIMIT, silent, status=429, model=None))
    assert states(named)[:2] == ["not known", "38% used"]


@pytest.mark.parametrize(
    ("minutes", "clock", "title", "state"),
    [
        (2, CLOCK, "What happened at 09:42", "at 09:42"),
        (2, Clock(BERLIN, twelve_hours=True), "What happened at 9:42 AM", "9:42 AM"),
        (24 * 60, CLOCK, "What happened Tue 09:42", "Tue 09:42"),
        (24 * 60, Clock(BERLIN, twelve_hours=True), "What happened Tue 9:42 AM", "9:42 AM"),
        (9 * 24 * 60, CLOCK, "What happened Tue 17 Nov", "Tue 17 Nov"),
    ],
)
def test_the_day_is_said_when_it_is_not_today(minutes: int, clock: Clock, title: str, state: str) -> None:
    view = what_happened(case(), REFUSED_AT + timedelta(minutes=minutes), clock)
    assert (view.title, view.title_short, view.nodes[-1].state) == (title, "What happened", state)
    assert len(state) <= MOST_LETTERS


def test_nothing_is_said_to_have_happened_in_a_minute_that_had_not_begun() -> None:
    assert when(local(17, 9, 42, 58), AFTER, CLOCK) == "at 09:42"


def test_money_is_read_out_as_money() -> None:
    francs = ExtraUsage(enabled=True, spent=dollars(401), balance=dollars(-92))
    assert "asked first, balance -0.92 dollars" in row(case(OUT_OF_EXTRA, money=francs)).spoken
