"""Brings alerts to the desktop: makes the words, and remembers across restarts what was said already."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from fairmeter.alerts.notice import Delivered, Notice
from fairmeter.alerts.rules import Alert
from fairmeter.history import BookTrouble
from fairmeter.view.alert_words import notice
from fairmeter.view.clock import Clock


class Deliverer(Protocol):
    """Shows a notice, or says that nobody could."""

    def deliver(self, notice: Notice, now: datetime) -> Delivered | None:
        """Show it."""
        ...


class Episodes(Protocol):
    """What is remembered of alerts. Its methods may raise `BookTrouble`."""

    def episode(self, key: str) -> str | None:
        """What was noted of an episode."""
        ...

    def set_episode(self, key: str, at: datetime, value: str) -> None:
        """Note something of an episode."""
        ...


class Announcer:
    """One notice an episode. Later refusals of a burst change the picture, not the desktop's corner."""

    def __init__(self, courier: Deliverer, episodes: Episodes, clock: Callable[[], Clock]) -> None:
        self._courier = courier
        self._episodes = episodes
        self._clock = clock
        self._said: set[str] = set()

    def announce(self, alert: Alert, now: datetime) -> None:
        """Give notice of an episode that is new; one that cannot be remembered is remembered until the end."""
        if alert.key in self._said or self._is_known(alert.key):
            return
        if self._courier.deliver(notice(alert, self._clock()), now) is None:
            return  # nobody saw it, so the next refusal of the episode is told instead
        self._said.add(alert.key)
        try:
            self._episodes.set_episode(alert.key, now, "said")
        except BookTrouble:
            return  # the picture's own notice tells of the book; saying it twice after a restart is the lesser evil

    def _is_known(self, key: str) -> bool:
        try:
            return self._episodes.episode(key) is not None
        except BookTrouble:
            return False
