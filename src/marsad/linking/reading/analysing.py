"""Documents analysed in several processes, in the order in which they come."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from marsad.analysis.analyse import analyse
from marsad.archive.readers import Pool
from marsad.intake.failures import Failure
from marsad.linking.stored.store import chunks
from marsad.model import Analysis, Document

_CHUNK = 16  # documents handed over at once
_ALONE = 3  # chunks before other processes are worth their start, as in marsad.archive.readers
_AHEAD = 3  # chunks in flight for each process, as there

Came: TypeAlias = Document | Failure
Done: TypeAlias = Analysis | Failure


def analyse_all(
    documents: Iterable[Came], *, actors: Sequence[Path] = (), workers: int = 1
) -> Iterator[Done]:
    """The readings of documents; what fails, or has failed, in its place.

    A document whose id another text has had before is a failure; the same text again is left out.

    Args:
        actors: lists of a user's own.
        workers: processes; a program that uses more than 1 has to begin behind
            ``if __name__ == "__main__":``.
    """
    with closing(_Crew(tuple(actors), workers)) as crew:
        flying: deque[Future[list[Done]] | list[Done]] = deque()
        for some in chunks(_distinct(documents), _CHUNK):
            flying.append(crew.begin(some))
            if isinstance(flying[0], list) or len(flying) >= workers * _AHEAD:
                yield from crew.take(flying.popleft())
        while flying:
            yield from crew.take(flying.popleft())


def _distinct(documents: Iterable[Came]) -> Iterator[Came]:
    texts: dict[str, int] = {}
    for one in documents:
        if isinstance(one, Failure):
            yield one
            continue
        text = hash((one.text, one.outlet, one.published))
        if one.id not in texts:
            texts[one.id] = text
            yield one
        elif texts[one.id] != text:
            yield Failure(one.id, "another document has this id; give each its own")


def _analyse(some: Sequence[Came], actors: Sequence[Path]) -> list[Done]:
    return [one if isinstance(one, Failure) else _analyse_one(one, actors) for one in some]


def _analyse_one(document: Document, actors: Sequence[Path]) -> Done:
    try:
        return analyse(document, actors=actors)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
        known = type(error) is LookupError  # no pack for the language; others are ours
        told = str(error) if known else f"fault in marsad, report it: {error!r}"
        return Failure(document.id, told)


class _Crew:
    """Processes that analyse chunks of documents; the first chunks are analysed in this one."""

    def __init__(self, actors: Sequence[Path], workers: int) -> None:
        self._actors, self._workers = actors, workers
        self._begun = 0
        self._pool: Pool | None = None
        self._asked: dict[Future[list[Done]], list[Came]] = {}

    def begin(self, some: list[Came]) -> Future[list[Done]] | list[Done]:
        """Have a chunk analysed, now or by another process."""
        self._begun += 1
        if self._workers < 2 or self._begun <= _ALONE:
            return _analyse(some, self._actors)
        if self._pool is None:
            self._pool = Pool(self._workers)
        try:
            done = self._pool.run(_analyse, some, self._actors)
        except BrokenProcessPool:
            return self._rescue(some)
        self._asked[done] = some
        return done

    def take(self, done: Future[list[Done]] | list[Done]) -> list[Done]:
        """What came of a chunk."""
        if isinstance(done, list):
            return done
        some = self._asked.pop(done)
        try:
            return done.result()
        except BrokenProcessPool:
            return self._rescue(some)

    def _rescue(self, some: list[Came]) -> list[Done]:
        """A process died: one by one, each in a process of its own, to name the culprit."""
        self.close()
        return [done for one in some for done in _alone(one, self._actors)]

    def close(self) -> None:
        """End the processes."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()


def _alone(one: Came, actors: Sequence[Path]) -> list[Done]:
    with closing(Pool(1)) as pool:
        try:
            return pool.run(_analyse, [one], actors).result()
        except BrokenProcessPool:
            place = one.place if isinstance(one, Failure) else one.id
            return [Failure(place, "ended the process that read it; leave it out")]
