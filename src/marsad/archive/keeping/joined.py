"""What linking derives of an archive: whether it hangs together, and how it is mended.

Nothing is joined here. What does not fit is taken away, with the rows of ``linked`` that say that
its documents are joined: the next linking joins them again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)

from marsad.archive.keys import MOST_PLACES
from marsad.archive.schema import (
    bonds,
    claims,
    documents,
    linked,
    links,
    propositions,
    statement_terms,
    statements,
)

JOINED = frozenset(
    table.name for table in (linked, statements, statement_terms, links, propositions, bonds)
)
T = TypeVar("T")
_AT_ONCE = 500  # values in one statement: SQLite takes 32,766
_FIRST = statements.c.document * (MOST_PLACES + 1)

outside = not_(statements.c.key.between(_FIRST, _FIRST + MOST_PLACES))
_told = statements.alias("told")
_MEMBERS = (
    select(func.count()).select_from(_told).where(_told.c.proposition == propositions.c.id)
).scalar_subquery()
miscounted = propositions.c.members != _MEMBERS
# Of a document that is not joined as it stands, the next linking takes the statements away itself.
_joined = exists(select(linked.c.document).where(linked.c.document == statements.c.document))
alone = and_(statements.c.proposition.is_(None), _joined)
without_claim = and_(
    statements.c.claim.is_not(None),
    _joined,
    ~exists(select(claims.c.id).where(claims.c.id == statements.c.claim)),
)
without_proposition = and_(
    statements.c.proposition.is_not(None),
    ~exists(select(propositions.c.id).where(propositions.c.id == statements.c.proposition)),
)


def _no_statement(key: ColumnElement[int]) -> ColumnElement[bool]:
    return ~exists(select(statements.c.key).where(statements.c.key == key))


def _no_proposition(id: ColumnElement[str]) -> ColumnElement[bool]:
    return ~exists(select(propositions.c.id).where(propositions.c.id == id))


def mend(connection: Connection) -> int:
    """Take away what linking derived and does not fit; says how many documents it has to join.

    What people said stays.
    """
    lost = ~exists(select(documents.c.number).where(documents.c.number == statements.c.document))
    again = set[int]()
    broken = select(statements.c.document).where(or_(lost, outside, without_claim))
    for some in _some(connection, broken):
        again |= {*some}
        connection.execute(delete(statements).where(statements.c.document.in_(some)))
    connection.execute(delete(statement_terms).where(_no_statement(statement_terms.c.statement)))
    again |= _loosen(connection) | _part(connection)
    ends = or_(_no_proposition(bonds.c.one), _no_proposition(bonds.c.other))
    connection.execute(delete(bonds).where(ends))
    there = select(documents.c.number).where(documents.c.number == linked.c.document)
    connection.execute(delete(linked).where(~exists(there)))
    _forget(connection, again)
    return len(again)


def _loosen(connection: Connection) -> set[int]:
    """Take away links that have lost an end; the documents of the other end."""
    lost = or_(_no_statement(links.c.one), _no_statement(links.c.other))
    found = connection.execute(select(links.c.one, links.c.other).where(lost))
    ends = {key for row in found for key in row}
    again = set[int]()
    for some in _pieces(sorted(ends)):
        left = select(statements.c.document).where(statements.c.key.in_(some))
        again |= {*connection.execute(left).scalars()}
    connection.execute(delete(links).where(lost))
    return again


def _part(connection: Connection) -> set[int]:
    """Take propositions apart that are not what their statements say; the documents of these."""
    wrong = select(propositions.c.id).where(or_(miscounted, propositions.c.members == 0))
    again = set[int]()
    for some in _some(connection, wrong):
        own = statements.c.proposition.in_(some)
        again |= {*connection.execute(select(statements.c.document).where(own)).scalars()}
        connection.execute(update(statements).where(own).values(proposition=None))
        connection.execute(delete(propositions).where(propositions.c.id.in_(some)))
    lost = select(statements.c.document).where(or_(without_proposition, alone))
    again |= {*connection.execute(lost).scalars()}
    connection.execute(update(statements).where(without_proposition).values(proposition=None))
    return again


def _forget(connection: Connection, numbers: Collection[int]) -> None:
    """Note that documents are not joined as they stand."""
    for some in _pieces(sorted(numbers)):
        connection.execute(delete(linked).where(linked.c.document.in_(some)))


def _some(connection: Connection, chosen: Select[tuple[T]]) -> Iterator[list[T]]:
    """All values that are chosen, each once, so many at a time."""
    yield from _pieces([*connection.execute(chosen.distinct()).scalars()])


def _pieces(values: list[T]) -> Iterator[list[T]]:
    for at in range(0, len(values), _AT_ONCE):
        yield values[at : at + _AT_ONCE]
