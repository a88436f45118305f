"""The older half of a usage body: one top-level object for each window, under a name of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fairmeter.limits import SESSION, WEEKLY, WEEKLY_SCOPED, CreditPool, Scope, Window, prettified
from fairmeter.sources.extra_body import read_pool
from fairmeter.sources.json_values import fields, instant, percent, rows, word

FIVE_HOUR = "five_hour"
SEVEN_DAY = "seven_day"

_SCOPED = SEVEN_DAY + "_"
_MODELS = {"seven_day_opus": "Opus", "seven_day_sonnet": "Sonnet"}
_OTHER_SCOPES = {"seven_day_oauth_apps", "seven_day_cowork", "seven_day_omelette", "seven_day_overage_included"}
_CODENAMES = {
    "amber_cistern", "amber_gauge", "amber_ladder", "brass_thimble", "cedar_ember", "cinder_cove", "copper_kite",
    "harbor_lantern", "iguana_necktie", "juniper_tide", "nimbus_quill", "omelette_promotional", "tangelo",
    "wattle_ember",
}  # fmt: skip
_NOT_WINDOWS = {
    "extra_usage", "limits", "member_dashboard_available", "model_scoped", "seven_day_breakdown", "spend",
    "weekly_scoped_shares",
}  # fmt: skip
_WINDOW_SHAPE = {"utilization", "resets_at", "limit_dollars", "used_dollars", "remaining_dollars"}

KNOWN_KEYS = frozenset({FIVE_HOUR, SEVEN_DAY, *_MODELS, *_OTHER_SCOPES, *_CODENAMES, *_NOT_WINDOWS})
"""The top-level names that the usage contract explains, codenames included; any other is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatBody:
    """What stands at the top level of a body.

    `named` are the windows whose name says what they count. `codenamed` are windows under a codename that show some
    life; `placeholders` those that are zeroed and have no reset, for being there is not being in force. `pools` are
    credits in dollars, which are no windows.
    """

    named: tuple[Window, ...] = ()
    codenamed: tuple[Window, ...] = ()
    placeholders: tuple[Window, ...] = ()
    pools: tuple[CreditPool, ...] = ()

    @property
    def windows(self) -> tuple[Window, ...]:
        """All of them, whatever they are worth."""
        return (*self.named, *self.codenamed, *self.placeholders)


def read_flat(body: Mapping[str, object]) -> FlatBody:
    """Sort the top-level objects of a body into windows and pools."""
    pools: list[CreditPool] = []
    named: list[Window] = [*_model_rows(body)]
    codenamed: list[Window] = []
    placeholders: list[Window] = []
    for key, value in _window_shaped(body):
        name = word(key)
        if name is None:
            continue
        if pool := read_pool(name, value):
            pools.append(pool)
        elif key == FIVE_HOUR:
            named.append(_window(SESSION, value))
        elif key == SEVEN_DAY:
            named.append(_window(WEEKLY, value))
        elif key.startswith(_SCOPED):
            named.append(_window(WEEKLY_SCOPED, value, _scope(name)))
        else:
            window = _window(name, value)
            (codenamed if window.used_pct or window.resets_at else placeholders).append(window)
    return FlatBody(
        named=tuple(named), codenamed=tuple(codenamed), placeholders=tuple(placeholders), pools=tuple(pools)
    )


def _window_shaped(body: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for key, value in body.items():
        members = fields(value)
        if key not in _NOT_WINDOWS and not _WINDOW_SHAPE.isdisjoint(members):
            yield key, members


def _model_rows(body: Mapping[str, object]) -> Iterator[Window]:
    """The models' weeks as Claude Code adds them to the body it hands out (usage contract, `get_usage`)."""
    for row in rows(body.get("model_scoped")):
        members = fields(row)
        model = word(members.get("display_name"))
        if model is not None:
            yield _window(WEEKLY_SCOPED, members, Scope(model=model))


def _scope(name: str) -> Scope:
    model = _MODELS.get(name)
    return Scope(model=model) if model else Scope(surface=prettified(name.removeprefix(_SCOPED)))


def _window(kind: str, value: Mapping[str, object], scope: Scope = Scope()) -> Window:  # noqa: B008  it is frozen
    return Window(
        kind=kind,
        used_pct=percent(value.get("utilization")),
        resets_at=instant(value.get("resets_at")),
        scope=scope,
        locked_reason=word(value.get("locked_reason")),
    )
