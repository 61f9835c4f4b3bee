"""Dates as pages, feeds and tables write them, to ISO 8601; no day is moved and none is guessed."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ]|$)")
_SHORT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(Z?))?")
_LOOSE = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?(?:\[[\w/]+\])?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d\d:\d\d")
_DIGITS = {ord("٠") + n: str(n) for n in range(10)} | {ord("۰") + n: str(n) for n in range(10)}
# Pages of news; earlier days are what programs write for "none" (0001-01-01, 1970-01-01).
_FIRST, _LAST, _EPOCH = 1900, 2100, "1970-01-01T00:00:00"
_LONGEST = 64


def is_date(value: str) -> bool:
    """Whether a string begins with a day of the calendar as ISO 8601 writes it."""
    if not _DATE.match(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def read_date(value: str | None) -> str | None:
    """A date or a time in ISO 8601, in the time zone in which it is written; ``None`` if none is.

    Knows ISO 8601 and what is near it (``2024/3/1 9:05 UTC``), ``20240301093000`` and the dates of
    mail (``Fri, 01 Mar 2024 23:30:00 +0300``). ``01/03/2024`` is nobody's and therefore none.
    """
    if value is None or len(value) > _LONGEST:
        return None
    text = value.translate(_DIGITS).strip()
    found = _read_mail(text) if _MAIL.match(text) else _read_loose(_spread(text))
    if found is None or not _FIRST <= int(found[:4]) <= _LAST or found.startswith(_EPOCH):
        return None
    return found


def _spread(text: str) -> str:
    """``20240301093000`` as ``2024-03-01 09:30:00``; anything else as it is."""
    short = _SHORT.fullmatch(text)
    if short is None:
        return text
    year, month, day, hour, minute, second, zone = short.groups()
    return f"{year}-{month}-{day}" + (f" {hour}:{minute}:{second}{zone}" if hour else "")


def _read_loose(text: str) -> str | None:
    parts = _LOOSE.fullmatch(text)
    if parts is None:
        return None
    year, month, day, clock, zone = parts.groups()
    written = f"{year}-{int(month):02}-{int(day):02}"
    if clock:
        written += f"T{clock if len(clock) > 5 else clock + ':00'}"
        written += _zone(zone)
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone[0] not in "+-":
        return "Z"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _read_mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def local_time(first: str, others: list[str]) -> str:
    """Of the same moment the writing with the offset of a place, where ``first`` is in UTC.

    A report of 1 March 01:00 in Baghdad is one of 28 February in UTC: its readers saw 1 March.
    """
    moment = _utc(first)
    if moment is None or moment.utcoffset():
        return first
    for other in others:
        same = _utc(other)
        if same is not None and same.utcoffset() and same == moment:
            return other
    return first


def _utc(value: str) -> datetime | None:
    """A time with its zone; ``None`` where there is no zone."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo is not None else None
