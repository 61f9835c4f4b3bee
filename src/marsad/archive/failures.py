"""What could not be read or fetched, kept until it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, and_, delete, or_, select

from marsad.archive.clock import now
from marsad.archive.dialect import insert_over
from marsad.archive.schema import failures
from marsad.codec import from_json, to_json
from marsad.intake.collect import Came
from marsad.intake.failures import Failure
from marsad.intake.originals import Item

_NOTED = 200  # kept in one transaction
_ON_THEIR_WAY = 10_000  # documents; many times those that are read at the same time


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


def list_failures(
    connection: Connection, *, limit: int | None = None, behind: tuple[str, str] | None = None
) -> Iterator[Failed]:
    """What failed and was not read since, the latest first.

    ``behind`` are ``last`` and ``place`` of the failure behind which to go on.
    """
    chosen = select(failures).order_by(failures.c.last.desc(), failures.c.place).limit(limit)
    if behind is not None:
        last, place = behind
        same = and_(failures.c.last == last, failures.c.place > place)
        chosen = chosen.where(or_(failures.c.last < last, same))
    for row in connection.execute(chosen):
        yield Failed(row.place, row.message, row.first, row.last, row.tries, from_json(row.given))


def faults_at(connection: Connection, places: Collection[str]) -> dict[str, str]:
    """Why some places could not be read, where they could not."""
    found: dict[str, str] = {}
    wanted = sorted(places)
    for at in range(0, len(wanted), _NOTED):
        chosen = select(failures.c.place, failures.c.message)
        rows = connection.execute(chosen.where(failures.c.place.in_(wanted[at : at + _NOTED])))
        found |= {place: message for place, message in rows}
    return found


class FailureNotes:
    """Failures on their way into the archive, many at a time."""

    def __init__(self, engine: Engine, given: dict[str, Any]) -> None:
        self._engine, self._given = engine, given
        self._waiting: list[tuple[str, Failure]] = []
        self._origins: dict[str, str] = {}

    def take(self, came: Iterable[Came]) -> Iterator[Item | Failure]:
        """Pass on what came, and remember of each failure what has to be named again."""
        for origin, found in came:
            place = found.place if isinstance(found, Failure) else found.original.place
            if place != origin:
                self._origins[place] = origin
                if len(self._origins) > _ON_THEIR_WAY:
                    del self._origins[next(iter(self._origins))]
            yield found

    def add(self, place: str, failure: Failure) -> None:
        self._waiting.append((self._origins.get(place, place), failure))
        if len(self._waiting) >= _NOTED:
            self.keep()

    def keep(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            with self._engine.begin() as connection:
                for origin, failure in waiting:
                    note_failures(connection, [failure], {**self._given, "input": origin})
