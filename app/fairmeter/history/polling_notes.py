"""The shelf of polling notes: what was asked, and when a source may be asked again; a restart must not forget it."""

from datetime import datetime, timedelta

from fairmeter.history.shelf import Shelf
from fairmeter.history.statements import micros, moment

ASKS_FOR = timedelta(hours=2)
"""How long requests are remembered: the service counts them by the hour."""


class PollingShelf(Shelf):
    """Requests, gates and failures in a row, by source."""

    def note_asks(self, at: datetime, count: int) -> None:
        """Remember that `count` requests were sent at an instant; none is no entry."""
        if count > 0:
            self._change("INSERT INTO ask (at, count) VALUES (?, ?)", micros(at), count)

    def asks_since(self, at: datetime) -> tuple[datetime, ...]:
        """When requests were sent from `at` on, oldest first, an entry for each request."""
        rows = self._rows("SELECT at, count FROM ask WHERE at >= ? ORDER BY at, id", micros(at))
        return tuple(moment(sent_at) for sent_at, count in rows for _ in range(count))

    def set_gate(self, source: str, until: datetime, why: str) -> None:
        """Remember that a source must not be asked before `until`, and the reason in the caller's own word."""
        self._change("INSERT OR REPLACE INTO gate (source, until, why) VALUES (?, ?, ?)", source, micros(until), why)

    def clear_gate(self, source: str) -> None:
        """Let a source be asked again."""
        self._change("DELETE FROM gate WHERE source = ?", source)

    def gate(self, source: str) -> tuple[datetime, str] | None:
        """Until when a source must not be asked, and why; it may have passed. None when nothing was set."""
        rows = self._rows("SELECT until, why FROM gate WHERE source = ?", source)
        return (moment(rows[0][0]), rows[0][1]) if rows else None

    def set_failures(self, source: str, count: int) -> None:
        """Remember how often in a row a source has failed."""
        self._change("INSERT OR REPLACE INTO failure (source, count) VALUES (?, ?)", source, count)

    def failures(self, source: str) -> int:
        """How often in a row a source has failed; 0 when nothing was ever noted."""
        rows = self._rows("SELECT count FROM failure WHERE source = ?", source)
        return rows[0][0] if rows else 0
