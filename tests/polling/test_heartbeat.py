"""The heart beats on one worker, whatever happens to the clock, the computer and the code it runs."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairmeter.polling.heartbeat import PERIOD, Heartbeat

SOON = 10.0
"""Seconds in which anything that is to happen happens, on the busiest machine."""
FAST = timedelta(milliseconds=20)
NEVER = timedelta(days=365)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Patient:
    """A heart under observation: what it calls is noted, and can be made to block or to fail."""

    def __init__(self, period: timedelta) -> None:
        self.now = NOON
        self.events: list[str] = []
        self.threads: set[str] = set()
        self.bugs: list[BaseException] = []
        self.on_beat: Callable[[], None] = lambda: None
        self.on_woke: Callable[[], None] = lambda: None
        self.news = threading.Condition()
        self.heart = Heartbeat(
            beat=self.beat,
            prune=lambda: self.note("prune"),
            woke=self.woke,
            on_bug=self.bug,
            clock=lambda: self.now,
            period=period,
        )

    def note(self, event: str) -> None:
        with self.news:
            self.events.append(event)
            self.threads.add(threading.current_thread().name)
            self.news.notify_all()

    def beat(self) -> None:
        self.note("beat")
        self.on_beat()

    def woke(self, at: datetime) -> None:
        self.note(f"woke {at:%H:%M:%S}")
        self.on_woke()

    def bug(self, bug: BaseException) -> None:
        self.bugs.append(bug)
        self.note("bug")

    def hold(self) -> threading.Event:
        """Keep the worker busy until the event that is returned is set."""
        release = threading.Event()

        def wait() -> None:
            release.wait(SOON)

        assert self.heart.run_soon(wait)
        return release

    def count(self, event: str) -> int:
        return self.events.count(event)

    def saw(self, event: str, times: int = 1) -> bool:
        with self.news:
            return self.news.wait_for(lambda: self.count(event) >= times, SOON)

    def settle(self) -> None:
        """Wait until the worker has done all it was given so far."""
        done = threading.Event()
        assert self.heart.run_soon(done.set)
        assert done.wait(SOON)


@pytest.fixture
def admit() -> Iterator[Callable[[timedelta], Patient]]:
    patients: list[Patient] = []

    def enter(period: timedelta) -> Patient:
        patients.append(Patient(period))
        return patients[-1]

    yield enter
    assert all(patient.heart.stop(SOON) for patient in patients)


Admit = Callable[[timedelta], Patient]


def test_it_beats_at_once_and_goes_on(admit: Admit) -> None:
    patient = admit(FAST)
    patient.heart.start()
    assert patient.saw("beat", times=5)


def test_what_is_given_before_the_start_runs_before_the_first_beat(admit: Admit) -> None:
    patient = admit(NEVER)
    patient.heart.run_soon(lambda: patient.note("restored"))
    patient.heart.start()
    assert patient.saw("beat")
    assert patient.events == ["restored", "beat"]


def test_beats_prunes_and_tasks_run_on_one_thread(admit: Admit) -> None:
    patient = admit(FAST)
    patient.heart.start()
    assert patient.saw("beat", times=2)
    patient.heart.run_soon(lambda: patient.note("task"))
    assert patient.saw("task")
    patient.heart._scheduler.modify_job("prune", next_run_time=datetime.now(UTC))
    assert patient.saw("prune")
    assert patient.threads == {"fairmeter-worker"}


def test_the_first_prune_does_not_wait_for_a_whole_day(admit: Admit) -> None:
    patient = admit(NEVER)
    patient.heart.start()
    first = patient.heart._scheduler.get_job("prune").next_run_time
    assert timedelta(minutes=1) < first - datetime.now(UTC) <= timedelta(minutes=2)


def test_calls_made_while_a_beat_waits_are_one_beat(admit: Admit) -> None:
    patient = admit(NEVER)
    patient.heart.start()
    patient.settle()
    release = patient.hold()
    for _ in range(100):
        patient.heart.beat_now()
    release.set()
    patient.settle()
    assert patient.count("beat") == 2


def test_a_call_made_during_a_beat_is_another_beat(admit: Admit) -> None:
    """What that beat has already read may be older than the click."""
    patient = admit(NEVER)
    during, release = threading.Event(), threading.Event()

    def linger() -> None:
        during.set()
        release.wait(SOON)

    patient.on_beat = linger
    patient.heart.start()
    assert during.wait(SOON)
    patient.heart.beat_now()
    release.set()
    assert patient.saw("beat", times=2)


def test_a_slow_beat_piles_nothing_up_and_logs_nothing(admit: Admit, caplog: pytest.LogCaptureFixture) -> None:
    patient = admit(FAST)
    ticks, during, release = threading.Event(), threading.Event(), threading.Event()

    def linger() -> None:
        during.set()
        release.wait(SOON)
        patient.on_beat = lambda: None

    patient.on_beat = linger
    with caplog.at_level(logging.WARNING):
        patient.heart.start()
        assert during.wait(SOON)
        ticks.wait(FAST.total_seconds() * 20)
        assert patient.count("beat") == 1
        assert patient.heart._tasks.qsize() == 1
        release.set()
        assert patient.saw("beat", times=3)
    assert caplog.records == []


def test_a_bug_is_reported_and_the_heart_goes_on(admit: Admit, caplog: pytest.LogCaptureFixture) -> None:
    patient = admit(FAST)

    def fail() -> None:
        raise ZeroDivisionError("a bug")

    patient.on_beat = fail
    patient.heart.start()
    assert patient.saw("beat", times=3)
    assert patient.saw("bug", times=2)
    assert {type(bug) for bug in patient.bugs} == {ZeroDivisionError}
    assert caplog.records == []


def test_a_bug_in_the_reporting_of_bugs_does_not_stop_the_heart(caplog: pytest.LogCaptureFixture) -> None:
    beats = threading.Semaphore(0)

    def fail(bug: BaseException | None = None) -> None:
        beats.release()
        raise RuntimeError("no")

    heart = Heartbeat(beat=fail, prune=fail, woke=lambda _: None, on_bug=fail, clock=lambda: NOON, period=FAST)
    heart.start()
    assert all(beats.acquire(timeout=SOON) for _ in range(6))
    assert heart.stop(SOON)
    assert caplog.messages[0] == "A bug could not be reported"


def test_it_tells_of_a_sleep_before_the_beat(admit: Admit) -> None:
    patient = admit(NEVER)
    patient.heart._period = PERIOD
    patient.heart.start()
    patient.settle()
    for gap in (15, 75, 76, 28_800, 15):
        patient.now += timedelta(seconds=gap)
        patient.heart.beat_now()
        patient.settle()
    assert patient.events == ["beat"] * 3 + ["woke 12:02:46", "beat", "woke 20:02:46", "beat", "beat"]


def test_a_clock_set_back_is_no_sleep(admit: Admit) -> None:
    patient = admit(NEVER)
    patient.heart.start()
    patient.settle()
    patient.now -= timedelta(hours=3)
    patient.heart.beat_now()
    patient.settle()
    assert patient.events == ["beat", "beat"]


def test_the_beat_comes_even_when_the_waking_call_fails(admit: Admit) -> None:
    patient = admit(NEVER)
    patient.heart._period = PERIOD

    def fail() -> None:
        raise ValueError("a bug")

    patient.on_woke = fail
    patient.heart.start()
    patient.settle()
    patient.now += timedelta(hours=1)
    patient.heart.beat_now()
    patient.settle()
    assert patient.events == ["beat", "woke 13:00:00", "bug", "beat"]


@pytest.mark.parametrize(
    "next_run_time",
    [datetime(1970, 1, 2, tzinfo=UTC), datetime.now(UTC) + timedelta(days=1)],
    ids=["the clock came right after years", "the clock was set back a day"],
)
def test_a_clock_that_is_set_does_not_silence_the_heart(admit: Admit, next_run_time: datetime) -> None:
    """To the scheduler a clock that is set looks like a job planned for the far past or a far future."""
    patient = admit(timedelta(milliseconds=200))
    patient.heart.start()
    assert patient.saw("beat", times=2)
    before = patient.count("beat")
    patient.heart._scheduler.modify_job("heartbeat", next_run_time=next_run_time)
    assert patient.saw("beat", times=before + 3)


def test_stopping_lets_given_work_finish_and_begins_no_beat(admit: Admit) -> None:
    patient = admit(NEVER)
    patient.heart.start()
    patient.settle()
    release = patient.hold()
    patient.heart.beat_now()
    patient.heart.run_soon(lambda: patient.note("book closed"))
    assert not patient.heart.stop(0.01)
    release.set()
    assert patient.heart.stop(SOON)
    assert patient.events == ["beat", "book closed"]


def test_after_stopping_nothing_runs(admit: Admit) -> None:
    patient = admit(FAST)
    patient.heart.start()
    patient.settle()
    assert patient.heart.stop(SOON)
    seen = len(patient.events)
    patient.heart.beat_now()
    assert not patient.heart.run_soon(lambda: patient.note("task"))
    assert not threading.Event().wait(FAST.total_seconds() * 5)
    assert len(patient.events) == seen
    assert patient.heart._tasks.empty()
    assert not patient.heart._worker.is_alive()
    assert not patient.heart._scheduler.running


def test_stopping_what_was_never_started_is_fine_and_final() -> None:
    patient = Patient(FAST)
    assert patient.heart.stop(SOON)
    with pytest.raises(RuntimeError, match="stopped"):
        patient.heart.start()


def test_stopping_from_a_beat_does_not_wait_for_itself(admit: Admit) -> None:
    patient = admit(NEVER)
    answers: list[bool] = []
    patient.on_beat = lambda: answers.append(patient.heart.stop(SOON))
    patient.heart.start()
    patient.heart._worker.join(SOON)
    assert answers == [False]
    assert not patient.heart._worker.is_alive()


_STUCK = """
import threading
from datetime import UTC, datetime
from fairmeter.polling.heartbeat import Heartbeat
stuck = threading.Event()
def beat():
    stuck.set()
    threading.Event().wait()
