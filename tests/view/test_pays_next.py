"""Who pays next: every stage says what it would say to the next request, and nothing is said that is not known."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.billing import Outcome, PotName, PotState, Request, decide, pots_at
from fairmeter.limits import ExtraUsage, Money, Snapshot, Window
from fairmeter.view.chain import MOST_LETTERS, ChainView, LinkView, NodeKind
from fairmeter.view.glyph import Tone
from fairmeter.view.pays_next import who_pays_next
from scenes import NOW, extra, fable, local, session, snapshot, weekly

SOLID, DOTTED, BROKEN, ARROW = LinkView.SOLID, LinkView.DOTTED, LinkView.BROKEN, LinkView.ARROW
FUNDED = extra(spent=214, balance=1786)


def chain(*windows: Window, money: ExtraUsage | None = None, model: str | None = None) -> ChainView:
    view = who_pays_next(snapshot(*windows, money=money or extra()), NOW, model)
    assert view is not None
    return view


def states(view: ChainView) -> list[tuple[str, str]]:
    return [(node.name, node.state) for node in view.nodes]


def kinds(view: ChainView) -> list[NodeKind]:
    return [node.kind for node in view.nodes]


def test_the_plan_pays_and_nothing_after_it() -> None:
    view = chain()
    assert (view.title, view.note, view.note_tone, view.arc) == (
        "Who pays next",
        "plan now, refused after",
        Tone.QUIET,
        False,
    )
    assert states(view) == [
        ("Session", "pays next"),
        ("Weekly", "has room"),
        ("Fable", "has room"),
        ("Extra", "$0.00 left"),
        ("Refused", "if used up"),
    ]
    assert kinds(view) == [
        NodeKind.PLAN_PAYS,
        NodeKind.HAS_ROOM,
        NodeKind.HAS_ROOM,
        NodeKind.CANNOT_PAY,
        NodeKind.REFUSES,
    ]
    assert view.links == (SOLID, SOLID, DOTTED, DOTTED)
    assert [(node.tone, node.strong) for node in view.nodes] == [
        (Tone.FINE, True),
        (Tone.QUIET, False),
        (Tone.QUIET, False),
        (Tone.OUT, True),
        (Tone.QUIET, False),
    ]


def test_a_screen_reader_hears_the_whole_row() -> None:
    assert chain().spoken == (
        "Next request: your session pays. Weekly has room. Fable has room. "
        "Extra usage cannot pay, balance 0 dollars. After that: refused."
    )


def test_extra_usage_pays_after_a_limit_that_is_used_up() -> None:
    view = chain(session(), weekly(100.0), fable(), money=FUNDED)
    assert states(view) == [
        ("Session", "has room"),
        ("Weekly", "used up"),
        ("Fable", "not asked"),
        ("Extra", "pays next"),
        ("Refused", "at $0.00"),
    ]
    assert view.links == (SOLID, BROKEN, DOTTED, DOTTED)
    assert kinds(view)[1:4] == [NodeKind.USED_UP, NodeKind.NOT_ASKED, NodeKind.EXTRA_PAYS]
    assert (view.note, view.note_tone) == ("extra usage, not your plan", Tone.CLOSE)
    assert view.spoken == (
        "Next request: extra usage pays. Session has room. Weekly is used up. Fable is not asked. "
        "Extra usage pays. After that: refused."
    )


def test_nothing_pays_any_more() -> None:
    view = chain(session(100.0), weekly(), fable())
    assert states(view)[0] == ("Session", "used up")
    assert [node.state for node in view.nodes[1:3]] == ["not asked", "not asked"]
    assert (view.nodes[-1].kind, view.nodes[-1].state, view.nodes[-1].strong) == (NodeKind.REFUSED, "now", True)
    assert view.links == (BROKEN, DOTTED, DOTTED, ARROW)
    assert (view.note, view.note_tone) == ("refused now", Tone.OUT)
    assert view.spoken.startswith("Next request: refused. Session is used up. Weekly is not asked.")


@pytest.mark.parametrize(
    ("money", "state", "kind", "note"),
    [
        (extra(enabled=False, user_disabled=True), "off", NodeKind.OFF, "plan now, refused after"),
        (extra(enabled=False, user_disabled=True, balance=500), "off", NodeKind.OFF, "plan now, refused after"),
        (extra(spent=4000, balance=500), "at cap", NodeKind.CANNOT_PAY, "plan now, refused after"),
        (
            extra(enabled=False, reason="out_of_credits", balance=None),
            "no balance",
            NodeKind.CANNOT_PAY,
            "plan now, refused after",
        ),
        (extra(balance=-92), "-$0.92 left", NodeKind.CANNOT_PAY, "plan now, refused after"),
        (FUNDED, "pays after", NodeKind.HAS_ROOM, "plan now, extra after"),
        (extra(balance=None), "if funded", NodeKind.UNKNOWN, "plan now, extra if funded"),
        (extra(balance=None, cap=None, uncapped=True), "if funded", NodeKind.UNKNOWN, "plan now, extra if funded"),
        (extra(enabled=None, balance=None), "not known", NodeKind.UNKNOWN, "plan now"),
    ],
)
def test_what_extra_usage_can_do_after_the_plan(money: ExtraUsage, state: str, kind: NodeKind, note: str) -> None:
    view = chain(money=money)
    assert (view.nodes[3].state, view.nodes[3].kind, view.note) == (state, kind, note)
    assert view.nodes[0].kind is NodeKind.PLAN_PAYS


@pytest.mark.parametrize(
    ("money", "end"),
    [
        (FUNDED, "at $0.00"),
        (extra(spent=3500, balance=900), "at cap"),
        (extra(spent=3100, balance=900), "at $0.00"),
        (extra(cap=None, uncapped=True, balance=900), "at $0.00"),
        (extra(balance=None), "if empty"),
        (extra(enabled=None, balance=None), "not known"),
    ],
)
def test_where_extra_usage_ends(money: ExtraUsage, end: str) -> None:
    assert chain(money=money).nodes[-1].state == end


def test_a_balance_that_is_not_reported_promises_nothing() -> None:
    view = chain(session(100.0), weekly(), money=extra(balance=None))
    assert (view.nodes[-2].kind, view.nodes[-2].state, view.nodes[-2].tone) == (
        NodeKind.UNKNOWN,
        "if funded",
        Tone.CLOSE,
    )
    assert (view.note, view.note_tone) == ("extra usage, if funded", Tone.CLOSE)
    assert view.spoken.startswith("Next request: extra usage pays if it has a balance.")


def test_a_plan_without_a_session_has_one_column_fewer_and_its_week_pays() -> None:
    view = chain(weekly(), fable())
    assert [node.name for node in view.nodes] == ["Weekly", "Fable", "Extra", "Refused"]
    assert view.nodes[0].state == "pays next"
    assert view.spoken.startswith("Next request: your week pays.")


def test_without_a_limit_of_a_model_there_is_no_column_for_it() -> None:
    assert [node.name for node in chain(session(), weekly()).nodes] == ["Session", "Weekly", "Extra", "Refused"]


def test_the_fullest_limit_of_a_model_is_shown_while_the_model_is_not_known() -> None:
    both = (session(), weekly(), fable(20.0, "Opus"), fable(64.0), fable(None, "Haiku"))
    assert chain(*both).nodes[2].name == "Fable"
    assert chain(*both, model="claude-opus-5").nodes[2].name == "Opus"


def test_a_model_that_is_known_to_have_no_limit_of_its_own_has_no_column() -> None:
    names = [node.name for node in chain(model="claude-sonnet-5").nodes]
    assert names == ["Session", "Weekly", "Extra", "Refused"]


def test_one_models_limit_that_is_used_up_decides_nothing_while_the_model_is_not_known() -> None:
    view = chain(session(), weekly(), fable(100.0))
    assert [node.state for node in view.nodes] == ["has room", "has room", "used up", "$0.00 left", "for Fable"]
    assert (view.note, view.links) == ("depends on the model", (SOLID, SOLID, DOTTED, DOTTED))
    assert chain(session(), weekly(), fable(100.0, "Longest Name")).nodes[-1].state == "not known"


def test_and_ends_the_plan_for_the_model_in_use() -> None:
    view = chain(session(), weekly(), fable(100.0), model="claude-fable-5")
    assert (view.note, view.links) == ("refused now", (SOLID, SOLID, BROKEN, ARROW))


def test_a_model_without_an_allowance_asks_extra_usage_at_once() -> None:
    view = chain(session(), weekly(), model="claude-fable-5")
    assert [node.state for node in view.nodes] == ["not asked", "not asked", "$0.00 left", "now"]
    assert (view.nodes[2].kind, view.links) == (NodeKind.CAUSE, (DOTTED, DOTTED, ARROW))
    assert chain(session(), weekly(), money=FUNDED, model="claude-fable-5").note == "extra usage, not your plan"


def test_unknown_is_not_room() -> None:
    view = chain(session(None), weekly(), fable())
    assert (view.nodes[0].kind, view.nodes[0].state) == (NodeKind.UNKNOWN, "not known")
    assert (view.note, view.nodes[-1].state) == ("not known", "not known")
    assert view.spoken.startswith("Next request: not known who pays. Session is not known.")


def test_a_figure_of_a_session_that_is_over_says_nothing_about_the_next() -> None:
    view = chain(session(88.0, local(17, 16, 10)), weekly(), fable())
    assert view.nodes[0].state == "not known"


def test_a_session_that_has_not_started_pays() -> None:
    assert chain(session(0.0, None), weekly()).nodes[0].state == "pays next"


def test_no_limit_at_all_is_no_row() -> None:
    none = Snapshot(account="a", listed_at=NOW, extra=snapshot(money=extra()).extra)
    assert who_pays_next(none, NOW) is None


def test_a_long_currency_keeps_within_its_letters() -> None:
    francs = ExtraUsage(enabled=True, balance=Money(0, currency="CHF"), spent=Money(1, currency="CHF"))
    assert chain(money=francs).nodes[3].state == "no balance"
    yen = ExtraUsage(enabled=True, balance=Money(5000, 0, "JPY"))
    assert chain(money=yen).nodes[-1].state == "at ¥0"


KIND_OF = {
    PotState.HAS_ROOM: NodeKind.HAS_ROOM,
    PotState.USED_UP: NodeKind.USED_UP,
    PotState.UNKNOWN: NodeKind.UNKNOWN,
    PotState.NOT_ASKED: NodeKind.NOT_ASKED,
}
percents = st.none() | st.sampled_from([0.0, 0.4, 50.0, 99.7, 100.0, 104.0])
cents = st.none() | st.sampled_from([-92, 0, 1, 1786, 4000, 123_456_789])


@given(
    used=st.lists(percents, min_size=3, max_size=3),
    shown=st.sets(st.integers(0, 2), min_size=1),
    enabled=st.sampled_from([True, False, None]),
    spent=cents,
    cap=cents,
    balance=cents,
    uncapped=st.booleans(),
    model=st.sampled_from([None, "claude-fable-5", "claude-opus-5[1m]", "claude-sonnet-5"]),
    minutes=st.integers(-90, 600),
    listed=st.booleans(),
)
def test_whatever_is_known_the_row_agrees_with_who_pays(
    *,
    used: list[float | None],
    shown: set[int],
    enabled: bool | None,
    spent: int | None,
    cap: int | None,
    balance: int | None,
    uncapped: bool,
    model: str | None,
    minutes: int,
    listed: bool,
) -> None:
    windows = (session(used[0]), weekly(used[1]), fable(used[2]))
    money = extra(enabled=enabled, spent=spent, cap=None if uncapped else cap, balance=balance, uncapped=uncapped)
    seen = snapshot(*(windows[place] for place in sorted(shown)), money=money)
    seen = seen if listed else replace(seen, listed_at=None)
    now = NOW + timedelta(minutes=minutes)
    view = who_pays_next(seen, now, model)
    if view is None:
        return
    decision = decide(pots_at(seen, now), Request(model=model))
    assert len(view.links) == len(view.nodes) - 1
    assert all(0 < len(node.state) <= MOST_LETTERS for node in view.nodes)
    assert view.spoken.startswith("Next request: ")
    assert view.spoken.endswith(".")
    paying = [node.kind for node in view.nodes if node.state == "pays next"]
    if decision.outcome is Outcome.PLAN_PAYS:
        assert paying == [NodeKind.PLAN_PAYS]
    elif decision.outcome is Outcome.REFUSED:
        assert (view.nodes[-1].kind, view.links[-1], paying) == (NodeKind.REFUSED, ARROW, [])
    else:
        assert paying in ([], [NodeKind.EXTRA_PAYS])
        assert view.nodes[-1].kind is NodeKind.REFUSES
    if model is not None:
        steps = [step for step in decision.steps if step.pot.name is not PotName.EXTRA]
        wanted = [KIND_OF[step.state] for step in steps if step.pot.state is not PotState.NOT_APPLICABLE]
        if decision.outcome is Outcome.PLAN_PAYS:
            wanted[0] = NodeKind.PLAN_PAYS
        assert kinds(view)[:-2] == wanted
