"""What came of linking: how many propositions are new, were joined, stand contested now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from marsad.archive.observatory import Observatory
from marsad.archive.schema import bonds, propositions, statements
from marsad.linking.nouns import Relation, Standing
from marsad.linking.stored.store import chunks, keys_of
from marsad.linking.stored.updating import Updated, waiting

_OPPOSED = (Relation.DENIES.value, Relation.CONTRADICTS.value)


class Came(NamedTuple):
    """Counts of an update.

    ``new`` are propositions that only documents linked by it tell, ``joined`` those that others
    told before. ``contested`` are those of both, and those that both deny or contradict, that stand
    contested now.
    """

    documents: int = 0
    new: int = 0
    joined: int = 0
    contested: int = 0


class Coming:
    """What is to be linked in an archive; to be asked before and after an update."""

    def __init__(self, observatory: Observatory, *, rebuild: bool = False) -> None:
        self._observatory, self._rebuild = observatory, rebuild
        self._numbers: set[int] = set()
        if not rebuild:
            with observatory.reading() as connection:
                self._numbers.update(waiting(connection))

    def came(self, updated: Updated) -> Came:
        """What came of an update."""
        with self._observatory.reading() as connection:
            if self._rebuild:
                return Came(updated.documents, *_all(connection))
            told = self._told(connection)
            others = self._others(connection, told)
            return Came(
                documents=updated.documents,
                new=len(told - others),
                joined=len(others),
                contested=_contested(connection, told),
            )

    def _told(self, connection: Connection) -> set[str]:
        """The propositions that the documents tell."""
        found: set[str] = set()
        for number in sorted(self._numbers):
            there = statements.c.key.between(*keys_of(number))
            chosen = select(statements.c.proposition).where(there)
            found.update(id for id in connection.execute(chosen).scalars() if id)
        return found

    def _others(self, connection: Connection, told: Collection[str]) -> set[str]:
        """Those that other documents tell too."""
        found: set[str] = set()
        chosen = select(statements.c.proposition, statements.c.document)
        for some in chunks(sorted(told)):
            rows = connection.execute(chosen.where(statements.c.proposition.in_(some)))
            found.update(row.proposition for row in rows if row.document not in self._numbers)
        return found


def _all(connection: Connection) -> tuple[int, int, int]:
    """How many propositions there are, all of them new, and how many stand contested."""
    count = select(func.count()).select_from(propositions)
    contested = count.where(propositions.c.standing == Standing.CONTESTED.value)
    return connection.scalar(count) or 0, 0, connection.scalar(contested) or 0


def _contested(connection: Connection, told: Collection[str]) -> int:
    ends = {end for some in chunks(sorted(told)) for end in opposed(connection, some)}
    count = 0
    for some in chunks(sorted({*told, *ends})):
        chosen = select(propositions.c.id).where(
            propositions.c.id.in_(some), propositions.c.standing == Standing.CONTESTED.value
        )
        count += len(connection.execute(chosen).all())
    return count


def opposed(connection: Connection, ids: Collection[str]) -> Iterator[str]:
    """The propositions that some deny or contradict, or that do so to them."""
    touching = or_(bonds.c.one.in_(ids), bonds.c.other.in_(ids))
    chosen = select(bonds.c.one, bonds.c.other).where(touching, bonds.c.relation.in_(_OPPOSED))
    for row in connection.execute(chosen):
        yield from (row.one, row.other)
