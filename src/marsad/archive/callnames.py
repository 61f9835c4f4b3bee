"""What people call a document or a claim: its id, or a beginning of it that no other has."""

from __future__ import annotations

from sqlalchemy import Column, Connection, select

from marsad.archive.schema import claims, documents

_SHORTEST = 4  # letters of an id by which something may be called
_NUL = "\0"


def find_number(connection: Connection, id: str) -> int:
    """The number of a document by its id, or by a beginning of the id that no other has.

    Raises:
        LookupError: no document begins so, or several do.
    """
    whole = _find_id(connection, documents.c.id, id, "document")
    found = connection.execute(select(documents.c.number).where(documents.c.id == whole))
    return int(found.scalar_one())


def find_claim(connection: Connection, id: str) -> str:
    """The id of a claim, by a beginning of it that no other has.

    Raises:
        LookupError: no claim begins so, or several do.
    """
    return _find_id(connection, claims.c.id, id, "claim")


def _find_id(connection: Connection, column: Column[str], id: str, sort: str) -> str:
    if _NUL in id:  # no id has it, and PostgreSQL takes it in no text
        told = id.replace(_NUL, "\N{REPLACEMENT CHARACTER}")
        raise LookupError(f"{told}: no such {sort} in this archive")
    exact = connection.scalar(select(column).where(column == id))
    if exact is not None:
        return exact
    begins = select(column).where(column.startswith(id, autoescape=True)).limit(2)
    found = connection.execute(begins).scalars().all()
    if len(found) == 1 and len(id) >= _SHORTEST:
        return found[0]
    many = f"{id}: several {sort}s begin so; give more of the id (at least {_SHORTEST} characters)"
    raise LookupError(many if found else f"{id}: no such {sort} in this archive")
