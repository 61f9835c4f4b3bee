"""Documents into the archive and out of it, with their bytes and their readings."""

from __future__ import annotations

import zlib
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from marsad.archive.clock import now
from marsad.archive.dialect import insert_once, insert_over
from marsad.archive.keys import key_of
from marsad.archive.listing import Listed, document_words, drop_rows, put_rows
from marsad.archive.namebook import NameBook
from marsad.archive.near import find_near, sketch_rows
from marsad.archive.prepare import Forms, Prepared, find_forms, title_of, unpack_findings
from marsad.archive.review.corrections import Corrected, apply
from marsad.archive.review.reviews import note_unheld, reviews_of
from marsad.archive.rows import derive_rows
from marsad.archive.schema import analyses, documents, originals, sketches
from marsad.codec import from_json, from_plain, to_json, to_plain
from marsad.ids import content_id
from marsad.intake.originals import Item, Original
from marsad.model import Analysis, Document, Told
from marsad.text.words import index_words

_SHORTEST = 4  # letters of an id by which a document may be called
_FOUND = select(documents.c.number, documents.c.id, documents.c.text)
_BY_ID = _FOUND.where(documents.c.id == bindparam("id"))
_BY_URL = (  # the latest that no other has replaced
    _FOUND.where(documents.c.url == bindparam("url"), ~documents.c.replaced)
    .order_by(documents.c.number.desc())
    .limit(1)
)
_LAST = select(func.max(documents.c.number))
_INTO = insert(documents)


