"""Which propositions and statements of an archive are asked for: by words and fields, or newest.

A query is that of ``marsad.archive.search``: it finds claims, and through these what they are
joined to. What outlets say on their own word is no claim; it is found with no query, or beside what
others say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, and_, func, literal_column, select

from marsad.archive.schema import claims, documents, propositions, statements
from marsad.archive.search.find import find_keys
from marsad.linking.nouns import Standing
from marsad.linking.stored.store import chunks, keys_of

SHORTEST = 4  # letters of an id by which something may be called, as in marsad.archive.callnames
SEEN = 5_000  # claims that a query finds and that are looked at for what they are joined to
_BITS = 1 << 15  # of a key below the number of the document


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which propositions are asked for; what is ``None`` is not asked.

    ``since`` and ``until`` are ordinals of days in which it was told; ``origins`` is how many
    independent ones it has at least; ``circular`` asks for those that outlets have from each other.
    """

    query: str = ""
    standing: Standing | None = None
    since: int | None = None
    until: int | None = None
    origins: int | None = None
    circular: bool = False


class Asking(NamedTuple):
    """The ids that are found, ``total`` of how many, and what was not understood of the query.

    ``more`` says that only the newest ``SEEN`` claims that a query finds were looked at.
    """

    ids: tuple[str, ...]
    total: int
    notes: tuple[str, ...] = ()
    more: bool = False


class Key(NamedTuple):
    """A statement in the archive."""

    key: int
    id: str
    proposition: str | None


def find_propositions(connection: Connection, asked: Asked, limit: int) -> Asking:
    """Propositions by their ids, those last told first.

    Raises:
        ValueError: the query cannot be meant; the message names the remedy.
    """
    where = list(_where(asked))
    order = (propositions.c.last.desc(), propositions.c.id)
    if not asked.query.strip():
        total = connection.scalar(select(func.count()).select_from(propositions).where(*where))
        chosen = select(propositions.c.id).where(*where).order_by(*order).limit(limit)
        return Asking(tuple(connection.execute(chosen).scalars()), total or 0)
    hits = find_keys(connection, asked.query, SEEN)
    told = _of_claims(connection, claims.c.key, hits.keys)
    found = {one.proposition for one in told if one.proposition}
    rows: list[tuple[int, str]] = []
    for ids in chunks(sorted(found)):
        chosen_days = select(propositions.c.last, propositions.c.id)
        here = chosen_days.where(propositions.c.id.in_(ids), *where)
        rows += ((-last, id) for last, id in connection.execute(here))
    rows.sort()
    return Asking(tuple(id for _, id in rows[:limit]), len(rows), hits.notes, hits.more)


def find_statements(connection: Connection, query: str, limit: int) -> tuple[list[Key], list[str]]:
    """The newest statements that a query finds, in the order of their documents; and its notes.

    Raises:
        ValueError: the query cannot be meant.
    """
    if not query.strip():
        return _newest(connection, limit), []
    hits = find_keys(connection, query, min(limit, SEEN))
    return _of_claims(connection, claims.c.key, hits.keys)[:limit], list(hits.notes)


def _where(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.standing is not None:
        yield propositions.c.standing == asked.standing.value
    if asked.since is not None:
        yield propositions.c.last >= asked.since
    if asked.until is not None:
        yield and_(propositions.c.day <= asked.until, propositions.c.last > 0)
    if asked.origins is not None:
        yield propositions.c.at_least >= asked.origins
    if asked.circular:
        yield propositions.c.circles > literal_column("0")  # as its index says it


def _of_claims(connection: Connection, column: Column[Any], wanted: Sequence[Any]) -> list[Key]:
    """The statements of claims, in the order of the claims; a claim is called by id or key."""
    place = {one: at for at, one in enumerate(wanted)}
    first = claims.c.document * _BITS
    near = and_(
        statements.c.key.between(first, first + _BITS - 1), statements.c.claim == claims.c.id
    )
    chosen = select(
        column.label("claim"), statements.c.key, statements.c.id, statements.c.proposition
    ).join(statements, near)
    rows: list[Any] = []
    for some in chunks(wanted):
        rows += connection.execute(chosen.where(column.in_(some))).all()
    rows.sort(key=lambda row: (place[row.claim], row.key))
    return [Key(row.key, row.id, row.proposition) for row in rows]


def _newest(connection: Connection, limit: int) -> list[Key]:
    numbers = select(documents.c.number).order_by(documents.c.key.desc())
    found: list[Key] = []
    chosen = select(statements.c.key, statements.c.id, statements.c.proposition)
    for number in connection.execute(numbers.limit(limit)).scalars().all():
        rows = connection.execute(
            chosen.where(statements.c.key.between(*keys_of(number))).order_by(statements.c.key)
        )
        found += (Key(*row) for row in rows)
        if len(found) >= limit:
            break
    return found[:limit]


def find_called(connection: Connection, id: str) -> tuple[str, ...]:
    """The propositions that an id means: its own, or that of a statement or a claim of it.

    A beginning of the id will do that nothing else has. A claim may say several things.

    Raises:
        LookupError: nothing begins so, or several things do.
    """
    whole = _begins(connection, propositions.c.id, id)
    if len(whole) == 1:
        return whole
    told = {one.proposition: None for one in _called(connection, id) if one.proposition}
    if whole or not told:
        raise LookupError(_unclear(id, "proposition or claim", bool(whole)))
    return tuple(told)


def find_statement(connection: Connection, id: str) -> str:
    """The id of the statement that an id means: its own, or that of the claim that it is all of.

    Raises:
        LookupError: nothing begins so, several things do, or the claim says several things.
    """
    found = _called(connection, id)
    if not found:
        raise LookupError(_unclear(id, "claim", False))
    if len(found) > 1:
        parts = ", ".join(one.id for one in found)
        raise LookupError(f"{id}: a claim that says several things; name one of {parts}")
    return found[0].id


def _called(connection: Connection, id: str) -> list[Key]:
    """The statements that an id of a statement or of a claim means."""
    chosen = select(statements.c.key, statements.c.id, statements.c.proposition)
    own = _begins(connection, statements.c.id, id)
    if len(own) == 1:
        rows = connection.execute(chosen.where(statements.c.id == own[0]))
        return [Key(*row) for row in rows]
    of = _begins(connection, claims.c.id, id)
    if len(own) + len(of) > 1:
        raise LookupError(_unclear(id, "claim", True))
    return _of_claims(connection, claims.c.id, of)


def _begins(connection: Connection, column: ColumnElement[str], id: str) -> tuple[str, ...]:
    """The id itself where it is there; else those that begin so, two at most."""
    if connection.scalar(select(column).where(column == id)) is not None:
        return (id,)
    if len(id) < SHORTEST:
        return ()
    begins = select(column).where(column.startswith(id, autoescape=True)).limit(2)
    return tuple(connection.execute(begins).scalars())


def _unclear(id: str, sort: str, several: bool) -> str:
    if several or len(id) < SHORTEST:
        return f"{id}: several begin so; give more of the id (at least {SHORTEST} characters)"
    return f"{id}: no such {sort} is linked in this archive; marsad link, or marsad claims"
