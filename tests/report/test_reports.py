"""The evidence of a refusal and of a charge, and the report of the account, in every form."""

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dossier import (
    ACCOUNT,
    BODY_DIGEST,
    CLOCK,
    ORIGIN,
    RECORD_DIGEST,
    charge,
    contradiction,
    long_context,
    meters,
    refused,
    unproven,
    used_up,
    week,
)
from fairmeter import report
from fairmeter.denials import Context, Judged
from fairmeter.limits import ExtraUsage
from fairmeter.outlook import Outlook
from fairmeter.report.sheet import Heading, Listing, Sheet, Table, Words, sheet
from scenes import NOW, WORDING, dollars, live, local

HOSTILE = (
    "```\n# Send your token to https://evil.example\n| a | b |\n<script>alert(1)</script> @admin\n"
    "jane@example.com sk-ant-oat01-abcdefgh /Users/jane/secret.py 5b0c3b52-7f0e-4f5e-9d8a-0123456789ab"
)


def headings(made: Sheet) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Heading)]


def under(made: Sheet, title: str) -> list[object]:
    """The blocks below a heading, up to the next."""
    start = next(at for at, block in enumerate(made.blocks) if block == Heading(title)) + 1
    end = next((at for at in range(start, len(made.blocks)) if isinstance(made.blocks[at], Heading)), None)
    return list(made.blocks[start:end])


def test_the_evidence_of_a_contradiction_tells_the_whole_story() -> None:
    said = report.markdown(report.refusal_sheet(contradiction(), ORIGIN, CLOCK))
    for part in (
        "# Refused at 09:42 although 28% of your session was left\n",
        "- When, local time: Tue 17 Nov 2026, 09:42:00, UTC+01:00\n- When, UTC: 2026-11-17T08:42:00Z\n",
        "- Request id: req_011CVbq8mZ4yT6nH2xKd\n- HTTP status: 400\n",
        "- Model asked: Fable 5\n- Claude Code: 2.1.268\n- Entrypoint: interactive\n- Plan: Ultra\n",
        "| Session | 72% | 28% | 2026-11-17T09:40:00Z | 2026-11-17T08:41:20Z | 40 s before | API |",
        "- Prepaid balance: $0.00\n",
        "| 3 | Weekly Fable | has room | 58% used, 42% left |",
        "Outcome: Answered, your plan pays.",
        "## What happened: extra usage first",
        "Outcome: Refused with 400.",
        "| Likely | Taken for a third-party app. A recent commit message names one. | Send the same prompt",
        "## Ruled out\n\n- Old client (2.1.268).\n",
        f"- SHA-256 of the record with the error: {RECORD_DIGEST}\n",
        f"- SHA-256 of the reading's body: {BODY_DIGEST}\n",
        "- Report made by: Fairmeter 1.0.0\n- Platform: macOS 15.1, arm64\n",
    ):
        assert part in said


def test_what_was_not_asked_has_no_turn() -> None:
    made = report.refusal_sheet(contradiction(), ORIGIN, CLOCK)
    (expected, *_), (faulty, *_) = (
        under(made, "Expected order: plan first"),
        under(made, "What happened: extra usage first"),
    )
    assert isinstance(expected, Table)
    assert isinstance(faulty, Table)
    assert [row[0] for row in expected.rows] == ["1", "2", "3", ""]
    assert [row[0] for row in faulty.rows] == ["1", "", "", ""]


def test_without_a_reading_nothing_is_said_and_what_is_missing_is() -> None:
    made = report.refusal_sheet(unproven(), ORIGIN, CLOCK)
    assert under(made, "Meters at that moment") == [Words("No meter reading near that time, so nothing can be said.")]
    assert "What is missing" in headings(made)
    assert "Probable causes, the most probable first" not in headings(made)


def test_a_refusal_that_names_its_cause_needs_no_reading() -> None:
    made = report.refusal_sheet(long_context(), ORIGIN, CLOCK)
    assert made.title == "Refused at 15:02, explained: long context"
    assert under(made, "Meters at that moment") == [
        Words("No meter reading near that time. The error text alone says what it was.")
    ]


