"""Notices on Linux and other free desktops, over the session's D-Bus."""

from fairmeter.alerts.freedesktop.desktop_notices import DesktopNotices

__all__ = ["DesktopNotices"]
