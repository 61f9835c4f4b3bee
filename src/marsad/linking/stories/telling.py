"""The stories of an archive: its propositions of some days, told to ``linking.stories.find``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from marsad.archive.lists import in_force
from marsad.archive.schema import bonds, propositions, statements
from marsad.linking.nouns import Standing, Statement
from marsad.linking.stored.asking import SHORTEST, find_called
from marsad.linking.stored.regrouping import open_bond
from marsad.linking.stored.store import chunks, load
from marsad.linking.stories.find import Story, Told, find_stories, tell_members

MOST = 20_000  # propositions of a period that nobody has set: some ten seconds
LENGTHS = (366, 92, 31, 14, 7, 3)  # days
_SIDES = (31, 14, 7, 3, 1)  # days
_AROUND = 60  # days before and after a proposition whose story is asked for


class Period(NamedTuple):
    """Days as ordinals, both among them; ``None`` sets no bound."""

    since: int | None = None
    until: int | None = None


def recent(connection: Connection, period: Period, most: int = MOST) -> Period:
    """The period; where it has no beginning, with one that takes in the ``most`` newest
    propositions."""
    if period.since is not None:
        return period
    days = select(propositions.c.last).where(*_within(period)).order_by(propositions.c.last.desc())
    first = connection.scalar(days.offset(most).limit(1))
    return period if first is None else Period(first + 1, period.until)


def size(connection: Connection, period: Period) -> int:
    """How many propositions were told in a period; ``MOST + 1`` stands for any more."""
    there = select(propositions.c.id).where(*_within(period)).limit(MOST + 1)
    return connection.scalar(select(func.count()).select_from(there.subquery())) or 0


def fitting(connection: Connection, until: int, most: int = MOST) -> Period:
    """The days before one, and it: the longest of some usual lengths with not too much in it."""
    for days in LENGTHS:
        period = Period(max(1, until - days + 1), until)
        if size(connection, period) <= most:
            return period
    return Period(until, until)


def near(connection: Connection, proposition: str, most: int = MOST) -> Period:
    """Days on either side of a proposition, as many as take in not too much."""
    chosen = select(propositions.c.day, propositions.c.last)
    row = connection.execute(chosen.where(propositions.c.id == proposition)).one()
    for days in _SIDES:
        period = Period(max(1, row.day - days), row.last + days)
        if size(connection, period) <= most:
            return period
    return Period(max(1, row.day), max(1, row.last))


def around(connection: Connection, proposition: str) -> Period:
    """A period that has the story of a proposition, however long it is told."""
    chosen = select(propositions.c.day, propositions.c.last)
    row = connection.execute(chosen.where(propositions.c.id == proposition)).one()
    return Period(max(1, row.day - _AROUND), row.last + _AROUND)


def stories_of(connection: Connection, period: Period) -> tuple[Story, ...]:
    """The stories of a period, by first day: of the propositions that were told in it."""
    told = list(_told(connection, period))
    ids = {one.id for one in told}
    found: list[Any] = []
    for some in chunks(sorted(ids)):
        found += connection.execute(select(bonds).where(bonds.c.one.in_(some))).all()
    tied = [open_bond(row) for row in found if row.other in ids]
    return find_stories(told, tied, lists=in_force(connection).lists)


def stories_between(connection: Connection, since: int, until: int) -> tuple[Story, ...]:
    """The same by its first and last day, those with the latest report first."""
    found = stories_of(connection, Period(since, until))
    return tuple(sorted(found, key=lambda one: (-one.last, -len(one.reports), one.id)))


def find_story(connection: Connection, id: str, period: Period, *, most: int = MOST) -> Story:
    """A story by its id, or by that of a proposition or a claim in it; its beginning will do.

    Stories are looked for in the period; where it has no bounds around a proposition, or in the
    ``most`` newest.

    Raises:
        LookupError: there is none, or several.
    """
    ids: tuple[str, ...] = ()
    with suppress(LookupError):
        ids = find_called(connection, id)
    wanted = period
    if period == Period():
        wanted = around(connection, ids[0]) if ids else recent(connection, period, most)
    found = [
        story
        for story in stories_of(connection, wanted)
        if any(one.proposition in ids for one in story.timeline) or _begins(story, id, ids)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise LookupError(f"{id}: several stories; give more of the id")
    if ids:
        raise LookupError(f"{id}: a proposition that stands in no story")
    raise LookupError(f"{id}: no such story; marsad story lists them; give its --since and --until")


def _begins(story: Story, id: str, ids: tuple[str, ...]) -> bool:
    return not ids and len(id) >= SHORTEST and story.id.startswith(id)


def _within(period: Period) -> Iterator[ColumnElement[bool]]:
    if period.since is not None:
        yield propositions.c.last >= period.since
    if period.until is not None:
        yield propositions.c.day <= period.until


def _told(connection: Connection, period: Period) -> Iterator[Told]:
    chosen = select(propositions.c.id, propositions.c.gloss, propositions.c.standing)
    rows = connection.execute(chosen.where(*_within(period)).order_by(propositions.c.id)).all()
    for some in chunks(rows):
        members = _members(connection, [row.id for row in some])
        yield from (told for row in some if (told := _one(row, members[row.id])) is not None)


def _one(row: Any, members: list[Statement]) -> Told | None:
    return tell_members(row.id, row.gloss, Standing(row.standing), members)


def _members(connection: Connection, ids: list[str]) -> defaultdict[str, list[Statement]]:
    chosen = select(statements.c.key, statements.c.proposition)
    of: dict[int, str] = {
        row.key: row.proposition
        for row in connection.execute(chosen.where(statements.c.proposition.in_(ids)))
    }
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for key, one in load(connection, of).items():
        found[of[key]].append(one.statement)
    return found


def iso(day: int) -> str:
    """An ordinal as an ISO day."""
    return date.fromordinal(day).isoformat()
