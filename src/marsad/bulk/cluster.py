"""The processes that do the work: of this computer, or behind a scheduler of Dask.

Each task may run twice, or on two machines at once: it looks for its outcome first. What a killed
process had in hand is done again by another.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing import resource_tracker
from typing import Any, NamedTuple, TypeVar

from marsad.archive.advance import Advance, silent
from marsad.archive.crews import undisturbed
from marsad.bulk.faults import BulkError, missing

_DEATHS = 12  # of processes with a task in hand, before it is given up; docs/bulk.md
_PATIENCE = 20  # seconds that a scheduler has to answer
_AT_ONCE = 2_000  # tasks that the scheduler knows of at a time

A = TypeVar("A")
R = TypeVar("R")


class Ended(NamedTuple):
    """What became of a task: its outcome, or why there is none."""

    asked: Any
    value: Any = None
    fault: str | None = None


class Workers:
    """Processes that take tasks, begun when first needed; to be opened with ``open_workers``."""

    def __init__(self, begin: Callable[[], Any]) -> None:
        self._begin, self._client = begin, None

    def run(
        self, work: Callable[[A], R], asked: Sequence[A], *, what: str, advance: Advance = silent
    ) -> list[Ended]:
        """Do some tasks, in whatever order; those that failed once more, one after the other.

        Args:
            work: a function of a module.
            what: what is being done, for ``advance``.

        Raises:
            BulkError: the scheduler does not answer.
        """
        if not asked:
            return []
        self._client = self._client or self._begin()
        done: list[Ended] = []
        again: list[A] = []
        advance(what, 0, len(asked))
        for ended in self._share_out(work, asked):
            if ended.fault is None:
                done.append(ended)
                advance(what, len(done), len(asked))
            else:
                again.append(ended.asked)
        for one in again:  # alone: a neighbour may have been blamed for what another did
            done += self._share_out(work, [one])
            advance(what, len(done), len(asked))
        return done

    def _share_out(self, work: Callable[[A], R], asked: Sequence[A]) -> Iterator[Ended]:
        from distributed import as_completed

        client: Any = self._client
        collect: Any = as_completed
        waiting = deque(asked)
        first = [waiting.popleft() for _ in range(min(_AT_ONCE, len(waiting)))]
        futures = client.map(work, first, pure=False, retries=1)
        flying: dict[Any, A] = dict(zip(futures, first, strict=True))
        for future in (running := collect(futures)):
            one = flying.pop(future)
            if future.status == "finished":
                yield Ended(one, future.result())
            else:
                yield Ended(one, fault=_told(future.exception()))
            if waiting:
                following = waiting.popleft()
                more = client.submit(work, following, pure=False, retries=1)
                flying[more] = following
                running.add(more)


def _told(error: BaseException | None) -> str:
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        return "ended every process that took it"
    if isinstance(error, BulkError):
        return str(error)
    return " ".join(f"{type(error).__name__}: {error}".split())


@contextmanager
def open_workers(workers: int, scheduler: str | None = None) -> Iterator[Workers]:
    """So many processes of this computer, or those behind a scheduler.

    They listen on 127.0.0.1 only and show nothing in a browser. They hear no Ctrl-C: that is for
    the one who waits for them.

    Raises:
        BulkError: the extra is not installed.
    """
    try:
        import dask
    except ImportError as error:
        raise missing() from error
    settings = {
        "distributed.scheduler.allowed-failures": _DEATHS,
        "distributed.logging.distributed": "critical",
        "distributed.scheduler.http.routes": [],
    }
    with dask.config.set(settings), ExitStack() as stack:
        yield Workers(partial(_begin, workers, scheduler, stack))


def _begin(workers: int, scheduler: str | None, stack: ExitStack) -> Any:
    """What hands tasks to the processes."""
    from distributed import Client, LocalCluster

    local: Any = LocalCluster
    connect: Any = Client
    try:
        if scheduler is not None:
            return stack.enter_context(connect(scheduler, timeout=_PATIENCE))
        resource_tracker.ensure_running()  # which else lets those hear it that begin with it
        with undisturbed():
            cluster = stack.enter_context(
                local(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",  # a port that is free; nothing is shown there
                    scheduler_kwargs={"dashboard": False},
                    silence_logs=logging.CRITICAL,
                )
            )
            return stack.enter_context(connect(cluster))
    except (OSError, ValueError) as error:
        where = scheduler or "this computer"
        told = " ".join(str(error).split())
        raise BulkError(f"{where}: {told}; check the address of the scheduler") from error
