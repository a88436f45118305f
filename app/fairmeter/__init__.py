"""Fairmeter: the monitor of a Claude subscription that is right about money and refusals."""

__version__ = "0.1.0"
