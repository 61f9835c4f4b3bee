"""The process beside the server: does one errand, tells how far it is, and ends.

What is stored is stored document by document, so it may be stopped at any moment, as Ctrl-C stops
the same work on the command line. It ends by itself when the server is gone.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection

from sqlalchemy.exc import DBAPIError

from marsad.archive.connection import ArchiveError
from marsad.archive.documents import Stored
from marsad.archive.failures import settle
from marsad.archive.observatory import Observatory
from marsad.archive.rereading import Reread
from marsad.intake.collect import Came, collect
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.fetch import Fetcher
from marsad.intake.originals import Item
from marsad.intake.watch import Polled
from marsad.linking.stored.coming import Came as Joined
from marsad.linking.stored.coming import Coming
from marsad.linking.stored.linked import Linked
from marsad.web.work.errands import Errand, Kind, Progress, Report

_PAUSE = 0.2  # seconds between two words on how far it is
_NAMED = 5  # failures of linking that are told

Done = Stored | Failure | Reread | Polled


def do_errand(address: str, errand: Errand, server: Connection) -> None:
    """Do an errand on an archive; the last thing sent to the server is a ``Report``."""
    over = threading.Event()
    threading.Thread(target=_end_with, args=(server, over), daemon=True).start()
    telling = _Telling(server)
    report = Report(fault="the work ended early; look at the output of the server")
    try:
        with Observatory(address) as observatory:
            report = _do(observatory, errand, telling)
    except KeyboardInterrupt:
        report = Report(counts=telling.counts, stopped=True)
    except (ArchiveError, DBAPIError, Unreadable, ValueError, OSError) as error:
        told = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        report = Report(counts=telling.counts, fault=" ".join(told.split()))
    finally:
        over.set()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with suppress(OSError):
            server.send(report)


def _end_with(server: Connection, over: threading.Event) -> None:
    """Wait until the server is gone; then stop as by Ctrl-C, unless all is done."""
    with suppress(EOFError, OSError):
        server.recv()
    if not over.is_set():
        os.kill(os.getpid(), signal.SIGINT)


class _Telling:
    """Counts what is done and tells it, not oftener than a page looks."""

    def __init__(self, server: Connection) -> None:
        self._server, self._told = server, 0.0
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> Mapping[str, int]:
        return dict(self._counts)

    def take(self, done: Done) -> None:
        if isinstance(done, Polled):
            self._counts["looked"] += 1
        elif isinstance(done, Failure):
            self._counts["failed"] += 1
        elif isinstance(done, Reread):
            self._counts["read"] += 1
            self._counts["differ"] += bool(done.gone or done.new)
        else:
            self._counts[done.outcome.value] += 1
        self.advance("reading", sum(self._counts.values()) - self._counts["differ"], 0)

    def advance(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _PAUSE or done == total:
            self._told = now
            self._server.send(Progress(step=step, done=done, total=total, counts=self.counts))


def _do(observatory: Observatory, errand: Errand, telling: _Telling) -> Report:
    for done in _WAYS[errand.kind](observatory, errand):
        telling.take(done)
    joined, failures = _link(observatory, telling)
    told = tuple(f"{one.place}: {one.message}" for one in failures[:_NAMED])
    return Report(counts=telling.counts, came=joined, failures=told)


def _link(observatory: Observatory, telling: _Telling) -> tuple[Joined, tuple[Failure, ...]]:
    coming = Coming(observatory)
    updated = Linked(observatory).update(advance=telling.advance)
    return coming.came(updated), updated.failures


def _files(observatory: Observatory, errand: Errand) -> Iterator[Done]:
    """Files that came by the browser, under their own names, not those that they lie under."""
    names = {one.path: one.name for one in errand.files}
    with observatory.writing() as connection:
        for name in names.values():
            settle(connection, name)
    with Fetcher() as fetcher:
        came = collect(tuple(names), errand.given, fetcher=fetcher, follow=errand.fetch)
        yield from observatory.store(_renamed(came, names), errand.given, fetch=errand.fetch)


def _renamed(came: Iterable[Came], names: Mapping[str, str]) -> Iterator[Came]:
    for origin, found in came:
        name = names.get(origin, origin)

        def call(place: str, origin: str = origin, name: str = name) -> str:
            return name + place.removeprefix(origin) if place.startswith(origin) else place

        if isinstance(found, Item):
            original = replace(found.original, place=call(found.original.place))
            yield Came(name, Item(found.document, original))
        else:
            yield Came(name, Failure(call(found.place), found.message))


def _addresses(observatory: Observatory, errand: Errand) -> Iterator[Done]:
    yield from observatory.add_each(*errand.named, given=errand.given, fetch=errand.fetch)


def _retry(observatory: Observatory, errand: Errand) -> Iterator[Done]:
    yield from observatory.retry(only=errand.named or None)


def _watch(observatory: Observatory, errand: Errand) -> Iterator[Done]:
    for path in errand.named:
        yield from observatory.watch(path, once=True)


def _reread(observatory: Observatory, errand: Errand) -> Iterator[Done]:
    yield from observatory.reread(every=errand.every)


def _nothing(_: Observatory, __: Errand) -> Iterator[Done]:
    yield from ()


_WAYS: Mapping[Kind, Callable[[Observatory, Errand], Iterator[Done]]] = {
    Kind.FILES: _files,
    Kind.ADDRESSES: _addresses,
    Kind.RETRY: _retry,
    Kind.WATCH: _watch,
    Kind.REREAD: _reread,
    Kind.LINK: _nothing,
}
