"""The pulse of the program: one worker thread, a beat on it every few seconds, and a daily prune.

The only file that knows APScheduler. The scheduler merely says *when* to look: its jobs put work into the worker's
queue and return at once, so its own thread never runs anything of ours. Whether a beat asks the service is decided by
`fairmeter.polling.cadence` on the wall clock.

The worker is a daemon thread and not APScheduler's thread pool: the interpreter joins the threads of a pool at exit
without a limit, so a keyring that blocks for ever would keep the program from ending.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from queue import SimpleQueue
from typing import Any

from apscheduler.executors.debug import DebugExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

PERIOD = timedelta(seconds=15)
SLEPT = timedelta(seconds=60)
"""A beat that comes so much later than it should tells that the computer was asleep."""
PRUNE_PERIOD = timedelta(days=1)
FIRST_PRUNE_AFTER = timedelta(minutes=2)
"""Late enough not to slow the start, early enough for a computer that is never on for a whole day."""

_log = logging.getLogger(__name__)

Task = Callable[[], None]


class Heartbeat:
    """Runs `beat`, `prune` and other tasks one after the other on one worker thread.

    All methods may be called from any thread and none but `stop` ever waits. A heartbeat is started and stopped once.

    Args:
        beat: Called right after the start, then every `period`, and whenever `beat_now` asks for it.
        prune: Called soon after the start, then once a day.
        woke: Called before the beat that noticed that the computer had been asleep, with the clock's time. A beat that
            itself took very long looks the same.
        on_bug: Given the exception that a task let escape; the heart goes on. Called on the worker.
        clock: The wall clock, aware.
        period: The time between two beats.
    """

    def __init__(
        self,
        *,
        beat: Task,
        prune: Task,
        woke: Callable[[datetime], None],
        on_bug: Callable[[BaseException], None],
        clock: Callable[[], datetime],
        period: timedelta = PERIOD,
    ) -> None:
        self._beat = beat
        self._prune = prune
        self._woke = woke
        self._on_bug = on_bug
        self._clock = clock
        self._period = period
        self._last_beat_at: datetime | None = None
        self._lock = threading.Lock()
        self._beat_waits = False
        self._stopping = False
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._worker = threading.Thread(target=self._work, name="fairmeter-worker", daemon=True)
        self._scheduler = _scheduler()

    def start(self) -> None:
        """Start the worker and the schedule, with a first beat at once, but after the tasks given before the start.

        So what the first beat must know, the notes of an earlier run for one, is given to `run_soon` before.

        Raises:
            RuntimeError: If it was started or stopped before.
        """
        if self._stopping:
            raise RuntimeError("this heartbeat has been stopped")
        self._worker.start()
        self._schedule("heartbeat", self.beat_now, self._period, first_after=self._period)
        self._schedule("prune", partial(self.run_soon, self._prune), PRUNE_PERIOD, first_after=FIRST_PRUNE_AFTER)
        self._scheduler.start()
        self.beat_now()

    def beat_now(self) -> None:
        """Have a beat soon. Calls made before it begins are answered by that one beat."""
        with self._lock:
            if self._beat_waits or self._stopping:
                return
            self._beat_waits = True
            self._tasks.put(self._next_beat)

    def run_soon(self, task: Task) -> bool:
        """Have the worker run a task after those it already has; False, and never run, once stopping has begun."""
        with self._lock:
            if self._stopping:
                return False
            self._tasks.put(task)
            return True

    def stop(self, wait: float) -> bool:
        """End the schedule and let the worker finish what it was given; no beat begins any more.

        Args:
            wait: How many seconds to wait for the worker at most.

        Returns:
            Whether the worker has ended. One that has not is abandoned and does not keep the interpreter from ending.
        """
        with self._lock:
            first, self._stopping = not self._stopping, True
            if first:
                self._tasks.put(None)
        if first and self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._worker.is_alive() and self._worker is not threading.current_thread():
            self._worker.join(wait)
        return not self._worker.is_alive()

    def _schedule(self, name: str, job: Callable[[], object], period: timedelta, *, first_after: timedelta) -> None:
        # The trigger is made here and not named by a word: words are looked up in metadata that a bundle leaves out.
        seconds = period.total_seconds()
        every = IntervalTrigger(seconds=seconds, timezone=UTC)  # pyright: ignore[reportArgumentType] - floats will do
        self._scheduler.add_job(job, every, id=name, next_run_time=datetime.now(UTC) + first_after)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._guard(task)

    def _next_beat(self) -> None:
        with self._lock:
            self._beat_waits = False
            if self._stopping:
                return
        now = self._clock()
        before, self._last_beat_at = self._last_beat_at, now
        if before is not None and now - before > self._period + SLEPT:
            self._guard(partial(self._woke, now))
        self._guard(self._beat)

    def _guard(self, task: Task) -> None:
        try:
            task()
        except Exception as bug:  # noqa: BLE001 - whatever it is, it is reported and the heart goes on
            self._report(bug)

    def _report(self, bug: Exception) -> None:
        try:
            self._on_bug(bug)
        except Exception:  # noqa: BLE001 - a bug in the reporting of bugs must not stop the heart either
            _log.exception("A bug could not be reported")


class _StepProofJobs(MemoryJobStore):  # type: ignore[misc]  # APScheduler comes without types
    """Keeps the jobs beating when the clock is set.

    APScheduler waits for wall-clock instants. A clock set back an hour would silence the heart for that hour; one that
    comes right after years makes APScheduler list every beat missed since. A job that is off by more than its own
    period is therefore due now.
    """

    def get_due_jobs(self, now: datetime) -> list[Any]:
        for job in self.get_all_jobs():
            if abs(job.next_run_time - now) > job.trigger.interval:
                job.modify(next_run_time=now)
        due: list[Any] = super().get_due_jobs(now)
        return due


def _scheduler() -> Any:
    return BackgroundScheduler(
        jobstores={"default": _StepProofJobs()},
        # Runs the jobs on the scheduler's own thread: all they do is put a task into the queue.
        executors={"default": DebugExecutor()},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone=UTC,
    )
