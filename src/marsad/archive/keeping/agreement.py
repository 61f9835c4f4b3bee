"""Whether what is listed of a document is what its reading and its reviews give."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from marsad.archive.documents import load_given
from marsad.archive.keeping.faults import AGAIN, REPAIR, Fault
from marsad.archive.keeping.members import unpack
from marsad.archive.keys import MOST_PLACES, key_of
from marsad.archive.listing import entries_of
from marsad.archive.prepare import title_of, unpack_findings
from marsad.archive.review.corrections import Corrected, apply
from marsad.archive.review.reviews import reviews_of
from marsad.archive.rows import Named, Rows, derive_rows
from marsad.archive.schema import (
    analyses,
    claim_marks,
    claim_names,
    claims,
    document_marks,
    document_names,
    documents,
    events,
    names,
    unheld,
)
from marsad.archive.search.index import CLAIMS, DOCUMENTS, Entry, find_lacking
from marsad.codec import from_json
from marsad.ids import bytes_hash
from marsad.model import Analysis, Span

_REREAD = "marsad reread makes it anew"


class Examined(NamedTuple):
    """The faults of a document, and the entries of the index that its rows tell of."""

    faults: list[Fault]
    of_claims: list[Entry]
    of_document: Entry | None


def examine_original(row: Row[Any]) -> Iterator[Fault]:
    """A row of ``originals``: its bytes are those of its hash."""
    where = f"originals {row.hash}"
    try:
        raw = unpack(row.data, row.size)
        if bytes_hash(raw) != row.hash:
            yield Fault("its bytes have another hash", where, AGAIN)
        dict(from_json(row.headers))
    except (ValueError, TypeError) as error:
        yield Fault(str(error), where, AGAIN)


def examine_document(connection: Connection, number: int) -> Examined:
    """A document with all that is derived of it."""
    row = connection.execute(
        select(documents, analyses.c.engine, analyses.c.findings)
        .join(analyses)
        .where(documents.c.number == number)
    ).first()
    if row is None:  # without a reading: told among the relations
        return Examined([], [], None)
    where = f"documents {number} ({row.id})"
    faults = [*_given(connection, number, where)]
    try:
        machine = unpack_findings(row.findings, row.text, row.engine)
    except (ValueError, TypeError, KeyError, zlib.error) as error:
        told = f"its analysis cannot be read ({type(error).__name__}: {error})"
        return Examined([*faults, Fault(told, where, _REREAD)], [], None)
    if not marks_inside(machine):
        faults.append(Fault("its analysis marks words outside the text", where, _REREAD))
        return Examined(faults, [], None)
    try:
        faults += _compare(connection, row, apply(machine, reviews_of(connection, number)), where)
        of_claims, of_document = entries_of(connection, number)
    except (ValueError, TypeError, AttributeError) as error:
        told = f"what is listed of it cannot be read ({error})"
        return Examined([*faults, Fault(told, where, REPAIR)], [], None)
    faults += _indexed(connection, of_claims, of_document)
    return Examined(faults, of_claims, of_document)


def _given(connection: Connection, number: int, where: str) -> Iterator[Fault]:
    try:
        load_given(connection, number)
    except (ValueError, TypeError, LookupError, zlib.error) as error:
        yield Fault(f"what was handed over cannot be read ({error})", where, AGAIN)


def marks_inside(reading: Analysis) -> bool:
    """Whether all that a reading marks lies inside the text."""
    size = len(reading.document.text)
    return all(0 <= start <= end <= size for start, end in _spans(reading))


def _spans(found: Any) -> Iterator[Span]:
    """All spans in a reading, at any depth."""
    if isinstance(found, Span):
        yield found
    elif isinstance(found, tuple):
        for one in found:
            yield from _spans(one)
    elif is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            yield from _spans(getattr(found, field.name))


def _compare(
    connection: Connection, row: Row[Any], corrected: Corrected, where: str
) -> Iterator[Fault]:
    reading = corrected.analysis
    try:
        key = key_of(reading.document.published, row.number)
    except ValueError as error:
        yield Fault(str(error), where, _REREAD)
        return
    if _head(row) != (key, *_told(reading)):
        yield Fault("its key, date, language or title is not that of its reading", where, REPAIR)
    rows = derive_rows(reading)
    for what, listed, derived in (
        ("claims", _claims(connection, row.key), _derived_claims(row, rows, corrected)),
        ("events", _events(connection, row.key), _derived_events(row, rows)),
        ("names of claims", _names(connection, row.key), _derived_names(row, rows)),
        ("names", _whole_names(connection, row.key), {(0, *one[:3]) for one in rows.names}),
        ("reviews without a place", _unheld(connection, row.number), set(corrected.unheld)),
    ):
        if listed != derived:
            told = f"its {what} are not those of its reading and reviews"
            yield Fault(f"{told} ({len(listed ^ derived)} rows differ)", where, REPAIR)


def _head(row: Row[Any]) -> tuple[Any, ...]:
    return row.key, row.published, row.lang, row.title


def _told(reading: Analysis) -> tuple[Any, ...]:
    return reading.document.published, reading.document.lang, title_of(reading.document)


_CLAIM = tuple(column for column in claims.c if column.name != "document")
_EVENT = tuple(column for column in events.c if column.name != "document")


def _within(column: Any, key: int) -> Any:
    return column.between(key + 1, key + MOST_PLACES)


def _claims(connection: Connection, key: int) -> set[tuple[Any, ...]]:
    return _rows(connection.execute(select(*_CLAIM).where(_within(claims.c.key, key))))


def _derived_claims(row: Row[Any], rows: Rows, corrected: Corrected) -> set[tuple[Any, ...]]:
    made = set()
    for key, claim in enumerate(rows.claims, row.key + 1):
        plain = {"key": key, "review": corrected.states.get(claim.id), **claim._asdict()}
        made.add(tuple(plain[column.name] for column in _CLAIM))
    return made


def _events(connection: Connection, key: int) -> set[tuple[Any, ...]]:
    return _rows(connection.execute(select(*_EVENT).where(_within(events.c.key, key))))


def _derived_events(row: Row[Any], rows: Rows) -> set[tuple[Any, ...]]:
    return {
        tuple({"key": key, **event._asdict()}[column.name] for column in _EVENT)
        for key, event in enumerate(rows.events, row.key + 1)
    }


def _names(connection: Connection, key: int) -> set[tuple[Any, ...]]:
    chosen = select(claim_names.c.claim, claim_names.c.role, names.c.kind, names.c.entity)
    joined = chosen.join(names, names.c.number == claim_names.c.name)
    return _rows(connection.execute(joined.where(_within(claim_names.c.claim, key))))


def _derived_names(row: Row[Any], rows: Rows) -> set[tuple[Any, ...]]:
    return {
        (key, *_short(name))
        for key, claim in enumerate(rows.claims, row.key + 1)
        for name in claim.names
    }


def _whole_names(connection: Connection, key: int) -> set[tuple[Any, ...]]:
    chosen = select(document_names.c.role, names.c.kind, names.c.entity)
    joined = chosen.join(names, names.c.number == document_names.c.name)
    found = connection.execute(joined.where(document_names.c.document == key))
    return {(0, *row) for row in found}


def _short(name: Named) -> tuple[str, str, str]:
    return name.role, name.kind, name.entity


def _unheld(connection: Connection, number: int) -> set[tuple[Any, ...]]:
    said = [review.number for review in reviews_of(connection, number)]
    if not said:
        return set()
    chosen = select(unheld.c.review, unheld.c.reason).where(unheld.c.review.in_(said))
    return _rows(connection.execute(chosen))


def _rows(found: Iterable[Any]) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in found}


def _indexed(connection: Connection, of_claims: list[Entry], of_document: Entry) -> Iterator[Fault]:
    """What the index and the marks beside it hold of a document."""
    for index, table, marks, entries in (
        (CLAIMS, "claims", claim_marks, of_claims),
        (DOCUMENTS, "documents", document_marks, [of_document]),
    ):
        for key in find_lacking(connection, index, entries):
            yield Fault("its own words and marks do not find it", f"{table} {key}", REPAIR)
        chosen = select(marks.c.key, marks.c.marks)
        keys = [entry.key for entry in entries]
        there = {
            row.key: row.marks for row in connection.execute(chosen.where(marks.c.key.in_(keys)))
        }
        for entry in entries:
            if there.get(entry.key, entry.marks) != entry.marks:
                yield Fault("its marks are not those of its row", f"{table} {entry.key}", REPAIR)
