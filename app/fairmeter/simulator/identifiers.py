"""Ids that look like the service's and are the same in every run."""

import hashlib
import itertools
import threading
import uuid

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_TAIL = 21


class Identifiers:
    """A repeatable run of ids, safe to draw from several threads.

    Args:
        seed: Two runs with one seed give the same ids in the same order.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = itertools.count()
        self._lock = threading.Lock()

    def request(self) -> str:
        """A request id, `req_011...`."""
        return f"req_011{self._tail('request')}"

    def message(self) -> str:
        """A message id, `msg_01...`."""
        return f"msg_01{self._tail('message')}"

    def record(self) -> str:
        """A UUID of a transcript record."""
        return str(uuid.UUID(bytes=self._digest("record")[:16], version=4))

    def _tail(self, kind: str) -> str:
        return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in self._digest(kind)[:_TAIL])

    def _digest(self, kind: str) -> bytes:
        with self._lock:
            number = next(self._count)
        return hashlib.sha256(f"{self._seed}/{kind}/{number}".encode()).digest()
