"""The index made anew, when this program makes other words of a text than the one before."""

from __future__ import annotations

from sqlalchemy import Connection, select

from marsad.archive.dialect import insert_over
from marsad.archive.listing import entries_of
from marsad.archive.schema import documents, facts
from marsad.archive.search.index import CLAIMS, DOCUMENTS, clear, put
from marsad.text.words import VERSION

_FACT = "search"


def is_current(connection: Connection) -> bool:
    """Whether the index holds the words that this program looks for; a new one is to be noted."""
    return connection.scalar(select(facts.c.value).where(facts.c.name == _FACT)) == VERSION


def note_version(connection: Connection) -> None:
    """Write down whose words the index holds from now on."""
    row = {"name": _FACT, "value": VERSION}
    connection.execute(insert_over(connection, facts, "value"), row)


def reindex(connection: Connection) -> int:
    """Make both indexes anew out of the rows, and say of how many documents; in order of time."""
    for table in (CLAIMS, DOCUMENTS):
        clear(connection, table)
    numbers = connection.execute(select(documents.c.number).order_by(documents.c.key)).scalars()
    all_numbers = numbers.all()
    for number in all_numbers:
        of_claims, of_document = entries_of(connection, number)
        put(connection, CLAIMS, of_claims)
        put(connection, DOCUMENTS, [of_document])
    note_version(connection)
    return len(all_numbers)
