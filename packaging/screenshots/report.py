"""Pictures of the report window's pages, light and dark, without a desktop.

    .venv/bin/python packaging/screenshots/report.py FOLDER [FONT]

draws each page at two pixels to the point into FOLDER, in its usual and its least size. The contradiction is played by
the built-in simulator and judged by the real judge; the rest of the week is made up. It is Tue 17 Nov 2026, 16:18 in
Berlin.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QWidget

from fairmeter.assembly import parts, simulated
from fairmeter.billing import Request
from fairmeter.denials import Charge, Context, Judged, Refusal, charge_between, from_line, judge
from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    Dated,
    ExtraUsage,
    Money,
    Plan,
    PlanFamily,
    Scope,
    Snapshot,
    SourceName,
    Window,
)
from fairmeter.outlook import Outlook
from fairmeter.simulator import Simulator, stories
from fairmeter.ui.report.window import BILLING, OVERVIEW, REFUSALS, ReportWindow
from fairmeter.view.clock import Clock
from fairmeter.view.theme import DARK, LIGHT, Theme
from fairmeter.view.who_paid import Stretch, Work
from fairmeter.view.wording import Wording

SCALE = 2.0
TITLE_BAR = 28
"""The pictures of the design have a title bar within their height; a window drawn here has none."""
SIZES = {"": (980, 680 - TITLE_BAR), "-small": (820, 560 - TITLE_BAR)}
_THEMES = {"light": LIGHT, "dark": DARK}
_BERLIN = ZoneInfo("Europe/Berlin")
WORDING = Wording(clock=Clock(_BERLIN))


def _local(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=_BERLIN).astimezone(UTC)


NOW = _local(17, 16, 18)
_WEEK_END = _local(21, 10)
_HOUR = timedelta(hours=1)


def _dollars(cents: int) -> Money:
    return Money(cents, currency="USD")


def _extra(spent: int) -> ExtraUsage:
    return ExtraUsage(enabled=True, spent=_dollars(spent), cap=_dollars(4000), balance=_dollars(0))


def _meters(
    at: datetime, session: float, weekly: float, fable: float, *, spent: int = 401, end: datetime | None = None
) -> Snapshot:
    windows = (
        Window(kind=SESSION, used_pct=session, resets_at=end or at + timedelta(minutes=34)),
        Window(kind=WEEKLY, used_pct=weekly, resets_at=_WEEK_END),
        Window(kind=WEEKLY_SCOPED, used_pct=fable, resets_at=_WEEK_END, scope=Scope(model="Fable")),
    )
    return Snapshot(
        account="showcase",
        windows=tuple(Dated(window, SourceName.API, at) for window in windows),
        extra=Dated(_extra(spent), SourceName.API, at),
        plan=Dated(Plan(family=PlanFamily.MAX, name="Max 20x"), SourceName.API, at),
        listed_at=at,
        digest="3f" * 32,
    )


def played() -> Judged:
    """The simulator's contradiction: refused at 09:42, read 40 seconds before."""
    read_at, refused_at = _local(17, 9, 41, 20), _local(17, 9, 42)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Simulator(stories.CONTRADICTION, folder=home, speed=0, start=_local(17, 9, 36)) as simulator:
            own = parts(simulated(simulator.base_url, simulator.claude_dir, home), home)
            simulator.player.run_until(read_at)
            snapshot = own.monitor(lambda _: None).refresh(read_at).snapshot
            own.close()
            simulator.player.run_until(refused_at)
            lines = [line for path in simulator.claude_dir.rglob("*.jsonl") for line in path.read_bytes().splitlines()]
    refusal = next(found for found in map(from_line, reversed(lines)) if found is not None)
    context = Context(
        request=Request(model="claude-fable-5", long_context=False, fast_mode=False),
        newest_client=refusal.client,
        commit_names_harness=True,
    )
    if snapshot is None:
        raise SystemExit("the simulator gave no reading")
    return _judged(replace(refusal, model="claude-fable-5"), snapshot, context)


def _judged(refusal: Refusal, snapshot: Snapshot | None, context: Context) -> Judged:
    at = refusal.at or NOW
    request = replace(context.request, model=context.request.model or refusal.model)
    return Judged(
        identity=f"case {at.isoformat()}",
        at=at,
        refusal=refusal,
        verdict=judge(refusal, () if snapshot is None else (snapshot,), replace(context, request=request)),
        judged_at=at,
        request=request,
        meters=snapshot,
    )


_MADE_UP = (
    (_local(17, 15, 2), 429, "Usage credits required for 1M context", "claude-opus-5[1m]", None),
    (_local(16, 22, 36), 429, "You've hit your session limit · resets 23:10", "claude-fable-5", (100.0, 34.0, 52.0)),
    (_local(16, 17, 20), 529, "529 Overloaded", "claude-sonnet-5", None),
    (_local(15, 19, 4), 429, "You've hit your monthly spend limit", "claude-fable-5", None),
    (_local(12, 11, 48), 429, "You've reached your Fable 5 limit", "claude-fable-5", (40.0, 60.0, 100.0)),
    (_local(11, 8, 15), 401, "401 OAuth token has expired", "claude-sonnet-5", None),
)


