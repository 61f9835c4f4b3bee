"""Documents read by several processes, in the order in which they came."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

from sqlalchemy import Engine

from marsad.archive.documents import Admitted, Stored
from marsad.archive.prepare import Prepared, prepare
from marsad.intake.failures import Failure

_ALONE = 3  # chunks before other processes are worth their start of about a second
_AHEAD = 3  # chunks in flight for each process: enough that none waits for the one who stores

Asked = Admitted | Stored | Failure
Done = Prepared | Stored | Failure
Label = TypeVar("Label")
P = ParamSpec("P")
R = TypeVar("R")


class Engines(NamedTuple):
    """How an archive is read and written."""

    reading: Engine
    writing: Engine


class _Flying(NamedTuple):
    """A chunk on its way: what was asked, and what will come of it."""

    asked: list[Asked]
    done: Future[list[Done]] | list[Done]


class Readers:
    """Reads chunks of documents: in this process at first, then, with ``workers``, in several.

    ``lists`` are the observatory's own lists of actors. What is no document is passed through.
    """

    def __init__(self, lists: Sequence[Path], workers: int) -> None:
        self._lists, self._workers = tuple(lists), workers
        self._pool: Pool | None = None
        self._begun = 0
        self._flying = deque[_Flying]()

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def run(
        self, chunks: Iterable[tuple[Label, Sequence[Asked]]]
    ) -> Iterator[tuple[Label, list[Done]]]:
        """What comes of chunks, each with the label that it came with."""
        labels = deque[Label]()
        for label, chunk in chunks:
            if self.full:
                yield labels.popleft(), self.take()
            labels.append(label)
            self.give(chunk)
        while labels:
            yield labels.popleft(), self.take()

    @property
    def full(self) -> bool:
        """Whether something has to be taken before more is given."""
        most = 1 if self._pool is None else self._workers * _AHEAD
        return len(self._flying) >= most

    def __len__(self) -> int:
        return len(self._flying)

    def give(self, chunk: Sequence[Asked]) -> None:
        """Begin to read a chunk."""
        asked = list(chunk)
        self._begun += any(isinstance(one, Admitted) for one in asked)
        if self._workers < 2 or self._begun <= _ALONE:
            self._flying.append(_Flying(asked, _read(asked, self._lists)))
            return
        if self._pool is None:
            self._pool = Pool(self._workers)
        try:
            self._flying.append(_Flying(asked, self._pool.run(_read, asked, self._lists)))
        except BrokenProcessPool:
            self._flying.append(_Flying(asked, self._rescue(asked)))

    def take(self) -> list[Done]:
        """What came of the earliest chunk that was not taken."""
        asked, done = self._flying.popleft()
        if isinstance(done, list):
            return done
        try:
            return done.result()
        except BrokenProcessPool:
            return self._rescue(asked)

    def _rescue(self, asked: list[Asked]) -> list[Done]:
        """A process died: read one by one, each in a process of its own, and name the culprit."""
        self._end()
        found: list[Done] = []
        for one in asked:
            with closing(Pool(1)) as alone:
                try:
                    found += alone.run(_read, [one], self._lists).result()
                except BrokenProcessPool:
                    place = one.item.original.place if isinstance(one, Admitted) else ""
                    found.append(Failure(place, "ended the process that read it; leave it out"))
        return found

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()


def count_workers() -> int:
    """The processors that this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Processes of their own, none of which has a connection to the archive.

    They end at once when the pool is closed, or when the process that has it is gone: a killed one
    leaves a queue behind on which they would wait for ever.
    """

    def __init__(self, workers: int) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._theirs, self._ours = spawn.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(
            workers, mp_context=spawn, initializer=_serve, initargs=(self._theirs,)
        )

    def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Begin some work. Raises ``BrokenProcessPool`` when a process has died."""
        with _undisturbed():
            return self._executor.submit(work, *args, **kwargs)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._ours.close()
        self._theirs.close()


def _serve(wanted: Connection) -> None:
    """Ctrl-C is for the one who stores; when that one has closed its end, this process is over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(wanted,), daemon=True).start()


def _end_with(wanted: Connection) -> None:
    with suppress(EOFError, OSError):
        wanted.recv()
    os._exit(1)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Processes that begin in here hear no Ctrl-C, from their first moment on."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where they may print a trace
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _read(asked: Sequence[Asked], lists: Sequence[Path]) -> list[Done]:
    return [_read_one(one, lists) if isinstance(one, Admitted) else one for one in asked]


def _read_one(admitted: Admitted, lists: Sequence[Path]) -> Prepared | Failure:
    try:
        return prepare(admitted.item, admitted.replaces, lists=lists)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
        known = type(error) is LookupError  # no pack for the language; others are ours
        told = str(error) if known else f"fault in marsad, report it: {error!r}"
        return Failure(admitted.item.original.place, told)