class Outcome(StrEnum):
    """What became of a document that was handed to the archive."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


class Stored(NamedTuple):
    """Where a document stands in the archive; ``near`` is the first one it is a near copy of."""

    outcome: Outcome
    number: int
    id: str
    near: int | None = None


class Admitted(NamedTuple):
    """A document to be read and stored; ``replaces`` is the number of an earlier text of it.

    ``told`` is what another reader than the rules tells of it.
    """

    item: Item
    replaces: int | None = None
    told: Told | None = None


def admit(connection: Connection, item: Item) -> Admitted | Stored:
    """Whether a document is new to the archive, before it is read.

    The same document again is known. Another text under an id or an address that the archive has is
    a new document, with an id of its own, that replaces the earlier one; the earlier one stays.
    """
    document = item.document
    there = _find(connection, document.id)
    if there is None and document.url:
        there = connection.execute(_BY_URL, {"url": document.url}).first()
    if there is None:
        return Admitted(item)
    if there.text == document.text:
        return Stored(Outcome.SAME, there.number, there.id)
    if there.id != document.id:
        return Admitted(item, there.number)
    later = replace(document, id=content_id(document.id, document.text))
    known = _find(connection, later.id)
    if known is not None:
        return Stored(Outcome.SAME, known.number, known.id)
    return Admitted(Item(later, item.original), there.number)


def _find(connection: Connection, id: str) -> Row[int, str, str] | None:
    return connection.execute(_BY_ID, {"id": id}).first()


def store(connection: Connection, prepared: Prepared, book: NameBook) -> Stored:
    """Put a document that was admitted, its bytes and its reading into the archive."""
    document = prepared.given
    there = _find(connection, document.id)
    if there is not None:  # another writer was quicker
        return Stored(Outcome.SAME, there.number, there.id)
    _put_original(connection, prepared.original, prepared.packed)
    near = find_near(connection, prepared.sketch)
    number = (connection.scalar(_LAST) or 0) + 1
    connection.execute(_INTO, _row(number, prepared, near))
    hashes = list(sketch_rows(number, prepared.sketch))
    if hashes:
        connection.execute(insert_once(connection, sketches), hashes)
    _put_analysis(connection, number, prepared)
    _put_prepared(connection, number, prepared, book)
    first = near[0] if near else None
    if prepared.replaces is None:
        return Stored(Outcome.NEW, number, document.id, first)
    refresh(connection, prepared.replaces, book, replaced=True)
    return Stored(Outcome.CHANGED, number, document.id, first)


def _row(number: int, prepared: Prepared, near: tuple[int, float] | None) -> dict[str, Any]:
    document, given = prepared.document, prepared.given
    return {
        "number": number,
        "key": key_of(document.published, number),
        "id": document.id,
        "original": prepared.original.hash,
        "lang": document.lang,
        "outlet": document.outlet,
        "url": document.url,
        "title": title_of(document),
        "author": document.author,
        "published": document.published,
        "added": now(),
        "degraded": document.degraded,
        "near": near[0] if near else None,
        "likeness": near[1] if near else None,
        "replaces": prepared.replaces,
        "replaced": False,
        "given": to_json(to_plain(replace(given, text=""))).decode(),
        "text": given.text,
    }


def _put_original(connection: Connection, original: Original, packed: bytes) -> None:
    row = {
        "hash": original.hash,
        "media": original.media,
        "charset": original.charset,
        "place": original.place,
        "url": original.url,
        "fetched": original.fetched,
        "headers": to_json(original.headers).decode(),
        "size": len(original.data),
        "data": packed,
    }
    connection.execute(insert_once(connection, originals), row)


def _put_analysis(connection: Connection, number: int, prepared: Prepared) -> None:
    row = {
        "document": number,
        "engine": prepared.engine,
        "made": now(),
        "findings": prepared.findings,
    }
    changed = ("engine", "made", "findings")
    connection.execute(insert_over(connection, analyses, *changed), row)


def refresh(
    connection: Connection, number: int, book: NameBook | None = None, **changes: Any
) -> Corrected:
    """List a document anew: what the machine found, as people have corrected it.

    ``changes`` are columns of ``documents`` that change with it.
    """
    drop_rows(connection, number)
    return list_anew(connection, number, book, **changes)


def list_anew(
    connection: Connection,
    number: int,
    book: NameBook | None = None,
    *,
    forms: Forms | None = None,
    **changes: Any,
) -> Corrected:
    """List a document of which nothing is listed.

    ``forms`` are what its names are called, where that is known already.
    """
    analysis = load_machine(connection, number)
    corrected = apply(analysis, reviews_of(connection, number))
    document = corrected.analysis.document
    _tell(connection, number, document, **changes)
    rows = derive_rows(corrected.analysis)
    words = [index_words(claim.passage) for claim in rows.claims]
    if forms is None:
        forms = find_forms(corrected.analysis, rows.names)
    numbers = (book or NameBook()).numbers(connection, rows.names, forms)
    all_words = document_words(title_of(document), document.text)
    put_rows(connection, number, Listed(rows, words, all_words, numbers, corrected.states))
    note_unheld(connection, number, corrected.unheld)
    return corrected


def _tell(connection: Connection, number: int, document: Document, **changes: Any) -> None:
    """Note what a reading tells of a document: its date, its language, its title."""
    told = {
        "key": key_of(document.published, number),
        "published": document.published,
        "lang": document.lang,
        "title": title_of(document),
    }
    connection.execute(
        update(documents).where(documents.c.number == number).values(**told, **changes)
    )


def load_machine(connection: Connection, number: int) -> Analysis:
    """What the machine found in a document, without what people said."""
    row = connection.execute(
        select(documents.c.text, analyses.c.engine, analyses.c.findings)
        .join_from(documents, analyses)
        .where(documents.c.number == number)
    ).one()
    return unpack_findings(row.findings, row.text, row.engine)


def load_analysis(connection: Connection, number: int) -> Analysis:
    """The reading of a document as people have corrected it."""
    return load_corrected(connection, number).analysis


def load_corrected(connection: Connection, number: int) -> Corrected:
    """The same, with how each claim stands that people have looked at."""
    return apply(load_machine(connection, number), reviews_of(connection, number))


def load_given(connection: Connection, number: int) -> Item:
    """A document as it was handed over, to be read again, with its bytes."""
    row = connection.execute(
        select(documents.c.given, documents.c.text, documents.c.original).where(
            documents.c.number == number
        )
    ).one()
    given = {**from_json(row.given), "text": row.text}
    return Item(from_plain(given, Document), load_original(connection, row.original))


def load_original(connection: Connection, hash: str) -> Original:
    """The bytes of a document as they arrived.

    Raises:
        LookupError: the archive has none with that hash.
    """
    row = connection.execute(select(originals).where(originals.c.hash == hash)).first()
    if row is None:
        raise LookupError(f"{hash}: no such bytes in the archive")
    return Original(
        data=zlib.decompress(row.data),
        place=row.place,
        url=row.url,
        media=row.media,
        charset=row.charset,
        fetched=row.fetched,
        headers=tuple((name, value) for name, value in from_json(row.headers)),
    )


def reread(connection: Connection, prepared: Prepared, number: int, book: NameBook) -> None:
    """Put a new reading of a document in the place of the old one, as a whole."""
    if reviews_of(connection, number):
        _put_analysis(connection, number, prepared)
        refresh(connection, number, book)
        return
    drop_rows(connection, number)
    _put_analysis(connection, number, prepared)
    _tell(connection, number, prepared.document)
    _put_prepared(connection, number, prepared, book)


def _put_prepared(connection: Connection, number: int, prepared: Prepared, book: NameBook) -> None:
    """List a document as the machine read it."""
    numbers = book.numbers(connection, prepared.rows.names, prepared.forms)
    listed = Listed(prepared.rows, prepared.words, prepared.all_words, numbers, {})
    put_rows(connection, number, listed)
