"""The control endpoint's commands: how a test steers a simulator that runs inside another process."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from fairmeter.simulator.account import Account, Order, Outcome
from fairmeter.simulator.clock import SimClock
from fairmeter.simulator.extra import ExtraUsage
from fairmeter.simulator.faults import Fault
from fairmeter.simulator.refusals import Refused

_KNOWN = frozenset({"advance_s", "fault", "order", "extra", "reset_all", "request"})
_EXTRA_TYPES = {"enabled": bool, "cap_minor": int, "spent_minor": int, "balance_minor": int}
_NULLABLE = frozenset({"cap_minor", "balance_minor"})
_LONGEST_ADVANCE_S = 10.0 * 365 * 86400

Word = TypeVar("Word", bound=StrEnum)


class CommandRefused(ValueError):  # noqa: N818 - it names what happened
    """A command that is not understood; its text says which part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request of the simulated user.

    Attributes:
        model: Model id.
        cost_units: What it costs; a session holds 100.
        long_context: Whether it needs the long context.
        fast_mode: Whether it runs in fast mode.
    """

    model: str
    cost_units: float = 1.0
    long_context: bool = False
    fast_mode: bool = False


class Steered(Protocol):
    """What a command can change."""

    account: Account
    clock: SimClock
    ask: Callable[[Ask], Outcome]

    @property
    def fault(self) -> Fault | None:
        """What is wrong with every answer."""

    @fault.setter
    def fault(self, fault: Fault | None) -> None: ...


def obey(body: bytes, steered: Steered) -> Outcome | None:
    """Carry out a command.

    It is a JSON object with any of `advance_s` (seconds), `fault` (a word of `Fault`, or null), `order` (a word of
    `Order`), `extra` (`enabled`, `cap_minor`, `spent_minor`, `balance_minor`), `reset_all` (true) and `request`
    (`model`, `cost_units`, `long_context`, `fast_mode`), done in that order. Nothing is done unless all of it is
    understood.

    Returns:
        The outcome of the request, None without one.

    Raises:
        CommandRefused: A part of it is not understood.
    """
    command = _object(body)
    unknown = sorted(set(command) - _KNOWN)
    if unknown:
        raise CommandRefused(f"unknown: {', '.join(unknown)}")
    advance = timedelta(seconds=_number(command.get("advance_s", 0), "advance_s", least=0.0))
    fault = _word(Fault, command.get("fault"), "fault")
    order = _word(Order, command.get("order"), "order")
    extra = _extra(command.get("extra", {}))
    ask = _ask(command["request"]) if "request" in command else None
    steered.clock.advance(advance)
    if "fault" in command:
        steered.fault = fault
    if order is not None:
        steered.account.set_order(order)
    if "extra" in command:
        steered.account.change_extra(extra)
    if command.get("reset_all") is True:
        steered.account.reset_all()
    return None if ask is None else steered.ask(ask)


def told(outcome: Outcome) -> dict[str, object]:
    """An outcome as the control endpoint tells it."""
    if isinstance(outcome, Refused):
        return {
            "status": outcome.status,
            "error_type": outcome.error_type,
            "message": outcome.message,
            "cause": outcome.cause,
            "request_id": outcome.request_id,
        }
    return {
        "paid_by": outcome.paid_by,
        "amount_minor": outcome.amount_minor,
        "request_id": outcome.request_id,
    }


def _object(body: bytes) -> dict[str, object]:
    try:
        command = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CommandRefused("not JSON") from error
    if not isinstance(command, dict):
        raise CommandRefused("not an object")
    return command


def _number(value: object, name: str, *, least: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CommandRefused(f"{name} is not a number")
    if not math.isfinite(value) or not least <= value <= _LONGEST_ADVANCE_S:
        raise CommandRefused(f"{name} is out of range")
    return float(value)


def _word(words: type[Word], value: object, name: str) -> Word | None:
    if value is None:
        return None
    try:
        return words(str(value))
    except ValueError as error:
        raise CommandRefused(f"{name} is none of {', '.join(words)}") from error


def _extra(value: object) -> Callable[[ExtraUsage], ExtraUsage]:
    if not isinstance(value, dict):
        raise CommandRefused("extra is not an object")
    for name, given in value.items():
        wanted = _EXTRA_TYPES.get(name)
        if wanted is None:
            raise CommandRefused(f"extra.{name} is unknown")
        if type(given) is not wanted and not (given is None and name in _NULLABLE):
            raise CommandRefused(f"extra.{name} is not {wanted.__name__}")
    changes = dict(value)
    return lambda extra: replace(extra, **changes)


def _ask(value: object) -> Ask:
    if not isinstance(value, dict) or not isinstance(value.get("model"), str):
        raise CommandRefused("request needs a model")
    cost = _number(value.get("cost_units", 1.0), "request.cost_units", least=0.0)
    if cost == 0:
        raise CommandRefused("request.cost_units is out of range")
    return Ask(
        model=value["model"],
        cost_units=cost,
        long_context=value.get("long_context") is True,
        fast_mode=value.get("fast_mode") is True,
    )
