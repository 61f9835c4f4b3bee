"""Many documents into the archive: read in several processes, stored by one.

The order of the documents is kept, so that two runs over the same input make the same archive. What
was stored stays, whatever stops the work: it goes on where it stopped when it is started again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from marsad.archive.connection import checkpoint
from marsad.archive.documents import Admitted, Stored, admit, store
from marsad.archive.namebook import NameBook
from marsad.archive.prepare import Prepared, prepare
from marsad.intake.failures import Failure
from marsad.intake.originals import Item

# About a hundred claims a commit, a pause after it and a checkpoint after 25: so that people who
# review at the same time wait tenths of a second and the log stays small (docs/performance.md).
_CHUNK = 8
_PAUSE = 0.02
_COMMITS = 25
_ALONE = 3  # chunks before other processes are worth their start of about a second
_AHEAD = 3  # chunks in flight for each process: enough that none waits for the one who stores

Done = Prepared | Stored | Failure


class Engines(NamedTuple):
    """How an archive is read and written."""

    reading: Engine
    writing: Engine


def ingest(
    items: Iterable[Item | Failure],
    engines: Engines,
    *,
    lists: Sequence[Path] = (),
    workers: int = 1,
) -> Iterator[Stored | Failure]:
    """Store documents as they come; yields what became of each, when it is safely stored.

    Args:
        items: documents with their bytes, and what could not be read, which is passed on.
        lists: the observatory's own lists of actors.
        workers: processes that read; 1 reads in this one.
    """
    storing = _Storing(engines.writing)
    with _Readers(lists, workers) as readers:
        waiting: deque[Future[list[Done]] | list[Done]] = deque()
        busy: set[str] = set()
        for chunk in _chunks(items):
            ids = _ids(chunk)
            while waiting and (len(waiting) >= readers.most or busy & ids):
                yield from storing.store(readers.wait(waiting.popleft()))
                busy = busy if waiting else set()
            busy |= ids
            waiting.append(readers.read(_admit(engines.reading, chunk)))
        while waiting:
            yield from storing.store(readers.wait(waiting.popleft()))
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


def _admit(engine: Engine, chunk: Iterable[Item | Failure]) -> list[Admitted | Stored | Failure]:
    with engine.connect() as connection:
        return [item if isinstance(item, Failure) else admit(connection, item) for item in chunk]


class _Storing:
    """The one who writes: a transaction a chunk, and a rest behind it for the others."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._book, self._commits = engine, NameBook(), 0

    def store(self, chunk: list[Done]) -> list[Stored | Failure]:
        if not any(isinstance(one, Prepared) for one in chunk):
            return [one for one in chunk if not isinstance(one, Prepared)]
        try:
            with self._engine.begin() as connection:
                stored = [
                    store(connection, one, self._book) if isinstance(one, Prepared) else one
                    for one in chunk
                ]
        except BaseException:
            self._book = NameBook()  # it remembers names that were not stored
            raise
        self._commits += 1
        if self._commits % _COMMITS == 0:
            checkpoint(self._engine)
        time.sleep(_PAUSE)
        return stored


class _Readers:
    """Reads chunks, in this process at first, then in several."""

    def __init__(self, lists: Sequence[Path], workers: int) -> None:
        self._lists, self._workers = tuple(lists), workers
        self._pool: ProcessPoolExecutor | None = None
        self._chunks = 0

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def most(self) -> int:
        """Chunks that may be in flight."""
        return 1 if self._pool is None else self._workers * _AHEAD

    def read(self, chunk: list[Admitted | Stored | Failure]) -> Future[list[Done]] | list[Done]:
        self._chunks += any(isinstance(one, Admitted) for one in chunk)
        if self._workers < 2 or self._chunks <= _ALONE:
            return _read(chunk, self._lists)
        if self._pool is None:
            self._pool = _start(self._workers)
        try:
            future = self._pool.submit(_read, chunk, self._lists)
        except BrokenProcessPool:
            return self._rescue(chunk)
        future.chunk = chunk  # type: ignore[attr-defined]  # to read it again if a process dies
        return future

    def wait(self, chunk: Future[list[Done]] | list[Done]) -> list[Done]:
        if isinstance(chunk, list):
            return chunk
        try:
            return chunk.result()
        except BrokenProcessPool:
            return self._rescue(chunk.chunk)  # type: ignore[attr-defined]

    def _rescue(self, chunk: list[Admitted | Stored | Failure]) -> list[Done]:
        """A process died: read one by one, each in a process of its own, and name the culprit."""
        self._end()
        found: list[Done] = []
        for one in chunk:
            with _start(1) as alone:
                try:
                    found += alone.submit(_read, [one], self._lists).result()
                except BrokenProcessPool:
                    place = one.item.original.place if isinstance(one, Admitted) else ""
                    found.append(Failure(place, "ended the process that read it; leave it out"))
        return found

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _start(workers: int) -> ProcessPoolExecutor:
    """Processes of their own, none of which has a connection to the archive."""
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=spawn, initializer=_be_quiet)


def _be_quiet() -> None:
    """Ctrl-C is for the one who stores."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(chunk: Sequence[Admitted | Stored | Failure], lists: Sequence[Path]) -> list[Done]:
    return [_read_one(one, lists) if isinstance(one, Admitted) else one for one in chunk]


def _read_one(admitted: Admitted, lists: Sequence[Path]) -> Prepared | Failure:
    try:
        return prepare(admitted.item, admitted.replaces, lists=lists)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
        known = type(error) is LookupError  # no pack for the language; others are ours
        told = str(error) if known else f"fault in marsad, report it: {error!r}"
        return Failure(admitted.item.original.place, told)


def count_workers() -> int:
    """The processors that this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
