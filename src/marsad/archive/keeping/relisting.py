"""Everything that is derived of an archive's analyses and reviews, made anew."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from marsad.archive.advance import Advance, silent
from marsad.archive.dialect import insert_once
from marsad.archive.documents import list_anew
from marsad.archive.keeping.joined import mend
from marsad.archive.namebook import NameBook
from marsad.archive.near import sketch, sketch_rows
from marsad.archive.prepare import Forms
from marsad.archive.review.corrections import Corrected
from marsad.archive.review.merges import settle
from marsad.archive.schema import (
    analyses,
    claim_names,
    claims,
    document_names,
    documents,
    events,
    sketches,
)
from marsad.archive.search.index import CLAIMS, DOCUMENTS, clear
from marsad.archive.search.reindex import note_version


def relist(connection: Connection, advance: Advance = silent) -> int:
    """List and index all documents anew, in one transaction; says how many.

    What the machine found and what people said stays as it is. Of what linking derived, what does
    not fit is taken away, and the next linking makes it again (``joined.mend``). It needs about as
    much room in the log of the database as the lists and the index take.
    """
    clear_lists(connection)
    numbers, book = numbers_in_time(connection), NameBook()
    for done, number in enumerate(numbers, 1):
        list_whole(connection, number, book)
        advance("documents listed", done, len(numbers))
    end_lists(connection)
    mend(connection)
    return len(numbers)


def numbers_in_time(connection: Connection) -> Sequence[int]:
    """The documents that have an analysis, by time: so the index grows at its end."""
    chosen = select(documents.c.number).join(analyses).order_by(documents.c.key)
    return connection.execute(chosen).scalars().all()


def clear_lists(connection: Connection) -> None:
    """Take away all that is derived of documents; their names and forms stay."""
    for table in (claim_names, document_names, claims, events, sketches):
        connection.execute(delete(table))
    for index in (CLAIMS, DOCUMENTS):
        clear(connection, index)


def list_whole(
    connection: Connection, number: int, book: NameBook, forms: Forms | None = None
) -> Corrected:
    """List a document, and what its near copies are told by."""
    corrected = list_anew(connection, number, book, forms=forms)
    hashes = list(sketch_rows(number, sketch(corrected.analysis.document.text)))
    if hashes:
        connection.execute(insert_once(connection, sketches), hashes)
    return corrected


def end_lists(connection: Connection) -> None:
    """When all documents are listed: names that are one, and whose words the index holds."""
    settle(connection)
    note_version(connection)
