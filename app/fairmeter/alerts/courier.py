"""Delivers notices: tries one way after the other, and lets no broken one stop the next."""

import logging
from collections.abc import Sequence
from datetime import datetime

from fairmeter.alerts.notice import Acted, Delivered, Handler, Notice, Undelivered

_log = logging.getLogger(__name__)


class Courier:
    """Hands a notice to the first handler that can show it.

    A notice is never the only signal: whoever sends one changes icon and popover too, so one that nobody could show is
    noted and forgotten.

    Args:
        handlers: The ways to show a notice, the best one first; none on a desktop for which none is known.
        on_action: Told of every action that is chosen. It is called on a thread of a handler and hands the wish over to
            a thread of its own.
    """

    def __init__(self, handlers: Sequence[Handler], on_action: Acted) -> None:
        self._handlers = tuple(handlers)
        self._on_action = on_action

    def deliver(self, notice: Notice, now: datetime) -> Delivered | None:
        """Show a notice; None when nobody could. May take some seconds when a desktop does not answer."""
        shown = notice.displayable()
        for handler in self._handlers:
            try:
                handler.show(shown, self._acted)
            except Undelivered as reason:
                _log.info("%s could not show the notice %s: %s", handler.name, notice.key, reason)
            except Exception:  # noqa: BLE001 - whatever broke in it, the next one is tried
                _log.exception("%s broke on the notice %s", handler.name, notice.key)
            else:
                return Delivered(handler.name, now)
        _log.info("no handler showed the notice %s", notice.key)
        return None

    def close(self) -> None:
        """Let go of everything that the handlers hold."""
        for handler in self._handlers:
            try:
                handler.close()
            except Exception:  # noqa: BLE001 - the others are closed too
                _log.exception("%s could not be closed", handler.name)

    def _acted(self, key: str, action_id: str) -> None:
        try:
            self._on_action(key, action_id)
        except Exception:  # noqa: BLE001 - the thread of the handler goes on hearing
            _log.exception("the action %s of the notice %s failed", action_id, key)
