"""The rows of what people said: appended, read in their order, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from marsad.archive.access.audit import note
from marsad.archive.clock import now
from marsad.archive.review.judgements import Review
from marsad.archive.schema import reviews, unheld
from marsad.codec import from_json

_AT_ONCE = 1_000  # rows that are fetched together


def reviews_of(connection: Connection, number: int) -> tuple[Review, ...]:
    """All that was said of the findings of one document, undone or not, the earliest first."""
    return tuple(read_reviews(connection, reviews.c.document == number))


def read_reviews(connection: Connection, *where: Any, newest: bool = False) -> Iterator[Review]:
    """Reviews that fit some conditions, by their number."""
    order = reviews.c.number.desc() if newest else reviews.c.number
    chosen = select(reviews).where(*where).order_by(order)
    for rows in connection.execute(chosen).partitions(_AT_ONCE):
        yield from map(review_of, rows)


def review_of(row: Row[Any]) -> Review:
    """A row of the table as a review."""
    return Review(**row._mapping)


def find_review(connection: Connection, number: int) -> Review:
    """One review.

    Raises:
        LookupError: there is none with that number.
    """
    row = connection.execute(select(reviews).where(reviews.c.number == number)).first()
    if row is None:
        raise LookupError(f"{number}: no such review; marsad review history lists them")
    return review_of(row)


def to_record(review: Review) -> dict[str, Any]:
    """A review as plain data, with what is JSON in the table as what it holds."""
    plain = {name: getattr(review, name) for name in reviews.c.keys()}  # noqa: SIM118
    for name in ("anchor", "before", "after"):
        with suppress(ValueError):
            plain[name] = None if plain[name] is None else from_json(plain[name])
    return plain


def append(connection: Connection, person: str, action: str, **said: Any) -> Review:
    """Add a review at the end, with the next number and the time.

    Raises:
        ValueError: it names no person.
    """
    if not person.strip():
        raise ValueError("a review needs the name of a person; give one (--as NAME)")
    last = connection.scalar(select(func.max(reviews.c.number))) or 0
    review = Review(number=last + 1, at=now(), person=person.strip(), action=action, **said)
    row = {name: getattr(review, name) for name in reviews.c.keys()}  # noqa: SIM118 - no mapping
    connection.execute(insert(reviews), row)
    of = " ".join(part for part in (f"review {review.number}", review.field, review.claim) if part)
    note(connection, f"review: {action}", of, person=review.person)
    return review


def note_unheld(connection: Connection, number: int, found: Iterable[tuple[int, str]]) -> None:
    """List the reviews of a document that its reading has no place for, and only those.

    What was listed before keeps the time of that; what holds again is taken off the list.
    """
    said = select(reviews.c.number).where(reviews.c.document == number)
    chosen = select(unheld.c.review, unheld.c.reason).where(unheld.c.review.in_(said))
    listed = {row.review: row.reason for row in connection.execute(chosen)}
    wanted = dict(found)
    stale = [one for one, reason in listed.items() if wanted.get(one) != reason]
    if stale:
        connection.execute(delete(unheld).where(unheld.c.review.in_(stale)))
    new = [
        {"review": one, "at": now(), "reason": reason}
        for one, reason in wanted.items()
        if listed.get(one) != reason
    ]
    if new:
        connection.execute(insert(unheld), new)
