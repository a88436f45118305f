"""What is worth interrupting somebody for, and how it reaches them."""

from fairmeter.alerts.notice import Acted, Action, Delivered, Handler, Notice, Undelivered

__all__ = ["Acted", "Action", "Delivered", "Handler", "Notice", "Undelivered"]
