"""The history book: what was read, asked, refused and judged, kept across restarts."""

from fairmeter.history.aside import Flaw, SetAside
from fairmeter.history.book import Book
from fairmeter.history.marks import FileMark
from fairmeter.history.refusals import FoundRefusal, KeptCharge, KeptRefusal
from fairmeter.history.trouble import BookTrouble, Trouble

__all__ = [
    "Book",
    "BookTrouble",
    "FileMark",
    "Flaw",
    "FoundRefusal",
    "KeptCharge",
    "KeptRefusal",
    "SetAside",
    "Trouble",
]
