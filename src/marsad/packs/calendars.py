"""Calendar arithmetic in TIMEX3 values: pure functions over dates, without words.

Units are the codes of ISO 8601: ``S``, ``MIN``, ``H``, ``D``, ``W``, ``M``, ``Y``. Whatever leaves
the years that ``datetime`` knows, or the Hijri years 1343 to 1500, is ``None``, never an error.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

_CLOCK = {"S": "S", "MIN": "M", "H": "H"}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def read_day(value: str | None) -> date | None:
    """The day with which an ISO date or datetime begins; ``None`` if it begins with none."""
    hit = _DAY.match(value or "")
    return safe_date(*(int(part) for part in hit.groups())) if hit else None


def safe_date(year: int, month: int, day: int) -> date | None:
    """That day, or ``None`` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_value(year: int, month: int) -> str:
    """``2017-05``."""
    return f"{year:04d}-{month:02d}"


def day_value(year: int, month: int, day: int) -> str | None:
    """``2017-05-27``; ``None`` where that year has no such day."""
    found = safe_date(year, month, day)
    return None if found is None else found.isoformat()


def weekday_near(anchor: date, weekday: int, steps: int | None) -> date | None:
    """The day called ``weekday`` (1 = Monday).

    ``steps`` ``None``: the last one, the anchor included; -1: the last one before the anchor;
    1: the next one after it; 0: the one in the anchor's week.
    """
    behind = (anchor.isoweekday() - weekday) % 7
    if steps is None:
        days = -behind
    elif steps < 0:
        days = -(behind or 7)
    elif steps > 0:
        days = 7 - behind
    else:
        days = weekday - anchor.isoweekday()
    return shift(anchor, "D", days)


def shift(day: date, unit: str, steps: int) -> date | None:
    """``day`` moved by whole days, weeks, months or years; a month's end stays inside it."""
    try:
        if unit in ("D", "W"):
            return day + timedelta(days=steps * (7 if unit == "W" else 1))
        months = day.year * 12 + day.month - 1 + steps * (12 if unit == "Y" else 1)
        year, month = divmod(months, 12)
        for last in (day.day, 30, 29, 28):
            moved = safe_date(year, month + 1, min(day.day, last))
            if moved is not None:
                return moved
    except OverflowError:
        pass
    return None


def truncate(day: date | None, unit: str, scale: int = 1) -> str | None:
    """The day, ISO week, month, year, decade (scale 10) or century (100) that holds ``day``."""
    if day is None:
        return None
    if unit == "Y":
        return {
            1: f"{day.year:04d}",
            10: f"{day.year // 10:03d}X",
            100: f"{day.year // 100:02d}XX",
        }[scale]
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return day.isoformat()


def period(anchor: date | None, unit: str, steps: int, scale: int = 1) -> str | None:
    """The unit ``steps`` before (negative) or after the one that holds the anchor."""
    if anchor is None:
        return None
    return truncate(shift(anchor, unit, steps * scale), unit, scale)


def quarter(anchor: date | None, steps: int) -> str | None:
    """The quarter ``steps`` before or after the one that holds the anchor: ``2017-Q2``."""
    moved = shift(anchor.replace(day=1), "M", 3 * steps) if anchor is not None else None
    return f"{moved.year:04d}-Q{(moved.month + 2) // 3}" if moved is not None else None


def duration(amount: float | None, unit: str, scale: int = 1) -> str:
    """``P3D``, ``PT2H``, ``P1.5Y``; ``PXD`` where the amount is unknown."""
    if amount is None:
        number = "X"
    else:
        whole = amount * scale
        number = f"{int(whole)}" if whole == int(whole) else f"{whole:g}"
    clock = _CLOCK.get(unit)
    return f"PT{number}{clock}" if clock else f"P{number}{unit}"


def join_durations(first: str, second: str) -> str:
    """``P7Y`` and ``P6M`` as ``P7Y6M``; ``P1D`` and ``PT2H`` as ``P1DT2H``."""
    if not second.startswith("PT"):
        return first + second[1:]
    return first + (second[2:] if "T" in first else second[1:])


def infer_year(anchor: date, month: int, day: int | None, *, ahead: float) -> int | None:
    """The year of a month or day that stands without one: it may lie so many years ahead.

    ``None`` where the anchor's year has no such day.
    """
    gap = _gap(anchor, month, day)
    if gap is None:
        return None
    if gap > 0:
        return anchor.year if gap <= ahead else anchor.year - 1
    return anchor.year + 1 if 1 + gap <= ahead else anchor.year


def step_year(anchor: date, month: int, day: int | None, steps: int) -> int | None:
    """The year of the last (-1), this (0) or next (1) such month or day."""
    gap = _gap(anchor, month, day)
    if gap is None:
        return None
    if steps < 0:
        return anchor.year - (gap >= 0)
    return anchor.year + (steps > 0 and gap <= 0)


def _gap(anchor: date, month: int, day: int | None) -> float | None:
    """How many years ahead of the anchor that month or day of the anchor's year lies."""
    if day is None:
        return (month - anchor.month) / 12
    there = safe_date(anchor.year, month, day)
    return None if there is None else (there - anchor).days / 365.25


def hijri_day(year: int, month: int, day: int) -> str | None:
    """The Gregorian day of a Hijri one, for the years 1343 to 1500."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day).isoformat()


def infer_hijri_year(anchor: date, month: int, day: int) -> int | None:
    """The Hijri year in which that day lies nearest to the anchor."""
    try:
        here = Gregorian(anchor.year, anchor.month, anchor.day).to_hijri().year
    except (ValueError, OverflowError):
        return None
    gaps = []
    for year in (here - 1, here, here + 1):
        found = read_day(hijri_day(year, month, day))
        if found is not None:
            gaps.append((abs((found - anchor).days), year))
    return min(gaps)[1] if gaps else None
