"""Linking kept up to date: what is new in an archive is joined, and only what it touches.

Few new documents are compared through the terms in the archive; many through a window of days in
memory, in the order of days. Both find the same pairs, so the outcome is the same, in whatever
order and in how many goes documents come. Each batch is one transaction; whatever stops the work,
it goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, and_, delete, or_, select

from marsad.archive.advance import Advance, silent
from marsad.archive.connection import checkpoint
from marsad.archive.dialect import insert_over
from marsad.archive.keys import DAY, number_of
from marsad.archive.readers import Engines
from marsad.archive.schema import (
    bonds,
    documents,
    facts,
    linked,
    links,
    propositions,
    statement_terms,
    statements,
)
from marsad.codec import from_json, to_json
from marsad.intake.failures import Failure
from marsad.linking.bounds import MOST_STATEMENTS
from marsad.linking.candidates import UNDATED, WINDOW
from marsad.linking.gathering import Gatherer, Read, stamps
from marsad.linking.judgements import current
from marsad.linking.nouns import Judgement
from marsad.linking.regrouping import Touched, regroup
from marsad.linking.store import (
    LinkRow,
    chunks,
    insert_all,
    keys_of,
    link_row,
    load_documents,
    look_up,
    put,
    put_links,
    take_away,
)
from marsad.linking.window import Listed, Window, find_link, list_one, may_be_near

VERSION = "1"  # of terms, comparing and grouping: another one links the whole archive anew
_FEW = 24  # documents: more are linked faster through a window, which takes a second to fill
_CHUNK = 8  # documents that are read at once
_BATCH = 64  # documents a transaction: most of a day, so that a day's parts are grouped once
_JUDGED, _TURN = "linking judged", "linking turn"


class Updated(NamedTuple):
    """What came of an update."""

    documents: int = 0
    statements: int = 0
    links: int = 0
    propositions: int = 0
    failures: tuple[Failure, ...] = ()


def update(
    engines: Engines,
    *,
    workers: int = 1,
    advance: Advance = silent,
) -> Updated:
    """Join what is new or changed in an archive.

    Args:
        workers: processes that read statements; a program that uses more than 1 has to begin
            behind ``if __name__ == "__main__":``.
        advance: is told how many documents of how many are linked.
    """
    with engines.writing.begin() as connection:
        _forget_other_versions(connection)
    with engines.reading.connect() as connection:
        numbers = waiting(connection)
    linker = _Linker(engines, many=len(numbers) > _FEW)
    done = 0
    with Gatherer(engines.reading, workers) as gatherer:
        for batch in _batches(gatherer.read(list(chunks(numbers, _CHUNK)))):
            linker.link(batch)
            done += len(batch)
            advance("linking", done, len(numbers))
    linker.link([])
    checkpoint(engines.writing)
    return linker.updated


def rebuild(engines: Engines, *, workers: int = 1, advance: Advance = silent) -> Updated:
    """Join everything in an archive from nothing; ``update`` has the options."""
    with engines.writing.begin() as connection:
        forget_all(connection)
    return update(engines, workers=workers, advance=advance)


def forget_all(connection: Connection) -> None:
    """Take away all that linking derives."""
    for table in (linked, links, statement_terms, statements, propositions, bonds):
        connection.execute(delete(table))
    connection.execute(delete(facts).where(facts.c.name.in_([_JUDGED, _TURN])))


def waiting(connection: Connection) -> Sequence[int]:
    """The numbers of the documents to be linked, in the order of days."""
    chosen = (
        select(documents.c.number)
        .outerjoin(linked, linked.c.document == documents.c.number)
        .where(or_(linked.c.document.is_(None), linked.c.version != VERSION))
        .order_by(documents.c.key // DAY, documents.c.id)
    )
    return connection.execute(chosen).scalars().all()


def _batches(chunks_read: Iterable[list[Read]]) -> Iterator[list[Read]]:
    batch: list[Read] = []
    for some in chunks_read:
        batch += some
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _forget_other_versions(connection: Connection) -> None:
    """What another version has joined says nothing beside what this one joins."""
    other = select(linked.c.document).where(linked.c.version != VERSION).limit(1)
    if connection.execute(other).first() is not None:
        forget_all(connection)


def _fact(connection: Connection, name: str) -> list[Any]:
    told = connection.scalar(select(facts.c.value).where(facts.c.name == name))
    return from_json(told) if told else []


def _keep_fact(connection: Connection, name: str, value: object) -> None:
    row = {"name": name, "value": to_json(value).decode()}
    connection.execute(insert_over(connection, facts, "value"), row)


class _Linker:
    """The one who writes: a transaction a batch; ``many`` of them through a window."""

    def __init__(self, engines: Engines, *, many: bool) -> None:
        self._engine: Engine = engines.writing
        self._finder = _Finder(many=many)
        self._failed: list[Failure] = []
        self.updated = Updated()

    def link(self, batch: Sequence[Read]) -> None:
        """Link some documents; without any, only what people have judged since."""
        with self._engine.begin() as connection:
            self._finder.take_turn(connection)
            fresh = _still_waiting(connection, batch)
            touched = Touched()
            counts = self._put(connection, fresh, touched)
            said = current(connection).held
            _note_judged(connection, said, touched)
            changed = regroup(connection, touched, said) if touched.keys or touched.parts else 0
            insert_all(
                connection,
                linked,
                [{"document": one.number, "version": VERSION} for one in fresh if not one.fault],
            )
        before = self.updated
        self.updated = Updated(
            before.documents + len(fresh),
            before.statements + counts[0],
            before.links + counts[1],
            before.propositions + changed,
            (*before.failures, *(Failure(str(o.number), o.fault) for o in fresh if o.fault)),
        )

    def _put(
        self, connection: Connection, batch: Sequence[Read], touched: Touched
    ) -> tuple[int, int]:
        """Statements and links of documents in the place of the old ones."""
        told = found = 0
        for one in batch:
            taken = take_away(connection, one.number)
            touched.keys |= taken.neighbours
            touched.parts |= taken.parts
            touched.propositions |= taken.propositions
            touched.lost |= bool(taken.neighbours or taken.parts)
            if taken.parts:
                self._finder.drop(one.number)
        for one in batch:
            first = keys_of(one.number).first
            listed = [list_one(first + at, said) for at, said in enumerate(one.statements)]
            rows = self._finder.find(connection, listed)
            put(connection, one.number, listed)
            put_links(connection, rows)
            touched.keys.update(key for row in rows for key in (row.one, row.other))
            touched.keys.update(one.key for one in listed)
            told, found = told + len(listed), found + len(rows)
        return told, found


def _still_waiting(connection: Connection, batch: Sequence[Read]) -> list[Read]:
    """Those that nobody has linked or changed since they were read."""
    numbers = [one.number for one in batch]
    now = stamps(connection, numbers)
    chosen = select(linked.c.document).where(linked.c.document.in_(numbers))
    done = set(connection.execute(chosen).scalars())
    return [one for one in batch if one.number not in done and now.get(one.number) == one.stamp]


def _note_judged(connection: Connection, judgements: Sequence[Judgement], touched: Touched) -> None:
    """Touch the statements of which people say something else than at the last update."""
    before: set[tuple[str, ...]] = {tuple(one) for one in _fact(connection, _JUDGED)}
    after = {(*sorted((one.one, one.other)), one.verdict.value) for one in judgements}
    if before == after:
        return
    ids = {id for one, other, _ in before ^ after for id in (one, other)}
    for some in chunks(sorted(ids)):
        rows = connection.execute(select(statements.c.key).where(statements.c.id.in_(some)))
        touched.keys.update(rows.scalars())
    touched.lost = True
    _keep_fact(connection, _JUDGED, sorted(after))


class _Finder:
    """Finds the links of new statements: in the archive, or in a window over its days."""

    def __init__(self, *, many: bool) -> None:
        self._many = many
        self._turn: int | None = None
        self._window = Window()
        self._filled: set[int] = set()  # days that the window has wholly

    def take_turn(self, connection: Connection) -> None:
        """Begin a transaction; another writer may have linked since the last."""
        turn = next(iter(_fact(connection, _TURN)), 0)
        if turn != self._turn:
            self._window, self._filled = Window(), set()
        self._turn = turn + 1
        _keep_fact(connection, _TURN, [self._turn])

    def drop(self, number: int) -> None:
        """A document's old statements are gone."""
        first = keys_of(number).first
        self._window.drop(range(first, first + MOST_STATEMENTS))

    def find(self, connection: Connection, listed: Sequence[Listed]) -> list[LinkRow]:
        """The links of a document's statements with those of the archive, and among them."""
        if not listed:
            return []
        dated = self._many and listed[0].day != UNDATED
        if dated:
            self._fill(connection, listed[0].day)
        stored = look_up(connection, listed, undated_only=dated)
        rows: list[LinkRow] = []
        for number, one in enumerate(listed):
            others = [*stored.get(one.key, ()), *(self._window.candidates(one) if dated else ())]
            others += (other for other in listed[:number] if may_be_near(one, other))
            found = ((other, find_link(one, other)) for other in others)
            rows += (link_row(one, other, link) for other, link in found if link is not None)
        for one in listed if dated else ():
            self._window.add(one)
        return rows

    def _fill(self, connection: Connection, day: int) -> None:
        """Let the window have all that is stored of the days near one."""
        self._window.forget_before(day - WINDOW)
        self._filled = {one for one in self._filled if one >= day - WINDOW}
        wanted = set(range(max(1, day - WINDOW), day + WINDOW + 1)) - self._filled
        if wanted:
            numbers = _of_days(connection, wanted)
            for one in load_documents(connection, numbers):
                self._window.add(list_one(one.key, one.statement))
            self._filled |= wanted


def _of_days(connection: Connection, days: set[int]) -> list[int]:
    """The linked documents of some days."""
    some = [documents.c.key.between(day * DAY, (day + 1) * DAY - 1) for day in sorted(days)]
    chosen = select(documents.c.key).join(statements, _HAS).where(or_(*some))
    return [number_of(key) for key in connection.execute(chosen).scalars()]


_HAS = and_(statements.c.key == documents.c.number * (1 << 15) + 1)
