"""Work shared out among processes of this program's own, and taken back in its order.

Whatever ends a process while it works (a fault of a library, too little memory) costs that piece of
work at most: it is done again, and what ended the process is named.
"""

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
from functools import partial
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, ParamSpec, TypeVar

_ALONE = 3  # chunks before other processes are worth their start of about a second
_AHEAD = 3  # chunks in flight for each process: enough that none waits for the one who takes them

P = ParamSpec("P")
A = TypeVar("A")
R = TypeVar("R")


class Task(NamedTuple, Generic[A, R]):
    """What is done with chunks, in any process; ``lost`` tells of a piece that ended its process.

    ``work`` has to be found by its name in a module, or be a ``partial`` of such a function.
    """

    work: Callable[[Sequence[A]], list[R]]
    lost: Callable[[A], R]


class Crew:
    """Processes that begin when first needed, and again when one has died.

    ``workers`` is how many; fewer than 2: none, all is done in this one.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: Pool | None = None

    def begin(
        self, work: Callable[[A], R], asked: A, apart: Callable[[A], R] | None = None
    ) -> Callable[[], R]:
        """Begin some work; gives what waits for it.

        ``apart`` is done here instead where a process has died of it, perhaps; without it the work.
        """
        if self.workers < 2:
            return partial(work, asked)
        pool, done = self._submit(work, asked)

        def wait() -> R:
            try:
                return done.result()
            except BrokenProcessPool:
                if self._pool is pool:
                    self.close()
                return (apart or work)(asked)

        return wait

    @property
    def begun(self) -> bool:
        """Whether other processes are at work."""
        return self._pool is not None

    def _submit(self, work: Callable[[A], R], asked: A) -> tuple[Pool, Future[R]]:
        if self._pool is None:
            self._pool = Pool(self.workers)
        try:
            return self._pool, self._pool.run(work, asked)
        except BrokenProcessPool:
            self.close()
            return self._submit(work, asked)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()


class Line(Generic[A, R]):
    """Chunks on their way through a crew, taken in the order in which they are given.

    Args:
        alone: chunks that are worked on in this process, before others are worth their start.
        ahead: chunks in flight for each process.
    """

    def __init__(
        self, crew: Crew, task: Task[A, R], *, alone: int = _ALONE, ahead: int = _AHEAD
    ) -> None:
        self._crew, self._task, self._alone, self._ahead = crew, task, alone, ahead
        self._flying = deque[Callable[[], list[R]]]()

    def __len__(self) -> int:
        return len(self._flying)

    @property
    def full(self) -> bool:
        """Whether something has to be taken before more is given."""
        most = self._crew.workers * self._ahead if self._crew.begun else 1
        return len(self._flying) >= most

    def give(self, chunk: Sequence[A]) -> None:
        """Begin to work on a chunk."""
        self._alone -= 1
        if self._alone >= 0 or self._crew.workers < 2:
            done = self._task.work(chunk)
            self._flying.append(lambda: done)
        else:
            apart = partial(_one_by_one, self._task)
            self._flying.append(self._crew.begin(self._task.work, chunk, apart))

    def take(self) -> list[R]:
        """What came of the earliest chunk that was not taken."""
        return self._flying.popleft()()

    def run(self, chunks: Iterable[Sequence[A]]) -> Iterator[list[R]]:
        """What comes of chunks, in their order."""
        for chunk in chunks:
            self.give(chunk)
            while self.full:
                yield self.take()
        while self._flying:
            yield self.take()


def _one_by_one(task: Task[A, R], chunk: Sequence[A]) -> list[R]:
    """A process died: each piece in a process of its own, to name the one that ends it."""
    found: list[R] = []
    for one in chunk:
        with closing(Pool(1)) as pool:
            try:
                found += pool.run(task.work, [one]).result()
            except BrokenProcessPool:
                found.append(task.lost(one))
    return found


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
        with undisturbed():
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
def undisturbed() -> Iterator[None]:
    """Processes that begin in here hear no Ctrl-C, from their first moment on."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where they may print a trace
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
