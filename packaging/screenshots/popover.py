"""Pictures of the popover in all its states, light and dark, without a desktop.

    .venv/bin/python packaging/screenshots/popover.py FOLDER [FONT]

draws each state at two pixels to the point into FOLDER. The account is made up: Tue 17 Nov 2026, 16:18 in Berlin.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QWidget

from fairmeter.billing import Request
from fairmeter.denials import Judged, Refusal, judge
from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    Dated,
    ExtraUsage,
    FailureKind,
    Hint,
    Money,
    Scope,
    Snapshot,
    SourceFailure,
    SourceName,
    Window,
)
from fairmeter.outlook import Outlook
from fairmeter.ui.popover import Popover
from fairmeter.view.clock import Clock
from fairmeter.view.hint import NO_TRAY
from fairmeter.view.popover import PopoverView, popover
from fairmeter.view.theme import DARK, LIGHT, Theme
from fairmeter.view.wording import Wording

SCALE = 2.0
_THEMES = {"light": LIGHT, "dark": DARK}
_BERLIN = ZoneInfo("Europe/Berlin")
WORDING = Wording(clock=Clock(_BERLIN))


def _local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=_BERLIN).astimezone(UTC)


NOW = _local(17, 16, 18)
_SESSION_END, _WEEK_END = _local(17, 18, 40), _local(21, 10)


def _session(used: float | None = 46.0, end: datetime | None = _SESSION_END) -> Window:
    return Window(kind=SESSION, used_pct=used, resets_at=end)


def _weekly(used: float = 41.0) -> Window:
    return Window(kind=WEEKLY, used_pct=used, resets_at=_WEEK_END)


def _model(name: str = "Fable", used: float | None = 64.0) -> Window:
    return Window(kind=WEEKLY_SCOPED, used_pct=used, resets_at=_WEEK_END, scope=Scope(model=name))


def _dollars(cents: int) -> Money:
    return Money(cents, currency="USD")


_EMPTY = ExtraUsage(enabled=True, spent=_dollars(401), cap=_dollars(4000), balance=_dollars(0))
_PAYS = ExtraUsage(enabled=True, spent=_dollars(214), cap=_dollars(4000), balance=_dollars(1786))
_OFF = ExtraUsage(enabled=False, user_disabled=True, spent=_dollars(0))
_NO_CAP = ExtraUsage(enabled=True, spent=_dollars(401), uncapped=True)
_FRANCS = ExtraUsage(
    enabled=True,
    spent=Money(120_450, currency="CHF"),
    cap=Money(500_000, currency="CHF"),
    balance=Money(98_765, currency="CHF"),
)


def _seen(*windows: Window, extra: ExtraUsage | None = None, ago: timedelta = timedelta(minutes=2)) -> Outlook:
    at = NOW - ago
    return Outlook(
        at=NOW,
        snapshot=Snapshot(
            account="showcase",
            windows=tuple(Dated(window, SourceName.API, at) for window in windows),
            extra=None if extra is None else Dated(extra, SourceName.API, at),
            listed_at=at,
        ),
    )


def _failed(kind: FailureKind, hint: Hint) -> SourceFailure:
    return SourceFailure(kind=kind, hint=hint, source="api", at=NOW)


def _stale() -> Outlook:
    seen = _seen(_session(22.0), _weekly(40.0), _model(used=62.0), ago=timedelta(minutes=41))
    until = _local(17, 17, 20)
    busy = _failed(FailureKind.RATE_LIMITED, Hint.SERVICE_BUSY)
    return replace(seen, problem=busy, blocked_until=until, next_ask_at=until)


def _offline() -> Outlook:
    seen = _seen(_session(), _weekly(), ago=timedelta(minutes=21))
    return replace(seen, problem=_failed(FailureKind.OFFLINE, Hint.NO_NETWORK), problem_since=_local(17, 15, 58))


_REFUSED = _local(17, 9, 42)
_OUT_OF_EXTRA = "You're out of extra usage. Add more at claude.ai/settings/usage and keep going."
_SESSION_LIMIT = "You've hit your session limit \N{MIDDLE DOT} resets 10:40am (Europe/Berlin)"


def _morning(text: str, *refused_at: datetime, extra: ExtraUsage = _EMPTY, session: float = 72.0) -> Outlook:
    """09:44, two minutes after the newest refusal."""
    now, read = _REFUSED + timedelta(minutes=2), _REFUSED + timedelta(minutes=1)
    windows = (_session(session, _local(17, 10, 40)), _weekly(38.0), _model(used=58.0))
    snapshot = Snapshot(
        account="showcase",
        windows=tuple(Dated(window, SourceName.API, read) for window in windows),
        extra=Dated(extra, SourceName.API, read),
        listed_at=read,
    )
    return Outlook(
        at=now, snapshot=snapshot, refusals=tuple(_judged(text, at, snapshot) for at in refused_at or (_REFUSED,))
    )


def _judged(text: str, at: datetime, meters: Snapshot) -> Judged:
    credits_gone = text == _OUT_OF_EXTRA
    refusal = Refusal(
        text=f"API Error: 400 {text}" if credits_gone else text,
        at=at,
        status=400 if credits_gone else 429,
        model="claude-fable-5",
    )
    return Judged(
        identity=at.isoformat(),
        at=at,
        refusal=refusal,
        verdict=judge(refusal, (meters,)),
        judged_at=at,
        request=Request(model="claude-fable-5"),
        account="showcase",
        meters=meters,
    )


def _refusals() -> dict[str, Outlook]:
    """What a banner can say."""
    earlier = tuple(_REFUSED - timedelta(minutes=2 * step) for step in range(5))
    at_cap = replace(_PAYS, spent=_dollars(4000))
    return {
        "contradiction": _morning(_OUT_OF_EXTRA),
        "contradiction-five": _morning(_OUT_OF_EXTRA, *earlier),
        "contradiction-funded": _morning(_OUT_OF_EXTRA, extra=_PAYS),
        "contradiction-off": _morning(_OUT_OF_EXTRA, extra=_OFF),
        "contradiction-cap": _morning(_OUT_OF_EXTRA, extra=at_cap),
        "contradiction-limit": _morning(_SESSION_LIMIT),
        "contradiction-extra": _morning(_OUT_OF_EXTRA, extra=_PAYS, session=100.0),
    }


def scenes() -> dict[str, Outlook]:
    """Every state by its name."""
    three = (_session(), _weekly(), _model())
    four = (*three, _model("Opus", 12.0))
    unknown = Window(kind="daily_surface", used_pct=12.0, resets_at=_local(18, 0))
    made: dict[str, Callable[[], Outlook]] = {
        "fine": lambda: _seen(*three, extra=_EMPTY),
        "stale": _stale,
        "offline": _offline,
        "signed-out": lambda: Outlook(at=NOW, problem=_failed(FailureKind.SIGNED_OUT, Hint.NO_LOGIN)),
        "first-run": lambda: Outlook(at=NOW),
        "ultra": lambda: _seen(_weekly()),
        "not-started": lambda: _seen(_session(0.0, None), _weekly()),
        "extra-pays": lambda: _seen(_session(), _weekly(100.0), extra=_PAYS),
        "refused": lambda: _seen(_session(), _weekly(100.0), extra=_EMPTY),
        "extra-off": lambda: _seen(*three, extra=_OFF),
        "no-cap": lambda: _seen(*three, extra=_NO_CAP),
        "long-money": lambda: _seen(*three, extra=_FRANCS),
        "four": lambda: _seen(*four, extra=_EMPTY),
        "seven": lambda: _seen(*four, _model("Haiku", 99.7), _model("Sonnet", None), unknown, extra=_EMPTY),
        "unknown-kind": lambda: _seen(*three[:2], unknown),
        "no-figure": lambda: _seen(_session(), _model(used=None)),
        "notice": lambda: replace(_seen(*three, extra=_EMPTY), notice="book_broken"),
        "no-tray": lambda: _seen(*three[:2]),
        "funded": lambda: _seen(*three, extra=_PAYS),
        "weeks-only": lambda: _seen(*three[1:], extra=_EMPTY),
        "model-out": lambda: _seen(*three[:2], _model(used=100.0), extra=_EMPTY),
    }
    return {name: make() for name, make in made.items()} | _refusals()


def render(view: PopoverView, theme: Theme, scale: float, *, as_window: str | None = None) -> QImage:
    """The popover as it is shown, with transparent corners, `scale` pixels to the point."""
    window = Popover(as_window=as_window, reduced_motion=True)
    window.show_view(view, theme)
    window.ensurePolished()
    image = QImage(window.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    window.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    return image


def main(arguments: list[str]) -> None:
    """Draw every scene in both themes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(arguments[:1])
    folder = Path(arguments[1])
    if len(arguments) > 2:  # noqa: PLR2004 - the font is the second argument
        app.setFont(QFont(arguments[2]))
    folder.mkdir(parents=True, exist_ok=True)
    for name, outlook in scenes().items():
        for look, theme in _THEMES.items():
            reason = NO_TRAY if name == "no-tray" else None
            image = render(popover(outlook, outlook.at, WORDING), theme, SCALE, as_window=reason)
            path = folder / f"popover-{name}-{look}.png"
            if not image.save(str(path)):
                raise SystemExit(f"{path} cannot be written")
            print(path)


if __name__ == "__main__":
    main(sys.argv)
