"""The day, month or year that a TIMEX3 value or a time of publication begins with."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_BEGINS = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\dW-])", re.ASCII)


class Day(NamedTuple):
    """A date as far as it is known; ``month`` and ``day`` are ``None`` where they are not."""

    year: int
    month: int | None = None
    day: int | None = None

    def parts(self) -> list[int]:
        """What is known, the year first."""
        return [part for part in self if part is not None]


def day_of(value: str | None) -> Day | None:
    """The date that a value begins with; ``None`` for a week, a season, the present."""
    found = _BEGINS.match(value or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return Day(year or 0, month, day)
