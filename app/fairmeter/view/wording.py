"""How this user wants things said: their clock, and whether figures speak of what is used or left."""

from dataclasses import dataclass, field

from fairmeter.limits import FULL_PCT, SESSION, WEEKLY, WEEKLY_SCOPED, Window, prettified
from fairmeter.view.amounts import percent, percent_left
from fairmeter.view.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Settings of speech. `show_left` turns "46% used" into "54% left"; bars fill with used all the same."""

    clock: Clock = field(default_factory=Clock)
    show_left: bool = False
    relative_first: bool = True

    def figure(self, used: float | None) -> str:
        """A percentage with its word, or "Unknown"."""
        if used is None:
            return "Unknown"
        if self.show_left and used < FULL_PCT:
            return f"{percent_left(used)} left"
        return f"{percent(used)} used"


def limit_name(window: Window) -> str:
    """The name of a limit in a row: "Session", "Weekly", "Weekly Fable", or the service's word made readable."""
    scoped = window.scope.model or window.scope.surface
    if window.kind == SESSION:
        return "Session"
    if window.kind == WEEKLY:
        return "Weekly"
    if window.kind == WEEKLY_SCOPED:
        return f"Weekly {scoped}" if scoped else "Weekly, one model"
    name = prettified(window.kind) or "Unnamed limit"
    return f"{name} {scoped}" if scoped else name


def limit_suffix(window: Window) -> str:
    """What stands after the name in the quieter colour."""
    return {SESSION: "5 h", WEEKLY: "all models"}.get(window.kind, "" if window.is_known_kind else "New kind")


def limit_subject(window: Window) -> str:
    """The limit as the subject of a sentence: "Your session", "Your week", "Weekly Fable"."""
    return {SESSION: "Your session", WEEKLY: "Your week"}.get(window.kind, limit_name(window))
