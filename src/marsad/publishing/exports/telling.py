"""The claims and documents that tell some propositions, by their keys."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, select

from marsad.archive.schema import claims, documents, statements
from marsad.linking.stored.store import chunks


def keys_telling(connection: Connection, propositions: Sequence[str], of: str) -> list[int]:
    """The keys of what tells these propositions, the newest first.

    Args:
        of: ``claims`` or ``documents``.
    """
    if of == "documents":
        joined = statements.join(documents, documents.c.number == statements.c.document)
        chosen = select(documents.c.key).select_from(joined)
    else:
        same = and_(claims.c.id == statements.c.claim, claims.c.document == statements.c.document)
        chosen = select(claims.c.key).select_from(statements.join(claims, same))
    found: set[int] = set()
    for some in chunks(propositions):
        there = chosen.where(statements.c.proposition.in_(some))
        found.update(connection.execute(there).scalars())
    return sorted(found, reverse=True)
