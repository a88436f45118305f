"""The only place where the worker's thread meets the Qt thread."""

from PySide6.QtCore import QObject, Signal


class Bridge(QObject):
    """Lives on the Qt thread. The worker holds the bound emits and nothing else of Qt.

    An emit from another thread is queued to the receiver's thread; what travels is frozen.
    """

    arrived = Signal(object)
    """A picture from the worker."""
    acted = Signal(str)
    """The action of a notice that the user chose."""
    saved = Signal(object)
    """The settings were written; the problem if they could not be, else None."""
    worked = Signal(object)
    """When was worked in the last week."""