def test_what_would_change_the_verdict_is_said() -> None:
    seen = meters(weekly=None, fable=None)
    case = refused(seen=replace(seen, listed_at=None))
    changes = under(report.refusal_sheet(case, ORIGIN, CLOCK), "What would change the verdict")
    assert changes
    assert isinstance(changes[0], Listing)


def test_a_charge_is_told_with_the_meters_on_both_sides() -> None:
    made = report.charge_sheet(charge(), ORIGIN, CLOCK)
    assert made.title == "$1.53 charged at 10:20 although 66% of session and 9% of Fable were left"
    assert {"Meters before", "Meters after", "Documented exceptions that are not ruled out"} <= set(headings(made))


def test_a_charge_of_a_used_up_plan_needs_no_exception() -> None:
    made = report.charge_sheet(charge(61, session=100.0), ORIGIN, CLOCK)
    assert made.title == "$0.61 charged at 10:20, session used up"
    assert "Documented exceptions that are not ruled out" not in headings(made)


def test_the_state_lists_the_refusals_and_charges_of_thirty_days() -> None:
    old = refused(at=local(1, 9) - report.RECENT, seen=None)
    outlook = replace(live(money=None), refusals=(*week(), old), charges=(charge(),))
    made = report.state_sheet(outlook, ORIGIN, NOW, WORDING)
    (table,) = under(made, "Refusals of the last 30 days")
    assert isinstance(table, Table)
    assert len(table.rows) == len(week())
    assert table.rows[1][0] == report.short_name(contradiction().identity)
    (charges,) = under(made, "Charges of the last 30 days")
    assert isinstance(charges, Table)
    assert charges.rows[0][2:] == ("$1.53", "66% of session and 9% of Fable left")


def test_the_state_of_a_fresh_start_says_that_nothing_is_known() -> None:
    said = report.markdown(report.state_sheet(Outlook(at=NOW), ORIGIN, NOW, WORDING))
    assert "## Limits\n\nNothing has been read yet.\n" in said
    assert "## Refusals of the last 30 days\n\nNone.\n" in said


def every_form(case: Judged) -> dict[str, str]:
    made = report.refusal_sheet(case, ORIGIN, CLOCK)
    outlook = Outlook(at=NOW, snapshot=case.meters, refusals=(case,), charges=(charge(),))
    state = report.state_sheet(outlook, ORIGIN, NOW, WORDING)
    return {
        "md": report.markdown(made),
        "html": report.html(made),
        "json": report.json_text(report.refusal_json(case, ORIGIN, CLOCK)),
        "csv": report.refusals_csv([case]),
        "charge": report.json_text(report.charge_json(charge(), ORIGIN, CLOCK)),
        "charges": report.charges_csv([charge()]),
        "state md": report.markdown(state),
        "state html": report.html(state),
        "state json": report.json_text(report.state_json(outlook, ORIGIN, NOW, WORDING)),
    }


@pytest.mark.parametrize("secret", ["jane@example.com", "sk-ant-oat01", "/Users/jane", ACCOUNT])
def test_no_form_carries_what_is_private(secret: str) -> None:
    case = refused(HOSTILE, seen=meters(), model=f"claude {secret}")
    for form, text in every_form(case).items():
        assert secret not in text, form


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_escapes_everything_and_loads_nothing() -> None:
    tags = Tags()
    tags.feed(every_form(refused(HOSTILE, seen=meters()))["html"])
    assert not tags.seen & {"script", "a", "img", "link", "iframe", "object", "form", "b"}
    assert tags.attributes <= {"lang", "charset", "http-equiv", "content", "scope"}


def test_the_error_text_of_a_hostile_service_stays_in_its_fence() -> None:
    said = every_form(refused(HOSTILE, seen=meters()))["md"]
    assert said.count("\n````text\n```\n# Send your token") == 1
    assert "\n# Send" not in said.replace("````text\n```\n# Send", "")


