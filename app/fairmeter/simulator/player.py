"""Plays a story: at each step's simulated time it moves the account, the service and the transcripts."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fairmeter.simulator.account import Account, Outcome
from fairmeter.simulator.claude_folder import DEFAULT_TOKEN, ClaudeFolder
from fairmeter.simulator.clock import SimClock
from fairmeter.simulator.commands import Ask
from fairmeter.simulator.faults import Fault
from fairmeter.simulator.identifiers import Identifiers
from fairmeter.simulator.steps import (
    ChangePlan,
    ResetAll,
    SetFault,
    SetOrder,
    SignIn,
    SignOut,
    Step,
    Story,
    Stumble,
    SwitchExtra,
    TopUp,
    timeline,
)
from fairmeter.simulator.transcripts import TranscriptWriter

_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        at: Simulated instant.
        step: The step.
        outcome: What came of a request, None for other steps.
    """

    at: datetime
    step: Step
    outcome: Outcome | None = None


class Player:
    """Drives one story from where the clock stands. Safe to use from several threads.

    Args:
        story: What happens.
        clock: Simulated time.
        folder: The simulated user's Claude folder; made if it is missing.
        token: Token of the login.
        on_fault: Told whenever the service begins or ceases to misbehave.
        on_token: Told of the new token that every later login brings.
        on_event: Told of everything that happened, on the thread that plays.

    Attributes:
        account: The story's account.
        claude: The user's folder.
        transcript: The session that is written.
    """

    def __init__(
        self,
        story: Story,
        clock: SimClock,
        folder: Path,
        *,
        token: str = DEFAULT_TOKEN,
        on_fault: Callable[[Fault | None], None] | None = None,
        on_token: Callable[[str], None] | None = None,
        on_event: Callable[[Event], None] | None = None,
    ) -> None:
        self.story = story
        self._clock = clock
        self._began = clock.now()
        self._token = token
        self._on_fault = on_fault or _ignore
        self._on_token = on_token or _ignore
        self._on_event = on_event or _ignore
        self._logins = 0
        self._timeline = tuple(timeline(story.steps))
        self._played = 0
        self._lock = threading.RLock()
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        start = story.start
        self.account = Account(start.account_at(self._began), clock, seed=story.name)
        self.claude = ClaudeFolder(folder)
        session = Identifiers(story.name).record()
        self.transcript = TranscriptWriter(self.claude.projects, session, start.client_version, start.entrypoint)
        if start.signed_in:
            self.claude.sign_in(token, self.account.look())
        clock.on_advance(self._wake.set)

    @property
    def next_due(self) -> datetime | None:
        """When the next step happens, None after the last."""
        with self._lock:
            return self._due(self._played)

    def step(self) -> Event | None:
        """Push the clock to the next step and do it; None after the last."""
        with self._lock:
            due = self._due(self._played)
            if due is None:
                return None
            self._clock.advance_to(due)
            return self._play(due)

    def run_until(self, at: datetime) -> tuple[Event, ...]:
        """Play every step up to this instant and push the clock there."""
        events = []
        with self._lock:
            while (due := self._due(self._played)) is not None and due <= at:
                self._clock.advance_to(due)
                events.append(self._play(due))
            self._clock.advance_to(at)
        return tuple(events)

    def run(self) -> tuple[Event, ...]:
        """Play the story once from its beginning to its end, the last pause with it."""
        events = []
        with self._lock:
            while self._played < len(self._timeline) and (event := self.step()) is not None:
                events.append(event)
            self._clock.advance_to(self._began + self.story.length)
        return tuple(events)

    def ask(self, ask: Ask) -> Outcome:
        """Make one request now, beside the story, and write it into the transcript."""
        with self._lock:
            outcome = self._ask(ask, self._clock.now())
        self._on_event(Event(self._clock.now(), ask, outcome))
        return outcome

    def live(self) -> None:
        """Let the story happen by itself in a thread of its own, as fast as the clock runs, until `close`.

        Raises:
            RuntimeError: It lives already.
        """
        if self._thread is not None:
            raise RuntimeError("the story is already playing")
        self._thread = threading.Thread(target=self._live, name="simulator-player", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread of `live`, if there is one."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE)
            self._thread = None

    def _live(self) -> None:
        while True:
            # Cleared before anything is looked at, so that no push and no end is missed.
            self._wake.clear()
            due = self.next_due
            if due is None or self._stopping.is_set():
                return
            left = self._clock.real_seconds_until(due)
            if left == 0:
                self._play_if_next(due)
            else:
                self._wake.wait(left)

    def _play_if_next(self, due: datetime) -> None:
        """Play the next step, unless another thread was faster."""
        with self._lock:
            if self._due(self._played) == due:
                self._play(due)

    def _due(self, number: int) -> datetime | None:
        """When the step of this number happens, counted over all rounds."""
        if not self._timeline or (number >= len(self._timeline) and not self.story.repeats):
            return None
        rounds, index = divmod(number, len(self._timeline))
        return self._began + rounds * self.story.length + self._timeline[index][0]

    def _play(self, at: datetime) -> Event:
        _, step = self._timeline[self._played % len(self._timeline)]
        self._played += 1
        event = Event(at, step, self._do(step, at))
        self._on_event(event)
        return event

    def _do(self, step: Step, at: datetime) -> Outcome | None:
        match step:
            case Ask():
                return self._ask(step, at)
            case Stumble(cause=cause, model=model):
                outcome = self.account.fail(cause)
                self.transcript.turn(outcome, model, at)
                return outcome
            case SetFault(fault=fault):
                self._on_fault(fault)
            case SignOut():
                self.claude.sign_out()
                self._on_fault(Fault.UNAUTHORIZED)
            case SignIn():
                self._sign_in_anew()
            case _:
                _change(self.account, step)
        return None

    def _sign_in_anew(self) -> None:
        self._logins += 1
        token = f"{self._token}-{self._logins}"
        self._on_token(token)
        self.claude.sign_in(token, self.account.look())
        self._on_fault(None)

    def _ask(self, ask: Ask, at: datetime) -> Outcome:
        outcome = self.account.request(
            ask.model, ask.cost_units, long_context=ask.long_context, fast_mode=ask.fast_mode, at=at
        )
        self.transcript.turn(outcome, ask.model, at, fast=ask.fast_mode)
        return outcome


def _change(account: Account, step: Step) -> None:
    """What happens to the account alone."""
    match step:
        case SetOrder(order=order):
            account.set_order(order)
        case TopUp(minor=minor):
            account.change_extra(lambda extra: extra.topped_up(minor))
        case SwitchExtra(on=on):
            account.change_extra(lambda extra: extra.switched(on=on))
        case ResetAll(new_windows=new_windows):
            account.reset_all(new_windows=new_windows)
        case ChangePlan(plan=plan):
            account.change_plan(plan)


def _ignore(_: object) -> None:
    """Nobody listens."""
