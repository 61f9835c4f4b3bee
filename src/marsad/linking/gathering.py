"""Statements read from the readings that an archive keeps, in several processes where asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, bindparam, func, select

from marsad.archive.prepare import unpack_findings
from marsad.archive.readers import Pool
from marsad.archive.review.corrections import Corrected, apply
from marsad.archive.review.judgements import STATES, Action, Review
from marsad.archive.review.reviews import reviews_of
from marsad.archive.schema import analyses, documents, reviews
from marsad.linking.bounds import within_bounds
from marsad.linking.nouns import Statement
from marsad.linking.statements import read_statements
from marsad.linking.withdrawals import withdrawn
from marsad.model import Analysis, Assertion

_AHEAD = 3  # chunks in flight for each process, as in marsad.archive.readers
_ROW = (
    select(
        documents.c.number,
        documents.c.text,
        analyses.c.engine,
        analyses.c.findings,
    )
    .join_from(documents, analyses)
    .where(documents.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(documents.c.number)
)
_REVIEWED = select(func.max(reviews.c.number)).where(reviews.c.document == bindparam("wanted"))


class Kept(NamedTuple):
    """A document as the archive keeps it: what was found, and what people said.

    ``stamp`` is another one whenever its statements might be others.
    """

    number: int
    stamp: bytes
    text: str
    engine: str
    findings: bytes
    said: tuple[Review, ...]
    withdrawn: bool


class Read(NamedTuple):
    """The statements of a document; ``fault`` tells why there are none."""

    number: int
    stamp: bytes
    statements: tuple[Statement, ...]
    fault: str | None = None


def fetch(connection: Connection, numbers: Sequence[int]) -> list[Kept]:
    """Documents as the archive keeps them; those that have gone are left out."""
    gone = withdrawn(connection, numbers)
    return [
        Kept(
            row.number,
            _stamp(connection, row, row.number in gone),
            row.text,
            row.engine,
            row.findings,
            tuple(reviews_of(connection, row.number)),
            row.number in gone,
        )
        for row in connection.execute(_ROW, {"numbers": list(numbers)}).all()
    ]


def stamps(connection: Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    """The stamps of documents as they are now."""
    return {one.number: one.stamp for one in fetch(connection, numbers)}


def _stamp(connection: Connection, row: Any, gone: bool) -> bytes:
    last = connection.scalar(_REVIEWED, {"wanted": row.number})
    told = f"{row.engine} {gone} {last}"
    made = blake2b(row.findings, digest_size=16)
    made.update(told.encode())
    return made.digest()


def read_kept(kept: Kept) -> Read:
    """The statements of a document, as people have corrected its reading."""
    try:
        machine = unpack_findings(kept.findings, kept.text, kept.engine)
        analysis = restate(machine, apply(machine, kept.said))
        statements = tuple(
            replace(one, withdrawn=True) if kept.withdrawn else one
            for one in within_bounds(read_statements(analysis))
        )
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
        return Read(kept.number, kept.stamp, (), f"fault in marsad, report it: {error!r}")
    return Read(kept.number, kept.stamp, statements)


def restate(machine: Analysis, corrected: Corrected) -> Analysis:
    """A corrected reading with the assertions of the claims that stand.

    Those of a rejected claim are gone, as those of a claim whose content was corrected: that one
    is asserted as a whole.
    """
    analysis = corrected.analysis
    rejected = {id for id, state in corrected.states.items() if state == STATES[Action.REJECT]}
    if not rejected and analysis is machine:
        return machine
    claims = tuple(claim for claim in analysis.claims if claim.id not in rejected)
    before = {claim.id: claim.content for claim in machine.claims}
    kept = {claim.id for claim in claims if before.get(claim.id) == claim.content}
    made = [one for one in machine.assertions if one.claim is None or one.claim in kept]
    if machine.assertions:
        made += (
            Assertion(id=claim.id, claim=claim.id, content=claim.content)
            for claim in claims
            if claim.id not in kept
        )
    made.sort(key=lambda one: (one.content[0], one.id))
    return replace(analysis, claims=claims, assertions=tuple(made))


class Gatherer:
    """Reads chunks of documents in order: in this process, or with ``workers`` in so many."""

    def __init__(self, engine: Engine, workers: int) -> None:
        self._engine = engine
        self._workers = workers
        self._pool: Pool | None = None

    def __enter__(self) -> Gatherer:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, chunks: Iterable[Sequence[int]]) -> Iterator[list[Read]]:
        """The statements of chunks of documents, by their numbers."""
        flying: deque[tuple[list[Kept], Future[list[Read]]]] = deque()
        for chunk in chunks:
            with self._engine.connect() as connection:
                kept = fetch(connection, chunk)
            if self._workers < 2:
                yield [read_kept(one) for one in kept]
                continue
            flying.append((kept, self._submit(kept)))
            if len(flying) >= self._workers * _AHEAD:
                yield self._take(*flying.popleft())
        while flying:
            yield self._take(*flying.popleft())

    def _submit(self, kept: list[Kept]) -> Future[list[Read]]:
        if self._pool is None:
            self._pool = Pool(self._workers)
        try:
            return self._pool.run(_read_all, kept)
        except BrokenProcessPool:
            self._end()
            return self._submit(kept)

    def _take(self, kept: list[Kept], done: Future[list[Read]]) -> list[Read]:
        try:
            return done.result()
        except BrokenProcessPool:
            self._end()
            return [_read_apart(one) for one in kept]

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()


def _read_all(kept: Sequence[Kept]) -> list[Read]:
    return [read_kept(one) for one in kept]


def _read_apart(kept: Kept) -> Read:
    """Read a document in a process of its own: one of its chunk ended the process it was in."""
    with closing(Pool(1)) as alone:
        try:
            return alone.run(read_kept, kept).result()
        except BrokenProcessPool:
            return Read(kept.number, kept.stamp, (), "ended the process that read it; leave it out")
