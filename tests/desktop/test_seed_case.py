"""The case that Fairmeter was made for, on a real desktop: refused with 28% of the session left."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desktop.stage import clipboard_program, evidence
from desktop.stage.app_under_test import FAST, TITLE, AppUnderTest
from desktop.stage.fixtures import StartApp
from desktop.stage.measure import has_badge
from desktop.stage.notification_daemon import NotificationDaemon, Shown
from desktop.stage.programs import Program
from desktop.stage.screen import Screen, until
from desktop.stage.screen_reader import ScreenReader
from desktop.stage.seed_case import REFUSED_ASKS, Written, begin, refuse, told
from desktop.stage.tray_watcher import TrayItem, TrayWatcher
from fairmeter.simulator import Fault, Level, Simulator, stories

pytestmark = pytest.mark.desktop

AT_ONCE = 1.0  # seconds from the complete line on the disk to the desktop
SPEED = 30.0  # a second asking may come after ten seconds
TITLE_OF_NOTICE = "Refused with 28% of session left"
ERROR = "400: You\u2019re out of extra usage."
ORDER = "The extra balance ($0.00) was checked before your plan."


@pytest.fixture
def seed(tmp_path: Path) -> Iterator[Simulator]:
    with told(tmp_path / "simulator") as started:
        yield begin(started)


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Simulator]:
    with told(tmp_path / "simulator", SPEED) as started:
        yield begin(started)


@pytest.fixture
def used_up(tmp_path: Path) -> Iterator[Simulator]:
    """The same account with nothing left of its session, and a service that keeps to the order."""
    full = replace(stories.SEED.start, session=Level(100.0, timedelta(hours=1)))
    story = replace(stories.SEED, start=full, steps=())
    with Simulator(story, folder=tmp_path / "simulator", start=datetime.now(UTC)) as started:
        yield started


def minute(written: Written) -> str:
    """The minute in which it was refused, by the clock on the wall of this desktop."""
    return written.at.astimezone(ZoneInfo("Europe/Berlin")).strftime("%H:%M")


def heading(written: Written) -> str:
    return f"Refused at {minute(written)} although 28% of your session was left"


def until_badge(item: TrayItem, *, there: bool = True) -> None:
    item.until(lambda: has_badge(item.pixmaps()[0]) is there, "no badge" if there else "the badge stays")


def action(shown: Shown, words: str) -> str:
    """The id of a button by what it says."""
    return next(name for name, said in shown.actions if said == words and name != "default")


def listed(app: AppUnderTest) -> list[dict[str, Any]]:
    """The refusals that scripts get to see, newest first."""
    refusals: list[dict[str, Any]] = json.loads(app.in_terminal("status", "--json").stdout)["refusals"]
    return refusals


def test_a_refusal_with_room_left_is_on_the_desktop_within_a_second_and_its_evidence_on_the_clipboard(
    *,
    watcher: TrayWatcher,
    daemon: NotificationDaemon,
    seed: Simulator,
    start_app: StartApp,
    session: dict[str, str],
    tmp_path: Path,
) -> None:
    app = start_app(seed)
    with watcher.item() as item:
        assert item.until_words("Session: 72% used").startswith("Your session has 28% left.")
        assert not has_badge(item.pixmaps()[0])

        written = refuse(seed)
        shown = daemon.wait_for(1)
        assert shown.at - written.complete_at < AT_ONCE
        assert (shown.app_name, shown.title, shown.body) == ("Fairmeter", TITLE_OF_NOTICE, f"{ERROR} {ORDER}")
        assert [words for _, words in shown.actions] == ["Show evidence", "Show evidence", "Copy report"]
        assert shown.actions[0][0] == "default"  # a click on the notice itself
        assert item.until_words("Refused").splitlines()[0] == f"{heading(written)}."
        until_badge(item)

        daemon.choose(shown.number, action(shown, "Copy report"))
        text = pasted(session, tmp_path)
        evidence.is_true(text, seed, written)
        evidence.is_not_private(text, written, (tmp_path, Path.home()))
        item.choose("Quit")
        app.ended_cleanly()
    assert daemon.shown == (shown,)


def test_a_burst_is_one_notice_and_a_count_and_who_sees_its_evidence_has_seen_all_of_it(
    *,
    screen: Screen,
    watcher: TrayWatcher,
    reader: ScreenReader,
    daemon: NotificationDaemon,
    seed: Simulator,
    start_app: StartApp,
) -> None:
    app = start_app(seed)
    with watcher.item() as item:
        item.until_words("Session: 72% used")
        burst = [refuse(seed, ask) for ask in REFUSED_ASKS]
        assert len(burst) == 5
        shown = daemon.wait_for(1)

        item.click()
        screen.window(TITLE)
        words = reader.until_words(f"5 times since {minute(burst[0])}").splitlines()
        assert {heading(burst[-1]), ERROR, ORDER} <= set(words)
        assert (
            f"What happened at {minute(burst[-1])}: your plan was skipped. Extra usage was asked first, "
            "balance 0 dollars. Session, Weekly and Sonnet were not asked. Refused."
        ) in words
        assert "72 percent used" in "\n".join(words)
        until_badge(item)

        daemon.choose(shown.number, action(shown, "Show evidence"))
        words = reader.until_words("Probable causes").splitlines()
        assert {heading(burst[-1]), "Expected order: plan first", "What happened: extra first"} <= set(words)
        until_badge(item, there=False)
        until(lambda: "Not looked at yet" not in reader.words(), "some of the burst are still to be looked at")
        assert item.until_words("28% left").startswith("Your session has 28% left.")
        assert [(one["id"].split()[-1], one["looked_at"]) for one in listed(app)] == [
            (written.outcome.request_id, True) for written in reversed(burst)
        ]
        item.choose("Quit")
        app.ended_cleanly()
    assert len(daemon.shown) == 1


def test_after_a_restart_nothing_is_said_again_and_what_was_refused_is_still_listed(
    screen: Screen, watcher: TrayWatcher, daemon: NotificationDaemon, seed: Simulator, start_app: StartApp
) -> None:
    first = start_app(seed)
    with watcher.item() as item:
        item.until_words("Session: 72% used")
        refused = [refuse(seed)]
        shown = daemon.wait_for(1)
        until_badge(item)
        item.click()
        screen.focus(screen.window(TITLE))
        for key in ("Tab", "Tab", "Return"):  # from the banner's first button over the second to its cross
            screen.press(key)
        until_badge(item, there=False)
        assert item.until_words("28% left").startswith("Your session has 28% left.")
        item.choose("Quit")
        first.ended_cleanly()

    second = start_app(seed)
    with watcher.item() as item:
        assert item.until_words("Session: 72% used").startswith("Your session has 28% left.")
        assert not has_badge(item.pixmaps()[0])
        refused.append(refuse(seed))  # of the episode that was announced before
        item.until_words(heading(refused[-1]))
        until_badge(item)
        assert [(one["at"], one["text"], one["verdict"], one["cause"], one["looked_at"]) for one in listed(second)] == [
            (f"{written.at:%Y-%m-%dT%H:%M:%SZ}", written.text, "contradiction", "plan", is_seen)
            for written, is_seen in zip(reversed(refused), (False, True), strict=True)
        ]
        item.choose("Quit")
        second.ended_cleanly()
    assert daemon.shown == (shown,)


def test_a_refusal_is_announced_within_a_second_while_the_service_hangs(
    watcher: TrayWatcher, daemon: NotificationDaemon, hurried: Simulator, start_app: StartApp
) -> None:
    start_app(hurried, FAST, {"FAIRMETER_TEST_SPEED": str(SPEED)})
    with watcher.item() as item:
        item.until_words("Session: 72% used")
        asked = len(hurried.service.requests)
        hurried.service.fault = Fault.SLOW
        item.choose("Refresh")
        assert hurried.service.wait_for_requests(asked + 1)
        written = refuse(hurried)
        shown = daemon.wait_for(1)
        assert shown.at - written.complete_at < AT_ONCE
        assert (shown.title, shown.body) == (TITLE_OF_NOTICE, f"{ERROR} {ORDER}")
        until_badge(item)


def test_a_refusal_that_the_rules_provide_for_is_listed_and_silent(
    watcher: TrayWatcher, daemon: NotificationDaemon, used_up: Simulator, start_app: StartApp
) -> None:
    app = start_app(used_up)
    with watcher.item() as item:
        item.until_words("Session: 100% used")
        written = refuse(used_up)
        until(lambda: listed(app), "it is not listed")
        (one,) = listed(app)
        assert (one["text"], one["verdict"], one["cause"]) == (written.text, "explained", "plan_used_up")
        assert not has_badge(item.pixmaps()[0])
        item.choose("Quit")
        app.ended_cleanly()
    assert daemon.shown == ()


def test_without_a_reading_it_is_unproven_until_one_comes(
    watcher: TrayWatcher, daemon: NotificationDaemon, seed: Simulator, start_app: StartApp
) -> None:
    seed.service.fault = Fault.SLOW
    app = start_app(seed)
    with watcher.item() as item:
        assert seed.service.wait_for_requests(1)
        written = refuse(seed)
        until_badge(item)
        assert item.words().startswith("Reading your limits.")
        asked_for = ("report", "--refusal", written.outcome.request_id)
        assert "- Verdict: Unproven" in app.in_terminal(*asked_for).stdout
        assert daemon.shown == ()

        seed.service.release()
        assert daemon.wait_for(1).title == TITLE_OF_NOTICE
        assert item.until_words("Refused").startswith(f"{heading(written)}.")
        until_badge(item)
        assert "- Verdict: Contradiction" in app.in_terminal(*asked_for).stdout
        item.choose("Quit")
        app.ended_cleanly()
    assert len(daemon.shown) == 1


def pasted(session: dict[str, str], folder: Path) -> str:
    """What another program gets from the clipboard."""
    program = Program((sys.executable, clipboard_program.__file__ or ""), session, folder / "pasted.txt")
    try:
        assert program.wait() == 0
    finally:
        program.end()
    return program.output
