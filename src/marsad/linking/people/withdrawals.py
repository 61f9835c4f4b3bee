"""Documents that their outlet no longer stands behind, and the propositions that they touch.

A document is withdrawn when a later text of its page is in the archive (``documents.replaced``), or
when a person notes that the outlet took it away. What the later text still says stays: it is
another document of the same proposition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, select

from marsad.archive.keys import MOST_PLACES
from marsad.archive.schema import documents, linked, statements, withdrawals
from marsad.linking.people.appending import append, find_row, refuse_twice, undone

_AT_ONCE = 500  # numbers in one look-up: SQLite takes 32,766 values in a statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A row of ``withdrawals``. ``document`` is a number; ``undoes`` names one taken back."""

    number: int
    at: str
    person: str
    document: int
    reason: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """Why a document is withdrawn: as a person noted, else replaced by a later text of its page."""

    document: int
    noted: Withdrawal | None = None


class Touched(NamedTuple):
    """A proposition that a document tells; ``others`` are the documents beside it that do too."""

    proposition: str
    others: int


def withdraw(
    connection: Connection, person: str, document: int, reason: str | None = None
) -> Withdrawal:
    """Note that an outlet took a document away.

    Args:
        document: its number, as ``marsad.archive.callnames.find_number`` gives it.

    Raises:
        LookupError: there is no such document.
        ValueError: no person is named.
    """
    if connection.scalar(select(documents.c.number).where(documents.c.number == document)) is None:
        raise LookupError(f"{document}: no document has this number")
    row = append(connection, withdrawals, person, document=document, reason=reason)
    _join_anew(connection, document)
    return _withdrawal(row)


def undo(connection: Connection, person: str, number: int) -> Withdrawal:
    """Take back a note; also an undo can be undone.

    Raises:
        LookupError: there is no such note.
        ValueError: it is undone already, or no person is named.
    """
    row = find_row(connection, withdrawals, number)
    refuse_twice(connection, withdrawals, number)
    back = append(connection, withdrawals, person, document=row.document, undoes=number)
    _join_anew(connection, row.document)
    return _withdrawal(back)


def history(connection: Connection, document: int | None = None) -> Iterator[Withdrawal]:
    """What was noted, the latest first: of all documents, or of one."""
    chosen = select(withdrawals).order_by(withdrawals.c.number.desc())
    if document is not None:
        chosen = chosen.where(withdrawals.c.document == document)
    yield from map(_withdrawal, connection.execute(chosen).all())


def withdrawn(connection: Connection, numbers: Collection[int]) -> Mapping[int, Withdrawn]:
    """Which of some documents are withdrawn, by their numbers, and why.

    What a person noted is named before a later text.
    """
    found: dict[int, Withdrawn] = {}
    wanted = sorted(set(numbers))
    for at in range(0, len(wanted), _AT_ONCE):
        found |= _replaced(connection, wanted[at : at + _AT_ONCE])
        found |= _noted(connection, wanted[at : at + _AT_ONCE])
    return found


def _replaced(connection: Connection, some: Collection[int]) -> dict[int, Withdrawn]:
    chosen = select(documents.c.number).where(documents.c.number.in_(some), documents.c.replaced)
    rows = connection.execute(chosen).scalars()
    return {number: Withdrawn(document=number) for number in rows}


def _noted(connection: Connection, some: Collection[int]) -> dict[int, Withdrawn]:
    chosen = select(withdrawals).where(withdrawals.c.document.in_(some))
    rows = connection.execute(chosen.order_by(withdrawals.c.number)).all()
    gone = undone((row.number, row.undoes) for row in rows)
    stands = (row for row in rows if row.undoes is None and row.number not in gone)
    return {
        row.document: Withdrawn(document=row.document, noted=_withdrawal(row)) for row in stands
    }


def touched(connection: Connection, document: int) -> tuple[Touched, ...]:
    """The propositions that a document tells; those that nobody else tells first."""
    first = document * (MOST_PLACES + 1)  # of the keys of its statements
    here = select(statements.c.proposition).where(
        statements.c.key.between(first, first + MOST_PLACES), statements.c.proposition.is_not(None)
    )
    told = func.count(statements.c.document.distinct())
    chosen = select(statements.c.proposition, (told - 1).label("others"))
    chosen = chosen.where(statements.c.proposition.in_(here.distinct()))
    rows = connection.execute(chosen.group_by(statements.c.proposition))
    found = (Touched(row.proposition, row.others) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.others, one.proposition)))


def _join_anew(connection: Connection, document: int) -> None:
    """What is joined of a document rests on whether it is withdrawn."""
    connection.execute(delete(linked).where(linked.c.document == document))


def _withdrawal(row: Row[Any]) -> Withdrawal:
    return Withdrawal(**row._mapping)
