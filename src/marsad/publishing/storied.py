"""One story in full: day by day, its open contradictions side by side, its outlets and places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from marsad.archive.schema import document_names, documents, names, statements
from marsad.archive.search.tallies import Tallied
from marsad.archive.search.timeline import Count
from marsad.linking.nouns import Bond, Reason, Relation
from marsad.linking.stored.store import chunks, load
from marsad.linking.stories.find import Moment, Story
from marsad.publishing.linked import Member, PropositionRow, member_of
from marsad.publishing.views import rows_of

_ROWS = 64  # propositions of a page: a story of a month has some on each of its days
_LEAST, _MOST = 2, 8  # propositions of a day
_OF_A_DAY = 300  # propositions of one day, where it is asked for
_CONFLICTS = 24
_TELLERS = 8  # statements of either side of a contradiction
_NAMES = 24  # names of a list


class StoryDay(NamedTuple):
    """A day of a story: what was first told on it, and how much more there is."""

    day: str
    rows: tuple[PropositionRow, ...]
    reports: tuple[int, ...]  # how many tell each
    more: int


class Side(NamedTuple):
    """One side of a contradiction, with those who tell it; ``more`` are not shown."""

    row: PropositionRow
    members: tuple[Member, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two propositions of which one denies or contradicts the other, and why it is held to."""

    relation: Relation
    one: Side
    other: Side
    by: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story as a page shows it; ``conflicts_left`` is how many are not shown."""

    story: Story
    days: tuple[StoryDay, ...]
    conflicts: tuple[Conflict, ...]
    conflicts_left: int
    outlets: tuple[Count, ...]
    places: tuple[Tallied, ...]
    actors: tuple[Tallied, ...]


def story_view(connection: Connection, story: Story, day: date | None = None) -> StoryView:
    """A story with what its page shows; of ``day``, where one is given, all that was told."""
    conflicts = sorted(story.open, key=lambda bond: (bond.relation.value, bond.one, bond.other))
    numbers = _reports(connection, story.reports)
    return StoryView(
        story=story,
        days=tuple(_days(connection, story.timeline, day)),
        conflicts=tuple(_conflicts(connection, conflicts[:_CONFLICTS])),
        conflicts_left=max(0, len(conflicts) - _CONFLICTS),
        outlets=_outlets(numbers),
        places=_named(connection, [key for key, _ in numbers], "place"),
        actors=_named(connection, [key for key, _ in numbers], "actor"),
    )


def lead_of(story: Story) -> Moment:
    """What most reports of a story tell; of equals, the earliest."""
    return max(story.timeline, key=lambda one: (one.reports, -one.day, one.proposition))


def _days(
    connection: Connection, timeline: Sequence[Moment], asked: date | None
) -> Iterator[StoryDay]:
    by_day: defaultdict[int, list[Moment]] = defaultdict(list)
    for one in timeline:
        if asked is None or one.day == asked.toordinal():
            by_day[one.day].append(one)
    most = _OF_A_DAY if asked else min(_MOST, max(_LEAST, _ROWS // max(1, len(by_day))))
    chosen = {
        day: sorted(many, key=lambda one: (-one.reports, one.proposition))[:most]
        for day, many in sorted(by_day.items())
    }
    shown = [one.proposition for many in chosen.values() for one in many]
    rows = {row.id: row for row in rows_of(connection, shown)}
    for day, many in chosen.items():
        there = [one for one in many if one.proposition in rows]
        yield StoryDay(
            date.fromordinal(day).isoformat(),
            tuple(rows[one.proposition] for one in there),
            tuple(one.reports for one in there),
            len(by_day[day]) - len(many),
        )


def _conflicts(connection: Connection, bonds: Sequence[Bond]) -> Iterator[Conflict]:
    ids = sorted({end for bond in bonds for end in (bond.one, bond.other)})
    rows = {row.id: row for row in rows_of(connection, ids)}
    members = _members(connection, ids)
    for bond in bonds:
        if bond.one in rows and bond.other in rows:
            yield Conflict(
                relation=bond.relation,
                one=_side(rows[bond.one], members[bond.one]),
                other=_side(rows[bond.other], members[bond.other]),
                by=bond.by,
                reasons=bond.reasons,
            )


def _side(row: PropositionRow, members: Sequence[Member]) -> Side:
    return Side(row, tuple(members[:_TELLERS]), max(0, len(members) - _TELLERS))


def _members(connection: Connection, ids: Sequence[str]) -> defaultdict[str, list[Member]]:
    chosen = select(statements.c.key, statements.c.proposition)
    of: dict[int, str] = {}
    for some in chunks(ids):
        rows = connection.execute(chosen.where(statements.c.proposition.in_(some)))
        of |= {key: proposition for key, proposition in rows}
    found: defaultdict[str, list[Member]] = defaultdict(list)
    opened = load(connection, of).items()
    for key, one in sorted(opened, key=lambda pair: (pair[1].statement.day or 0, pair[0])):
        found[of[key]].append(member_of(one.statement))
    return found


def _reports(connection: Connection, ids: Iterable[str]) -> list[tuple[int, str | None]]:
    """The keys and outlets of documents."""
    found: list[tuple[int, str | None]] = []
    for some in chunks(ids):
        chosen = select(documents.c.key, documents.c.outlet).where(documents.c.id.in_(some))
        found += [(key, outlet) for key, outlet in connection.execute(chosen)]
    return found


def _outlets(numbers: Iterable[tuple[int, str | None]]) -> tuple[Count, ...]:
    counts = Counter(outlet for _, outlet in numbers if outlet)
    return tuple(Count(*one) for one in counts.most_common(_NAMES))


def _named(connection: Connection, keys: Sequence[int], role: str) -> tuple[Tallied, ...]:
    """The names in a role, by how many of the documents have them; merged ones are one."""
    top = func.coalesce(names.c.same_as, names.c.number)
    counts: Counter[int] = Counter()
    for some in chunks(keys):
        chosen = (
            select(top, func.count(document_names.c.document.distinct()))
            .select_from(document_names)
            .join(names, names.c.number == document_names.c.name)
            .where(document_names.c.document.in_(some), document_names.c.role == role)
            .group_by(top)
        )
        for number, times in connection.execute(chosen):
            counts[number] += times
    most = counts.most_common(_NAMES)
    called = select(names.c.number, names.c.entity, names.c.name)
    rows = connection.execute(called.where(names.c.number.in_([number for number, _ in most])))
    known = {number: (entity, name) for number, entity, name in rows}
    return tuple(Tallied(*known[number], times) for number, times in most if number in known)
