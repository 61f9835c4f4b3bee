"""Statements read from the readings that an archive keeps, in several processes where asked."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, bindparam, select

from marsad.archive.crews import Crew, Line, Task
from marsad.archive.prepare import unpack_findings
from marsad.archive.review.corrections import Corrected, apply
from marsad.archive.review.judgements import STATES, Action, Review
from marsad.archive.review.reviews import read_reviews
from marsad.archive.schema import analyses, documents, reviews
from marsad.entities.lists import Lists, load_lists
from marsad.linking.comparing.candidates import UNDATED
from marsad.linking.people.withdrawals import withdrawn
from marsad.linking.reading.bounds import within_bounds
from marsad.linking.reading.statements import read_statements
from marsad.linking.stored.slices import Slice, Told, cut, find_in
from marsad.linking.stored.store import LinkRow, Stored, keys_of
from marsad.model import Analysis, Assertion

_AHEAD = 16  # chunks in flight for each process: enough while the one who writes groups a slice

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
    """What a document says, as it is stored; ``fault`` tells why that is nothing."""

    number: int
    stamp: bytes
    cuts: tuple[Stored, ...]
    fault: str | None = None

    @property
    def told(self) -> Told:
        """What it says, for finding in it."""
        day = self.cuts[0].day if self.cuts else UNDATED
        return Told(self.number, day, tuple(one.row for one in self.cuts))


def fetch(connection: Connection, numbers: Sequence[int]) -> list[Kept]:
    """Documents as the archive keeps them; those that have gone are left out."""
    gone = withdrawn(connection, numbers)
    said: defaultdict[int | None, list[Review]] = defaultdict(list)
    for one in read_reviews(connection, reviews.c.document.in_(list(numbers))):
        said[one.document].append(one)
    return [
        Kept(
            row.number,
            _stamp(row, said[row.number], row.number in gone),
            row.text,
            row.engine,
            row.findings,
            tuple(said[row.number]),
            row.number in gone,
        )
        for row in connection.execute(_ROW, {"numbers": list(numbers)}).all()
    ]


def stamps(connection: Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    """The stamps of documents as they are now."""
    return {one.number: one.stamp for one in fetch(connection, numbers)}


def _stamp(row: Any, said: Sequence[Review], gone: bool) -> bytes:
    last = said[-1].number if said else None
    told = f"{row.engine} {gone} {last}"
    made = blake2b(row.findings, digest_size=16)
    made.update(told.encode())
    return made.digest()


def read_kept(kept: Kept, lists: Lists) -> Read:
    """The statements of a document, as people have corrected its reading."""
    try:
        machine = unpack_findings(kept.findings, kept.text, kept.engine)
        analysis = restate(machine, apply(machine, kept.said)) if kept.said else machine
        statements = (
            replace(one, withdrawn=True) if kept.withdrawn else one
            for one in within_bounds(read_statements(analysis, lists))
        )
        cuts = cut(keys_of(kept.number).first, statements)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
        return Read(kept.number, kept.stamp, (), f"fault in marsad, report it: {error!r}")
    return Read(kept.number, kept.stamp, cuts)


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
    """Reads chunks of documents, and finds in slices of them, in the order in which it is asked.

    In this process, or with ``workers`` in so many. ``lists`` are the observatory's own.
    """

    def __init__(self, engine: Engine, workers: int, lists: Sequence[Path] = ()) -> None:
        self._engine = engine
        self._read = partial(_read_all, lists=tuple(lists))
        self._find = partial(_find_in, lists=tuple(lists))
        self._crew = Crew(workers)
        self.workers = workers

    def __enter__(self) -> Gatherer:
        return self

    def __exit__(self, *_: object) -> None:
        self._crew.close()

    def read(self, chunks: Iterable[Sequence[int]]) -> Iterator[list[Read]]:
        """The statements of chunks of documents, by their numbers."""
        line = Line(self._crew, Task(self._read, _lost), alone=0, ahead=_AHEAD)
        yield from line.run(map(self._fetch, chunks))

    def _fetch(self, numbers: Sequence[int]) -> list[Kept]:
        with self._engine.connect() as connection:
            return fetch(connection, numbers)

    def find(self, slice: Slice) -> Callable[[], list[LinkRow]]:
        """Begin to find the links of a slice; gives what waits for them."""
        return self._crew.begin(self._find, slice)


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage in rings, of which this work makes none: it costs a tenth, and for one
    document among many a quarter, as what is loaded of the lists is looked through again."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _read_all(kept: Sequence[Kept], lists: Sequence[Path]) -> list[Read]:
    with uncollected():
        known = load_lists(*lists)
        return [read_kept(one, known) for one in kept]


def _find_in(slice: Slice, lists: Sequence[Path]) -> list[LinkRow]:
    with uncollected():
        return find_in(slice, load_lists(*lists))


def _lost(kept: Kept) -> Read:
    return Read(kept.number, kept.stamp, (), "ended the process that read it; leave it out")
