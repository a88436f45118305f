"""The courier tries one handler after the other, and none of them can stop it."""

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from fairmeter.alerts import Acted, Action, Delivered, Notice, Undelivered
from fairmeter.alerts.courier import Courier

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
NOTICE = Notice(
    key="refusal:session",
    title="Refused with 28% of session left",
    body="400: You're out of extra usage.",
    actions=(Action("evidence", "Show evidence"), Action("copy", "Copy report")),
)


@dataclass
class Recorder:
    """A handler that remembers, or fails the way it is told."""

    name: str
    failure: Exception | None = None
    shown: list[Notice] = field(default_factory=list)
    acted: list[Acted] = field(default_factory=list)
    is_closed: bool = False

    def show(self, notice: Notice, acted: Acted) -> None:
        if self.failure:
            raise self.failure
        self.shown.append(notice)
        self.acted.append(acted)

    def close(self) -> None:
        if self.failure:
            raise self.failure
        self.is_closed = True


def silent(_key: str, _action: str) -> None:
    """Nobody listens."""


def test_the_first_handler_that_can_shows_the_notice_and_the_others_do_not() -> None:
    first, second = Recorder("first"), Recorder("second")
    assert Courier([first, second], silent).deliver(NOTICE, NOW) == Delivered("first", NOW)
    assert (first.shown, second.shown) == ([NOTICE], [])


@pytest.mark.parametrize("failure", [Undelivered("no bus"), RuntimeError("a bug"), KeyError("another")])
def test_a_handler_that_fails_is_noted_and_the_next_one_tried(
    failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    second = Recorder("second")
    assert Courier([Recorder("first", failure), second], silent).deliver(NOTICE, NOW) == Delivered("second", NOW)
    assert second.shown == [NOTICE]
    assert "first" in caplog.text
    assert NOTICE.key in caplog.text
    assert NOTICE.body not in caplog.text


@pytest.mark.parametrize("handlers", [[], [Recorder("only", Undelivered("no bus"))]])
def test_a_notice_that_nobody_can_show_is_noted_and_forgotten(
    handlers: list[Recorder], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert Courier(handlers, silent).deliver(NOTICE, NOW) is None
    assert "no handler" in caplog.text


def test_handlers_get_only_words_that_can_be_shown() -> None:
    handler = Recorder("only")
    Courier([handler], silent).deliver(Notice(key="k", title="a\x00b", body="c\x07"), NOW)
    assert (handler.shown[0].title, handler.shown[0].body) == ("ab", "c")


def test_what_is_chosen_on_a_notice_is_passed_on() -> None:
    handler = Recorder("only")
    chosen: list[tuple[str, str]] = []
    Courier([handler], lambda key, action: chosen.append((key, action))).deliver(NOTICE, NOW)
    handler.acted[0](NOTICE.key, "copy")
    assert chosen == [("refusal:session", "copy")]


def test_an_action_that_fails_does_not_reach_the_handler(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_key: str, _action: str) -> None:
        raise RuntimeError("the report cannot be copied")

    handler = Recorder("only")
    Courier([handler], fail).deliver(NOTICE, NOW)
    handler.acted[0](NOTICE.key, "copy")
    assert "the report cannot be copied" in caplog.text


def test_closing_reaches_every_handler_also_after_one_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    last = Recorder("last")
    Courier([Recorder("first", RuntimeError("stuck")), last], silent).close()
    assert last.is_closed
    assert "first could not be closed" in caplog.text
