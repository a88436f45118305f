"""The shelf of refusals and charges: kept for good, each exactly once, with every judgement that was made."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from fairmeter.history.shelf import Shelf
from fairmeter.history.statements import LATEST, micros, moment, run


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRefusal:
    """A refusal to be kept. `identity` says which one it is, however often and wherever it is found."""

    identity: str
    at: datetime
    account: str | None
    refusal_json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRefusal:
    """A refusal as the book has it, with its newest judgement; None while there is no judgement."""

    identity: str
    at: datetime
    account: str | None
    refusal_json: str
    verdict_json: str | None
    judged_at: datetime | None
    was_looked_at: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCharge:
    """A charge to extra usage as the book has it."""

    identity: str
    at: datetime
    account: str | None
    charge_json: str
    was_looked_at: bool


_KEEP_REFUSAL = "INSERT INTO refusal (identity, at, account, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_KEEP_CHARGE = "INSERT INTO charge (identity, at, account, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_JUDGE = """
    INSERT INTO verdict (identity, at, body) SELECT identity, ?2, ?3 FROM refusal WHERE identity = ?1
    AND ?3 IS NOT (SELECT body FROM verdict WHERE identity = ?1 ORDER BY at DESC, id DESC LIMIT 1)"""
_REFUSALS = """
    SELECT refusal.identity, refusal.at, refusal.account, refusal.body, verdict.body, verdict.at, refusal.is_seen
    FROM refusal LEFT JOIN verdict ON verdict.id =
        (SELECT id FROM verdict WHERE identity = refusal.identity ORDER BY at DESC, id DESC LIMIT 1)
    WHERE refusal.at BETWEEN ? AND ? ORDER BY refusal.at DESC, refusal.rowid DESC"""
_CHARGES = "SELECT identity, at, account, body, is_seen FROM charge WHERE at >= ? ORDER BY at DESC, rowid DESC"


class RefusalShelf(Shelf):
    """What was refused, what was charged, and what we say of it."""

    def keep_refusal(self, identity: str, at: datetime, account: str | None, refusal_json: str) -> bool:
        """Keep a refusal; True when it is new. One that is known stays as it was first kept."""
        return self._change(_KEEP_REFUSAL, identity, micros(at), account, refusal_json) > 0

    def keep_verdict(self, identity: str, at: datetime, verdict_json: str) -> bool:
        """Add a judgement of a refusal; earlier ones stay.

        Returns False when there is nothing to add: it says what the newest one says, or no such refusal is kept.
        """
        return self._change(_JUDGE, identity, micros(at), verdict_json) > 0

    def refusals(self, since: datetime, until: datetime | None = None) -> tuple[KeptRefusal, ...]:
        """The refusals from `since` to `until`, both included, newest first, each with its newest judgement."""
        last = LATEST if until is None else micros(until)
        return tuple(
            KeptRefusal(
                identity=identity,
                at=moment(at),
                account=account,
                refusal_json=body,
                verdict_json=verdict,
                judged_at=None if judged_at is None else moment(judged_at),
                was_looked_at=bool(is_seen),
            )
            for identity, at, account, body, verdict, judged_at, is_seen in self._rows(_REFUSALS, micros(since), last)
        )

    def keep_charge(self, identity: str, at: datetime, account: str | None, charge_json: str) -> bool:
        """Keep a charge; True when it is new. One that is known stays as it was first kept."""
        return self._change(_KEEP_CHARGE, identity, micros(at), account, charge_json) > 0

    def charges(self, since: datetime) -> tuple[KeptCharge, ...]:
        """The charges from `since` on, newest first."""
        return tuple(
            KeptCharge(identity=identity, at=moment(at), account=account, charge_json=body, was_looked_at=bool(is_seen))
            for identity, at, account, body, is_seen in self._rows(_CHARGES, micros(since))
        )

    def mark_looked_at(self, identity: str) -> None:
        """Remember that the user has seen a refusal or a charge; an identity that is not kept is no matter."""

        def mark(connection: sqlite3.Connection) -> None:
            run(connection, "UPDATE refusal SET is_seen = 1 WHERE identity = ?", identity)
            run(connection, "UPDATE charge SET is_seen = 1 WHERE identity = ?", identity)

        self._write(mark)


def keep_found(connection: sqlite3.Connection, found: FoundRefusal) -> bool:
    """Keep a refusal within a transaction; True when it is new."""
    values = found.identity, micros(found.at), found.account, found.refusal_json
    return run(connection, _KEEP_REFUSAL, *values).rowcount > 0
