"""`fairmeter`: the tray app, or one command of the terminal."""

import os
import sys
from collections.abc import Mapping

from fairmeter.cli import main as terminal

NO_DISPLAY = 4


def main() -> int:
    """Run what the command line says; the status for the shell."""
    args = terminal.parser().parse_args()
    shows_face = args.command is None or (args.command == "demo" and not args.once)
    if not shows_face:
        return terminal.run(args)
    if not has_display(os.environ):
        print(  # noqa: T201 - a person started us from a terminal
            "fairmeter: no display here. Try `fairmeter watch`, `fairmeter status`, or `fairmeter demo --once`.",
            file=sys.stderr,
        )
        return NO_DISPLAY
    # Imported here, so that a command of the terminal does not pay for Qt.
    from fairmeter.ui import app, demo  # noqa: PLC0415

    if args.command == "demo":
        return demo.run(args.story)
    return app.run(app.Start(environment=os.environ, clock=app.utc_now))


def has_display(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be shown at all."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
