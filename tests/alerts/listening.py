"""Two notices, somebody who waits for what is chosen on them, and the threads that listen meanwhile."""

import threading
from dataclasses import dataclass, field

from fairmeter.alerts import Action, Notice

PATIENCE = 20.0
NOTICE = Notice(
    key="refusal:session",
    title="Refused with 28% of session left",
    body="400: You're out of extra usage. <b>R&D</b>",
    actions=(Action("evidence", "Show evidence"), Action("copy", "Copy report")),
    urgent=True,
)
PLAIN = Notice(key="back:session", title="Back to quota", body="Your session was reset.")


@dataclass
class Wishes:
    """What was chosen, with a way to wait for it."""

    chosen: list[tuple[str, str]] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, key: str, action: str) -> None:
        with self.news:
            self.chosen.append((key, action))
            self.news.notify_all()

    def hears_anything_within(self, seconds: float) -> bool:
        with self.news:
            return self.news.wait(seconds)

    def wait_for(self, count: int) -> list[tuple[str, str]]:
        with self.news:
            assert self.news.wait_for(lambda: len(self.chosen) >= count, PATIENCE)
            return list(self.chosen)


def listeners() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "fairmeter-notices"]


def no_listener_stays() -> None:
    for thread in listeners():
        thread.join(PATIENCE)
    assert listeners() == []
