"""Figures given on the command line: read with patience, refused with a sentence, and made into a snapshot."""

import argparse
import math
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from fairmeter.limits import (
    SESSION,
    WEEKLY,
    WEEKLY_SCOPED,
    ExtraUsage,
    Money,
    Reading,
    Scope,
    Snapshot,
    SourceName,
    Window,
    merge,
)
from fairmeter.sources.json_values import BodyUnreadable, decode
from fairmeter.sources.usage_body import read_usage

_ACCOUNT = "given"
_GIVEN_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""Any instant would do: what is given by hand counts as taken at the refusal, whenever that was."""
_LATER = timedelta(seconds=1)

_MONEY = re.compile(r"^(?P<sign>[-+]?)\s*[^\d\s.,+-]{0,4}\s*(?P<minus>-?)(?P<digits>[\d.,]+)\s*[^\d\s]{0,4}$")
_DECIMAL_COMMA = re.compile(r"^\d+,\d{1,2}$")
_LARGEST = Decimal(10) ** 12
_YES_NO = {"yes": True, "no": False}
_STATUSES = range(100, 600)


def percentage(text: str) -> float:
    """Percent used; above 100 is kept, for the service itself counts on."""
    try:
        value = float(text.strip().removesuffix("%").strip())
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a percentage used, such as 72")
    return value


def model_limit(text: str) -> tuple[str, float]:
    """A model's name and the percent used of its week."""
    name, equals, used = text.rpartition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form NAME=PCT, such as fable=35")
    return name.strip(), percentage(used)


def money(text: str) -> Decimal:
    """An amount in major units. A sign, a currency and thousands commas are taken along; a balance can be negative."""
    found = _MONEY.match(text.strip())
    digits = found.group("digits") if found else ""
    plain = digits.replace(",", ".") if _DECIMAL_COMMA.match(digits) else digits.replace(",", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount, such as 15.40") from None
    if found is None or value > _LARGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount, such as 15.40")
    return -value if "-" in (found.group("sign"), found.group("minus")) else value


def status_code(text: str) -> int:
    """An HTTP status."""
    if text.strip().isascii() and text.strip().isdecimal() and int(text) in _STATUSES:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not an HTTP status, such as 400")


def yes_no(text: str) -> bool:
    """A gate that was in use or was not."""
    try:
        return _YES_NO[text.strip().casefold()]
    except KeyError:
        raise argparse.ArgumentTypeError(f"{text!r} is neither yes nor no") from None


def usage_file(text: str) -> Reading:
    """A file with a body of the usage service."""
    try:
        return read_usage(decode(Path(text).read_bytes()), account=_ACCOUNT, taken_at=_GIVEN_AT)
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{text!r} cannot be read: {error.strerror}") from None
    except BodyUnreadable as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a body of the usage service: {error}") from None


def snapshot(args: argparse.Namespace) -> Snapshot | None:
    """The figures given, those by flag over those from the file; None when there are none."""
    body: Reading | None = args.usage
    windows = tuple(_windows(args))
    extra = _extra(args, body.extra if body is not None else None)
    readings = [] if body is None else [body]
    if windows or extra is not None:
        readings.append(
            Reading(
                source=SourceName.API,
                account=_ACCOUNT,
                taken_at=_GIVEN_AT + _LATER,
                windows=windows,
                extra=extra,
            )
        )
    return merge(readings) if readings else None


def _windows(args: argparse.Namespace) -> list[Window]:
    shared = [(SESSION, args.session), (WEEKLY, args.weekly)]
    found = [Window(kind=kind, used_pct=used) for kind, used in shared if used is not None]
    rows = [Window(kind=WEEKLY_SCOPED, used_pct=used, scope=Scope(model=name)) for name, used in args.model_limit]
    return [*found, *rows]


def _extra(args: argparse.Namespace, body: ExtraUsage | None) -> ExtraUsage | None:
    def amount(value: Decimal | None) -> Money | None:
        return None if value is None else Money.of_major(value, args.currency)

    if (args.extra, args.spent, args.cap, args.balance) == (None, None, None, None):
        return None
    extra = body or ExtraUsage(enabled=None)
    if args.extra is not None:
        extra = replace(extra, enabled=args.extra == "on", disabled_reason=None)
    return replace(
        extra,
        spent=amount(args.spent) or extra.spent,
        cap=amount(args.cap) or extra.cap,
        uncapped=extra.uncapped and args.cap is None,
        balance=amount(args.balance) or extra.balance,
    )
