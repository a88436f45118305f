"""Who pays for each model, in rows; and the sentence above them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dossier import refused, week
from fairmeter.limits import ExtraUsage, Window
from fairmeter.outlook import Outlook
from fairmeter.view.chain import LinkView, NodeKind
from fairmeter.view.glyph import Glyph, Tone
from fairmeter.view.order_headline import order_headline
from fairmeter.view.order_table import NOTHING_READ, OrderRowView, order_table
from scenes import BUSY, NOW, WORDING, extra, fable, live, local, session, weekly

EMPTY = extra()
FUNDED = extra(balance=1200)
OFF = extra(enabled=False, user_disabled=True, balance=None)
SOLID, DOTTED, BROKEN, ARROW = LinkView.SOLID, LinkView.DOTTED, LinkView.BROKEN, LinkView.ARROW


def rows(outlook: Outlook, model: str | None = None) -> dict[str, OrderRowView]:
    return {row.models.replace("\u00a0", " "): row for row in order_table(outlook, NOW, model).rows}


def words(row: OrderRowView) -> list[str]:
    return [stage.words for stage in row.stages]


def kinds(row: OrderRowView) -> list[NodeKind | None]:
    return [stage.node for stage in row.stages]


def test_the_model_in_use_is_first_and_says_who_pays() -> None:
    table = rows(replace(live(money=EMPTY), refusals=week()), "claude-fable-5")
    assert list(table) == ["Fable 5", "Opus 5, Sonnet 5, other models"]
    first, others = table.values()
    assert (first.note, first.note_tone) == ("in use", Tone.FINE)
    assert words(first) == ["54% left, pays next", "59% left", "36% left", "$0.00 left", "when used up"]
    assert kinds(first) == [
        NodeKind.PLAN_PAYS,
        NodeKind.HAS_ROOM,
        NodeKind.HAS_ROOM,
        NodeKind.CANNOT_PAY,
        NodeKind.REFUSES,
    ]
    assert first.links == (SOLID, SOLID, DOTTED, DOTTED)
    assert words(others) == ["54% left", "59% left", "no own limit", "$0.00 left", "when used up"]
    assert kinds(others)[2] is None


def test_without_a_model_in_use_every_row_says_who_pays() -> None:
    table = rows(live(money=EMPTY))
    assert list(table) == ["Fable", "Other models"]
    assert {row.stages[0].words for row in table.values()} == {"54% left, pays next"}


def test_a_model_without_allowance_is_refused_now() -> None:
    outlook = replace(live(session(), weekly(), money=EMPTY), refusals=(refused(model="claude-fable-5.1"),))
    row = rows(outlook, "claude-opus-5")["Fable 5.1"]
    assert row.note == "no plan allowance"
    assert words(row) == ["not asked", "not asked", "not asked", "$0.00 left", "refused now"]
    assert kinds(row)[3:] == [NodeKind.CAUSE, NodeKind.REFUSED]
    assert row.links == (DOTTED, DOTTED, DOTTED, ARROW)


def test_a_used_up_week_breaks_the_plan_and_extra_pays() -> None:
    row = rows(live(session(), weekly(100.0), money=FUNDED))["Other models"]
    assert words(row)[1:4] == ["used up", "no own limit", "$12.00 left, pays next"]
    assert kinds(row)[3] is NodeKind.EXTRA_PAYS
    assert row.links == (SOLID, BROKEN, DOTTED, DOTTED)


def test_a_full_model_week_stops_that_model_only() -> None:
    table = rows(live(session(), weekly(), fable(100.0), money=OFF))
    assert words(table["Fable"])[2:] == ["used up", "off", "refused now"]
    assert words(table["Other models"])[2:] == ["no own limit", "off", "when used up"]


def test_what_is_not_known_is_not_guessed() -> None:
    unknown = Window(kind="session", used_pct=None, resets_at=local(17, 18, 40))
    row = rows(live(unknown, weekly(), money=None))["Other models"]
    assert (words(row)[0], kinds(row)[0]) == ("not known", NodeKind.UNKNOWN)
    assert words(row)[3:] == ["not known", "not known"]


def test_a_name_without_its_version_gives_way_to_the_one_with_it() -> None:
    assert list(rows(live(money=EMPTY), "claude-fable-5")) == ["Fable 5", "Other models"]


def test_refusals_of_long_ago_name_no_models() -> None:
    old = refused(at=NOW - timedelta(days=8), model="claude-haiku-4-5")
    assert "Haiku" not in " ".join(rows(replace(live(money=EMPTY), refusals=(old,))))


def test_every_row_is_a_sentence() -> None:
    spoken = rows(live(money=EMPTY), "fable")["Fable"].spoken
    assert spoken.startswith("Fable, in use. 1 Session: 54% left, pays next. 2 Weekly: 59% left.")


def test_before_the_first_reading_there_is_no_table() -> None:
    table = order_table(Outlook(at=NOW), NOW)
    assert (table.rows, table.empty) == ((), NOTHING_READ)


@pytest.mark.parametrize(
    ("money", "second"),
    [
        (EMPTY, "When the plan is used up, nothing pays: extra usage is on, but its balance is $0.00."),
        (OFF, "When the plan is used up, nothing pays: extra usage is off."),
        (FUNDED, "When the plan is used up, extra usage pays. Balance $12.00, spent $4.01 of $40.00."),
        (
            extra(balance=None),
            "When the plan is used up, extra usage pays if it has a balance, which is not reported.",
        ),
        (
            extra(spent=4000, balance=1200),
            "When the plan is used up, nothing pays: extra usage is at its cap.",
        ),
        (None, "Whether extra usage can pay is not reported."),
    ],
    ids=["empty", "off", "funded", "unproven", "cap", "unknown"],
)
def test_what_pays_after_the_plan(money: ExtraUsage | None, second: str) -> None:
    line = order_headline(live(money=money), NOW, WORDING)
    assert (line.glyph, line.first, line.second) == (Glyph.FINE, "Your plan pays for the next request.", second)


@pytest.mark.parametrize(
    ("money", "glyph", "first", "second"),
    [
        (
            FUNDED,
            Glyph.CLOSE,
            "Extra usage pays for the next request.",
            "The plan is used up. Balance $12.00, spent $4.01 of $40.00.",
        ),
        (OFF, Glyph.OUT, "The next request is refused.", "The plan is used up, and extra usage is off."),
    ],
    ids=["pays", "refused"],
)
def test_when_the_plan_is_used_up(money: ExtraUsage, glyph: Glyph, first: str, second: str) -> None:
    line = order_headline(live(session(), weekly(100.0), money=money), NOW, WORDING)
    assert (line.glyph, line.first, line.second) == (glyph, first, second)


def test_what_depends_on_the_model_is_not_known() -> None:
    line = order_headline(live(session(), weekly(), fable(100.0), money=EMPTY), NOW, WORDING)
    assert (line.glyph, line.first) == (Glyph.UNPROVEN, "It is not known who pays for the next request.")


def test_old_figures_say_nothing_of_the_next_request() -> None:
    stale = replace(live(money=EMPTY), problem=BUSY)
    assert order_headline(stale, NOW + timedelta(hours=1), WORDING).glyph is Glyph.STALE
