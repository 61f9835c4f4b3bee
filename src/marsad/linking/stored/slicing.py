"""Many new documents cut into slices of days, whose links other processes find."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Engine, select

from marsad.archive.keys import DAY, number_of
from marsad.archive.schema import documents, statements
from marsad.linking.comparing.candidates import UNDATED, WINDOW
from marsad.linking.stored.gathering import Gatherer, Read
from marsad.linking.stored.slices import Slice, Told, is_large, near
from marsad.linking.stored.store import PLACES, LinkRow, rows_of

_FLYING = 2  # slices that wait beside one that each process looks through
_FIRST = statements.c.key == documents.c.number * (1 << PLACES) + 1
_OF_DAYS = select(documents.c.key).join(statements, _FIRST)


class Batch(NamedTuple):
    """Documents that are linked in one transaction.

    ``found`` waits for their links, which hold as long as ``turn`` says that nobody else has linked
    since they were asked for; without it they are looked up in the archive.
    """

    read: list[Read]
    found: Callable[[], list[LinkRow]] | None = None
    turn: int | None = None
    ahead: int = 0

    def links(self, turn: int) -> list[LinkRow] | None:
        """The links that were found, where they hold."""
        if self.found is None or self.turn is None:
            return None
        rows = self.found()
        return rows if turn == self.turn + self.ahead else None


class Slicer:
    """Cuts documents that come in the order of days into slices."""

    def __init__(
        self,
        engine: Engine,
        gatherer: Gatherer,
        numbers: Collection[int],
        turn: Callable[[Connection], int],
    ) -> None:
        self._engine, self._gatherer, self._turn = engine, gatherer, turn
        self._coming = frozenset(numbers)  # what they said before goes away
        self._flying: deque[Batch] = deque()
        self._near: list[Told] = []  # what came before and is near what is to come

    def batches(self, chunks: Iterable[Sequence[Read]]) -> Iterator[Batch]:
        """Documents in slices, in their order; those without a date by themselves."""
        own: list[Read] = []
        for chunk in chunks:
            loose = [one for one in chunk if one.cuts and one.told.day == UNDATED]
            if loose:
                self._flying.append(Batch(loose))
            own += (one for one in chunk if one not in loose)
            if is_large(len(own), len(self._near)):
                self._begin(own)
                own = []
            while len(self._flying) > self._gatherer.workers + _FLYING:
                yield self._flying.popleft()
        if own:
            self._begin(own)
        while self._flying:
            yield self._flying.popleft()

    def _begin(self, own: list[Read]) -> None:
        """Have the links of some documents found."""
        told = tuple(one.told for one in own if one.cuts)
        if not told:
            self._flying.append(Batch(own, list, self._now(), len(self._flying)))
            return
        days = [one.day for one in told]
        with self._engine.connect() as connection:
            turn = self._turn(connection)
            stored = list(self._stored(connection, min(days) - WINDOW, max(days) + WINDOW))
        beside = (*near(self._near, min(days)), *stored)
        found = self._gatherer.find(Slice(told, beside))
        self._flying.append(Batch(own, found, turn, len(self._flying)))
        self._near = near((*self._near, *told), max(days))

    def _now(self) -> int:
        with self._engine.connect() as connection:
            return self._turn(connection)

    def _stored(self, connection: Connection, first: int, last: int) -> Iterator[Told]:
        """What documents say that were linked before, from a day to another."""
        between = documents.c.key.between(max(1, first) * DAY, (last + 1) * DAY - 1)
        keys = connection.execute(_OF_DAYS.where(between)).scalars().all()
        for number in map(number_of, keys):
            if number not in self._coming:
                yield Told(number, first, tuple(rows_of(connection, number)))
