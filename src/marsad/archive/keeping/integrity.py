"""Whether an archive is sound: the database, what leads where, the bytes, the lists, the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from marsad.archive.advance import Advance, silent
from marsad.archive.keeping.agreement import examine_document, examine_original
from marsad.archive.keeping.faults import REPAIR, RESTORE, Fault
from marsad.archive.keeping.ghosts import Sums, find_strays
from marsad.archive.keeping.groups import find_unmerged
from marsad.archive.keeping.relations import find_broken
from marsad.archive.keeping.sayings import find_unreadable
from marsad.archive.layout import LATEST, UNFINISHED, revision_of
from marsad.archive.review.judgements import Action, correction_of
from marsad.archive.review.reviews import read_reviews
from marsad.archive.schema import documents, facts, originals, reviews
from marsad.archive.search.index import CLAIMS, DOCUMENTS
from marsad.archive.search.reindex import is_current
from marsad.codec import from_json

_AT_ONCE = 50  # documents whose bytes are in memory together


def check(
    connection: Connection, *, deep: bool = True, advance: Advance = silent
) -> Iterator[Fault]:
    """All that is wrong with an archive, as it is found.

    Takes one state of the archive in; others may write meanwhile. In memory there are a few
    documents at a time. ``deep`` looks into every document: its bytes, its analysis, and whether
    the lists and the index are what these and the reviews give; else only the database is asked.
    """
    layout = list(_check_layout(connection))
    yield from layout
    if layout:
        return
    steps: tuple[Callable[[Connection, Advance], Iterator[Fault]], ...] = (
        _check_pages,
        _check_relations,
        _check_reviews,
        *((_check_originals, _check_documents) if deep else ()),
    )
    for step in steps:
        try:
            yield from step(connection, advance)
        except DBAPIError as error:
            told = " ".join(str(error.orig).split())
            yield Fault(f"the database cannot read it ({told})", step.__name__[7:], RESTORE)
            if connection.dialect.name == "postgresql":
                return  # what follows in this transaction would fail too


def _check_layout(connection: Connection) -> Iterator[Fault]:
    there = revision_of(connection)
    if there != LATEST:
        remedy = "open it with this program, which brings it up to date"
        yield Fault(f"is {there or 'none'} and not {LATEST}", "layout", remedy)


def _check_pages(connection: Connection, advance: Advance) -> Iterator[Fault]:
    """What the database says of its own file; a server looks after its files itself."""
    advance("pages", 0, 0)
    if connection.dialect.name != "sqlite":
        return
    for told in connection.execute(text("PRAGMA integrity_check")).scalars():
        if told != "ok":
            yield Fault(told, "database", RESTORE)
    for table in (CLAIMS, DOCUMENTS):
        try:
            with connection.begin_nested():
                checked = f"INSERT INTO {table} ({table}) VALUES ('integrity-check')"
                connection.execute(text(checked))
        except DBAPIError as error:
            if "readonly" not in str(error.orig):  # a reader may not ask; it reads all of it later
                yield Fault(f"the index is damaged ({error.orig})", table, REPAIR)


def _check_relations(connection: Connection, advance: Advance) -> Iterator[Fault]:
    advance("relations", 0, 0)
    value = select(facts.c.value).where(facts.c.name == UNFINISHED)
    unfinished = connection.scalar(value)
    if unfinished is not None:
        remedy = "run the same command again"
        yield Fault(f"was not ended: {unfinished}", "import", remedy)
    if not is_current(connection) and connection.scalar(select(documents.c.number).limit(1)):
        yield Fault("holds the words of another version of the program", "index", REPAIR)
    yield from find_broken(connection)
    yield from find_strays(connection)


def _check_reviews(connection: Connection, advance: Advance) -> Iterator[Fault]:
    """What people said can be read."""
    total = connection.scalar(select(func.count()).select_from(reviews)) or 0
    for done, review in enumerate(read_reviews(connection), 1):
        advance("reviews", done, total)
        where = f"reviews {review.number}"
        try:
            Action(review.action)
            for written in (review.anchor, review.before, review.after):
                from_json(written or "null")
            if review.action == Action.CORRECT:
                correction_of(review)
        except ValueError as error:
            yield Fault(str(error), where, RESTORE)
        if review.action == Action.UNDO and review.undoes is None:
            yield Fault("undoes nothing", where, RESTORE)
    yield from find_unmerged(connection)
    yield from find_unreadable(connection)


def _check_originals(connection: Connection, advance: Advance) -> Iterator[Fault]:
    total = connection.scalar(select(func.count()).select_from(originals)) or 0
    chosen = select(originals)
    rows = connection.execute(chosen, execution_options={"yield_per": _AT_ONCE})
    for done, row in enumerate(rows, 1):
        yield from examine_original(row)
        advance("originals", done, total)


def _check_documents(connection: Connection, advance: Advance) -> Iterator[Fault]:
    total = connection.scalar(select(func.count()).select_from(documents)) or 0
    sums = Sums(connection) if connection.dialect.name == "sqlite" else None
    whole = True
    try:
        for done, number in enumerate(_numbers(connection), 1):
            found = examine_document(connection, number)
            yield from found.faults
            whole = whole and not found.faults
            if sums is not None and found.of_document is not None:
                sums.add(CLAIMS, found.of_claims)
                sums.add(DOCUMENTS, [found.of_document])
            advance("documents", done, total)
        if sums is not None and whole:  # else the rows are wrong already, and the words with them
            yield from sums.compare()
    finally:
        if sums is not None:
            sums.close()


def _numbers(connection: Connection) -> Iterator[int]:
    """The numbers of all documents, some at a time."""
    last: Any = 0
    while last is not None:
        chosen = select(documents.c.number).where(documents.c.number > last)
        found = connection.execute(chosen.order_by(documents.c.number).limit(1_000)).scalars().all()
        yield from found
        last = found[-1] if found else None
