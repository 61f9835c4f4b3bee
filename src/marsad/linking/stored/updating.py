"""Linking kept up to date: what is new in an archive is joined, and only what it touches.

Few new documents are compared through the terms in the archive; many in slices of days
(`linking.stored.slicing`). Both find the same pairs, so the outcome is the same, in whatever order
and in how many goes documents come. Each slice, and each of few documents, is one transaction;
whatever stops the work, it goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Table, delete, func, or_, select

from marsad.archive.advance import Advance, silent
from marsad.archive.connection import checkpoint
from marsad.archive.dialect import insert_over
from marsad.archive.keys import DAY
from marsad.archive.lists import InForce, in_force
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
from marsad.entities.lists import Lists
from marsad.intake.failures import Failure
from marsad.linking.comparing.promises import pair_of, promises
from marsad.linking.comparing.window import Listed, may_be_near
from marsad.linking.nouns import Judgement
from marsad.linking.people.judgements import current
from marsad.linking.stored.gathering import Gatherer, Read, stamps, uncollected
from marsad.linking.stored.regrouping import Touched, regroup
from marsad.linking.stored.slices import links_with, open_told
from marsad.linking.stored.slicing import Batch, Slicer
from marsad.linking.stored.store import (
    LinkRow,
    chunks,
    ends_of,
    has_undated,
    insert_all,
    look_up,
    put,
    put_links,
    take_away,
)

VERSION = "10"  # of terms, comparing and grouping: another one links the whole archive anew
_FEW = 24  # documents: more are linked faster in slices
_CHUNK = 8  # documents that are read at once
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
        known = in_force(connection)
        _forget_other_versions(connection, known)
    with engines.reading.connect() as connection:
        numbers = waiting(connection)
    linker = _Linker(engines, known)
    done = 0
    with Gatherer(engines.reading, workers, known.files) as gatherer:
        read = gatherer.read(chunks(numbers, _CHUNK))
        if len(numbers) > _FEW:
            batches = Slicer(engines.reading, gatherer, numbers, linker.turn).batches(read)
        else:
            batches = (Batch([one]) for some in read for one in some)  # nobody waits long
        for batch in batches:
            with uncollected():
                linker.link(batch)
            done += len(batch.read)
            advance("linking", done, len(numbers))
    with uncollected():
        linker.link(Batch([]))
    checkpoint(engines.writing)
    return linker.updated


def settle(engines: Engines) -> Updated:
    """Join anew what people have judged since; nothing, where another version has linked, or the
    lists were others."""
    with engines.reading.connect() as connection:
        known = in_force(connection)
    linker = _Linker(engines, known)
    linker.link(Batch([]))
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
    chosen = select(documents.c.number).order_by(documents.c.key // DAY, documents.c.id)
    version = _version(in_force(connection))
    if not _other_version(connection, version):
        newest = connection.scalar(select(func.max(linked.c.document))) or 0
        rest = connection.execute(chosen.where(documents.c.number > newest)).scalars().all()
        if _count(connection, documents) - len(rest) == _count(connection, linked):
            return rest  # all before the newest are linked: not one by one looked for
    there = linked.c.document == documents.c.number
    unlinked = or_(linked.c.document.is_(None), linked.c.version != version)
    return connection.execute(chosen.outerjoin(linked, there).where(unlinked)).scalars().all()


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _version(known: InForce) -> str:
    """What links: this version, with the lists that count."""
    return f"{VERSION} {known.mark}" if known.mark else VERSION


def _other_version(connection: Connection, version: str) -> bool:
    """Whether another version has linked, or this one with other lists.

    One version links all of an archive, or nothing.
    """
    chosen = select(linked.c.version).limit(1)
    return connection.scalar(chosen) not in (None, version)


def _forget_other_versions(connection: Connection, known: InForce) -> None:
    """What another version has joined says nothing beside what this one joins."""
    if _other_version(connection, _version(known)):
        forget_all(connection)


def _fact(connection: Connection, name: str) -> list[Any]:
    told = connection.scalar(select(facts.c.value).where(facts.c.name == name))
    return from_json(told) if told else []


def _keep_fact(connection: Connection, name: str, value: object) -> None:
    row = {"name": name, "value": to_json(value).decode()}
    connection.execute(insert_over(connection, facts, "value"), row)


class _Linker:
    """The one who writes: a transaction a batch."""

    def __init__(self, engines: Engines, known: InForce) -> None:
        self._engine: Engine = engines.writing
        self._lists, self._version = known.lists, _version(known)
        self._missing: set[int] = set()  # documents that were read, and left for the next update
        self.updated = Updated()

    def turn(self, connection: Connection) -> int:
        """How many transactions of linkers there were."""
        return int(next(iter(_fact(connection, _TURN)), 0))

    def link(self, batch: Batch) -> None:
        """Link some documents; without any, only what people have judged since."""
        with self._engine.begin() as connection:
            if _other_version(connection, self._version):
                return  # another has begun to link all anew
            turn = self.turn(connection)
            _keep_fact(connection, _TURN, [turn + 1])
            fresh = _still_waiting(connection, batch.read)
            self._missing |= {one.number for one in batch.read} - {one.number for one in fresh}
            touched = Touched()
            found = batch.links(turn)
            self._make_room(connection, fresh, touched)
            if found is None:
                count = sum(_find_and_put(connection, one, touched, self._lists) for one in fresh)
            else:
                count = self._put(connection, fresh, found, touched)
            said = current(connection).held
            _note_judged(connection, said, touched)
            changed = self._regroup(connection, touched, said)
            insert_all(
                connection,
                linked,
                [
                    {"document": one.number, "version": self._version}
                    for one in fresh
                    if not one.fault
                ],
            )
        before = self.updated
        self.updated = Updated(
            before.documents + len(fresh),
            before.statements + sum(len(one.cuts) for one in fresh),
            before.links + count,
            before.propositions + changed,
            (*before.failures, *(Failure(str(o.number), o.fault) for o in fresh if o.fault)),
        )

    def _regroup(self, connection: Connection, touched: Touched, said: Sequence[Judgement]) -> int:
        if not touched.keys and not touched.parts:
            return 0
        return regroup(connection, touched, said, self._lists)

    def _make_room(self, connection: Connection, fresh: Sequence[Read], touched: Touched) -> None:
        """Take away what documents said before; what they say now is touched."""
        for one in fresh:
            taken = take_away(connection, one.number)
            touched.keys |= taken.neighbours
            touched.parts |= taken.parts
            touched.propositions |= taken.propositions
            touched.lost |= bool(taken.neighbours or taken.parts)
            touched.keys.update(cut.row.key for cut in one.cuts)

    def _put(
        self,
        connection: Connection,
        fresh: Sequence[Read],
        found: Sequence[LinkRow],
        touched: Touched,
    ) -> int:
        """Statements, and the links that were found in their slice and still have both ends."""
        rows = list(found)
        if self._missing:
            rows = [one for one in rows if self._missing.isdisjoint(ends_of(one))]
        for one in fresh if has_undated(connection) else ():
            rows += find(connection, open_told(one.told), self._lists, undated_only=True)
        put(connection, (cut for one in fresh for cut in one.cuts))
        put_links(connection, rows)
        touched.keys.update(key for row in rows for key in (row.one, row.other))
        return len(rows)


def _find_and_put(connection: Connection, read: Read, touched: Touched, lists: Lists) -> int:
    """Find a document's links in the archive, and among its statements."""
    rows = find(connection, open_told(read.told), lists)
    put(connection, read.cuts)
    put_links(connection, rows)
    touched.keys.update(key for row in rows for key in (row.one, row.other))
    return len(rows)


def find(
    connection: Connection, listed: Sequence[Listed], lists: Lists, *, undated_only: bool = False
) -> list[LinkRow]:
    """The links of a document's statements with those stored; and among them, but for undated."""
    stored = look_up(connection, listed, undated_only=undated_only)
    rows: list[LinkRow] = []
    for number, one in enumerate(listed):
        promising = list(stored.get(one.key, ()))
        if not undated_only:
            near = (other for other in listed[:number] if may_be_near(one, other))
            pairs = ((other, pair_of(one.held, other.held)) for other in near)
            promising += ((other, pair) for other, pair in pairs if promises(pair))
        rows += links_with(one, promising, lists)
    return rows


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
