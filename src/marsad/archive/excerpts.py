"""A passage of a document by its place, without the rest of the text."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from marsad.archive.schema import documents


class Excerpt(NamedTuple):
    """Letters ``start`` to ``end`` of a document, half-open; ``length`` is that of its text.

    ``before`` and ``after`` are what stands around them. Positions are code points.
    """

    document: str
    outlet: str | None
    published: str | None
    lang: str | None
    title: str | None
    start: int
    end: int
    length: int
    before: str
    text: str
    after: str


def excerpt(
    connection: Connection, number: int, start: int, end: int, *, around: int = 0
) -> Excerpt:
    """A passage of a document by its number, with ``around`` letters before and after.

    An ``end`` behind the text is that of the text.

    Raises:
        LookupError: nothing of the text stands there.
    """
    end = max(start, end)
    first = max(0, start - around)
    columns = (documents.c[name] for name in ("id", "outlet", "published", "lang", "title"))
    piece = func.substr(documents.c.text, first + 1, end + around - first)
    chosen = select(*columns, func.length(documents.c.text).label("length"), piece.label("piece"))
    row = connection.execute(chosen.where(documents.c.number == number)).one()
    if not start < min(end, row.length):
        raise LookupError(f"{row.id}: {start}-{end} is no passage; its text has 0-{row.length}")
    end = min(end, row.length)
    at, until = start - first, end - first
    return Excerpt(
        document=row.id,
        outlet=row.outlet,
        published=row.published,
        lang=row.lang,
        title=row.title,
        start=start,
        end=end,
        length=row.length,
        before=row.piece[:at],
        text=row.piece[at:until],
        after=row.piece[until:],
    )
