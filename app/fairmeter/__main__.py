"""`fairmeter`: the tray app, or one command of the terminal."""

import argparse
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairmeter.cli.report import DrawPdf

NO_DISPLAY = 4


def main() -> int:
    """Run what the command line says; the status for the shell."""
    if not sys.argv[1:]:  # the tray app lives for weeks: it does not carry the terminal's commands with it
        return _tray_app()
    from fairmeter.cli import main as terminal  # noqa: PLC0415

    args = terminal.parsed()
    if args.command is None:
        return _tray_app()
    if args.command == "demo" and not args.once:
        return _demo(args.story)
    return _in_terminal(args)


def _tray_app() -> int:
    if not has_display(os.environ):
        return _no_display()
    from fairmeter.ui import app  # noqa: PLC0415 - a command of the terminal does not pay for Qt

    return app.run(app.Start(environment=os.environ, clock=app.utc_now))


def _demo(story: str | None) -> int:
    if not has_display(os.environ):
        return _no_display()
    from fairmeter.ui import demo  # noqa: PLC0415 - only the demo pays for the simulator

    return demo.run(story)


def _no_display() -> int:
    print(  # noqa: T201 - a person started us from a terminal
        "fairmeter: no display here. Try `fairmeter watch`, `fairmeter status`, or `fairmeter demo --once`.",
        file=sys.stderr,
    )
    return NO_DISPLAY


def _in_terminal(args: argparse.Namespace) -> int:
    """Run a command of the terminal; a reader that went away, as `head` does, is no error of ours."""
    from fairmeter.cli import main as terminal  # noqa: PLC0415

    try:
        status = terminal.run(args, draw_pdf=_pdf_painter() if _wants_pdf(args) else None)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again when it ends
        return 0
    return status


def _wants_pdf(args: argparse.Namespace) -> bool:
    return bool(args.command == "report" and args.format == "pdf")


def _pdf_painter() -> "DrawPdf":
    """The painter of PDFs, which needs Qt but no display."""
    from fairmeter.ui.report import pdf  # noqa: PLC0415

    return pdf.draw_alone


def has_display(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be shown at all."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
