"""The shelf of polling notes: what was asked, and when a source may be asked again; a restart must not forget it."""

from datetime import datetime, timedelta

from fairmeter.history.shelf import Shelf
from fairmeter.history.statements import micros, moment
from fairmeter.polling.gate import Gate, Setback

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

    def set_gate(self, source: str, gate: Gate) -> None:
        """Remember that a source must not be asked, since when, until when, and what had happened."""
        self._change(
            "INSERT OR REPLACE INTO gate (source, since, until, setback) VALUES (?, ?, ?, ?)",
            *(source, micros(gate.since), micros(gate.until), gate.setback.value),
        )

    def clear_gate(self, source: str) -> None:
        """Let a source be asked again."""
        self._change("DELETE FROM gate WHERE source = ?", source)

    def gate(self, source: str) -> Gate | None:
        """The gate of a source; it may be open again. None when none was closed, or for a word of a newer Fairmeter."""
        rows = self._rows("SELECT since, until, setback FROM gate WHERE source = ?", source)
        if not rows or rows[0][2] not in set(Setback):
            return None
        since, until, setback = rows[0]
        return Gate(since=moment(since), until=moment(until), setback=Setback(setback))

    def set_failures(self, source: str, count: int) -> None:
        """Remember how often in a row a source has failed."""
        self._change("INSERT OR REPLACE INTO failure (source, count) VALUES (?, ?)", source, count)

    def failures(self, source: str) -> int:
        """How often in a row a source has failed; 0 when nothing was ever noted."""
        rows = self._rows("SELECT count FROM failure WHERE source = ?", source)
        return rows[0][0] if rows else 0
