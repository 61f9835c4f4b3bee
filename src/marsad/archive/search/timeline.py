"""How many hits a search has in each day, month or year: by the keys alone, of all hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from marsad.archive.keys import DAY, day_of
from marsad.archive.search.matching import Wanted

_DAYS = 90  # days that are told one by one; more are told by months
_MONTHS = 240  # months that are told; more are told by years
_FEW = 10_000  # hits that are fetched and counted: as quick as to ask for each period


class Count(NamedTuple):
    """How many hits a value has; ``value`` is what a field of a search takes."""

    value: str
    hits: int


class Timeline(NamedTuple):
    """All hits by the time of publication, in order; ``by`` is day, month or year.

    ``undated`` are in none of the periods.
    """

    by: str
    periods: tuple[Count, ...]
    undated: int

    @property
    def total(self) -> int:
        """All hits."""
        return self.undated + sum(period.hits for period in self.periods)


def count_times(connection: Connection, found: Wanted, total: int) -> Timeline:
    """Count hits by the time; ``total`` is how many there are, or any number above ``_FEW``."""
    if connection.dialect.name == "postgresql":
        statement = found.statement(
            "SELECT key / :day AS day, count(*) FROM ({found}) AS hits GROUP BY 1"
        )
        rows = connection.execute(statement, {**found.values, "day": DAY})
        return _tell({int(day): int(hits) for day, hits in rows})
    if total <= _FEW:
        keys = connection.exec_driver_sql(found.found, found.values).scalars()
        return _tell(Counter(key // DAY for key in keys))
    return _ask(connection, found)


def _tell(days: dict[int, int]) -> Timeline:
    """By periods, from hits by day; day 0 is unknown."""
    undated = days.pop(0, 0)
    if not days:
        return Timeline("day", (), undated)
    by, label = _fitting(date.fromordinal(min(days)), date.fromordinal(max(days)))
    counts = Counter[str]()
    for day in sorted(days):
        counts[label(date.fromordinal(day))] += days[day]
    return Timeline(by, tuple(Count(*one) for one in counts.items()), undated)


def _ask(connection: Connection, found: Wanted) -> Timeline:
    """By periods, asking FTS5 for each: it counts what lies between two keys without fetching."""
    [undated] = _counted(connection, found, [(0, DAY)])
    ends = []
    for order in ("ASC", "DESC"):
        statement = found.statement(f"{{found}} AND rowid >= :dated ORDER BY rowid {order} LIMIT 1")
        ends.append(connection.execute(statement, {**found.values, "dated": DAY}).scalar())
    first, last = (None if key is None else day_of(key) for key in ends)
    if first is None or last is None:
        return Timeline("day", (), undated)
    by, label = _fitting(first, last)
    periods = list(_periods(first, last, label))
    hits = _counted(connection, found, [(low * DAY, high * DAY) for _, low, high in periods])
    told = (Count(name, many) for (name, _, _), many in zip(periods, hits, strict=True) if many)
    return Timeline(by, tuple(told), undated)


def _counted(connection: Connection, found: Wanted, ranges: list[tuple[int, int]]) -> list[int]:
    """How many hits lie in each range of keys."""
    each = ", ".join(f"({int(low)}, {int(high)})" for low, high in ranges)
    inner = f"{found.found} AND rowid >= low AND rowid < high"
    statement = (
        f"WITH ranges (low, high) AS (VALUES {each}) "
        f"SELECT (SELECT count(*) FROM ({inner})) FROM ranges ORDER BY low"
    )
    return [int(n) for n in connection.exec_driver_sql(statement, found.values).scalars()]


def _periods(
    first: date, last: date, label: Callable[[date], str]
) -> Iterator[tuple[str, int, int]]:
    """Every period from one day to another: its name, its first day, the first day behind it."""
    begins = first.toordinal()
    name = label(first)
    for day in range(begins + 1, last.toordinal() + 1):
        then = label(date.fromordinal(day))
        if then != name:
            yield name, begins, day
            name, begins = then, day
    yield name, begins, last.toordinal() + 1


def _fitting(first: date, last: date) -> tuple[str, Callable[[date], str]]:
    """The periods in which a stretch of time is told, and how each is called."""
    if (last - first).days < _DAYS:
        return "day", lambda day: day.isoformat()
    if (last - first).days < _MONTHS * 30:
        return "month", lambda day: day.isoformat()[:7]
    return "year", lambda day: day.isoformat()[:4]
