"""The whole stand-in in one call: account, service, login, transcripts, and a story that moves them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from fairmeter.simulator.account import Account
from fairmeter.simulator.budget import EndpointBudget
from fairmeter.simulator.claude_folder import DEFAULT_TOKEN
from fairmeter.simulator.clock import SimClock
from fairmeter.simulator.faults import Fault
from fairmeter.simulator.player import Event, Player
from fairmeter.simulator.service import Service
from fairmeter.simulator.steps import Story
from fairmeter.simulator.stories import SHOWCASE


class Simulator:
    """A simulated user with an account and a service; a context manager that ends everything it began.

    Inside the context the story stands at its beginning. `live` lets it happen at the clock's speed; `player` steps
    through it. The clock runs at its speed in both cases, unless the speed is 0.

    Args:
        story: What happens.
        folder: Where the user's files go; its `claude` folder is made.
        speed: Simulated seconds for each real second; 0 stands still.
        start: When the story begins instead of its own date, for example the real present.
        port: Port of the service, 0 for any free one.
        token: The token that opens the service, until a story signs in anew.
        budget: How often usage may be read; None for as often as one likes.
        control: Whether `POST /control` may steer it.
        on_event: Told of everything that happens, on the thread that plays.

    Attributes:
        clock: Simulated time.
        player: Plays the story.
        service: The service.
    """

    def __init__(
        self,
        story: Story = SHOWCASE,
        *,
        folder: Path,
        speed: float = 1.0,
        start: datetime | None = None,
        port: int = 0,
        token: str = DEFAULT_TOKEN,
        budget: EndpointBudget | None = None,
        control: bool = False,
        on_event: Callable[[Event], None] | None = None,
    ) -> None:
        self.story = story
        self.clock = SimClock(start or story.start.at, speed)
        self.player = Player(
            story,
            self.clock,
            folder / "claude",
            token=token,
            on_fault=self._set_fault,
            on_token=self._set_token,
            on_event=on_event,
        )
        self.service = Service(
            self.account,
            self.clock,
            port,
            token=token,
            budget=budget,
            shape=story.start.shape,
            control=control,
        )
        self.service.fault = story.start.fault
        self.service.ask = self.player.ask

    def __enter__(self) -> Self:
        self.service.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.player.close()
        self.service.__exit__(kind, error, trace)

    @property
    def account(self) -> Account:
        """The account."""
        return self.player.account

    @property
    def token(self) -> str:
        """The token that opens the service."""
        return self.service.token

    @property
    def base_url(self) -> str:
        """Where the service listens, without a slash at the end."""
        return self.service.base_url

    @property
    def claude_dir(self) -> Path:
        """The simulated user's Claude folder, with `.credentials.json` and `projects`."""
        return self.player.claude.path

    def live(self) -> None:
        """Let the story happen by itself until the context ends."""
        self.player.live()

    def _set_fault(self, fault: Fault | None) -> None:
        self.service.fault = fault

    def _set_token(self, token: str) -> None:
        self.service.token = token
