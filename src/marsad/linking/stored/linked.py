"""Linking over an archive, for programs and for the commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from marsad.archive.advance import Advance, silent
from marsad.archive.observatory import Observatory
from marsad.archive.schema import bonds, claims, propositions, statements
from marsad.codec import from_json, from_plain
from marsad.linking.comparing.window import place
from marsad.linking.nouns import (
    Bond,
    Circle,
    Drift,
    Independent,
    Link,
    Origin,
    Proposition,
    Reason,
    Standing,
    Statement,
)
from marsad.linking.stored import updating
from marsad.linking.stored.dumping import dump
from marsad.linking.stored.regrouping import open_bond
from marsad.linking.stored.store import PLACES, chunks, links_of, load, open_link
from marsad.linking.stored.updating import Updated

_PLACES = 1 << PLACES
_PAGE = 200  # propositions that are fetched at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A proposition of an archive.

    ``day`` and ``last`` are the proleptic Gregorian ordinals of its first and last statement, 0
    where a day is not known; ``documents`` is how many tell it.
    """

    proposition: Proposition
    day: int
    last: int
    documents: int
    circles: tuple[Circle, ...]
    drifts: tuple[Drift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which propositions are asked for; what is ``None`` is not asked.

    ``since`` and ``until`` are ordinals of days in which it was told; ``documents`` is how many
    tell it at least.
    """

    standing: Standing | None = None
    since: int | None = None
    until: int | None = None
    documents: int | None = None


_ALL = Wanted()


class Linked:
    """What an open archive says together.

    >>> with Observatory("marsad.db") as observatory:               # doctest: +SKIP
    ...     linked = Linked(observatory)
    ...     linked.update()
    ...     for told in linked.propositions(Wanted(standing=Standing.CONTESTED)):
    ...         print(told.proposition.gloss, told.proposition.independent)
    """

    def __init__(self, observatory: Observatory) -> None:
        self._archive = observatory

    def update(self, *, workers: int = 1, advance: Advance = silent) -> Updated:
        """Join what is new or changed, and tell what came of it."""
        return updating.update(self._archive.engines, workers=workers, advance=advance)

    def settle(self) -> Updated:
        """Join anew only what people have judged since; documents that wait go on waiting."""
        return updating.settle(self._archive.engines)

    def rebuild(self, *, workers: int = 1, advance: Advance = silent) -> Updated:
        """Join everything from nothing; what people judged stays."""
        return updating.rebuild(self._archive.engines, workers=workers, advance=advance)

    def waiting(self) -> int:
        """How many documents are not linked as they stand."""
        with self._archive.reading() as connection:
            return len(updating.waiting(connection))

    def propositions(self, wanted: Wanted = _ALL) -> Iterator[Told]:
        """Propositions, those last told first."""
        with self._archive.reading() as connection:
            ids = connection.execute(_chosen(wanted)).scalars().all()
        for some in chunks(ids, _PAGE):
            with self._archive.reading() as connection:
                yield from _told(connection, some)

    def proposition(self, id: str) -> Told:
        """One proposition.

        Raises:
            LookupError: none has this id.
        """
        with self._archive.reading() as connection:
            found = _told(connection, [id])
        if not found:
            raise LookupError(f"{id}: no such proposition; marsad propositions lists them")
        return found[0]

    def members(self, id: str) -> tuple[Statement, ...]:
        """The statements of a proposition, the earliest first."""
        return self._statements(statements.c.proposition == id)

    def of_claim(self, claim: str) -> tuple[Statement, ...]:
        """The statements that a claim was cut into, in the order of the text."""
        return self._statements(statements.c.claim == claim, _places(claim))

    def links(self, statement: str) -> tuple[Link, ...]:
        """How a statement stands to others by the machine's judgement, the firmest first.

        Raises:
            LookupError: none has this id.
        """
        with self._archive.reading() as connection:
            chosen = select(statements.c.key).where(statements.c.id == statement)
            key = connection.scalar(chosen)
            if key is None:
                raise LookupError(f"{statement}: no such statement; marsad claims lists them")
            rows = links_of(connection, [key])
            ends = {end for row in rows for end in (row.one, row.other)}
            ids: dict[int, str] = {}
            for some in chunks(sorted(ends)):
                pairs = select(statements.c.key, statements.c.id).where(statements.c.key.in_(some))
                ids.update((row.key, row.id) for row in connection.execute(pairs))
        found = [open_link(row, ids) for row in rows]
        return tuple(sorted(found, key=lambda link: (-link.score, link.one, link.other)))

    def bonds(self, id: str) -> tuple[Bond, ...]:
        """How a proposition stands to others."""
        chosen = select(bonds).where(or_(bonds.c.one == id, bonds.c.other == id))
        ordered = chosen.order_by(bonds.c.one, bonds.c.other, bonds.c.relation)
        with self._archive.reading() as connection:
            return tuple(map(open_bond, connection.execute(ordered)))

    def dump(self) -> Iterator[bytes]:
        """All propositions and bonds in one canonical form, a JSON line each."""
        with self._archive.reading() as connection:
            yield from dump(connection)

    def _statements(self, *where: Any) -> tuple[Statement, ...]:
        with self._archive.reading() as connection:
            chosen = select(statements.c.key).where(*where)
            found = load(connection, connection.execute(chosen).scalars())
        return tuple(sorted((one.statement for one in found.values()), key=place))


def _places(claim: str) -> Any:
    """The keys that statements of a claim's document may have; they have no index by claim."""
    document = select(claims.c.document).where(claims.c.id == claim).scalar_subquery()
    return statements.c.key.between(document * _PLACES, document * _PLACES + _PLACES - 1)


def _chosen(wanted: Wanted) -> Select[str]:
    where = []
    if wanted.standing is not None:
        where.append(propositions.c.standing == wanted.standing.value)
    if wanted.since is not None:
        where.append(propositions.c.last >= wanted.since)
    if wanted.until is not None:
        where.append(propositions.c.day <= wanted.until)
    if wanted.documents is not None:
        where.append(propositions.c.documents >= wanted.documents)
    order = (propositions.c.last.desc(), propositions.c.id)
    return select(propositions.c.id).where(*where).order_by(*order)


def _told(connection: Connection, ids: Sequence[str]) -> list[Told]:
    """Propositions in the order of their ids; those that are not there are left out."""
    rows = {
        row.id: row
        for row in connection.execute(select(propositions).where(propositions.c.id.in_(ids)))
    }
    chosen = select(statements.c.key, statements.c.proposition)
    keys = {
        row.key: row.proposition
        for row in connection.execute(chosen.where(statements.c.proposition.in_(ids)))
    }
    members: dict[str, list[Statement]] = {id: [] for id in rows}
    for key, one in load(connection, keys).items():
        members[keys[key]].append(one.statement)
    return [_open(rows[id], members[id]) for id in ids if id in rows]


def _open(row: Any, members: Sequence[Statement]) -> Told:
    found = from_plain(from_json(row.found), _Found)
    proposition = Proposition(
        id=row.id,
        gloss=row.gloss,
        members=tuple(one.id for one in sorted(members, key=place)),
        origins=found.origins,
        independent=Independent(row.at_least, row.at_most),
        standing=Standing(row.standing),
        reasons=found.reasons,
    )
    return Told(
        proposition=proposition,
        day=row.day,
        last=row.last,
        documents=row.documents,
        circles=found.circles,
        drifts=found.drifts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The JSON of ``propositions.found``."""

    origins: tuple[Origin, ...]
    reasons: tuple[Reason, ...]
    circles: tuple[Circle, ...]
    drifts: tuple[Drift, ...]
