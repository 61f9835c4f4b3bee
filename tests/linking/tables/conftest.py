"""Archives of both kinds, as the tests of the archive have them, with statements in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select

from marsad.archive.documents import Stored, load_analysis
from marsad.archive.keys import day_of
from marsad.archive.schema import documents, linked, propositions, statements
from marsad.linking.people.anchoring import contents
from tests.archive.conftest import (  # noqa: F401 - fixtures
    address,
    archive,
    database,
    engines,
    keep,
    new_database,
    server,
)

Join = Callable[..., tuple[str, ...]]
PLACES = 1 << 15


@pytest.fixture
def join(archive: Engine) -> Join:  # noqa: F811
    """Joins the statements of a document: ``join(stored, "p1", "p2")`` by their order in the text.

    Says their ids. Propositions are counted, and stand as ``single origin`` unless ``standing`` has
    another for them.
    """

    def joined(
        stored: Stored, *said: str | None, standing: Mapping[str, str] | None = None
    ) -> tuple[str, ...]:
        with archive.begin() as connection:
            analysis = load_analysis(connection, stored.number)
            claims = {one.id: one.claim for one in analysis.assertions}
            found = contents(analysis)
            ids = sorted(found, key=lambda id: found[id][0].start)
            forget(connection, stored.number)
            rows = [
                {
                    "key": stored.number * PLACES + at,
                    "id": id,
                    "document": stored.number,
                    "claim": claims.get(id, id),
                    "proposition": said[at] if at < len(said) else None,
                    "compared": b"",
                }
                for at, id in enumerate(ids)
            ]
            connection.execute(insert(statements), rows)
            connection.execute(insert(linked), {"document": stored.number, "version": "1"})
            for one in dict.fromkeys(one for one in said if one):
                count(connection, one, (standing or {}).get(one))
            return tuple(ids)

    return joined


def forget(connection: Connection, number: int) -> None:
    """Take away what is joined of a document."""
    connection.execute(delete(statements).where(statements.c.document == number))
    connection.execute(delete(linked).where(linked.c.document == number))


def count(connection: Connection, id: str, standing: str | None = None) -> None:
    """List a proposition as its statements have it."""
    chosen = select(documents.c.key).join(statements).where(statements.c.proposition == id)
    keys: Sequence[int] = connection.execute(chosen).scalars().all()
    days = sorted(day.toordinal() for day in map(day_of, keys) if day)
    row = {
        "id": id,
        "day": days[0] if days else 0,
        "last": days[-1] if days else 0,
        "members": len(keys),
        "documents": len(set(keys)),
        "standing": standing or "single origin",
        "at_least": 1,
        "at_most": 1,
        "gloss": id,
        "found": "{}",
    }
    connection.execute(delete(propositions).where(propositions.c.id == id))
    connection.execute(insert(propositions), row)
