"""Many documents into the archive: read in several processes, stored by one.

The order of the documents is kept, so that two runs over the same input make the same archive. What
was stored stays, whatever stops the work: it goes on where it stopped when it is started again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine

from marsad.archive.connection import checkpoint
from marsad.archive.documents import Stored, admit, store
from marsad.archive.namebook import NameBook
from marsad.archive.prepare import Prepared
from marsad.archive.readers import Asked, Done, Engines, Readers, Teller, ask
from marsad.intake.failures import Failure
from marsad.intake.originals import Item

# About a hundred claims a commit, a pause after it and a checkpoint after 25: so that people who
# review at the same time wait tenths of a second and the log stays small (docs/performance.md).
_CHUNK = 8
_PAUSE = 0.02
_COMMITS = 25


def ingest(
    items: Iterable[Item | Failure],
    engines: Engines,
    *,
    lists: Sequence[Path] = (),
    workers: int = 1,
    teller: Teller | None = None,
) -> Iterator[Stored | Failure]:
    """Store documents as they come; yields what became of each, when it is safely stored.

    Args:
        items: documents with their bytes, and what could not be read, which is passed on.
        lists: the observatory's own lists of actors.
        workers: processes that read; 1 reads in this one.
        teller: another reader than the rules, asked about what is new to the archive.
    """
    storing = _Storing(engines.writing)
    with Readers(lists, workers) as readers:
        busy: set[str] = set()
        for chunk in _chunks(items):
            ids = _ids(chunk)
            while len(readers) and (readers.full or busy & ids):
                yield from storing.store(readers.take())
                busy = busy if len(readers) else set()
            busy |= ids
            readers.give(ask(teller, _admit(engines.reading, chunk)))
        while len(readers):
            yield from storing.store(readers.take())
    checkpoint(engines.writing)


def _chunks(items: Iterable[Item | Failure]) -> Iterator[list[Item | Failure]]:
    """So many at a time; one document twice never stands in one chunk."""
    chunk: list[Item | Failure] = []
    ids: set[str] = set()
    for item in items:
        own = _ids([item])
        if len(chunk) == _CHUNK or ids & own:
            yield chunk
            chunk, ids = [], set()
        chunk.append(item)
        ids |= own
    if chunk:
        yield chunk


def _ids(chunk: Iterable[Item | Failure]) -> set[str]:
    """What tells that two documents may be the same: ids and addresses."""
    documents = [item.document for item in chunk if isinstance(item, Item)]
    return {one.id for one in documents} | {one.url for one in documents if one.url}


def _admit(engine: Engine, chunk: Iterable[Item | Failure]) -> list[Asked]:
    with engine.connect() as connection:
        return [item if isinstance(item, Failure) else admit(connection, item) for item in chunk]


class _Storing:
    """The one who writes: a transaction a chunk, and a rest behind it for the others."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._book, self._commits = engine, NameBook(), 0
        self._rested = 0.0  # when the others have had their turn

    def store(self, chunk: list[Done]) -> list[Stored | Failure]:
        """Store what was read; the rest is passed on."""
        if not any(isinstance(one, Prepared) for one in chunk):
            return [one for one in chunk if not isinstance(one, Prepared)]
        time.sleep(max(0.0, self._rested - time.monotonic()))
        with self._engine.begin() as connection:
            stored = [
                store(connection, one, self._book) if isinstance(one, Prepared) else one
                for one in chunk
            ]
        self._commits += 1
        if self._commits % _COMMITS == 0:
            checkpoint(self._engine)
        self._rested = time.monotonic() + _PAUSE
        return stored
