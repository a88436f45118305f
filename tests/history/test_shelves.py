"""What is noted beside the readings: requests, gates, refusals with their judgements, charges, marks and episodes."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fairmeter.history import Book, FileMark, FoundRefusal, KeptCharge, KeptRefusal
from fairmeter.polling.gate import Gate, Setback
from history.samples import ALICE, NOW, minutes

MARK = FileMark(inode=12, device=3, offset=400, size=410, mtime_ns=1_795_000_000_123_456_789, head_digest="ab")


class Restarted:
    """A book that is closed and opened anew before every use, so that nothing can live in memory only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.last: Book | None = None

    def __call__(self) -> Book:
        if self.last is not None:
            self.last.close()
        self.last = Book(self.path)
        return self.last


@pytest.fixture
def restarted(tmp_path: Path) -> Iterator[Restarted]:
    book = Restarted(tmp_path / "book.db")
    yield book
    book().close()


def closed(until: int, setback: Setback) -> Gate:
    return Gate(since=NOW, until=NOW + minutes(until), setback=setback)


def found(identity: str, at: int = 0) -> FoundRefusal:
    return FoundRefusal(identity=identity, at=NOW + minutes(at), account=ALICE, refusal_json=f'{{"id": "{identity}"}}')


def test_each_request_is_an_entry(restarted: Restarted) -> None:
    restarted().note_asks(NOW, 2)
    restarted().note_asks(NOW + minutes(5), 1)
    restarted().note_asks(NOW + minutes(6), 0)
    assert restarted().asks_since(NOW) == (NOW, NOW, NOW + minutes(5))
    assert restarted().asks_since(NOW + minutes(1)) == (NOW + minutes(5),)


def test_requests_older_than_two_hours_are_dropped_by_pruning(restarted: Restarted) -> None:
    for hours in (3, 2, 1):
        restarted().note_asks(NOW - timedelta(hours=hours), 1)
    restarted().prune(NOW)
    assert restarted().asks_since(NOW - timedelta(days=1)) == (NOW - timedelta(hours=2), NOW - timedelta(hours=1))


def test_a_gate_is_remembered_replaced_and_lifted(restarted: Restarted) -> None:
    assert restarted().gate("api") is None
    restarted().set_gate("api", closed(5, Setback.RATE_LIMITED))
    restarted().set_gate("status_line", closed(0, Setback.OFFLINE))
    restarted().set_gate("api", closed(9, Setback.TRANSIENT))
    assert restarted().gate("api") == closed(9, Setback.TRANSIENT)
    restarted().clear_gate("api")
    assert restarted().gate("api") is None
    assert restarted().gate("status_line") == closed(0, Setback.OFFLINE)


def test_failures_in_a_row_are_remembered(restarted: Restarted) -> None:
    assert restarted().failures("api") == 0
    restarted().set_failures("api", 3)
    assert restarted().failures("api") == 3
    restarted().set_failures("api", 0)
    assert restarted().failures("api") == 0


def test_a_refusal_is_kept_once_by_its_identity_and_as_first_told(restarted: Restarted) -> None:
    assert restarted().keep_refusal("r1", NOW, ALICE, '{"first": 1}')
    assert not restarted().keep_refusal("r1", NOW + minutes(1), None, '{"second": 2}')
    assert restarted().refusals(NOW) == (
        KeptRefusal(
            identity="r1",
            at=NOW,
            account=ALICE,
            refusal_json='{"first": 1}',
            verdict_json=None,
            judged_at=None,
            was_looked_at=False,
        ),
    )


def test_the_newest_judgement_is_the_one_that_is_read(restarted: Restarted) -> None:
    restarted().keep_refusal("r1", NOW, None, "{}")
    assert restarted().keep_verdict("r1", NOW + minutes(1), '"unproven"')
    assert restarted().keep_verdict("r1", NOW + minutes(3), '"contradiction"')
    assert restarted().keep_verdict("r1", NOW + minutes(2), '"came late"')
    (kept,) = restarted().refusals(NOW)
    assert (kept.verdict_json, kept.judged_at) == ('"contradiction"', NOW + minutes(3))


def test_every_judgement_stays_and_repeating_one_adds_none(restarted: Restarted) -> None:
    restarted().keep_refusal("r1", NOW, None, "{}")
    said = [restarted().keep_verdict("r1", NOW + minutes(at), word) for at, word in enumerate("aabba")]
    assert said == [True, False, True, False, True]
    assert [word for (word,) in restarted()._rows("SELECT body FROM verdict ORDER BY at")] == ["a", "b", "a"]


def test_a_judgement_of_an_unknown_refusal_is_not_kept(restarted: Restarted) -> None:
    assert not restarted().keep_verdict("nobody", NOW, "{}")
    assert restarted()._rows("SELECT count(*) FROM verdict") == [(0,)]