def refusals() -> tuple[Judged, ...]:
    """A week of refusals, newest first."""
    found = [played()]
    for at, status, text, model, used in _MADE_UP:
        refusal = Refusal(text=text, at=at, status=status, model=model, client="2.1.268", entrypoint="cli")
        seen = None if used is None else _meters(at - timedelta(minutes=1), *used)
        found.append(_judged(refusal, seen, Context()))
    return tuple(sorted(found, key=lambda case: case.at, reverse=True))


def charges() -> tuple[Charge, ...]:
    """Two charges: one with plan room left, one of a used-up session."""
    told = ((_local(16, 22, 20), 100.0, 52.0, 340, 401), (_local(12, 10, 20), 34.0, 91.0, 187, 340))
    found = (
        charge_between(
            _meters(at - timedelta(minutes=5), session, 40.0, fable, spent=before, end=at + _HOUR),
            _meters(at, session, 40.0, fable, spent=after, end=at + _HOUR),
        )
        for at, session, fable, before, after in told
    )
    return tuple(charge for charge in found if charge is not None)


def work() -> Work:
    """When was worked in that week."""
    told = (
        *((11, 9, 0, 17, 30), (11, 20, 0, 22, 40), (12, 8, 30, 10, 30), (12, 12, 20, 17, 40), (13, 9, 40, 16, 50)),
        *((13, 19, 0, 23, 0), (14, 10, 0, 14, 20), (14, 15, 40, 19, 40), (15, 9, 0, 13, 20), (15, 15, 0, 19, 50)),
        *((15, 21, 0, 22, 30), (16, 8, 0, 12, 30), (16, 13, 0, 17, 40), (16, 18, 20, 22, 40), (17, 7, 20, 9, 30)),
        *((17, 9, 50, 10, 30), (17, 13, 40, 16, 18)),
    )
    stretches = tuple(
        Stretch(_local(day, hour, minute), _local(day, until, past)) for day, hour, minute, until, past in told
    )
    return Work(
        stretches=stretches,
        extra_off=(Stretch(_local(12, 10, 30), _local(16, 9, 5)),),
        model="claude-fable-5",
    )


def scenes() -> Iterator[tuple[str, str, Outlook]]:
    """Every picture: its name, its page, and what it shows."""
    full = Outlook(
        at=NOW,
        snapshot=_meters(NOW - timedelta(minutes=2), 46.0, 41.0, 64.0, end=_local(17, 18, 40)),
        refusals=refusals(),
        charges=charges(),
        asks_last_hour=12,
        next_ask_at=NOW + timedelta(minutes=3),
    )
    yield "overview", OVERVIEW, full
    yield "refusals", REFUSALS, full
    yield "billing-order", BILLING, full
    one = tuple(case for case in full.refusals if case.refusal.text.startswith("You've hit your session"))
    yield "refusals-explained", REFUSALS, replace(full, refusals=one)
    unproven = tuple(case for case in full.refusals if "monthly" in case.refusal.text)
    yield "refusals-unproven", REFUSALS, replace(full, refusals=unproven)
    yield "refusals-empty", REFUSALS, replace(full, refusals=(), charges=())
    yield "billing-order-empty", BILLING, replace(full, refusals=(), charges=())
    yield "overview-first-run", OVERVIEW, Outlook(at=NOW)
    yield "billing-order-first-run", BILLING, Outlook(at=NOW)


def render(outlook: Outlook, page: str, theme: Theme, size: tuple[int, int], scale: float) -> QImage:
    """The window as it is shown, `scale` pixels to the point."""
    window = ReportWindow(fairmeter="1.0.0", platform="macOS 15.1, arm64")
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    window.setMinimumSize(1, 1)
    window.resize(*size)
    if outlook.snapshot is not None and outlook.charges:
        window.show_work(work())
    window.show_picture(outlook, NOW, WORDING, theme)
    window.open_page(page)
    window.ensurePolished()
    image = QImage(window.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    window.render(
        image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren | QWidget.RenderFlag.DrawWindowBackground
    )
    return image


def main(arguments: list[str]) -> None:
    """Draw every page in both themes and both sizes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(arguments[:1])
    folder = Path(arguments[1])
    if len(arguments) > 2:  # noqa: PLR2004 - the font is the second argument
        app.setFont(QFont(arguments[2]))
    folder.mkdir(parents=True, exist_ok=True)
    for name, page, outlook in scenes():
        for look, theme in _THEMES.items():
            for size_name, size in SIZES.items():
                path = folder / f"report-{name}{size_name}-{look}.png"
                if not render(outlook, page, theme, size, SCALE).save(str(path)):
                    raise SystemExit(f"{path} cannot be written")
                print(path)


if __name__ == "__main__":
    main(sys.argv)
