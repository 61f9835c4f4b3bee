"""What takes long to find in an archive: found in a process of its own, and kept while it holds.

A page never waits long: what was found in an earlier state of the archive is shown until it is
found anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, func, select

from marsad.archive.crews import Pool
from marsad.archive.observatory import Observatory
from marsad.archive.schema import documents, facts, reviews

T = TypeVar("T")
State = tuple[str | None, int, int]
_TURN = "linking turn"  # counts the transactions of linking (linking.stored.updating)
_KEPT = 48  # findings; a month of stories of busy days takes some ten megabytes
_ASKED = 6  # findings that wait for their turn; whoever asks for more comes back later
_PATIENCE = 0.15  # seconds that a page waits for a finding


class Found(NamedTuple, Generic[T]):
    """A finding; ``fresh`` is false where the archive has changed since."""

    value: T
    fresh: bool


class _Kept(NamedTuple):
    state: State
    value: Any
    error: BaseException | None = None


def state_of(connection: Connection) -> State:
    """What changes whenever something is added, joined or reviewed."""
    return (
        connection.scalar(select(facts.c.value).where(facts.c.name == _TURN)),
        connection.scalar(select(func.max(documents.c.number))) or 0,
        connection.scalar(select(func.max(reviews.c.number))) or 0,
    )


class Shelf:
    """Findings over one archive, by what was asked."""

    def __init__(self, archive: Observatory) -> None:
        self._archive = archive
        self._lock = Lock()
        self._kept: OrderedDict[tuple[Any, ...], _Kept] = OrderedDict()
        self._asked: dict[tuple[Any, ...], Future[_Kept]] = {}
        self._pool: Pool | None = None

    def find(
        self, find: Callable[..., T], *args: Any, quick: bool, wait: float = _PATIENCE
    ) -> Found[T] | None:
        """What ``find(connection, *args)`` returns; ``None`` while it is looked for.

        What it raises is raised here, and by every call until the archive is another one.

        Args:
            find: a function of a module; what it returns can be sent between processes.
            quick: it takes no longer than a page may; it is then called here and now.
            wait: seconds.
        """
        key = (find.__module__, find.__qualname__, *args)
        with self._archive.reading() as connection:
            state = state_of(connection)
            kept = self._look(key)
            if kept is not None and kept.state == state:
                return Found(_open(kept), True)
            if quick:
                value = find(connection, *args)
                self._keep(key, _Kept(state, value))
                return Found(value, True)
        kept = self._await(self._ask(key, find, args, state), wait) or self._look(key)
        return None if kept is None else Found(_open(kept), kept.state == state)

    def close(self) -> None:
        """End what is looked for."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _look(self, key: tuple[Any, ...]) -> _Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: tuple[Any, ...], kept: _Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    def _ask(
        self, key: tuple[Any, ...], find: Any, args: tuple[Any, ...], state: State
    ) -> Future[_Kept] | None:
        with self._lock:
            if key in self._asked:
                return self._asked[key]
            if len(self._asked) >= _ASKED:
                return None
            if self._pool is None:
                self._pool = Pool(1)
            asked = self._pool.run(_find, self._archive.address, find, args)
            self._asked[key] = asked
        asked.add_done_callback(lambda done: self._done(key, done, state))
        return asked

    def _done(self, key: tuple[Any, ...], done: Future[_Kept], state: State) -> None:
        error = CancelledError() if done.cancelled() else done.exception()
        if error is None:
            self._keep(key, done.result())
        elif not isinstance(error, BrokenProcessPool | CancelledError):
            self._keep(key, _Kept(state, None, error))
        with self._lock:
            self._asked.pop(key, None)
            pool = self._pool
            if isinstance(error, BrokenProcessPool):  # the next one who asks gets another
                self._pool = None
        if isinstance(error, BrokenProcessPool) and pool is not None:
            pool.close()

    @staticmethod
    def _await(asked: Future[_Kept] | None, wait: float) -> _Kept | None:
        try:
            return None if asked is None else asked.result(wait)
        except (Late, BrokenProcessPool, CancelledError):
            return None


def _open(kept: _Kept) -> Any:
    if kept.error is not None:
        raise kept.error
    return kept.value


def _find(address: str, find: Callable[..., Any], args: tuple[Any, ...]) -> _Kept:
    with Observatory(address) as archive, archive.reading() as connection:
        return _Kept(state_of(connection), find(connection, *args))
