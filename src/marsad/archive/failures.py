"""What could not be read or fetched, kept until it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from marsad.archive.clock import now
from marsad.archive.dialect import insert_over
from marsad.archive.schema import failures
from marsad.codec import from_json, to_json
from marsad.intake.failures import Failure


class Failed(NamedTuple):
    """A failure as it is kept: where, why, how often, and what had been asked for.

    ``given`` are the input and the options of the call that failed; with them it is tried again.
    """

    place: str
    message: str
    first: str
    last: str
    tries: int
    given: dict[str, Any]


def note_failures(connection: Connection, found: Iterable[Failure], given: dict[str, Any]) -> None:
    """Keep failures; one at the same place again counts as another try."""
    at = now()
    for failure in found:
        tries = connection.scalar(select(failures.c.tries).where(failures.c.place == failure.place))
        row = {
            "place": failure.place,
            "message": failure.message,
            "first": at,
            "last": at,
            "tries": (tries or 0) + 1,
            "given": to_json(given).decode(),
        }
        changed = ("message", "last", "tries", "given")
        connection.execute(insert_over(connection, failures, *changed), row)


def settle(connection: Connection, given_input: str) -> None:
    """Forget the failures of an input, before it is tried again."""
    there = [one.place for one in list_failures(connection) if one.given["input"] == given_input]
    if there:
        connection.execute(delete(failures).where(failures.c.place.in_(there)))


def list_failures(connection: Connection) -> Iterator[Failed]:
    """All that failed and was not read since, the latest first."""
    rows = connection.execute(select(failures).order_by(failures.c.last.desc(), failures.c.place))
    for row in rows:
        yield Failed(row.place, row.message, row.first, row.last, row.tries, from_json(row.given))
