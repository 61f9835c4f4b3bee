"""Tables that people append to: the next number, the time, and what stands after all undoing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select

from marsad.archive.access.audit import note
from marsad.archive.clock import now


def append(connection: Connection, table: Table, person: str, **said: Any) -> Row[Any]:
    """Add a row at the end of a table, with the next number and the time.

    Raises:
        ValueError: it names no person.
    """
    if not person.strip():
        raise ValueError("what is said needs the name of a person; give one (--as NAME)")
    number = (connection.scalar(select(func.max(table.c.number))) or 0) + 1
    row = {"number": number, "at": now(), "person": person.strip(), **said}
    connection.execute(insert(table), row)
    undoes = said.get("undoes")
    of = f"{table.name} {number}" + (f", of {undoes}" if undoes else "")
    action = f"{table.name}: undo" if undoes else table.name
    note(connection, action, of, person=row["person"])
    return find_row(connection, table, number)


def find_row(connection: Connection, table: Table, number: int) -> Row[Any]:
    """A row of a table by its number.

    Raises:
        LookupError: there is none.
    """
    row = connection.execute(select(table).where(table.c.number == number)).first()
    if row is None:
        raise LookupError(f"{number}: nothing in {table.name} has this number")
    return row


def undone(rows: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """What is undone, and by which row; of pairs of a number and the number that it undoes.

    An undo can be undone. One that names no earlier row does nothing.
    """
    found: dict[int, int] = {}
    for number, undoes in sorted(rows, reverse=True):
        if undoes is not None and undoes < number and number not in found:
            found.setdefault(undoes, number)
    return found


def refuse_twice(connection: Connection, table: Table, number: int) -> None:
    """Raise ``ValueError`` where a row is undone already."""
    pairs = connection.execute(select(table.c.number, table.c.undoes))
    by = undone((row.number, row.undoes) for row in pairs).get(number)
    if by is not None:
        raise ValueError(f"{number} is undone already, by {by}")