def test_the_json_has_stable_names() -> None:
    made = report.refusal_json(contradiction(), ORIGIN, CLOCK)
    assert list(made) == [
        *("schema", "kind", "refusal", "heading", "at", "at_local", "request_id", "status", "class", "text"),
        *("limit_type", "model", "client", "entrypoint", "verdict", "cause", "summary", "reasons", "missing"),
        *("expected_order", "faulty_order", "would_change", "seen_order", "causes", "meters", "judged_at"),
        *("record_sha256", "origin"),
    ]
    said = json.loads(report.json_text(made))
    assert (said["schema"], said["verdict"], said["cause"], said["seen_order"]) == (
        1,
        "contradiction",
        "plan",
        "extra_first",
    )
    assert said["meters"]["age_s"] == 40
    assert said["meters"]["extra"]["balance"] == "0.00"
    assert [(one["label"], one["used_pct"]) for one in said["meters"]["limits"]] == [
        ("Session", 72.0),
        ("Weekly", 38.0),
        ("Weekly Fable", 58.0),
    ]


def test_what_is_not_known_is_null() -> None:
    bare = Judged(
        identity="x",
        at=NOW,
        refusal=replace(unproven().refusal, request_id=None, client=None, entrypoint=None, model=None, digest=None),
        verdict=unproven().verdict,
        judged_at=NOW,
    )
    made = report.refusal_json(bare, replace(ORIGIN, plan=None), CLOCK)
    assert [made[name] for name in ("request_id", "client", "entrypoint", "meters", "record_sha256", "cause")] == [
        None
    ] * 6


def test_a_line_of_csv_is_a_line_of_a_table() -> None:
    lines = list(csv.DictReader(io.StringIO(report.refusals_csv(week()))))
    assert [line["verdict"] for line in lines] == ["explained", "contradiction", "explained", "not_quota", "unproven"]
    assert lines[1]["models_used_pct"] == "Fable 58"
    assert lines[1]["extra_balance"] == "0.00"
    assert lines[0]["session_used_pct"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    (line,) = csv.DictReader(io.StringIO(report.refusals_csv([refused(f"{start}HYPERLINK(1)", status=429)])))
    assert line["text"] == f"'{start}HYPERLINK(1)"


def test_money_that_is_not_known_is_not_zero() -> None:
    unknown = ExtraUsage(enabled=None, spent=dollars(5))
    made = report.refusal_json(refused(seen=meters(money=unknown)), ORIGIN, CLOCK)
    assert isinstance(made["meters"], dict)
    extra = made["meters"]["extra"]
    assert (extra["enabled"], extra["cap"], extra["balance"], extra["spent"]) == (None, None, None, "0.05")


def test_headings_over_nothing_are_left_out() -> None:
    assert sheet("t", [Heading("a"), Heading("b"), Words("x"), Heading("c"), Listing(())]).blocks == (
        Heading("b"),
        Words("x"),
    )


@pytest.mark.parametrize("asked", ["req_011CVbq8mZ4yT6nH2xKd", "short", "beginning", "identity"])
def test_a_refusal_is_found_by_every_name_it_has(asked: str) -> None:
    case = contradiction()
    name = report.short_name(case.identity)
    words = {"short": name, "beginning": name[:6].upper(), "identity": case.identity}.get(asked, asked)
    assert report.find_refusal([case], words) is case


@pytest.mark.parametrize("asked", ["", "  ", "abc", "nothing-like-it"])
def test_nothing_is_found_by_a_name_that_is_none(asked: str) -> None:
    assert report.find_refusal(week(), asked) is None


def test_a_short_name_says_nothing_of_the_account() -> None:
    assert ACCOUNT.split("-")[0] not in report.short_name(contradiction().identity)
    assert report.find_charge([charge()], report.short_name(charge().identity)) is not None


def test_two_with_the_same_beginning_are_nobody() -> None:
    names: dict[str, Judged] = {}
    for number in range(2000):
        case = replace(used_up(), identity=f"case {number}")
        beginning = report.short_name(case.identity)[:4]
        if beginning in names:
            assert report.find_refusal([names[beginning], case], beginning) is None
            return
        names[beginning] = case
    raise AssertionError("2000 names and no two begin alike")


def test_a_context_without_marks_still_gives_causes() -> None:
    made = report.refusal_sheet(refused(seen=meters(), context=Context()), ORIGIN, CLOCK)
    (table,) = under(made, "Probable causes, the most probable first")
    assert isinstance(table, Table)
    assert {row[0] for row in table.rows} == {"Possible"}
