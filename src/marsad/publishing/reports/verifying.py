"""What became of the evidence of a published report: re-hashed, and held against the archive."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from marsad.archive.documents import load_original
from marsad.archive.schema import claims, documents
from marsad.ids import bytes_hash
from marsad.linking.people.withdrawals import withdrawn
from marsad.linking.stored.store import chunks
from marsad.publishing.reports.keeping import hash_of
from marsad.publishing.reports.nouns import Passage, Report


class Change(NamedTuple):
    """What is not as it was when the report was published.

    ``code`` is stable: report (its own content), gone, text, source, replaced, withdrawn, rejected.
    ``passage`` counts from 1; 0 is the report itself.
    """

    passage: int
    code: str
    detail: str


def verify(connection: Connection, report: Report, *, files: bool = True) -> Iterator[Change]:
    """Everything that changed in the evidence since; nothing where all is as it was.

    With ``files`` the bytes that the documents were read from are hashed too, each file once; as a
    file may hold thousands of reports, lists and pages look at the passages alone.
    """
    if hash_of(report) != report.hash:
        yield Change(0, "report", "the report is not what was published: its hash differs")
    rows = _rows(connection, {one.document for one in report.passages})
    taken = withdrawn(connection, [row.number for row in rows.values()])
    for number, passage in enumerate(report.passages, 1):
        row = rows.get(passage.document)
        if row is None:
            yield Change(number, "gone", f"{passage.document} is not in the archive any more")
            continue
        yield from (Change(number, *found) for found in _compare(connection, passage, row))
        if row.number in taken:
            yield Change(number, *_withdrawal(passage, row))
    if files:
        yield from _damaged(connection, report, rows)


def _damaged(connection: Connection, report: Report, rows: dict[str, Row[Any]]) -> Iterator[Change]:
    whole: dict[str, bool] = {}
    for number, passage in enumerate(report.passages, 1):
        row = rows.get(passage.document)
        if row is None:
            continue
        if row.original not in whole:
            whole[row.original] = _is_whole(connection, row.original)
        if not whole[row.original]:
            told = f"the file that {passage.document} was read from is damaged or gone"
            yield Change(number, "source", told)


def _compare(connection: Connection, passage: Passage, row: Row[Any]) -> Iterator[tuple[str, str]]:
    words = row.text[passage.span.start : passage.span.end]
    if bytes_hash(words.encode("utf-8", "surrogatepass")) != passage.hash:
        yield "text", f"{passage.document} has other words at this place"
    if passage.source_hash is not None and row.original != passage.source_hash:
        yield "source", f"{passage.document} was read from another file"
    if passage.claim is not None:
        review = select(claims.c.review).where(claims.c.id == passage.claim)
        if connection.scalar(review) == "rejected":
            yield "rejected", f"people rejected {passage.claim}"


def _withdrawal(passage: Passage, row: Row[Any]) -> tuple[str, str]:
    if row.replaced:
        return "replaced", f"{passage.outlet or passage.document} has put another text in its place"
    return "withdrawn", f"{passage.outlet or passage.document} has taken it back"


def _is_whole(connection: Connection, hash: str) -> bool:
    """Whether the bytes are there and are what their hash says they are."""
    try:
        return bytes_hash(load_original(connection, hash).data) == hash
    except (LookupError, ValueError, zlib.error):
        return False


def _rows(connection: Connection, ids: set[str]) -> dict[str, Row[Any]]:
    columns = (documents.c.id, documents.c.number, documents.c.text, documents.c.original)
    found: dict[str, Row[Any]] = {}
    for some in chunks(sorted(ids)):
        chosen = select(*columns, documents.c.replaced).where(documents.c.id.in_(some))
        found.update({row.id: row for row in connection.execute(chosen)})
    return found