heart = Heartbeat(
    beat=beat, prune=print, woke=print, on_bug=print, clock=lambda: datetime.now(UTC)
)
heart.start()
assert stuck.wait(10)
{ending}
print("ended")
"""


@pytest.mark.parametrize("ending", ["assert not heart.stop(0.1)", "pass"], ids=["stopped", "forgotten"])
def test_a_stuck_beat_does_not_keep_the_program_from_ending(ending: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", _STUCK.format(ending=ending)],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2] / "app",
        text=True,
        timeout=30,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "ended\n", "")


def wake_ups(heart: Heartbeat) -> int:
    """How often the heart's two threads have gone to sleep so far, and so how often they had woken."""
    total = 0
    for thread in (heart._worker, heart._scheduler._thread):
        status = Path(f"/proc/self/task/{thread.native_id}/status").read_text()
        total += int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])
    return total


@pytest.mark.skipif(sys.platform != "linux", reason="counts wake-ups in /proc")
def test_an_idle_heart_wakes_less_than_once_in_two_seconds(admit: Admit) -> None:
    patient = admit(PERIOD)
    patient.heart.start()
    assert patient.saw("beat")
    patient.settle()
    beaten = threading.Event()
    patient.on_beat = beaten.set
    assert not beaten.wait(0.3)  # the threads lie down again
    before = wake_ups(patient.heart)
    assert before > 0
    assert not beaten.wait(3)
    assert wake_ups(patient.heart) - before <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="counts wake-ups in /proc")
def test_a_beat_wakes_few_enough_times_for_its_period(admit: Admit) -> None:
    """Thirty beats in a row cost so few wake-ups that one beat every `PERIOD` stays under one in two seconds."""
    patient = admit(timedelta(milliseconds=50))
    patient.heart.start()
    assert patient.saw("beat", times=2)
    beats, before = patient.count("beat"), wake_ups(patient.heart)
    assert patient.saw("beat", times=beats + 30)
    per_beat = (wake_ups(patient.heart) - before) / (patient.count("beat") - beats)
    assert 0 < per_beat < PERIOD.total_seconds() / 2
