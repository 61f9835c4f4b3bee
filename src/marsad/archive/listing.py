"""The rows and index entries of one document: put there, and taken away to the last token."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Insert, Row, Table, bindparam, delete, insert, select

from marsad.archive.keys import keys_within
from marsad.archive.marks import claim_marks, document_marks
from marsad.archive.rows import EventRow, Named, Rows, passage_of
from marsad.archive.schema import claim_names, claims, document_names, documents, events, linked
from marsad.archive.search.index import Entry, drop, put
from marsad.codec import from_json
from marsad.model import Span
from marsad.text.words import Words, index_words

CLAIMS, DOCUMENTS = "claim_index", "document_index"

_OF_DOCUMENT = ("key", "lang", "outlet", "title", "text", "replaced")
_DOCUMENT = select(*(documents.c[name] for name in _OF_DOCUMENT)).where(
    documents.c.number == bindparam("wanted")
)
Numbers = Mapping[tuple[str, str], int]


class Listed(NamedTuple):
    """What is put into the lists for one document.

    ``words`` are those of the claims in their order, ``all_words`` those of the document,
    ``numbers`` those of the names by kind and entity, ``states`` what people said of claims by id.
    """

    rows: Rows
    words: Sequence[Words]
    all_words: Words
    numbers: Numbers
    states: Mapping[str, str]


def document_words(title: str | None, text: str) -> Words:
    """The words that a document is found by: those of its text, and of a title that it lacks."""
    return index_words(text if title is None or title in text else f"{title}\n{text}")


def put_rows(connection: Connection, number: int, listed: Listed) -> None:
    """List the claims, events and names of a document, and index its words and theirs."""
    document = _document(connection, number)
    rows, numbers = listed.rows, listed.numbers
    keys = range(document.key + 1, document.key + 1 + len(rows.claims))
    of_document = document_marks(document.lang, document.outlet, document.replaced, ())
    made: list[dict[str, Any]] = []
    named: list[dict[str, Any]] = []
    entries: list[Entry] = []
    for key, claim, words in zip(keys, rows.claims, listed.words, strict=True):
        pairs = _pairs(claim.names, numbers)
        state = listed.states.get(claim.id)
        plain = claim._asdict()
        del plain["names"], plain["passage"]
        made.append({"key": key, "document": number, "review": state, **plain})
        named += [{"claim": key, "role": role, "name": name} for role, name in pairs]
        marks = claim_marks(claim.stance, state, of_document, pairs)
        entries.append(Entry(key, words.norm, words.stem, " ".join(marks)))
    pairs = _pairs(rows.names, numbers)
    _insert(connection, claims, made)
    _insert(connection, claim_names, named)
    _insert(connection, events, list(_events(document.key, number, rows.events)))
    whole = [{"document": document.key, "role": role, "name": name} for role, name in pairs]
    _insert(connection, document_names, whole)
    put(connection, CLAIMS, entries)
    put(connection, DOCUMENTS, [_entry(document, listed.all_words, pairs)])


def drop_rows(connection: Connection, number: int) -> None:
    """Take away all that ``put_rows`` has put; before anything of the document is changed.

    An index without texts forgets only the very tokens that it was given: they are made again from
    the rows.
    """
    document = _document(connection, number)
    first, last = keys_within(document.key)
    pairs = _stored(connection, document_names, "document", document.key, document.key)
    words = document_words(document.title, document.text)
    drop(connection, DOCUMENTS, [_entry(document, words, pairs[document.key])])
    drop(connection, CLAIMS, _claim_entries(connection, document))
    for table, column in ((claims, "key"), (claim_names, "claim"), (events, "key")):
        connection.execute(delete(table).where(table.c[column].between(first, last)))
    connection.execute(delete(document_names).where(document_names.c.document == document.key))
    connection.execute(delete(linked).where(linked.c.document == number))


def entries_of(connection: Connection, number: int) -> tuple[list[Entry], Entry]:
    """The index entries of a document's claims, and its own, as its rows have them."""
    document = _document(connection, number)
    pairs = _stored(connection, document_names, "document", document.key, document.key)
    words = document_words(document.title, document.text)
    return _claim_entries(connection, document), _entry(document, words, pairs[document.key])


def _document(connection: Connection, number: int) -> Row[Any]:
    return connection.execute(_DOCUMENT, {"wanted": number}).one()


def _claim_entries(connection: Connection, document: Row[Any]) -> list[Entry]:
    first, last = keys_within(document.key)
    pairs = _stored(connection, claim_names, "claim", first, last)
    of_document = document_marks(document.lang, document.outlet, document.replaced, ())
    chosen = select(claims.c.key, claims.c.spans, claims.c.stance, claims.c.review)
    entries = []
    for row in connection.execute(chosen.where(claims.c.key.between(first, last))):
        spans = [Span(*span) for part in from_json(row.spans).values() for span in part]
        words = index_words(passage_of(document.text, spans))
        marks = claim_marks(row.stance, row.review, of_document, pairs[row.key])
        entries.append(Entry(row.key, words.norm, words.stem, " ".join(marks)))
    return entries


def _entry(document: Row[Any], words: Words, pairs: Iterable[tuple[str, int]]) -> Entry:
    marks = document_marks(document.lang, document.outlet, document.replaced, pairs)
    return Entry(document.key, words.norm, words.stem, " ".join(marks))


def _stored(
    connection: Connection, table: Any, column: str, first: int, last: int
) -> defaultdict[int, list[tuple[str, int]]]:
    """The names in a range of keys: pairs of role and number."""
    found = defaultdict[int, list[tuple[str, int]]](list)
    key = table.c[column]
    rows = connection.execute(
        select(key, table.c.role, table.c.name).where(key.between(first, last))
    )
    for of, role, name in rows:
        found[of].append((role, name))
    return found


def _pairs(found: Iterable[Named], numbers: Numbers) -> list[tuple[str, int]]:
    pairs = ((one.role, numbers[one.kind, one.entity]) for one in found)
    return list(dict.fromkeys(pairs))


def _events(key: int, number: int, found: Sequence[EventRow]) -> Iterable[dict[str, Any]]:
    for place, event in enumerate(found, 1):
        yield {"key": key + place, "document": number, **event._asdict()}


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(_into(table), rows)


@cache
def _into(table: Table) -> Insert:
    return insert(table)
