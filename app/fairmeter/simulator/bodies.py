"""The usage body of the simulated service: an account in the shapes that the real one has sent."""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from fairmeter.simulator.account import AccountState, CreditPool
from fairmeter.simulator.meters import WEEK, Meter, MeterKind
from fairmeter.simulator.money_bodies import extra_usage_body, severity, spend_body

Json = dict[str, object]

_LEGACY_MODELS = ("Opus", "Sonnet")
_OLDER_NULLS = (
    "seven_day_oauth_apps", "seven_day_cowork", "seven_day_omelette",
    "tangelo", "iguana_necktie", "omelette_promotional", "cinder_cove",
)  # fmt: skip
_NEWER_NULLS = (
    "nimbus_quill", "copper_kite", "brass_thimble", "harbor_lantern", "wattle_ember", "amber_ladder",
    "amber_cistern", "juniper_tide", "cedar_ember", "amber_gauge",
)  # fmt: skip
_WARNING = 80
_MICROSECONDS = 1_000_000


class Shape(StrEnum):
    """Which of the service's shapes a body has."""

    NEWEST = "newest"
    """Rows in `limits`, every model's week only there."""
    LEGACY_KEY = "legacy_key"
    """As the newest, but Opus and Sonnet stand under their old keys and not in `limits`."""
    BEFORE_LIMITS = "before_limits"
    """The shape of June 2026: no `limits`, no `spend`, so no Fable either."""


class Jitter:
    """The reset times of one poll: they wander by up to a second from poll to poll.

    Usage contract: `resets_at` is never the same twice, and rows of one body differ by microseconds.

    Args:
        poll: Number of the poll; the same number gives the same times.
    """

    def __init__(self, poll: int) -> None:
        digest = hashlib.sha256(f"poll/{poll}".encode()).digest()
        drift = int.from_bytes(digest[:4], "big") % (_MICROSECONDS - 1000)
        self._drift = drift - _MICROSECONDS // 2
        self._row = 0

    def text(self, at: datetime | None) -> str | None:
        """A reset as the service writes it, None for an idle window."""
        if at is None:
            return None
        self._row += 1
        return (at + timedelta(microseconds=self._drift + 17 * self._row)).isoformat()


def usage_body(state: AccountState, poll: int = 0, shape: Shape = Shape.NEWEST, *, skip_spend: bool = False) -> Json:
    """The body of `GET /api/oauth/usage`.

    Args:
        state: The account.
        poll: Number of the poll, for the jitter of the reset times.
        shape: Which shape to send.
        skip_spend: The query variant that leaves out the money.
    """
    jitter = Jitter(poll)
    newer = shape is not Shape.BEFORE_LIMITS
    body: Json = {
        "five_hour": _window(state.session, jitter, newer=newer),
        "seven_day": _window(state.weekly, jitter, newer=newer),
        **dict.fromkeys(_OLDER_NULLS),
        **_legacy_windows(state, jitter, shape),
        "extra_usage": None if skip_spend else extra_usage_body(state.extra, newer=newer),
    }
    if not newer:
        return body
    rows = _rows(state, shape)
    return body | {
        **dict.fromkeys(_NEWER_NULLS),
        "iguana_necktie": _pool(state.pool),
        "limits": _limits(rows, jitter),
        "spend": None if skip_spend else spend_body(state.extra),
        "member_dashboard_available": False,
        "seven_day_breakdown": _breakdown(state),
        "weekly_scoped_shares": _shares(rows, state.weekly),
    }


def _window(meter: Meter | None, jitter: Jitter, *, newer: bool) -> Json | None:
    if meter is None:
        return None
    window: Json = {"utilization": float(meter.percent), "resets_at": jitter.text(meter.resets_at)}
    if newer:
        window |= dict.fromkeys(("limit_dollars", "used_dollars", "remaining_dollars", "locked_reason"))
    return window


def _legacy_windows(state: AccountState, jitter: Jitter, shape: Shape) -> Json:
    by_name = {} if shape is Shape.NEWEST else {meter.model: meter for meter in state.models}
    newer = shape is not Shape.BEFORE_LIMITS
    return {f"seven_day_{name.lower()}": _window(by_name.get(name), jitter, newer=newer) for name in _LEGACY_MODELS}


def _rows(state: AccountState, shape: Shape) -> tuple[Meter, ...]:
    if shape is Shape.NEWEST:
        return state.meters
    return tuple(meter for meter in state.meters if meter.model not in _LEGACY_MODELS)


def _limits(rows: tuple[Meter, ...], jitter: Jitter) -> list[Json]:
    active = _active(rows)
    return [_limit(meter, jitter, is_active=meter is active) for meter in rows]


def _active(rows: tuple[Meter, ...]) -> Meter | None:
    """The one row with `is_active`: in every capture the fullest near its end, else the first."""
    near = [meter for meter in rows if meter.percent >= _WARNING]
    return max(near, key=lambda meter: meter.percent) if near else next(iter(rows), None)


def _limit(meter: Meter, jitter: Jitter, *, is_active: bool) -> Json:
    scope = {"model": {"id": None, "display_name": meter.model}, "surface": None}
    return {
        "kind": meter.kind.value,
        "group": "session" if meter.kind is MeterKind.SESSION else "weekly",
        "percent": meter.percent,
        "severity": severity(meter.percent),
        "resets_at": jitter.text(meter.resets_at),
        "scope": None if meter.model is None else scope,
        "is_active": is_active,
    }


def _pool(pool: CreditPool | None) -> Json | None:
    if pool is None:
        return None
    return {
        "utilization": round(100.0 * pool.used / pool.limit, 2),
        "resets_at": pool.expires_at.isoformat(),
        "limit_dollars": pool.limit,
        "used_dollars": pool.used,
        "remaining_dollars": round(pool.limit - pool.used, 2),
        "locked_reason": None,
    }


def _breakdown(state: AccountState) -> Json | None:
    ends = state.weekly.resets_at
    if ends is None:
        return None
    shares = (("claude_code", "Claude Code", 99), ("chat", "Chats", 1), ("cowork", "Cowork", 0), ("other", "Other", 0))
    return {
        "as_of": state.at.isoformat(),
        "window_started_at": (ends - WEEK).isoformat(),
        "rows": [{"key": key, "display_name": name, "percent": percent} for key, name, percent in shares],
    }


def _shares(rows: tuple[Meter, ...], weekly: Meter) -> list[Json] | None:
    scoped = [(index, meter) for index, meter in enumerate(rows) if meter.kind is MeterKind.MODEL]
    return [
        {
            "allowance_percent_of_weekly": int(100.0 * meter.capacity / weekly.capacity),
            "limit_index": index,
            "used_percent_of_weekly": int(100.0 * meter.used / weekly.capacity),
        }
        for index, meter in scoped
    ] or None
