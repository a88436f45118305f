"""What a transcript says of the requests that were answered: the next refusal was asked of the same model."""

from collections.abc import Mapping
from dataclasses import dataclass

from fairmeter.denials.refusal import word

_SYNTHETIC = "<synthetic>"
_STANDARD_CONTEXT = 200_000
_FAST = "fast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answered request of a session. `context_tokens` is what it carried in, None when not stated."""

    session: str | None
    model: str
    fast_mode: bool | None = None
    context_tokens: int | None = None

    @property
    def long_context(self) -> bool | None:
        """True when the conversation no longer fits the standard context; else not known, for it may have grown."""
        if self.context_tokens is not None and self.context_tokens > _STANDARD_CONTEXT:
            return True
        return None


def answered(record: Mapping[str, object]) -> Answered | None:
    """The answered request that a transcript record tells of; None for every other record."""
    message = record.get("message")
    if record.get("type") != "assistant" or not isinstance(message, Mapping):
        return None
    model = word(message.get("model"))
    if model is None or model == _SYNTHETIC or record.get("isApiErrorMessage") is True:
        return None
    usage = message.get("usage")
    speed = usage.get("speed") if isinstance(usage, Mapping) else None
    return Answered(
        session=word(record.get("sessionId")) or word(record.get("session_id")),
        model=model,
        fast_mode=speed == _FAST if isinstance(speed, str) else None,
        context_tokens=_carried_in(usage) if isinstance(usage, Mapping) else None,
    )


def _carried_in(usage: Mapping[str, object]) -> int | None:
    counts = [usage.get(key) for key in ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")]
    known = [count for count in counts if isinstance(count, int) and not isinstance(count, bool)]
    return sum(known) if known else None