def test_refusals_come_newest_first_within_the_asked_time(restarted: Restarted) -> None:
    for at in (2, 0, 3, 1):
        restarted().keep_refusal(f"r{at}", NOW + minutes(at), None, "{}")
    assert [one.identity for one in restarted().refusals(NOW + minutes(1))] == ["r3", "r2", "r1"]
    assert [one.identity for one in restarted().refusals(NOW, NOW + minutes(1))] == ["r1", "r0"]


def test_what_was_looked_at_is_remembered_for_refusals_and_charges(restarted: Restarted) -> None:
    restarted().keep_refusal("r1", NOW, None, "{}")
    restarted().keep_refusal("r2", NOW, None, "{}")
    restarted().keep_charge("c1", NOW, None, "{}")
    for identity in ("r1", "c1", "nobody"):
        restarted().mark_looked_at(identity)
    assert {one.identity: one.was_looked_at for one in restarted().refusals(NOW)} == {"r1": True, "r2": False}
    assert [one.was_looked_at for one in restarted().charges(NOW)] == [True]


def test_charges_are_kept_once_and_come_newest_first(restarted: Restarted) -> None:
    assert restarted().keep_charge("c1", NOW, ALICE, '{"minor": 1}')
    assert restarted().keep_charge("c2", NOW + minutes(1), None, "{}")
    assert not restarted().keep_charge("c1", NOW, ALICE, "{}")
    first = KeptCharge(identity="c1", at=NOW, account=ALICE, charge_json='{"minor": 1}', was_looked_at=False)
    assert restarted().charges(NOW)[1] == first
    assert [one.identity for one in restarted().charges(NOW + minutes(1))] == ["c2"]


def test_pruning_keeps_refusals_judgements_and_charges_for_good(restarted: Restarted) -> None:
    long_ago = NOW - timedelta(days=5000)
    restarted().keep_refusal("r1", long_ago, None, "{}")
    restarted().keep_verdict("r1", long_ago, '"explained"')
    restarted().keep_charge("c1", long_ago, None, "{}")
    restarted().prune(NOW)
    assert restarted().refusals(long_ago)[0].verdict_json == '"explained"'
    assert len(restarted().charges(long_ago)) == 1


def test_marks_of_files_are_set_and_forgotten_one_by_one(restarted: Restarted) -> None:
    later = replace(MARK, offset=500, size=500)
    restarted().set_offsets({"/a.jsonl": MARK, "/b.jsonl": MARK})
    restarted().set_offsets({"/a.jsonl": later, "/c.jsonl": MARK})
    assert restarted().offsets() == {"/a.jsonl": later, "/b.jsonl": MARK, "/c.jsonl": MARK}
    restarted().forget_offsets(["/b.jsonl", "/never.jsonl"])
    assert set(restarted().offsets()) == {"/a.jsonl", "/c.jsonl"}


def test_marks_hold_file_numbers_beyond_63_bits_and_names_that_are_no_text(restarted: Restarted) -> None:
    huge = replace(MARK, inode=2**64 - 1, device=2**127)
    name = os.fsdecode(b"/projects/\xff\xfe.jsonl")
    restarted().set_offsets({name: huge})
    assert restarted().offsets() == {name: huge}


def test_a_scan_is_kept_with_its_marks_and_says_what_was_new(restarted: Restarted) -> None:
    assert restarted().commit_scan([found("r1"), found("r2"), found("r1")], {"/a": MARK}) == ("r1", "r2")
    assert restarted().commit_scan([found("r2"), found("r3")], {"/a": replace(MARK, offset=900)}) == ("r3",)
    assert [one.identity for one in restarted().refusals(NOW)] == ["r3", "r2", "r1"]
    assert restarted().offsets()["/a"].offset == 900


def test_a_scan_that_fails_half_way_keeps_nothing(restarted: Restarted) -> None:
    unkeepable = replace(MARK, offset=2**70)
    with pytest.raises(OverflowError):
        restarted().commit_scan([found("r1")], {"/a": MARK, "/b": unkeepable})
    assert restarted().refusals(NOW) == ()
    assert restarted().offsets() == {}


def test_an_episode_is_noted_until_it_is_noted_anew(restarted: Restarted) -> None:
    key = "alice|session|2026-11-17T18:00Z|80"
    assert restarted().episode(key) is None
    restarted().set_episode(key, NOW, "sent")
    restarted().set_episode(key, NOW + minutes(1), "answered")
    assert restarted().episode(key) == "answered"
    assert restarted().episode(key.upper()) is None


def test_half_a_character_is_kept_as_a_question_mark_and_stops_nothing(restarted: Restarted) -> None:
    assert restarted().keep_refusal("r\ud800", NOW, "\udfff", '"\ud800"')
    assert not restarted().keep_refusal("r\ud800", NOW, "\udfff", '"\ud800"')
    assert restarted().refusals(NOW)[0].account == "?"
