"""What was told on a day, counted beside the week before: new, contested, in circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, literal_column, select

from marsad.archive.schema import documents, linked, propositions
from marsad.linking.nouns import Standing

BEFORE = 7  # days that a day is held against: a week has each weekday once
NEW, CIRCULAR = "new", "circular"
KINDS = (
    NEW,
    Standing.CONTESTED.value,
    Standing.CORROBORATED.value,
    Standing.SINGLE_ORIGIN.value,
    CIRCULAR,
)


class Tally(NamedTuple):
    """How many propositions of a kind each day has, the asked one last.

    ``kind`` is ``new`` (first told on the day), ``circular`` (outlets cite each other in a ring),
    or a standing; all but ``new`` are counted on the day on which they were last told.
    """

    kind: str
    days: tuple[int, ...]

    @property
    def today(self) -> int:
        """On the day that was asked for."""
        return self.days[-1]

    @property
    def usual(self) -> float:
        """A day of the week before, on average."""
        return sum(self.days[:-1]) / len(self.days[:-1])


class Overview(NamedTuple):
    """A day of an archive: ``day`` is ``None`` where nothing has a date."""

    day: date | None
    tallies: tuple[Tally, ...]


def count_day(connection: Connection, asked: date | None, today: date) -> Overview:
    """The day that is asked for, else the newest up to ``today`` on which something was told."""
    day = asked or newest_day(connection, today)
    if day is None:
        return Overview(None, ())
    last = day.toordinal()
    first = max(1, last - BEFORE)
    counts: dict[str, Counter[int]] = {kind: Counter() for kind in KINDS}
    counts[NEW] = Counter(_new(connection, first, last))
    chosen = (
        select(
            propositions.c.last,
            propositions.c.standing,
            func.count(),
            func.count(func.nullif(propositions.c.circles, 0)),
        )
        .where(propositions.c.last.between(first, last))
        .group_by(propositions.c.last, propositions.c.standing)
    )
    for at, standing, number, rings in connection.execute(chosen):
        if standing in counts:
            counts[standing][at] += number
        counts[CIRCULAR][at] += rings
    days = range(last - BEFORE, last + 1)
    return Overview(
        day, tuple(Tally(kind, tuple(counts[kind][at] for at in days)) for kind in KINDS)
    )


def newest_of(connection: Connection, kind: str, until: date, limit: int) -> Sequence[str]:
    """Ids of propositions of a kind, those last told first, none of a day behind ``until``."""
    order, ordinal = (propositions.c.last.desc(), propositions.c.id), until.toordinal()
    chosen = select(propositions.c.id).where(propositions.c.last <= ordinal)
    if kind == NEW:
        order = (propositions.c.day.desc(), propositions.c.id)
        chosen = select(propositions.c.id).where(propositions.c.day <= ordinal)
    elif kind == CIRCULAR:
        chosen = chosen.where(propositions.c.circles > literal_column("0"))  # as the index says it
    else:
        chosen = chosen.where(propositions.c.standing == kind)
    return connection.execute(chosen.order_by(*order).limit(limit)).scalars().all()


def unlinked(connection: Connection) -> int:
    """How many documents have not been joined since they were stored."""
    stored = connection.scalar(select(func.count()).select_from(documents)) or 0
    return stored - (connection.scalar(select(func.count()).select_from(linked)) or 0)


def _new(connection: Connection, first: int, last: int) -> dict[int, int]:
    chosen = select(propositions.c.day, func.count()).where(propositions.c.day.between(first, last))
    return {at: number for at, number in connection.execute(chosen.group_by(propositions.c.day))}


def newest_day(connection: Connection, today: date) -> date | None:
    """The newest day up to ``today`` on which something was told; without one, the newest."""
    there = propositions.c.last.between(1, today.toordinal())
    found = connection.scalar(select(func.max(propositions.c.last)).where(there))
    if found is None:  # all that is dated is dated to come
        found = connection.scalar(
            select(func.max(propositions.c.last)).where(propositions.c.last > 0)
        )
    return None if found is None else date.fromordinal(found)
